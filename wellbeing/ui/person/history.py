"""The way back: a year as a picture, trends with their tables, single days, notes and their search."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import reflex as rx

from wellbeing.domain.answers import lines
from wellbeing.domain.checkin import CheckIn, Question
from wellbeing.domain.errors import BadInput
from wellbeing.domain.trends import SPANS
from wellbeing.services.history import Day, as_day
from wellbeing.ui.door import same_reader
from wellbeing.ui.guard import only
from wellbeing.ui.leaving import Leaving
from wellbeing.ui.person.looking_back import (
    Chart,
    DayRow,
    Hit,
    hits,
    past,
    rows,
    strain_words,
)
from wellbeing.ui.person.today import Today
from wellbeing.ui.pictures.calendar import CalendarPicture
from wellbeing.ui.reading import day_of
from wellbeing.ui.rules import Phase
from wellbeing.ui.visit import ask, is_open, locale_of, words_of
from wellbeing.ui.wiring import desks
from wellbeing.words import weekday_words

PAGE: Final = 14
"""How many days the list shows at first, and how many more each time."""
NO_YEAR: Final = CalendarPicture([], "", [], [])


class History(Leaving, rx.State):
    """What the page shows of the past; all of it goes when the page is left or locked."""

    kept: rx.Field[str] = rx.field("")
    going: rx.Field[str] = rx.field("")
    """What goes next; empty while nothing does."""
    calendar: rx.Field[CalendarPicture] = rx.field(default_factory=lambda: NO_YEAR)
    span: rx.Field[str] = rx.field(str(SPANS[0]))
    pattern: rx.Field[bool] = rx.field(False)
    trends: rx.Field[list[Chart]] = rx.field(default_factory=list)
    days: rx.Field[list[DayRow]] = rx.field(default_factory=list)
    more: rx.Field[bool] = rx.field(False)
    damaged: rx.Field[str] = rx.field("")
    searched: rx.Field[bool] = rx.field(False)
    found: rx.Field[list[Hit]] = rx.field(default_factory=list)
    day: rx.Field[str] = rx.field("")
    day_title: rx.Field[str] = rx.field("")
    day_strain: rx.Field[str] = rx.field("")
    day_rows: rx.Field[list[dict[str, str]]] = rx.field(default_factory=list)
    day_note: rx.Field[str] = rx.field("")
    removed: rx.Field[str] = rx.field("")
    undo: rx.Field[bool] = rx.field(False)
    _kept: CheckIn | None = None

    @only(least=Phase.NOBODY, acts=False)
    async def load(self) -> None:
        """Draw the year, the trends and the newest days; nothing to anybody whose entries are not open."""
        self.reset()
        if is_open(self):
            await self._draw(PAGE)

    @only()
    async def show_weeks(self, weeks: str, tag: str) -> None:
        """Draw the trends over 12, 26 or 52 weeks."""
        await same_reader(self, tag)
        if weeks not in map(str, SPANS):
            raise BadInput
        self.span = weeks
        await self._draw(len(self.days))

    @only()
    async def older(self, tag: str) -> None:
        """Lengthen the list of days."""
        await same_reader(self, tag)
        self._list(await ask(self, desks().person.history.year), len(self.days) + PAGE)

    @only()
    async def search(self, form: dict[str, Any]) -> None:
        """Look for words in the notes; they reach neither an address nor a log."""
        await same_reader(self, str(form.get("tag", "")))
        words = str(form.get("words", "")).strip()
        self.searched = bool(words)
        self.found = (
            hits(await ask(self, desks().person.history.search, words), words_of(self)) if words else []
        )

    @only()
    async def open_day(self, day: str, tag: str) -> None:
        """Show one day in full."""
        await same_reader(self, tag)
        wanted = day_of(day)
        checkin = await ask(self, desks().person.checkins.day, wanted)
        t = words_of(self)
        self.day, self.day_title = day, weekday_words(wanted, t.locale)
        self.day_rows, self.day_note = lines(checkin, t), checkin.note
        self.day_strain = strain_words(as_day(checkin), t)

    @only()
    async def discard_damaged(self, tag: str) -> None:
        """Remove what does not open any more, after the person has said so."""
        await same_reader(self, tag)
        await ask(self, desks().person.history.discard_damaged)
        await self._draw(max(PAGE, len(self.days)))

    @only()
    async def close_day(self) -> None:
        """Back to the list."""
        self._close()

    @only()
    async def edit_day(self, tag: str) -> Any:
        """Go to the check-in page with this day open; no address ever names a day."""
        await same_reader(self, tag)
        (await self.get_state(Today))._wanted = self.day
        return rx.redirect(f"/{locale_of(self)}/today")

    @only()
    async def remove_day(self, tag: str) -> None:
        """Delete the day shown; it can be put back as long as the page is open."""
        await same_reader(self, tag)
        title = self.day_title
        self._kept = await ask(self, desks().person.checkins.remove, day_of(self.day))
        self._close()
        await self._draw(max(PAGE, len(self.days)))
        self.removed, self.undo = title, self._kept is not None

    @only()
    async def put_back(self, tag: str) -> None:
        """Undo the deletion."""
        await same_reader(self, tag)
        if self._kept is None:
            return
        kept, self._kept, self.removed = self._kept, None, ""
        answers = {one: getattr(kept, one.value) for one in Question}
        await ask(self, desks().person.checkins.save_many, kept.day, answers, kept.note)
        await self._draw(max(PAGE, len(self.days)))

    async def _draw(self, length: int) -> None:
        overview, weeks, t = desks().person.history.overview, int(self.span), words_of(self)
        # Read and drawn in one thread: pages of other people go on meanwhile.
        drawn = await ask(self, lambda reference: past(overview(reference, length), weeks, length, t))
        self.going = drawn.going
        self.kept, self.damaged, self.calendar = drawn.kept, drawn.damaged, drawn.calendar
        self.trends, self.pattern = drawn.trends, not all(chart.ghost for chart in drawn.trends)
        self.days, self.more = drawn.days, drawn.more

    def _list(self, days: Sequence[Day[CheckIn]], length: int) -> None:
        shown = days[-length:]
        notes = {one.day: one.checkin.note for one in shown}
        self.days, self.more = rows(shown, notes, words_of(self)), len(days) > length

    def _close(self) -> None:
        self.day = self.day_title = self.day_strain = self.day_note = ""
        self.day_rows = []
