"""Promise: nothing a browser may call is unguarded, long, or able to stop everybody else.

Reflex makes an endpoint of every public method of a state. So each must say who may call it (`@only`), must
be listed here by a person, run off the event loop, and be short enough to be read at a glance.
"""

from __future__ import annotations

import ast
import inspect
import textwrap
from typing import Any

import pytest
from reflex_base.registry import RegistrationContext

import wellbeing.app  # noqa: F401 - registers every state
from wellbeing.domain.people import Role
from wellbeing.ui.rules import FRAMEWORK, HYDRATE, Phase, Rule, rule_of, table

MOST_LINES = 15
DENIED = (
    ".setvar",
    ".hydrate",
    f"{HYDRATE.rpartition('.')[0]}.set_is_hydrated",
    ".update_vars_internal",
    ".handle_frontend_exception",
)
"""How the handlers end that the framework registers and nobody may call."""

HANDLERS = {name: one.handler.fn for name, one in RegistrationContext.get().event_handlers.items()}
OWN = {name: function for name, function in HANDLERS.items() if function.__module__.startswith("wellbeing.")}
NAMED = {f"{name.rsplit('____')[-1]}": function for name, function in OWN.items()}

EVERYBODY = {
    *(
        f"{state}.{name}"
        for state in ("today", "history", "me", "first_morning", "units")
        for name in ("load", "leave")
    ),
    *(f"questionnaires.{name}" for name in ("load", "leave")),
    *(
        f"{state}.{name}"
        for state in ("resources", "contacts", "break_times", "exposure_record", "unit_rule")
        for name in ("load", "leave")
    ),
    "rotation.go_on",
    *(
        f"{state}.{name}"
        for state in (
            *("safety_plan", "relief", "outcomes", "posting", "sharing"),
            *("team_page", "duty_page", "what_leads_see"),
        )
        for name in ("load", "leave")
    ),
    *("notices.meet", "notices.leave", "notices.list_all"),
    "today.fold_note",
}
CLOCK = {"timer.sync", "pause.load", "pause.leave", "follow_ups.meet", "follow_ups.leave"}
EVEN_LOCKED = {"timer.act"}
ANY_PERSON = {
    *("timer.turn", "timer.put_off"),
    *("pause.show", "pause.like", "pause.onward"),
    "follow_ups.answer",
    *("today.choose", "today.merge", "today.go", "today.other_days", "today.pick", "today.remove"),
    *("today.put_back", "today.take_offer"),
    *("history.show_weeks", "history.older", "history.search", "history.open_day", "history.close_day"),
    *("history.edit_day", "history.discard_damaged", "history.remove_day", "history.put_back"),
    *("seen.acknowledge", "what_leads_see.older"),
    *("resources.by_need", "resources.by_minutes", "resources.in_country", "resources.live_in"),
    *("resources.like", "resources.ask_for", "resources.say"),
    *(f"exposure_record.{name}" for name in ("older", "edit", "save", "remove", "put_back")),
    *(f"unit_rule.{name}" for name in ("step", "typed", "as_unit", "keep_hours")),
    *("me.show_log", "me.end_session", "me.end_others", "me.keep"),
}
QUESTIONNAIRES = {
    f"questionnaires.{name}"
    for name in ("shelve", "choose", "start", "answer", "go", "finish", "reopen", "look_back", "open_sheet",
                 "take_back", "put_back", "keep_rhythm")
}  # fmt: skip
HELPS = {
    *("safety_plan.merge", "relief.rate", "relief.choose", "relief.go", "relief.finish", "relief.take_back"),
    *("notices.rest", "notices.had", "notices.later", "notices.switch", "outcomes.switch"),
    "sharing.choose",
}
POSTING = {f"posting.{name}" for name in ("pick", "preview", "rewrite", "post", "ask_remove", "remove")}
LEADS = {f"team_page.{name}" for name in ("pick", "preview", "rewrite", "post", "ask_remove", "remove")}
DUTY = {f"duty_page.{name}" for name in ("pick", "preview", "rewrite", "write", "ask_remove", "remove")}
CONFIGURATORS = {
    *(f"first_morning.{name}" for name in ("pick", "settle", "ask_end", "ask_label", "end_seat", "relabel")),
    "first_morning.keep",
    "first_morning.raise_floor",
    *(
        f"contacts.{name}"
        for name in ("pick", "edit", "save", "ask_words", "translate", "move", "ask_remove")
    ),
    *(f"contacts.{name}" for name in ("remove", "confirm", "withdraw")),
    *(f"break_times.{name}" for name in ("pick", "take_preset", "start_over", "step", "typed", "turn", "at")),
    *(
        f"break_times.{name}"
        for name in ("rule", "draw_for", "ask_comments", "write", "announce", "take_back")
    ),
    *(f"break_times.{name}" for name in ("start_from", "read", "take_along", "begin")),
}
INVESTIGATORS = {"unit_rule.comment"}
ADMINISTRATORS = {f"units.{name}" for name in ("create", "open_unit", "rename")}


def source_of(function: Any) -> ast.AsyncFunctionDef | ast.FunctionDef:
    tree = ast.parse(textwrap.dedent(inspect.getsource(inspect.unwrap(function))))
    (node,) = tree.body
    assert isinstance(node, ast.AsyncFunctionDef | ast.FunctionDef)
    return node


def test_the_table_is_the_one_written_down_here() -> None:
    said = {
        **dict.fromkeys(EVERYBODY | CLOCK, Rule(least=Phase.NOBODY, acts=False)),
        **dict.fromkeys(EVEN_LOCKED, Rule(least=Phase.LOCKED)),
        **dict.fromkeys(ANY_PERSON | QUESTIONNAIRES | HELPS, Rule()),
        **dict.fromkeys(CONFIGURATORS, Rule(frozenset({Role.CONFIGURATOR}))),
        **dict.fromkeys(LEADS, Rule(frozenset({Role.LEAD}))),
        **dict.fromkeys(POSTING | DUTY, Rule(frozenset({Role.CONFIGURATOR, Role.LEAD}))),
        **dict.fromkeys(INVESTIGATORS, Rule(frozenset({Role.INVESTIGATOR}))),
        **dict.fromkeys(ADMINISTRATORS, Rule(frozenset({Role.ADMINISTRATOR}))),
    }
    assert {name: rule_of(function) for name, function in NAMED.items()} == said


def test_every_registered_handler_is_in_the_table_or_known_to_be_denied() -> None:
    known = {name for name in HANDLERS if name.endswith(DENIED)}
    assert set(HANDLERS) - set(table(HANDLERS)) == known, "each other one is a mistake"
    assert set(FRAMEWORK) <= set(HANDLERS), "the framework renamed a handler the pages need"


def test_nothing_of_the_framework_is_open_but_what_the_pages_need() -> None:
    open_names = {name for name in table(HANDLERS) if name not in OWN}
    assert open_names == set(FRAMEWORK)
    assert not any(name.endswith(DENIED) for name in open_names)


@pytest.mark.parametrize("name", sorted(OWN))
def test_a_handler_is_async_and_short_and_says_what_it_does(name: str) -> None:
    function = inspect.unwrap(OWN[name])
    assert inspect.iscoroutinefunction(function), "a plain function would run on the event loop"
    node = source_of(function)
    assert ast.get_docstring(node)
    assert node.end_lineno is not None
    assert node.end_lineno - node.lineno + 1 <= MOST_LINES


@pytest.mark.parametrize("name", sorted(OWN))
def test_a_handler_calls_services_only_in_a_thread(name: str) -> None:
    """A service may wait for a disk; called outside `ask` everybody would wait with it."""
    for call in (node for node in ast.walk(source_of(OWN[name])) if isinstance(node, ast.Call)):
        assert not ast.unparse(call.func).startswith("desks()."), ast.unparse(call)


@pytest.mark.parametrize("name", sorted(OWN))
def test_a_handler_takes_only_texts_and_forms(name: str) -> None:
    """Richer types are filled from the network without a check, and logged when that fails."""
    hints = list(inspect.signature(inspect.unwrap(OWN[name])).parameters.values())[1:]
    assert {str(hint.annotation) for hint in hints} <= {"str", "dict[str, Any]"}


def test_the_registry_is_not_empty() -> None:
    anybody = EVERYBODY | CLOCK | EVEN_LOCKED
    persons = ANY_PERSON | QUESTIONNAIRES | HELPS | POSTING | DUTY | LEADS | INVESTIGATORS
    assert len(OWN) == len(anybody) + len(persons) + len(CONFIGURATORS) + len(ADMINISTRATORS)
