"""Callers who try everything there is, and the comparison of all that could have changed meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from tests.promises.support.cast import NOBODY, PEOPLE, Cast
from tests.promises.support.deeds import Events, plausible, short
from tests.promises.support.hostile import hostile
from tests.promises.support.house import changes
from tests.promises.support.permitted import DENIED, HANDLERS, Entry, Reach
from tests.promises.support.reaching import outside
from tests.promises.support.states import var
from tests.promises.support.voice import Voice
from tests.tools.joining import Walker
from tests.tools.reflex_client import ReflexClient
from wellbeing.crypto.tags import cookie_id

Tree = dict[str, dict[str, Any]]
"""What a page knows: the vars of each state."""

NEEDS_DAMAGE = {
    "follow_ups.answer",
    "history.discard_damaged",
    "seen.acknowledge",
    "exposure_record.remove",
    "unit_rule.comment",
}
"""Nothing is damaged here, so there is nothing to throw away or to have seen; no session is known by its
name, and nothing is announced yet that could be commented on."""


MOVES_THE_TIMER = {
    "timer.act",
    *(f"exposure_record.{name}" for name in ("save", "put_back")),
    *(f"unit_rule.{name}" for name in ("step", "typed", "as_unit", "keep_hours")),
}
"""These change the one timer of a person, which every page of that person shows, and nobody else's."""

INSIDE = (
    "_meet",
    "_show",
    "_list",
    "reset",
    "get_state",
    "__init__",
    "dict",
    "_clean",
    "set_note",
    "set_phase",
)


@dataclass
class Caller:
    """Somebody who tries everything."""

    cast: Cast
    name: str
    is_open: bool
    cookie: str | None
    wrong: list[str] = field(default_factory=list)

    @property
    def title(self) -> str:
        """Who this is, for a person to read."""
        return f"{self.name}, {'open' if self.is_open else 'locked'}"

    async def try_everything(self, handlers: dict[str, list[str]], watchers: dict[str, ReflexClient]) -> None:
        """Every handler, one after the other."""
        names = {short(one): one for one in handlers}
        async with Voice(self.cast.house, self.cookie, names) as voice:
            for full, arguments in sorted(handlers.items()):
                await self._try(voice, short(full), arguments, watchers)
            await self._alone(
                voice, "an unknown name", [], [(one, {}) for one in unknown(handlers)], watchers
            )
            sent = "\n".join(voice.sent)
            told = [word for word in self.cast.leaks(self.name, voice.told()) if word not in sent]
            self.wrong += [f"{self.title} was told {word}" for word in told]

    async def _try(
        self, voice: Voice, handler: str, arguments: list[str], watchers: dict[str, ReflexClient]
    ) -> None:
        entry = HANDLERS.get(handler, Entry(()))
        bad = hostile(handler, arguments, self.cast, self.name)
        bad = bad[:: 4 if handler in DENIED else 1]
        if not entry.admits(self.name, is_open=self.is_open):
            events = plausible(handler, self.cast, self.name)
            # What is never a handler's has no steps that lead there: each of its events is a try.
            there, tries = ([], events) if handler in DENIED else (events[:-1], events[-1:])
            await self._alone(voice, handler, there, [*tries, *bad], watchers)
            return
        reach = entry.reach if self.is_open or (entry.locked and self.name != NOBODY) else Reach.NOTHING
        if reach.moves_sessions:
            self.cast[self.name].again(self.cast.house)
        events = await self._as_shown(voice, handler)
        effect = await self._within(voice, handler, events, reach, watchers)
        if self.is_open and reach is not Reach.NOTHING and not effect and handler not in NEEDS_DAMAGE:
            self.wrong.append(f"{self.title}: {handler} did nothing, so the try proves nothing")
        await self._within(voice, handler, bad, reach, watchers)

    async def _as_shown(self, voice: Voice, handler: str) -> Events:
        """What the page would send; an act on the timer names the version that the page was shown last."""
        events = plausible(handler, self.cast, self.name)
        if handler != "timer.act":
            return events
        await voice.say([("timer.sync", {"form": {"sent": "1"}})], room=len(events) + 1)
        assert voice.tab is not None
        shown = {"version": var(voice.tab, "timer", "version")}
        return [(name, {"form": {**payload["form"], **shown}}) for name, payload in events]

    async def _alone(
        self, voice: Voice, handler: str, there: Events, events: Events, watchers: dict[str, ReflexClient]
    ) -> None:
        """What this caller may not do leaves even their own page as the way there left it.

        A clock that comes to its next stage changes a page as well: only what changes a new page too is held
        against the handler.
        """
        for fresh in (False, True):
            if fresh:
                await voice.anew()
            await voice.say(there, room=len(events) + 1)
            before = voice.tree()
            await self._within(voice, handler, events, Reach.NOTHING, watchers)
            differs = differing(before, voice.tree())
            if not differs:
                return
        self.wrong.append(f"{self.title}: {handler} changed {differs} of the page")

    async def _within(
        self, voice: Voice, handler: str, events: Events, reach: Reach, watchers: dict[str, ReflexClient]
    ) -> bool:
        """Say it, and compare everything; whether anything changed at all."""
        house = self.cast.house
        rows, sessions = house.rows.taken(), house.ask("sessions")
        heard = {name: len(tab.received) for name, tab in watchers.items()}
        await voice.say(events)
        found, after = changes(rows, house.rows.taken()), house.ask("sessions")
        self.wrong += [
            f"{self.title}: {handler}: {one!r}" for one in outside(self.cast, self.name, reach, found)
        ]
        moved = [one for one in {*sessions} ^ {*after} if not self._may_move(one[0], reach)]
        self.wrong += [f"{self.title}: {handler} moved a session of {one[0]}" for one in moved]
        self.wrong += [
            f"{self.title}: {handler} reached the page of {name}"
            for name, tab in watchers.items()
            if tab.closed.is_set() or (len(tab.received) != heard[name] and not self._may_show(name, handler))
        ]
        return bool(found) or sessions != after

    def _may_show(self, name: str, handler: str) -> bool:
        return name == self.name and handler in MOVES_THE_TIMER

    def _may_move(self, person: str, reach: Reach) -> bool:
        return reach.moves_sessions and self.name != NOBODY and person == self.cast[self.name].person.hex


def differing(before: Tree, after: Tree) -> list[str]:
    """The vars that are no longer what they were, by the last part of their state's name."""
    return sorted(
        f"{short(state)}.{name}"
        for state in {*before, *after}
        for name in {*before.get(state, {}), *after.get(state, {})}
        if before.get(state, {}).get(name) != after.get(state, {}).get(name)
    )


def unknown(handlers: Iterable[str]) -> list[str]:
    """Names that are not registered: parts of our states that are no handlers, and what is not there at all."""
    states = sorted({name.rsplit(".", 1)[0] for name in handlers})
    inside = [
        f"{state}.{part}" for state in states for part in INSIDE if state.endswith(("today", "door", "units"))
    ]
    return [*inside, "nothing.at_all", "", "reflex___state____state"]


async def watched(cast: Cast, callers: list[Caller]) -> list[str]:
    handlers: dict[str, list[str]] = cast.house.ask("handlers")
    watchers = {
        name: ReflexClient(cast.house.url, cookie=one.open, path="/en/history")
        for name, one in cast.players.items()
    }
    try:
        for tab in watchers.values():
            await tab.connect()
            await tab.boot()
            await tab.quiet(0.2)
        for caller in callers:
            await caller.try_everything(handlers, watchers)
    finally:
        for tab in watchers.values():
            await tab.close()
    return [line for caller in callers for line in caller.wrong]


@dataclass
class Doors:
    """A session for everybody, open and locked; one that has gone is replaced."""

    cast: Cast
    kept: dict[tuple[str, bool], Walker] = field(default_factory=dict)

    def callers(self) -> Iterator[Caller]:
        """Nobody, and everybody open and locked."""
        yield Caller(self.cast, NOBODY, False, None)
        for name in PEOPLE:
            for is_open in (True, False):
                yield Caller(self.cast, name, is_open, self._walker(name, is_open).cookie_header)

    def _walker(self, name: str, is_open: bool) -> Walker:
        walker = self.kept.get((name, is_open))
        if walker is None or not self._stands(walker, is_open):
            walker = self.kept[name, is_open] = self.cast[name].again(self.cast.house)
            if not is_open:
                walker.lock()
        return walker

    def _stands(self, walker: Walker, is_open: bool) -> bool:
        wanted = (cookie_id(walker.session), "open" if is_open else "locked")
        return any((one, state) == wanted for _, one, state, _ in self.cast.house.ask("sessions"))


def looked(caller: Caller, title: str, entry: Entry, act: Callable[[], str]) -> bool:
    """Do it over HTTP, and compare everything; whether anything changed."""
    house = caller.cast.house
    rows, sessions = house.rows.taken(), house.ask("sessions")
    text = act()
    house.ask("sweep")  # refused tries are delivered later
    reach = entry.reach if entry.admits(caller.name, is_open=caller.is_open) else Reach.NOTHING
    found, after = changes(rows, house.rows.taken()), house.ask("sessions")
    beyond = outside(caller.cast, caller.name, reach, found)
    caller.wrong += [f"{caller.title}: {title}: {one!r}" for one in beyond]
    moved = [one for one in {*sessions} ^ {*after} if not caller._may_move(one[0], reach)]
    caller.wrong += [f"{caller.title}: {title} moved a session of {one[0]}" for one in moved]
    caller.wrong += [f"{caller.title}: {title} told {word}" for word in caller.cast.leaks(caller.name, text)]
    return bool(found) or sessions != after
