"""Which changes of which rows lie within what a caller may reach; `permitted` says who may reach what."""

from __future__ import annotations

import json

from tests.promises.support.cast import ADMINISTRATOR, CONFIGURATORS, INVESTIGATORS, LEAD, Cast
from tests.promises.support.house import Change
from tests.promises.support.permitted import Reach

SETTLED = {"country", "time_zone", "languages", "starts_on", "ends_on", "lock_after_minutes"}
"""What a configurator decides about a unit."""
A_SEAT = {"label", "generation", "ended_on", "code_digest", "code_expires_on"}
"""What may become of a seat; its role, its unit and its id stay."""


def outside(cast: Cast, name: str, reach: Reach, found: list[Change]) -> list[Change]:
    """The changes that go beyond what this caller may reach."""
    return [one for one in found if not _within(cast, name, reach, one)]


def _within(cast: Cast, name: str, reach: Reach, change: Change) -> bool:
    if reach is Reach.NOTHING or name not in cast.players:
        return False
    row, kind = change.row, change.kind
    own = cast[name].person.bytes in {row.get("person_id"), row.get("id")}
    match change.table:
        case "entries" | "manifests" | "inbox":
            return own and reach not in {
                Reach.UNIT,
                Reach.FLOOR,
                Reach.KEEPING,
                Reach.OUTCOMES,
                Reach.MARKS,
                Reach.DUTIES,
                Reach.COMMENT,
                Reach.SEATS,
                Reach.SLIPS,
                Reach.UNITS,
            }
        case "slots" | "keys":
            return own and (
                reach is Reach.GONE or (reach in {Reach.ACCOUNT, Reach.KEY} and kind != "removed")
            )
        case "people":
            moves = reach is Reach.KEY and change.columns == {"public_key"}
            return own and (moves or (reach is Reach.GONE and kind == "removed"))
        case "spent":
            return reach is Reach.SEAT and kind == "added"
        case "units":
            return _unit_within(cast, name, reach, change)
        case "policies" | "contacts" | "confirmations" | "outcomes" | "comments" | "marks" | "duties":
            return _said_within(cast, name, reach, change)
        case "floors" | "release_lines" | "release_units":
            return reach is Reach.FLOOR and name in CONFIGURATORS and _floor_within(cast, name, change)
        case "seats":
            return _seat_within(cast, name, reach, change)
    return _kept_within(cast, name, reach, change)


def _kept_within(cast: Cast, name: str, reach: Reach, change: Change) -> bool:
    """How long a unit keeps entries, and what is noted in the administrators' records."""
    if change.table == "keeping":
        return reach is Reach.KEEPING and name in CONFIGURATORS and _of_own_unit(cast, name, change)
    return change.table == "audit_lines" and _noted_within(cast, name, reach, change)


def _said_within(cast: Cast, name: str, reach: Reach, change: Change) -> bool:
    """Whether what a unit says to its people may be changed so."""
    if not _of_own_unit(cast, name, change):
        return False
    match change.table, reach:
        case "comments", Reach.COMMENT:
            return name in INVESTIGATORS and change.kind == "added"
        case "outcomes", Reach.OUTCOMES:
            return name in {*CONFIGURATORS, LEAD} and change.kind != "changed"
        case "marks", Reach.MARKS:
            return name == LEAD and change.kind != "changed"
        case "duties", Reach.DUTIES:
            return name in {*CONFIGURATORS, LEAD} and change.kind != "changed"
        case "policies" | "contacts" | "confirmations", Reach.UNIT:
            return name in CONFIGURATORS
    return False


NOTED = {
    Reach.UNIT: {
        *("unit_settled", "policy_announced", "policy_withdrawn", "contacts"),
        *("line_confirmed", "line_withdrawn"),
    },
    Reach.KEEPING: {"unit_keeps"},
    Reach.FLOOR: {"floor_raised"},
    Reach.OUTCOMES: {"outcome_posted", "outcome_removed"},
    Reach.SEATS: {"seat_ended", "seat_labelled"},
    Reach.SLIPS: {"slips"},
    Reach.UNITS: {"unit_made", "unit_renamed"},
}
"""What may be noted in the administrators' records of whoever may reach so far; of nothing else anything is."""


def _noted_within(cast: Cast, name: str, reach: Reach, change: Change) -> bool:
    """Whether the records may say so: one more line, of the own unit unless an administrator acts."""
    if change.kind != "added":
        return False
    said = json.loads(change.row["body"])
    own = said["unit"] == cast[name].unit if name != ADMINISTRATOR else said["by"] == "administrator"
    desk = (
        {"unit"}
        if reach is Reach.OUTCOMES
        else {"administrator" if name == ADMINISTRATOR else "configurator"}
    )
    return own and said["act"] in NOTED.get(reach, set()) and said["by"] in desk


def _floor_within(cast: Cast, name: str, change: Change) -> bool:
    """Whether a unit asks for more seats of its own group; no line of the log is ever changed or removed."""
    if change.table == "release_lines":
        about = cast[name].unit in str(change.row["body"])
        return about and change.kind == "added" and change.row["fact"] == "floor"
    rises = change.kind == "added" or (
        change.before is not None
        and change.after is not None
        and change.after["floor"] > change.before["floor"]
    )
    return rises and _of_own_unit(cast, name, change)


def _unit_within(cast: Cast, name: str, reach: Reach, change: Change) -> bool:
    if reach is Reach.UNITS:
        return change.kind == "added" or (change.kind == "changed" and change.columns <= {"name"})
    mine = name in CONFIGURATORS and change.row["id"].hex() == cast.unit_of(name).id.replace("-", "")
    return reach is Reach.UNIT and mine and change.kind == "changed" and change.columns <= SETTLED


def _of_own_unit(cast: Cast, name: str, change: Change) -> bool:
    """Whether it is of the caller's unit, and no version of a policy is changed but to be taken back."""
    if change.table == "policies" and change.kind != "added" and change.columns != {"withdrawn"}:
        return False
    return bool(change.row["unit_id"].hex() == cast[name].unit.replace("-", ""))


def _seat_within(cast: Cast, name: str, reach: Reach, change: Change) -> bool:
    row, role = change.row, str(change.row["role"])
    if reach not in {Reach.SEATS, Reach.SLIPS} or change.kind == "removed":
        return False
    if change.kind == "added" and reach is not Reach.SLIPS:
        return False
    if change.kind == "changed" and not change.columns <= A_SEAT:
        return False
    if name in CONFIGURATORS:
        mine = row["unit_id"] is not None and row["unit_id"].hex() == cast.unit_of(name).id.replace("-", "")
        return mine and role in {"investigator", "lead"}
    return name == ADMINISTRATOR and role in {"configurator", "administrator"}
