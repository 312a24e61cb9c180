"""Today's check-in: six taps, each saved as it is made, and what was said about the day afterwards."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, Final

import reflex as rx

from wellbeing.domain.answers import lines
from wellbeing.domain.checkin import BACKDATE_DAYS, CheckIn, Question, reachable
from wellbeing.domain.errors import Unfit
from wellbeing.ui.door import same_reader
from wellbeing.ui.guard import only
from wellbeing.ui.leaving import Leaving
from wellbeing.ui.person.looking_back import levels
from wellbeing.ui.person.questions import asked, read, ticked, written
from wellbeing.ui.pictures import strip
from wellbeing.ui.pictures.strip import StripPicture
from wellbeing.ui.reading import day_of
from wellbeing.ui.rules import Phase
from wellbeing.ui.visit import ask, is_open, locale_of, words_of
from wellbeing.ui.wiring import desks
from wellbeing.words import day_words, weekday_name, weekday_words

SLIDES: Final = (
    (Question.HEAVINESS,),
    (Question.ENERGY,),
    (Question.SLEEP,),
    (Question.INTRUSIONS,),
    # Feelings take any number of taps, so the last question stands beside them instead of behind a button.
    (Question.FEELINGS, Question.RECOVERY),
)
DONE: Final = len(SLIDES)
NOTHING: Final = {one.value: "" for one in Question}
NO_STRIP: Final = StripPicture("", "", "", "", "", "", "", "", "", "")


def slide_of(question: Question) -> int:
    """Which slide a question stands on."""
    return next(index for index, slide in enumerate(SLIDES) if question in slide)


def after(question: Question) -> int:
    """The slide that follows an answer; feelings stay, since more than one may be ticked."""
    return slide_of(question) + (question is not Question.FEELINGS)


class Today(Leaving, rx.State):
    """The day on the screen; all of it goes when the page is left or locked."""

    day: rx.Field[str] = rx.field("")
    title: rx.Field[str] = rx.field("")
    past: rx.Field[str] = rx.field("")
    """The page's heading on a day before today; empty today."""
    step: rx.Field[int] = rx.field(0)
    answers: rx.Field[dict[str, str]] = rx.field(default_factory=lambda: dict(NOTHING))
    note: rx.Field[str] = rx.field("")
    reading: rx.Field[bool] = rx.field(False)
    sealed: rx.Field[bool] = rx.field(False)
    unsaved: rx.Field[list[str]] = rx.field(default_factory=list)
    rows: rx.Field[list[dict[str, str]]] = rx.field(default_factory=list)
    strip: rx.Field[StripPicture] = rx.field(default_factory=lambda: NO_STRIP)
    days: rx.Field[list[dict[str, str]]] = rx.field(default_factory=list)
    offer: rx.Field[str] = rx.field("")
    removed: rx.Field[bool] = rx.field(False)
    undo: rx.Field[bool] = rx.field(False)
    _wanted: str = ""
    _changing: bool = False
    _offered: bool = False
    _kept: CheckIn | None = None

    @only(least=Phase.NOBODY, acts=False)
    async def load(self) -> None:
        """Show the day that was asked for, or today; nothing to anybody whose entries are not open."""
        if not is_open(self):
            self.reset()
            return
        today = await ask(self, desks().person.checkins.today_is)
        day = day_of(self._wanted) if self._wanted else today
        checkin = await ask(self, desks().person.checkins.day, day)
        self._turn_to(checkin, today)
        await self._look(today)

    @only()
    async def choose(self, question: str, answer: str, day: str, tag: str) -> None:
        """Save one answer as it is tapped; an empty one skips the question."""
        await same_reader(self, tag)
        one = asked(question)
        service = desks().person.checkins.answer
        checkin = await self._save(service, day_of(day), one, read(one, answer))
        if checkin:
            self._took(checkin, after(one))
        if checkin and self.step == DONE:
            await self._look(await ask(self, desks().person.checkins.today_is))

    @only()
    async def merge(self, form: dict[str, Any]) -> None:
        """Save what the page still holds: ticked feelings, the note, and taps made while we were away."""
        await same_reader(self, str(form.get("tag", "")))
        form[Question.FEELINGS.value] = ticked(form)
        waiting = {one for one in str(form.get("pending", "")).split(",") if one}
        answers = {asked(one): read(asked(one), str(form.get(one, ""))) for one in waiting - {"note"}}
        note = str(form.get("note", "")) if "note" in waiting else None
        service = desks().person.checkins.save_many
        checkin = await self._save(service, day_of(form.get("day")), answers, note)
        if checkin:
            # A note is known to be saved by its coming back.
            self.reading = self.reading or note is not None
            self._took(checkin, max(map(after, answers), default=self.step))

    @only(least=Phase.NOBODY, acts=False)
    async def fold_note(self, turned: str) -> None:
        """Send the note once its field is open, and take it back when it closes."""
        self.reading, self.note, self.sealed = False, "", self.sealed or bool(self.note)
        if turned == "open" and self.day and is_open(self):
            checkin = await ask(self, desks().person.checkins.day, day_of(self.day))
            self.reading = True
            self._show(checkin)

    @only()
    async def go(self, slide: str) -> None:
        """Turn to a slide: back, on, or from the list to an answer that should change."""
        wanted = min(int(slide) if slide.isdecimal() else 0, DONE)
        self._turn(wanted if self.step == DONE else self._onward(wanted), changing=self.step == DONE)

    @only()
    async def other_days(self) -> None:
        """Open or close the picker of today and the week before."""
        today = await ask(self, desks().person.checkins.today_is)
        self.days = [] if self.days else _week(today, self.day, locale_of(self))

    @only()
    async def pick(self, day: str) -> None:
        """Turn to another day of the picker."""
        wanted = day_of(day)
        today = await ask(self, desks().person.checkins.today_is)
        reachable(wanted, today)
        self._wanted = "" if wanted == today else day
        self.reading = False
        self._turn(0)
        self._turn_to(await ask(self, desks().person.checkins.day, wanted), today)

    @only()
    async def remove(self, day: str, tag: str) -> None:
        """Delete the day's check-in; it can be put back as long as the page is open."""
        await same_reader(self, tag)
        which = day_of(day)
        self._kept = await ask(self, desks().person.checkins.remove, which)
        self._took(CheckIn(which), 0)
        # What did not open cannot be put back.
        self.removed, self.undo, self.offer = True, self._kept is not None, ""
        await self._look(await ask(self, desks().person.checkins.today_is))

    @only()
    async def put_back(self) -> None:
        """Undo the deletion."""
        if self._kept is None:
            return
        kept, service = self._kept, desks().person.checkins.save_many
        answers = {one: getattr(kept, one.value) for one in Question}
        checkin = await self._save(service, kept.day, answers, kept.note)
        if checkin is None:
            return
        self._kept = None
        self._took(checkin, DONE)
        self.removed = False
        await self._look(await ask(self, desks().person.checkins.today_is))

    @only()
    async def take_offer(self, answer: str) -> None:
        """Breathe for two minutes ("breathe"), or not now ("")."""
        self.offer = answer if answer == "breathe" else ""

    async def _save(self, service: Callable[..., CheckIn], *values: Any) -> CheckIn | None:
        """What the save made of the day; None when the host cannot take it now, which the page says."""
        try:
            checkin = await ask(self, service, *values)
        except Unfit as error:
            self.unsaved = [words_of(self)(error.sentence())]
            return None
        self.unsaved = []
        return checkin

    async def _look(self, today: date) -> None:
        """Draw the last fortnight, today's mark at its end."""
        days = await ask(self, desks().person.history.recent, strip.DAYS)
        self.strip = strip.draw(levels(days), today, words_of(self))

    def _turn_to(self, checkin: CheckIn, today: date) -> None:
        """Put a day on the screen; a day with answers opens on its list, unless it is being answered."""
        same = self.day == checkin.day.isoformat()
        underway = same and 0 < self.step < DONE
        self.day = checkin.day.isoformat()
        self.title = weekday_words(checkin.day, locale_of(self))
        self.past = "" if checkin.day == today else words_of(self)("How was {day}?", day=self.title)
        self.days, self.removed = [], False
        self._show(checkin)
        self._turn(self.step if underway else (0 if checkin.empty else DONE), changing=self._changing)

    def _onward(self, step: int) -> int:
        """Where another slide leads: an answer that is changed from the list leads back to the list."""
        return DONE if self._changing and step != self.step else step

    def _turn(self, step: int, *, changing: bool = False) -> None:
        """Show a slide, or the list."""
        self.step, self._changing = step, changing and step != DONE

    def _took(self, checkin: CheckIn, step: int) -> None:
        """Show what was saved, if it is still this day that the screen shows."""
        if checkin.day.isoformat() != self.day:
            return
        self._show(checkin)
        self._turn(self._onward(step), changing=self._changing)
        self.removed = False
        if self.step == DONE and checkin.heavy and not self._offered:
            self.offer, self._offered = "asked", True

    def _show(self, checkin: CheckIn) -> None:
        self.answers = {one.value: written(getattr(checkin, one.value)) for one in Question}
        self.note = checkin.note if self.reading else ""
        self.sealed = bool(checkin.note) and not self.reading
        self.rows = [
            {**row, "slide": str(slide_of(Question(row["question"])))}
            for row in lines(checkin, words_of(self), past=bool(self.past))
        ]


def _week(today: date, shown: str, locale: str) -> list[dict[str, str]]:
    """Today and the days that may still be added, newest first."""
    days = [today - timedelta(days=back) for back in range(BACKDATE_DAYS + 1)]
    return [
        {
            "day": day.isoformat(),
            "weekday": weekday_name(day.weekday(), locale, "abbreviated"),
            "words": day_words(day, locale),
            "here": "true" if day.isoformat() == shown else "",
        }
        for day in days
    ]
