"""Who may do what, written down by a person: it is not read from the product, so that a wrong product is seen.

A handler or a route that stands in neither list makes the test fail until somebody has thought about it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from tests.promises.support.cast import ADMINISTRATOR, CONFIGURATORS, INVESTIGATORS, LEAD, PEOPLE, Cast
from tests.promises.support.house import Change

SETTLED = {"country", "time_zone", "languages", "starts_on", "ends_on", "lock_after_minutes"}
"""What a configurator decides about a unit."""
A_SEAT = {"label", "generation", "ended_on", "code_digest", "code_expires_on"}
"""What may become of a seat; its role, its unit and its id stay."""
SECRETS = {"slots", "keys"}
WORDS = {"entries", "manifests", "inbox"}


class Reach(Enum):
    """What an act may change at most, always of the one who acts."""

    NOTHING = "nothing"
    WORDS = "own entries"
    SESSIONS = "own entries and own sessions"
    ACCOUNT = "own entries, own sessions and own keys"
    KEY = "as before, and the half of the own key pair that others post to"
    GONE = "the own account, which goes"
    SEAT = "own entries, and a code that is used up"
    UNIT = "how the own unit works"
    SEATS = "the seats of investigators and leads of the own unit"
    SLIPS = "the seats one may issue"
    UNITS = "a new unit, or the name of one"

    @property
    def moves_sessions(self) -> bool:
        """Whether the own sessions may begin, lock or end."""
        return self in {Reach.SESSIONS, Reach.ACCOUNT, Reach.KEY, Reach.GONE}


@dataclass(frozen=True, slots=True)
class Entry:
    """Who may call something, and what it may change at most."""

    who: tuple[str, ...]
    """The people of the cast who may."""
    reach: Reach = Reach.NOTHING
    anybody: bool = False
    """Whether nobody and locked people may as well."""

    def admits(self, name: str, *, is_open: bool) -> bool:
        """Whether a caller may."""
        return self.anybody or (is_open and name in self.who)


ANYBODY = Entry(PEOPLE, anybody=True)
ANY_PERSON = Entry(PEOPLE)
OWN_WORDS = Entry(PEOPLE, Reach.WORDS)
OWN_SESSIONS = Entry(PEOPLE, Reach.SESSIONS)
LOOKS_AT_UNIT = Entry(CONFIGURATORS)

HANDLERS: Mapping[str, Entry] = {
    **dict.fromkeys(
        ("state.hydrate_and_load", "on_load_internal_state.on_load_internal", "on_load_internal_state.set_is_hydrated"),
        ANYBODY,
    ),
    **{
        f"{state}.{name}": ANYBODY
        for state in ("today", "history", "me", "first_morning", "units")
        for name in ("load", "leave")
    },
    "rotation.go_on": ANYBODY,
    "today.fold_note": ANYBODY,
    **dict.fromkeys(("today.go", "today.other_days", "today.pick", "today.take_offer"), ANY_PERSON),
    **dict.fromkeys(("today.choose", "today.merge", "today.remove", "today.put_back"), OWN_WORDS),
    **dict.fromkeys(
        ("history.show_weeks", "history.older", "history.search", "history.open_day", "history.close_day",
         "history.edit_day", "me.show_log"),
        ANY_PERSON,
    ),
    **dict.fromkeys(("history.remove_day", "history.put_back", "history.discard_damaged", "me.keep", "seen.acknowledge"), OWN_WORDS),
    **dict.fromkeys(("me.end_session", "me.end_others"), OWN_SESSIONS),
    **dict.fromkeys(("first_morning.pick", "first_morning.ask_end", "first_morning.ask_label"), LOOKS_AT_UNIT),
    "first_morning.settle": Entry(CONFIGURATORS, Reach.UNIT),
    **dict.fromkeys(("first_morning.end_seat", "first_morning.relabel"), Entry(CONFIGURATORS, Reach.SEATS)),
    "units.open_unit": Entry((ADMINISTRATOR,)),
    **dict.fromkeys(("units.create", "units.rename"), Entry((ADMINISTRATOR,), Reach.UNITS)),
}  # fmt: skip
"""Every handler that somebody may call, by the last part of its name."""

DENIED = {
    "state.hydrate",
    "state.set_is_hydrated",
    "update_vars_internal_state.update_vars_internal",
    "frontend_event_exception_state.handle_frontend_exception",
    *(
        f"{state}.setvar"
        for state in (
            *(
                "state",
                "shared_state_base_internal",
                "frontend_event_exception_state",
                "on_load_internal_state",
            ),
            *(
                "update_vars_internal_state",
                "door",
                "seen",
                "today",
                "history",
                "me",
                "rotation",
                "first_morning",
                "units",
            ),
        )
    ),
}
"""Every handler that is registered and that nobody may call."""

ROLES = {
    "investigator": INVESTIGATORS,
    "lead": (LEAD,),
    "configurator": CONFIGURATORS,
    "administrator": (ADMINISTRATOR,),
}

READ = {"GET", "HEAD"}
SEND = {"POST"}
STILL = {"/", "/{locale}", "/privacy", "/{locale}/privacy", "/blank", "/{locale}/blank", "/healthz", "/robots.txt",
         "/help-now", "/{locale}/help-now"}  # fmt: skip
"""Pages that are the same for everybody."""
SHOWN = {
    *("/{locale}/", "/{locale}/join", "/{locale}/recover", "/{locale}/recovery-code", "/{locale}/unlock"),
    *(
        "/{locale}/recovery-code/confirm",
        "/{locale}/passphrase",
        "/{locale}/passphrase/changed",
        "/{locale}/rotate",
    ),
    *("/{locale}/seat", "/{locale}/seat/added", "/{locale}/account/delete"),
}
"""Pages that may look different, and that change nothing by being looked at."""
EXPORTS = {"/export/json", "/export/csv", "/{locale}/export/print"}
"""Looking at these writes a line into the own log."""
KEPT_BACK = {"/ping", "/_health", "/_event", ""}
"""What the framework answers, and what is no route but the built pages; the edge keeps the first three back."""
POSTS: Mapping[str, Entry] = {
    "/{locale}/": Entry(PEOPLE, Reach.SESSIONS, anybody=True),
    "/session/sign-in": Entry(PEOPLE, Reach.SESSIONS, anybody=True),
    "/{locale}/unlock": Entry(PEOPLE, Reach.SESSIONS, anybody=True),
    "/session/unlock": Entry(PEOPLE, Reach.SESSIONS, anybody=True),
    "/session/lock": Entry(PEOPLE, Reach.SESSIONS, anybody=True),
    "/session/leave": Entry(PEOPLE, Reach.SESSIONS, anybody=True),
    "/session/sign-out": Entry(PEOPLE, Reach.SESSIONS, anybody=True),
    "/{locale}/join": Entry((), Reach.NOTHING),
    # Tried without the right code, which leaves a line in the owner's log at most.
    "/{locale}/recover": Entry(PEOPLE, Reach.WORDS, anybody=True),
    "/{locale}/recovery-code": Entry(PEOPLE, Reach.ACCOUNT),
    "/{locale}/recovery-code/confirm": Entry(PEOPLE, Reach.NOTHING, anybody=True),
    "/{locale}/passphrase": Entry(PEOPLE, Reach.ACCOUNT),
    "/{locale}/rotate": Entry(PEOPLE, Reach.KEY),
    "/{locale}/seat": Entry(PEOPLE, Reach.SEAT),
    "/{locale}/account/delete": Entry(PEOPLE, Reach.GONE),
    "/{locale}/unit/slips": Entry((*CONFIGURATORS, ADMINISTRATOR), Reach.SLIPS),
}
"""Who may post where, with secrets of their own; `anybody` still needs a cookie or a secret that is theirs."""
ROUTES: Mapping[str, set[str]] = {
    **dict.fromkeys(STILL | EXPORTS, READ),
    **{path: READ | (SEND if path in POSTS else set()) for path in SHOWN},
    **{path: SEND for path in POSTS if path not in SHOWN},
    "/ping": READ,
    "/_health": READ,
    "/_event": set(),
    "": set(),
}
"""Every route there is, with its methods."""


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
            return own and reach not in {Reach.UNIT, Reach.SEATS, Reach.SLIPS, Reach.UNITS}
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
        case "seats":
            return _seat_within(cast, name, reach, change)
    return False


def _unit_within(cast: Cast, name: str, reach: Reach, change: Change) -> bool:
    if reach is Reach.UNITS:
        return change.kind == "added" or (change.kind == "changed" and change.columns <= {"name"})
    mine = name in CONFIGURATORS and change.row["id"].hex() == cast.unit_of(name).id.replace("-", "")
    return reach is Reach.UNIT and mine and change.kind == "changed" and change.columns <= SETTLED


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
