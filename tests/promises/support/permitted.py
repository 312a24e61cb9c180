"""Who may do what, written down by a person: it is not read from the product, so that a wrong product is seen.

A handler or a route that stands in neither list makes the test fail until somebody has thought about it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from tests.promises.support.cast import ADMINISTRATOR, CONFIGURATORS, INVESTIGATORS, LEAD, PEOPLE

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
    KEEPING = "how long the own unit keeps entries"
    FLOOR = "a higher floor of the own unit, and its line in the log"
    OUTCOMES = "what became of the own unit's work"
    MARKS = "the dated remarks about the own unit"
    DUTIES = "what was done for the own unit"
    COMMENT = "one more unsigned comment on the break times of the own unit"
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

    locked: bool = False
    """Whether they may while their entries are locked."""

    def admits(self, name: str, *, is_open: bool) -> bool:
        """Whether a caller may."""
        return self.anybody or ((is_open or self.locked) and name in self.who)


ANYBODY = Entry(PEOPLE, anybody=True)
ANY_PERSON = Entry(PEOPLE)
OWN_WORDS = Entry(PEOPLE, Reach.WORDS)
OWN_SESSIONS = Entry(PEOPLE, Reach.SESSIONS)
LOOKS_AT_UNIT = Entry(CONFIGURATORS)
POSTS_OUTCOMES = Entry((*CONFIGURATORS, LEAD))
LOOKS_AT_TEAM = Entry((LEAD,))
EVEN_LOCKED = Entry(PEOPLE, Reach.WORDS, locked=True)

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
    **dict.fromkeys(("questionnaires.load", "questionnaires.leave"), ANYBODY),
    **dict.fromkeys(
        ("questionnaires.shelve", "questionnaires.choose", "questionnaires.start", "questionnaires.go",
         "questionnaires.look_back", "questionnaires.open_sheet"),
        ANY_PERSON,
    ),
    **dict.fromkeys(
        ("questionnaires.answer", "questionnaires.finish", "questionnaires.reopen", "questionnaires.take_back",
         "questionnaires.put_back", "questionnaires.keep_rhythm"),
        OWN_WORDS,
    ),
    "rotation.go_on": ANYBODY,
    **dict.fromkeys(
        ("safety_plan.load", "safety_plan.leave", "relief.load", "relief.leave", "notices.meet", "notices.leave",
         "notices.list_all", "outcomes.load", "outcomes.leave", "posting.load", "posting.leave"),
        ANYBODY,
    ),
    **dict.fromkeys(("relief.rate", "relief.choose", "relief.go"), ANY_PERSON),
    **dict.fromkeys(
        ("safety_plan.merge", "relief.finish", "relief.take_back", "notices.rest", "notices.had", "notices.later",
         "notices.switch", "outcomes.switch"),
        OWN_WORDS,
    ),
    **dict.fromkeys(("posting.pick", "posting.preview", "posting.rewrite", "posting.ask_remove"), POSTS_OUTCOMES),
    **dict.fromkeys(("posting.post", "posting.remove"), Entry((*CONFIGURATORS, LEAD), Reach.OUTCOMES)),
    **{
        f"{state}.{name}": ANYBODY
        for state in ("team_page", "duty_page", "what_leads_see", "sharing")
        for name in ("load", "leave")
    },
    "what_leads_see.older": ANY_PERSON,
    "sharing.choose": OWN_WORDS,
    **dict.fromkeys(("team_page.pick", "team_page.preview", "team_page.rewrite", "team_page.ask_remove"), LOOKS_AT_TEAM),
    **dict.fromkeys(("team_page.post", "team_page.remove"), Entry((LEAD,), Reach.MARKS)),
    **dict.fromkeys(("duty_page.pick", "duty_page.preview", "duty_page.rewrite", "duty_page.ask_remove"), POSTS_OUTCOMES),
    **dict.fromkeys(("duty_page.write", "duty_page.remove"), Entry((*CONFIGURATORS, LEAD), Reach.DUTIES)),
    **dict.fromkeys(("timer.sync", "pause.load", "pause.leave", "follow_ups.meet", "follow_ups.leave"), ANYBODY),
    "follow_ups.answer": OWN_WORDS,
    "timer.act": EVEN_LOCKED,
    **dict.fromkeys(("pause.show", "pause.onward"), ANY_PERSON),
    **dict.fromkeys(("timer.turn", "timer.put_off", "pause.like"), OWN_WORDS),
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
    "first_morning.keep": Entry(CONFIGURATORS, Reach.KEEPING),
    "first_morning.raise_floor": Entry(CONFIGURATORS, Reach.FLOOR),
    **dict.fromkeys(("first_morning.end_seat", "first_morning.relabel"), Entry(CONFIGURATORS, Reach.SEATS)),
    **dict.fromkeys(("resources.load", "resources.leave", "contacts.load", "contacts.leave"), ANYBODY),
    **dict.fromkeys(
        ("resources.by_need", "resources.by_minutes", "resources.in_country", "resources.ask_for", "resources.say"), ANY_PERSON
    ),
    **dict.fromkeys(("resources.like", "resources.live_in"), OWN_WORDS),
    **dict.fromkeys(("contacts.pick", "contacts.edit", "contacts.ask_words", "contacts.ask_remove"), LOOKS_AT_UNIT),
    **dict.fromkeys(
        ("contacts.save", "contacts.translate", "contacts.move", "contacts.remove", "contacts.confirm", "contacts.withdraw"),
        Entry(CONFIGURATORS, Reach.UNIT),
    ),
    **{
        f"{state}.{name}": ANYBODY
        for state in ("break_times", "exposure_record", "unit_rule")
        for name in ("load", "leave")
    },
    **dict.fromkeys(
        ("break_times.pick", "break_times.take_preset", "break_times.start_over", "break_times.step", "break_times.typed",
         "break_times.turn", "break_times.at", "break_times.rule", "break_times.draw_for", "break_times.ask_comments",
         "break_times.begin", "break_times.write", "break_times.start_from", "break_times.read", "break_times.take_along"),
        LOOKS_AT_UNIT,
    ),
    **dict.fromkeys(("break_times.announce", "break_times.take_back"), Entry(CONFIGURATORS, Reach.UNIT)),
    **dict.fromkeys(("exposure_record.older", "exposure_record.edit"), ANY_PERSON),
    **dict.fromkeys(
        ("exposure_record.save", "exposure_record.remove", "exposure_record.put_back", "unit_rule.step", "unit_rule.typed",
         "unit_rule.as_unit", "unit_rule.keep_hours"),
        OWN_WORDS,
    ),
    "unit_rule.comment": Entry(INVESTIGATORS, Reach.COMMENT),
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
                "questionnaires",
                "timer",
                "pause",
                "follow_ups",
                "first_morning",
                "resources",
                "contacts",
                *("safety_plan", "relief", "notices", "outcomes", "posting"),
                *("team_page", "duty_page", "what_leads_see", "sharing"),
                "break_times",
                "exposure_record",
                "unit_rule",
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
STILL = {"/", "/{locale}", "/privacy", "/{locale}/privacy", "/blank", "/{locale}/blank", "/healthz", "/readyz", "/robots.txt",
         "/help-now", "/{locale}/help-now", "/{locale}/help-card", "/{locale}/learn",
         *(f"/{{locale}}/learn/{card}" for card in (
             "secondary-trauma", "early-signs", "sleep", "viewing-craft", "after-a-bad-file", "court",
             "leave-and-return", "leaving-the-unit", "for-families", "for-supervisors"))}  # fmt: skip
"""Pages that are the same for everybody."""
SHOWN = {
    *("/{locale}/", "/{locale}/join", "/{locale}/recover", "/{locale}/recovery-code", "/{locale}/unlock"),
    *(
        "/{locale}/recovery-code/confirm",
        "/{locale}/passphrase",
        "/{locale}/passphrase/changed",
        "/{locale}/rotate",
    ),
    "/{locale}/plan/print",
    *("/{locale}/about", "/{locale}/records", "/records/log"),
    *("/{locale}/team/print", "/team/csv", "/{locale}/duty", "/seen/log"),
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
