"""What belongs to the person: their sessions, their own log, and how long entries stay."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import reflex as rx

from wellbeing.domain.diary import Event, Line
from wellbeing.domain.errors import BadInput
from wellbeing.domain.retention import ASIDE, USUAL, Stay
from wellbeing.services.sessions import OwnSession
from wellbeing.ui.door import same_reader
from wellbeing.ui.guard import only
from wellbeing.ui.leaving import Leaving
from wellbeing.ui.moments import going_words, moment_words
from wellbeing.ui.rules import Phase
from wellbeing.ui.visit import ask, is_open, visit_of, words_of
from wellbeing.ui.wiring import desks
from wellbeing.words import Translator, mark

EVENTS: Final[Mapping[Event, str]] = {
    Event.JOINED: mark("You joined."),
    Event.SIGNED_IN: mark("You signed in."),
    Event.TRY_REFUSED: mark("A wrong passphrase or recovery code was typed."),
    Event.RECOVERED: mark("The recovery code was used."),
    Event.PASSPHRASE_CHANGED: mark("The passphrase was changed."),
    Event.RECOVERY_RENEWED: mark("A new recovery code was made."),
    Event.KEY_ROTATED: mark("The key was changed."),
    Event.EXPORTED: mark("Your entries were exported."),
    Event.SEAT_ADDED: mark("A seat was added."),
    Event.SESSIONS_ENDED: mark("Other sessions were ended."),
    Event.CHANGE_NOTICED: mark("Something stored was missing or had been changed."),
}


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One place where the person is signed in."""

    id: str = field(repr=False)
    started: str
    seen: str
    locked: bool
    here: bool


@dataclass(frozen=True, slots=True)
class LogRow:
    """One line of the own log."""

    when: str = field(repr=False)
    what: str = field(repr=False)


def session_rows(sessions: Iterable[OwnSession], time_zone: str, t: Translator) -> list[SessionRow]:
    """The sessions, this one first."""
    return [
        SessionRow(
            one.session_id,
            moment_words(one.started_at, time_zone, t),
            moment_words(one.seen_at, time_zone, t),
            one.locked,
            one.here,
        )
        for one in sorted(sessions, key=lambda one: not one.here)
    ]


def log_rows(lines: Iterable[Line], time_zone: str, t: Translator) -> list[LogRow]:
    """The log, newest first."""
    return [LogRow(moment_words(line.at, time_zone, t), t(EVENTS[line.event])) for line in lines]


@dataclass(frozen=True, slots=True)
class Length:
    """One length that may be chosen."""

    value: str
    words: str


def lengths(stay: Stay, t: Translator) -> list[Length]:
    """What may be chosen: leaving it to the unit, or one of the few lengths up to the unit's."""
    usual = USUAL if stay.unit is None else stay.unit
    aside = (
        t.n("As usual: {count} month", "As usual: {count} months", usual)
        if stay.unit is None
        else t.n("As your unit says: {count} month", "As your unit says: {count} months", usual)
    )
    chosen = {*stay.choices, *((stay.own,) if stay.own else ())}
    return [
        Length(str(ASIDE), aside),
        *(Length(str(one), t.n("{count} month", "{count} months", one)) for one in sorted(chosen)),
    ]


def stay_words(stay: Stay, t: Translator) -> str:
    """How long entries stay now, and the most that the unit allows."""
    now = t.n("Your entries stay {count} month.", "Your entries stay {count} months.", stay.months)
    if stay.unit is None:
        return now
    most = t.n(
        "Your unit allows {count} month at most.", "Your unit allows {count} months at most.", stay.unit
    )
    return f"{now} {most}"


class Me(Leaving, rx.State):
    """What the page shows; all of it goes when the page is left or locked."""

    sessions: rx.Field[list[SessionRow]] = rx.field(default_factory=list)
    log: rx.Field[list[LogRow]] = rx.field(default_factory=list)
    log_open: rx.Field[bool] = rx.field(False)
    months: rx.Field[str] = rx.field("")
    """What is chosen: a number of months, or "0" for leaving it to the unit."""
    lengths: rx.Field[list[Length]] = rx.field(default_factory=list)
    stays: rx.Field[str] = rx.field("")
    """How long entries stay now, in words."""
    going: rx.Field[str] = rx.field("")
    """What goes next; empty while nothing does."""
    said: rx.Field[str] = rx.field("")

    @only(least=Phase.NOBODY, acts=False)
    async def load(self) -> None:
        """Show the own sessions and how long entries stay."""
        self.reset()
        if is_open(self):
            await self._sessions()
            await self._stay()

    @only()
    async def show_log(self, tag: str) -> None:
        """Open or close the own log."""
        await same_reader(self, tag)
        self.log_open = not self.log_open
        lines = await ask(self, desks().person.diary.mine) if self.log_open else ()
        self.log = log_rows(lines, self._zone(), words_of(self))

    @only()
    async def end_session(self, session: str, tag: str) -> None:
        """Sign out one of the other places."""
        await same_reader(self, tag)
        await ask(self, desks().person.sessions.end_one, session)
        await self._sessions()
        self.said = words_of(self)("That session has ended.")

    @only()
    async def end_others(self, tag: str) -> None:
        """Sign out everywhere but here."""
        await same_reader(self, tag)
        ended = await ask(self, desks().person.sessions.end_others)
        await self._sessions()
        self.said = words_of(self).n("{count} session has ended.", "{count} sessions have ended.", ended)

    @only()
    async def keep(self, form: dict[str, Any]) -> None:
        """Set how many months an entry stays."""
        await same_reader(self, str(form.get("tag", "")))
        months = str(form.get("months", ""))
        if not months.isdecimal():
            raise BadInput
        await ask(self, desks().person.history.keep, int(months))
        await self._stay()
        self.said = words_of(self)("Saved.")

    async def _stay(self) -> None:
        t = words_of(self)
        stay = await ask(self, desks().person.history.keeps)
        self.lengths, self.months, self.stays = lengths(stay, t), str(stay.own), stay_words(stay, t)
        self.going = going_words(await ask(self, desks().person.history.going), t)

    async def _sessions(self) -> None:
        mine = await ask(self, desks().person.sessions.mine)
        self.sessions = session_rows(mine, self._zone(), words_of(self))

    def _zone(self) -> str:
        presence = visit_of(self).presence
        return presence.time_zone if presence else "UTC"
