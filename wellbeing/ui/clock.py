"""The timer on every page, open or locked: what the server says of it, and the acts that people send."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

import reflex as rx
from reflex.state import BaseState

from wellbeing.domain.clock import HINT_SENTENCES, Clock
from wellbeing.domain.clock import Phase as Stage
from wellbeing.domain.exposure import Act, Kind
from wellbeing.domain.preferences import Preferences, Way
from wellbeing.ui.door import same_reader
from wellbeing.ui.guard import only
from wellbeing.ui.moments import moment_words, time_words
from wellbeing.ui.parts.clock_face import Face
from wellbeing.ui.policy_rows import SUGGESTION_NAMES
from wellbeing.ui.reading import named, number_of
from wellbeing.ui.rules import Phase
from wellbeing.ui.visit import ask, is_open, locale_of, visit_of, words_of
from wellbeing.ui.wiring import desks
from wellbeing.words import Translator

ASK: Final = "ask.notification"
"""The name under which a person has put off the question for notifications."""
LEADS: Final = {Act.BREAK: "break", Act.STOP: "break", Act.BACK: "today"}
"""Acts that lead to another page when entries are open."""


class Timer(rx.State):
    """The clock as the page shows it; `assets/timer.js` counts from these moments."""

    ticket: rx.Field[str] = rx.field("")
    version: rx.Field[str] = rx.field("")
    now: rx.Field[str] = rx.field("")
    """The server's moment of the answer, in milliseconds since 1970 like all of them; empty until asked."""
    sent: rx.Field[str] = rx.field("")
    """When the page asked, by its own clock."""
    stage: rx.Field[str] = rx.field("")
    since: rx.Field[str] = rx.field("")
    due: rx.Field[str] = rx.field("")
    steps: rx.Field[str] = rx.field("")
    """What comes by itself, as "notice@1763728740000 due@1763728800000"."""
    quiet: rx.Field[str] = rx.field("")
    verbs: rx.Field[str] = rx.field("")
    question: rx.Field[str] = rx.field("")
    asked: rx.Field[str] = rx.field("")
    """The moment the question is about, in words."""
    hints: rx.Field[list[str]] = rx.field(default_factory=list)
    kind: rx.Field[str] = rx.field("")
    """The kind that runs or was worked with last; nothing on a locked page."""
    snooze: rx.Field[str] = rx.field("")
    """What putting a break off is called, with the minutes that the rule gives; so is the next one."""
    postpone: rx.Field[str] = rx.field("")
    held: rx.Field[str] = rx.field("")
    """Until when a call or urgent work holds the breaks back, in words."""
    length: rx.Field[str] = rx.field("")
    """How long the break is that is due next, in words."""
    practice: rx.Field[str] = rx.field("")
    """What the unit's rule reminds of before a start; nothing on a locked page."""
    ways: rx.Field[str] = rx.field("")
    ended: rx.Field[bool] = rx.field(False)
    """Whether the day's work has just been ended on this page."""

    @only(least=Phase.NOBODY, acts=False)
    async def sync(self, form: dict[str, Any]) -> None:
        """Say what the clock is now; nothing to nobody. `sent` is the page's own moment of asking."""
        if visit_of(self).presence is None:
            return
        clock = await ask(self, desks().person.exposure.clock)
        await self._choices()
        self._show(clock, sent=str(form.get("sent", "")))

    @only(least=Phase.LOCKED)
    async def act(self, form: dict[str, Any]) -> Any:
        """Do one act, of which some take minutes or a kind; one that saw an older clock changes nothing."""
        await same_reader(self, str(form.get("tag", "")))
        act, kind = named(Act, form.get("verb")), form.get("kind")
        parts = {"minutes": number_of(form.get("minutes")), "kind": named(Kind, kind) if kind else None}
        seen, service = number_of(form.get("version")) or 0, desks().person.exposure.act
        clock = await ask(self, service, act, seen, **parts)
        self._show(clock)
        self.ended = act is Act.STOP and took(act, clock)
        return self._onward(act) if took(act, clock) else None

    @only()
    async def turn(self, way: str, wanted: str, tag: str) -> None:
        """Turn a way of reminding on, or off when `wanted` is empty."""
        await same_reader(self, tag)
        edit = turned(named(Way, way), on=bool(wanted))
        mine = await ask(self, desks().person.preferences.change, edit)
        self.ways = ways_words(mine.ways, asked=mine.rests(ASK))

    @only()
    async def put_off(self, tag: str) -> None:
        """Do not ask for notifications again."""
        await same_reader(self, tag)
        await ask(self, desks().person.preferences.change, lambda mine: mine.with_rest(ASK, rests=True))
        self.ways = f"{self.ways} asked"

    async def _choices(self) -> None:
        """What the person chose for reminders, looked up once a page and only with open entries."""
        if self.ways or not is_open(self):
            return
        mine = await ask(self, desks().person.preferences.mine)
        self.ways = ways_words(mine.ways, asked=mine.rests(ASK))

    def _onward(self, act: Act) -> Any:
        """The page that an act leads to; a locked page stays where it is."""
        if act not in LEADS or not is_open(self):
            return None
        return rx.redirect(f"/{locale_of(self)}/{LEADS[act]}")

    def _show(self, clock: Clock, sent: str = "") -> None:
        presence, t = visit_of(self).presence, words_of(self)
        self.ticket, self.version, self.stage = clock.ticket, str(clock.version), clock.phase.value
        self.now, self.sent = instant(clock.now), sent
        self.since, self.due = instant(clock.since), instant(end_of(clock))
        self.steps, self.quiet = " ".join(steps(clock)), instant(clock.quiet_until)
        self.verbs = " ".join(act.value for act in clock.verbs)
        self.question, zone = clock.question or "", presence.time_zone if presence else "UTC"
        self.asked, self.held = asked_words(clock, zone, t), held_words(clock, zone, t)
        self.length, self.practice = rest_words(clock, t), practice_words(clock, t)
        self.hints = [t(HINT_SENTENCES[one]) for one in clock.hints]
        self.kind = clock.kind.value if clock.kind else ""
        self.snooze, self.postpone = put_off_words(clock, t)


async def show(state: BaseState, clock: Clock) -> None:
    """Put what has changed elsewhere on an open page; `ui.pushing` calls it."""
    (await state.get_state(Timer))._show(clock)


def face() -> Face:
    """The Vars and events that the parts of the clock are drawn from."""
    names = ("ticket", "version", "now", "sent", "stage", "since", "due", "steps", "quiet")
    more = ("verbs", "question", "asked", "kind", "snooze", "postpone", "held", "length", "ways")
    return Face(
        stage=Timer.stage,
        sync=Timer.sync,
        act=Timer.act,
        data={name: getattr(Timer, name) for name in (*names, *more)},
    )


def instant(moment: datetime | None) -> str:
    """A moment as the page counts it, in milliseconds since 1970; empty for none."""
    return "" if moment is None else str(round(moment.timestamp() * 1000))


def took(act: Act, clock: Clock) -> bool:
    """Whether an act that leads elsewhere is what the clock now shows; one that came too late is not."""
    on_break = clock.phase in {Stage.BREAK, Stage.BREAK_OVER}
    return {Act.BREAK: on_break, Act.STOP: clock.phase is Stage.REST, Act.BACK: not on_break}.get(act, False)


def end_of(clock: Clock) -> datetime | None:
    """The moment that the ring runs towards: the break, or the end of the pause or break that is taken."""
    resting = clock.phase in {Stage.PAUSED, Stage.BREAK, Stage.BREAK_OVER}
    return clock.ends_at if resting else clock.due_at


def steps(clock: Clock) -> Iterator[str]:
    """What comes by itself and when; what falls into a quiet time comes at its end."""
    over = Stage.BREAK_OVER if clock.phase in {Stage.BREAK, Stage.BREAK_OVER} else Stage.RUNNING
    coming = ((Stage.NOTICE, clock.notice_at), (Stage.DUE, clock.due_at), (over, clock.ends_at))
    for stage, moment in coming:
        if moment is not None:
            yield f"{stage.value}@{instant(max(moment, clock.quiet_until or moment))}"


def asked_words(clock: Clock, time_zone: str, t: Translator) -> str:
    """The moment that the clock's question is about, on the wall where the person works."""
    if clock.question is None or clock.asked_about is None:
        return ""
    when = moment_words(clock.asked_about, time_zone, t)
    return t("Ended here: {when}.", when=when) if clock.phase is Stage.REST else t("Since {when}.", when=when)


def put_off_words(clock: Clock, t: Translator) -> tuple[str, str]:
    """What the two ways of putting a break off are called; empty where the minutes are not known."""
    few, more = clock.snooze_minutes, clock.postpone_minutes
    return (
        t.n("{count} more minute", "{count} more minutes", few) if few else "",
        t.n("{count} minute later", "{count} minutes later", more) if more else "",
    )


def held_words(clock: Clock, time_zone: str, t: Translator) -> str:
    """What holds the breaks back and until when; a locked page knows of a call only."""
    if clock.urgent and clock.due_at is not None:
        until = time_words(clock.due_at, time_zone)
        return t(
            "Breaks wait until {time}. Then comes a rest of {count} min.",
            time=until,
            count=t.number(clock.break_minutes),
        )
    if clock.quiet_until is not None:
        return t("Quiet until {time}. It ends by itself.", time=time_words(clock.quiet_until, time_zone))
    return ""


def rest_words(clock: Clock, t: Translator) -> str:
    """How long a break is that is due or near; empty while none is."""
    if clock.phase not in {Stage.NOTICE, Stage.DUE, Stage.RUNNING}:
        return ""
    return t.n("{count} minute of rest", "{count} minutes of rest", clock.break_minutes)


def practice_words(clock: Clock, t: Translator) -> str:
    """Good practice before a start, in one line; empty where the unit reminds of none."""
    if not clock.practice:
        return ""
    named = " \N{MIDDLE DOT} ".join(t(SUGGESTION_NAMES[one]) for one in clock.practice)
    return t("Before you start: {practice}.", practice=named)


def ways_words(ways: frozenset[Way], *, asked: bool) -> str:
    """The chosen ways as the scripts read them; never empty, which would mean not looked up yet."""
    return " ".join(("page", *sorted(ways), *(["asked"] if asked else [])))


def turned(way: Way, *, on: bool) -> Callable[[Preferences], Preferences]:
    """The edit that turns a way of reminding on or off."""
    return lambda mine: replace(mine, ways=mine.ways | {way} if on else mine.ways - {way})
