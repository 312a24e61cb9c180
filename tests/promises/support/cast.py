"""Seven callers on one server: nobody, two investigators, a lead, two configurators and an administrator.

Each of the six people has written words that only they may ever see, and each unit has names and labels that
only those who look after it may see.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from tests.promises.support.house import House
from tests.promises.support.states import var
from tests.tools.joining import Account, Walker
from tests.tools.reflex_client import ReflexClient

NOBODY = "nobody"
INVESTIGATORS = ("investigator A", "investigator B")
LEAD = "lead"
CONFIGURATORS = ("configurator 1", "configurator 2")
ADMINISTRATOR = "administrator"
SESSION_ID = 64
"""Characters of a session's id."""
PEOPLE = (*INVESTIGATORS, LEAD, *CONFIGURATORS, ADMINISTRATOR)


@dataclass
class Player:
    """One person: their secrets, their browser, and where they belong."""

    name: str
    walker: Walker
    account: Account
    person: UUID
    unit: str = ""
    """The unit they investigate, lead or configure; empty for the administrator."""
    tag: str = ""
    note: str = ""
    """What they wrote two days ago, which stays."""
    words: list[str] = field(default_factory=list)
    """What only this person may ever be shown."""

    @property
    def private(self) -> list[str]:
        """Their words and secrets, without what names them to their own page."""
        return [
            word for word in self.words if word not in {self.tag, self.person.hex} and len(word) != SESSION_ID
        ]

    @property
    def open(self) -> str:
        """The Cookie header of their browser."""
        return self.walker.cookie_header

    def again(self, house: House) -> Walker:
        """The same person signed in on one more device."""
        walker = house.walker()
        walker.sign_in(self.account)
        assert walker.session
        return walker


@dataclass
class Unit:
    """A unit, and the labels of its seats."""

    id: str
    name: str
    labels: list[str] = field(default_factory=list)
    """Labels of the seats a configurator may see: four investigators, of whom two may have joined, and a lead."""
    seats: list[str] = field(default_factory=list)
    """Their ids, in the same order."""


@dataclass
class Cast:
    """Everybody, and everything with a name that somebody must not learn."""

    house: House
    today: date
    players: dict[str, Player] = field(default_factory=dict)
    units: list[Unit] = field(default_factory=list)
    desk_labels: list[str] = field(default_factory=list)
    """Labels of the configurators' seats, which only an administrator is shown."""
    desk_seats: list[str] = field(default_factory=list)

    def __getitem__(self, name: str) -> Player:
        """A person by name."""
        return self.players[name]

    def unit_of(self, name: str) -> Unit:
        """The unit that a configurator looks after."""
        return self.units[CONFIGURATORS.index(name)]

    def hidden_from(self, name: str) -> Iterator[str]:
        """Every word that must never reach this caller."""
        for other in self.players.values():
            if other.name != name:
                yield from other.words
        for number, unit in enumerate(self.units):
            if name != CONFIGURATORS[number]:
                yield from (*unit.labels, *unit.seats)
                inside = name in self.players and self.players[name].unit == unit.id
                if name != ADMINISTRATOR and not inside:
                    yield from (unit.name, unit.id)
        if name != ADMINISTRATOR:
            yield from (*self.desk_labels, *self.desk_seats)

    def leaks(self, name: str, text: str) -> list[str]:
        """The hidden words that a text holds."""
        return [word for word in self.hidden_from(name) if word in text]


def word(kind: str) -> str:
    """A word found nowhere else, which says what it is."""
    return f"{kind} {secrets.token_hex(6)}"


def assemble(house: House) -> Cast:
    """Let everybody join and write two days; units, seats and slips by the pages that make them."""
    cast = Cast(house, date.fromisoformat(house.ask("today")))
    admin = _join(cast, ADMINISTRATOR, house.server.code, "")
    for name in CONFIGURATORS:
        unit = Unit("", word("unit"))
        unit.id = admin.create_unit(unit.name)
        label = word("desk")
        _join(cast, name, _issue(cast, ADMINISTRATOR, unit, "configurator", [label])[0], unit.id)
        cast.units.append(unit)
        cast.desk_labels.append(label)
    for number, name in enumerate(CONFIGURATORS):
        unit = cast.units[number]
        unit.labels = [word("seat") for _ in range(4)]
        codes = _issue(cast, name, unit, "investigator", unit.labels)
        unit.labels.append(word("lead's seat"))
        codes += _issue(cast, name, unit, "lead", unit.labels[-1:])
        if number == 0:
            for who, code in zip((*INVESTIGATORS, LEAD), (codes[0], codes[1], codes[4]), strict=True):
                _join(cast, who, code, unit.id)
    seats = {
        str(row["label"]): str(UUID(bytes=key[0]))
        for (table, key), row in house.rows.taken().items()
        if table == "seats"
    }
    cast.desk_seats = [seats[label] for label in cast.desk_labels]
    for unit in cast.units:
        unit.seats = [seats[label] for label in unit.labels]
    asyncio.run(_write(cast))
    return cast


def _issue(cast: Cast, name: str, unit: Unit, role: str, labels: list[str]) -> list[str]:
    return cast[name].walker.issue(unit.id, role, labels)


def _join(cast: Cast, name: str, code: str, unit: str) -> Walker:
    before = set(cast.house.rows.taken())
    walker = cast.house.walker()
    account = walker.join(code, word(name[:12]))
    (new,) = (
        key for table, key in cast.house.rows.taken() if table == "people" and (table, key) not in before
    )
    player = Player(name, walker, account, UUID(bytes=new[0]), unit)
    player.words = [account.handle, account.recovery_code, player.person.hex, str(player.person)]
    cast.players[name] = player
    return walker


async def _write(cast: Cast) -> None:
    for player in cast.players.values():
        note, older = word("note"), word("older note")
        async with ReflexClient(cast.house.url, cookie=player.open) as tab:
            await tab.boot()
            player.tag = str(tab.value("tag"))
            for day, text in ((cast.today, note), (cast.today - timedelta(days=2), older)):
                answers = {"heaviness": "2", "energy": "1", "day": day.isoformat(), "note": text}
                await tab.event(
                    "today.merge", form={"pending": "heaviness,energy,note", "tag": player.tag, **answers}
                )
            await tab.boot("/en/history")
            await tab.until(lambda one: len(var(one, "history", "days")) == 2)
        player.note = older
        player.words += [note, older, player.tag]
    for person, session, *_ in cast.house.ask("sessions"):
        next(one for one in cast.players.values() if one.person.hex == person).words.append(session)
