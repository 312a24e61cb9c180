"""What no page ever sends to a handler: other kinds of values, others' ids, other shapes, and ways astray."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

from tests.promises.support.cast import ADMINISTRATOR, CONFIGURATORS, SESSION_ID, Cast
from tests.promises.support.deeds import Events

WRONG: Sequence[Any] = (
    None,
    7,
    True,
    [],
    {"a": {"b": [1]}},
    "x" * 9_000,
    "\x00\x1b[31m\r\n",
    "' OR 1=1 --",
    "../../etc",
)
"""Values of the wrong kind, for any argument."""


def hostile(handler: str, arguments: Sequence[str], cast: Cast, name: str) -> Events:
    """What no page sends: other kinds of values, other people's and other units' ids, other shapes."""
    sent: list[Any] = [[], "a text", None, 7]
    sent += [dict.fromkeys(arguments, value) for value in WRONG]
    sent += [dict.fromkeys(arguments, foreign) for foreign in foreign_ids(cast, name)]
    sent.append({**dict.fromkeys(arguments, "1"), "extra": {"roles": ["administrator"]}})
    if "form" in arguments:
        sent = [*sent[:6], *({"form": form} for form in forms(cast, name))]
    elif not arguments:
        sent = [*sent[:4], {"self": "x", "state": {"roles": ["administrator"]}}]
    return [*paths(handler, cast, name), *((handler, payload) for payload in sent)]


def foreign_ids(cast: Cast, name: str) -> list[str]:
    """Names that belong to others: sessions, tags, units, seats, people."""
    others = [one for one in cast.players.values() if one.name != name]
    sessions = [word for one in others for word in one.words if len(word) == SESSION_ID][:3]
    ids = [str(others[0].person), others[0].tag]
    for unit in cast.units:
        if name not in CONFIGURATORS or unit is not cast.unit_of(name):
            ids += [unit.id, unit.seats[0]]
    return [*sessions, *ids, cast.desk_seats[0], "00000000-0000-0000-0000-000000000000"]


def forms(cast: Cast, name: str) -> Iterator[Any]:
    """Forms with others' ids in every field that any form of ours has."""
    fields = ("unit", "seat", "session", "parent", "label", "name", "day", "pending", "note", "words", "months",
              "minutes", "country", "time_zone", "person", "role", "tag")  # fmt: skip
    yield from ("a text", [], None, {str(number): "x" for number in range(80)})
    for value in (*WRONG[:5], "x" * 3_000, WRONG[6], *foreign_ids(cast, name)[::2]):
        yield dict.fromkeys(fields, value)


def paths(handler: str, cast: Cast, name: str) -> Events:
    """Sequences that lead a handler astray: a foreign thing is opened first, then it is changed."""
    own = name if name in CONFIGURATORS else None
    foreign = next(unit for unit in cast.units if own is None or unit is not cast.unit_of(own))
    settled = {"form": {"country": "ZZ", "time_zone": "Asia/Tokyo", "minutes": "1"}}
    astray: dict[str, Events] = {
        "first_morning.settle": [("first_morning.pick", {"unit": foreign.id}), ("first_morning.settle", settled)]
        if own is None else [],
        "first_morning.end_seat": [
            event
            for seat in (foreign.seats[0], cast.desk_seats[0])
            for event in (("first_morning.ask_end", {"seat": seat}), ("first_morning.end_seat", {}))
        ],
        "first_morning.relabel": [
            ("first_morning.relabel", {"form": {"seat": seat, "label": "taken over"}})
            for seat in (foreign.seats[0], cast.desk_seats[0])
        ],
        "today.merge": [("today.merge", {"form": {
            "day": (cast.today + timedelta(days=1)).isoformat(), "pending": "note", "note": "tomorrow",
            "tag": cast.players[name].tag if name in cast.players else ""}})],
        "units.rename": [("units.open_unit", {"unit": "00000000-0000-0000-0000-000000000000"}),
                         ("units.rename", {"form": {"name": "taken over"}})] if name != ADMINISTRATOR else [],
    }  # fmt: skip
    return astray.get(handler, [])
