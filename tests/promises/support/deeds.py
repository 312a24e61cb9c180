"""What a caller may send to a handler: what its page would send, and what no page ever sends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import count
from typing import Any

from tests.promises.support.cast import ADMINISTRATOR, CONFIGURATORS, SESSION_ID, Cast
from wellbeing.crypto.tags import cookie_id

Events = list[tuple[str, Any]]
"""Handlers by the last part of their name, each with its payload."""

_NUMBER = count(1)
_COUNTRIES = ("NL", "BE", "FR", "DE")
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


def short(name: str) -> str:
    """The last part of a handler's full name, such as "today.choose"."""
    return name.rsplit("____", 1)[-1]


def plausible(handler: str, cast: Cast, name: str) -> Events:
    """What the page of this caller would send before and with this handler; others borrow unit 1 and its ids."""
    unit = cast.unit_of(name) if name in CONFIGURATORS else cast.units[0]
    player = cast.players.get(name) or cast["investigator A"]
    today, older = cast.today.isoformat(), (cast.today - timedelta(days=2)).isoformat()
    step = next(_NUMBER)
    form = {
        "day": today,
        "pending": "note,energy",
        "note": f"{player.note} again {step}",
        "energy": str(step % 4),
        "tag": player.tag,
    }
    settled = {"country": _COUNTRIES[step % 4], "time_zone": "UTC", "minutes": "10", "language.en": "on"}
    opened: Events = [("history.load", {}), ("history.open_day", {"day": older})]
    seat = unit.seats[-1]
    removed = ("today.remove", {"day": today, "tag": player.tag})
    steps: dict[str, Events] = {
        "today.choose": [("today.load", {}), *(("today.choose", {
            "question": "heaviness", "answer": one, "day": today, "tag": player.tag}) for one in ("0", "4"))],
        "today.merge": [("today.load", {}), ("today.merge", {"form": form})],
        "today.go": [("today.load", {}), ("today.go", {"slide": "2"})],
        "today.pick": [("today.pick", {"day": older})],
        "today.remove": [("today.load", {}), removed],
        "today.put_back": [("today.load", {}), removed, ("today.put_back", {})],
        "today.fold_note": [("today.load", {}), ("today.fold_note", {"turned": "open"})],
        "today.take_offer": [("today.take_offer", {"answer": "breathe"})],
        "history.show_weeks": [("history.show_weeks", {"weeks": "26"})],
        "history.search": [("history.search", {"form": {"words": "note"}})],
        "history.open_day": opened,
        "history.close_day": [*opened, ("history.close_day", {})],
        "history.edit_day": [*opened, ("history.edit_day", {})],
        "history.remove_day": [*opened, ("history.remove_day", {}), ("history.put_back", {})],
        "history.put_back": [*opened, ("history.remove_day", {}), ("history.put_back", {})],
        "me.keep": [("me.load", {}), ("me.keep", {"form": {"months": str(12 + step % 12)}})],
        "me.end_session": [("me.load", {}), *(("me.end_session", {"session": one}) for one in sessions_of(cast, name))],
        "me.end_others": [("me.load", {}), ("me.end_others", {})],
        "seen.acknowledge": [("seen.acknowledge", {"tag": player.tag})],
        "first_morning.pick": [("first_morning.load", {}), ("first_morning.pick", {"unit": unit.id})],
        "first_morning.settle": [
            ("first_morning.load", {}), ("first_morning.pick", {"unit": unit.id}), ("first_morning.settle", {"form": settled})],
        "first_morning.ask_end": [("first_morning.ask_end", {"seat": seat})],
        "first_morning.ask_label": [("first_morning.ask_label", {"seat": seat})],
        "first_morning.relabel": [
            ("first_morning.load", {}), ("first_morning.relabel", {"form": {"seat": seat, "label": f"{unit.labels[-1]} {step}"}})],
        "first_morning.end_seat": [
            ("first_morning.load", {}), ("first_morning.ask_end", {"seat": unit.seats[3]}), ("first_morning.end_seat", {})],
        "units.create": [("units.load", {}), ("units.create", {"form": {"name": f"new unit {step}", "time_zone": "UTC"}})],
        "units.open_unit": [("units.load", {}), ("units.open_unit", {"unit": unit.id})],
        "units.rename": [
            ("units.load", {}), ("units.open_unit", {"unit": unit.id}),
            ("units.rename", {"form": {"name": f"{unit.name} {step}"}})],
        "state.hydrate_and_load": [("state.hydrate_and_load", {"hashes": [], "vars": forged()})],
        "update_vars_internal_state.update_vars_internal": [
            ("update_vars_internal_state.update_vars_internal", {"vars": forged()})],
        "frontend_event_exception_state.handle_frontend_exception": [
            ("frontend_event_exception_state.handle_frontend_exception", {"info": "x", "component_stack": "y"})],
        **{f"{state}.set_is_hydrated": [(f"{state}.set_is_hydrated", {"value": True})]
           for state in ("state", "on_load_internal_state")},
    }  # fmt: skip
    if handler.endswith(".setvar"):
        return [
            (handler, {"var_name": one, "value": "forged"})
            for one in ("phase", "note", "unit", "is_hydrated")
        ]
    return steps.get(handler, [(handler, {})])


def forged() -> dict[str, Any]:
    """Vars that a browser might claim to have kept."""
    root = "reflex___state____state"
    return {
        f"{root}.wellbeing___ui___gate____door.phase_rx_state_": "open",
        f"{root}.wellbeing___ui___gate____door.desks_rx_state_": ["admin", "unit"],
        f"{root}.wellbeing___ui___admin___units____units.unit_rx_state_": "forged",
        f"{root}.wellbeing___ui___unit___firstmorning____first_morning.unit_rx_state_": "forged",
    }


def sessions_of(cast: Cast, name: str) -> list[str]:
    """A session of the caller on another device, or for nobody one of A's, as their own page would name it."""
    player = cast.players.get(name) or cast["investigator A"]
    here = cookie_id(player.walker.session) if name in cast.players else ""
    found = [one for who, one, *_ in cast.house.ask("sessions") if who == player.person.hex and one != here]
    return found[:1]


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
