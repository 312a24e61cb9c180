"""A person's own exposure record: by day and kind, half a year of weeks, sessions put right afterwards."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

import reflex as rx

from wellbeing.domain.errors import ActUnusable, BadInput, RecordOutOfReach
from wellbeing.domain.exposure import AMEND_DAYS
from wellbeing.domain.record import Session
from wellbeing.ui.door import same_reader
from wellbeing.ui.guard import only
from wellbeing.ui.leaving import Leaving
from wellbeing.ui.person.exposure_rows import (
    Seen,
    SessionRow,
    blank,
    filled,
    lasted,
    seen,
    session_rows,
    typed,
)
from wellbeing.ui.rules import Phase
from wellbeing.ui.visit import ask, is_open, visit_of, words_of
from wellbeing.ui.wiring import desks
from wellbeing.words import mark

YEAR: Final = timedelta(days=365)
REACHES: Final = (timedelta(days=7), timedelta(days=AMEND_DAYS), YEAR)
"""How far back the list of sessions goes, and goes next: what is put right is mostly of this week."""
LONGER: Final = (mark("Show four weeks"), mark("Show the whole year"), "")
"""What its button says at each reach."""
TOO_LONG: Final = mark("It has to be over by now, and at most 16 hours long.")


class ExposureRecord(Leaving, rx.State):
    """What the page shows of the record; all of it goes when the page is left or locked."""

    seen: rx.Field[list[Seen]] = rx.field(default_factory=list)
    """The pictures, one or none."""
    sessions: rx.Field[list[SessionRow]] = rx.field(default_factory=list)
    reach: rx.Field[int] = rx.field(0)
    """How far back the list goes, as an index into `REACHES`."""
    longer: rx.Field[str] = rx.field("")
    """What the button says that lists more; empty when there is no more."""
    editing: rx.Field[str] = rx.field("")
    """The session in the form; empty for a new one."""
    form: rx.Field[dict[str, str]] = rx.field(default_factory=dict)
    drawn: rx.Field[int] = rx.field(0)
    """Goes up whenever the form has to be filled anew."""
    wrong: rx.Field[dict[str, str]] = rx.field(default_factory=dict)
    said: rx.Field[str] = rx.field("")
    undo: rx.Field[bool] = rx.field(False)
    _found: tuple[Session, ...] = ()
    _before: Session | None = None
    """The session as it was before the last change; None when there was none."""
    _after: UUID | None = None
    """What the last change left; None when it took the session out."""

    @only(least=Phase.NOBODY, acts=False)
    async def load(self) -> None:
        """Draw the record; nothing to anybody whose entries are not open."""
        self.reset()
        if is_open(self):
            await self._draw()

    @only()
    async def older(self, tag: str) -> None:
        """List the sessions of four weeks, and then of a whole year."""
        await same_reader(self, tag)
        self.reach = min(self.reach + 1, len(REACHES) - 1)
        await self._draw()

    @only()
    async def edit(self, session: str, tag: str) -> Any:
        """Put a session into the form, or empty it."""
        await same_reader(self, tag)
        self.editing, self.said, self.wrong = session, "", {}
        today = await ask(self, desks().person.checkins.today_is)
        self.form = filled(self._named(session)) if session else blank(today)
        self.drawn += 1
        return rx.set_focus("session-minutes" if session else "session-start")

    @only()
    async def save(self, form: dict[str, Any]) -> None:
        """Add the session of the form, or correct the one it was opened with."""
        await same_reader(self, str(form.get("tag", "")))
        self.said, self.wrong = "", {}
        try:
            await self._write(form)
        except RecordOutOfReach as error:
            self.wrong = {"day": words_of(self)(error.sentence())}
        except ActUnusable:
            self.wrong = {"minutes": words_of(self)(TOO_LONG)}
        except BadInput as error:
            self.wrong = {"minutes": words_of(self)(error.sentence())}

    @only()
    async def remove(self, session: str, tag: str) -> None:
        """Take a session out; it can be put back as long as the page is open."""
        await same_reader(self, tag)
        self._before, self._after = self._named(session), None
        await ask(self, desks().person.record.remove, self._before.id)
        await self._draw()
        self.said, self.undo = words_of(self)("Removed."), True

    @only()
    async def put_back(self, tag: str) -> None:
        """Undo the last change."""
        await same_reader(self, tag)
        if not self.undo:
            return
        record, was, now = desks().person.record, self._before, self._after
        if was is None:
            await ask(self, record.remove, now)
        elif now is None:
            await ask(self, record.add, was.kind, *lasted(was))
        else:
            began, minutes = lasted(was)
            await ask(self, record.correct, now, kind=was.kind, began=began, minutes=minutes)
        await self._draw()
        self.said = words_of(self)("Put back as it was.")

    async def _write(self, form: dict[str, Any]) -> None:
        """Keep what the form says, and how to undo it."""
        presence, record, t = visit_of(self).presence, desks().person.record, words_of(self)
        kind, began, minutes = typed(form, presence.time_zone if presence else "UTC")
        if self.editing:
            was = self._named(self.editing)
            await ask(self, record.correct, was.id, kind=kind, began=began, minutes=minutes)
            self._before, self._after = was, was.id
        else:
            self._before, self._after = None, await ask(self, record.add, kind, began, minutes)
        done = t("Corrected.") if self.editing else t("Added.")
        await self._draw(began.date())
        self.said, self.undo = done, True

    async def _draw(self, named: date | None = None) -> None:
        """Read the record and the answers, and draw both; the form is emptied.

        The list reaches back to the day of a session that was just named, or to the last one there is.
        """
        record, history, t = desks().person.record, desks().person.history, words_of(self)
        today = await ask(self, desks().person.checkins.today_is)
        days = await ask(self, record.by_day, today - YEAR, today)
        past = await ask(self, history.year)
        self.seen = [seen(days, [one.checkin for one in past], today, t)]
        self._found = await ask(self, record.year)
        named = named or (self._found[-1].day if self._found else today)
        while self.reach < len(REACHES) - 1 and named < today - REACHES[self.reach]:
            self.reach += 1
        since = today - REACHES[self.reach]
        self.sessions = session_rows([one for one in self._found if one.day >= since], t)
        self.longer = t(LONGER[self.reach]) if self._found else ""
        self.editing, self.form, self.wrong, self.undo = "", blank(today), {}, False
        self.drawn += 1

    def _named(self, session: str) -> Session:
        """A session of the list.

        Raises:
            BadInput: it is not in it.
        """
        for one in self._found:
            if str(one.id) == session:
                return one
        raise BadInput
