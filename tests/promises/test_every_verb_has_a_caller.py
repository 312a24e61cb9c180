"""Promise: nothing waits in the services that nobody can reach: some page, command or job asks for it.

A verb without a caller is worse than none: its tests pass while the product never does it.
"""

from __future__ import annotations

import ast
import inspect
import typing
from collections.abc import Iterator
from pathlib import Path

import wellbeing
from wellbeing.services.desks import AdminDesk, LeadDesk, PersonDesk, UnitDesk

PACKAGE = Path(wellbeing.__file__).parent
CALLERS = ("edge", "ui", "cli", "schedule", "bootstrap")


def verbs() -> set[str]:
    """Every public method on a desk, as `seats.issue`."""
    kinds = {
        name: kind
        for desk in (PersonDesk, UnitDesk, AdminDesk, LeadDesk)
        for name, kind in typing.get_type_hints(desk).items()
    }
    return {
        f"{name}.{verb}"
        for name, kind in kinds.items()
        for verb, _ in inspect.getmembers(kind, inspect.isfunction)
        if not verb.startswith("_")
    }


def spoken(tree: ast.AST) -> Iterator[str]:
    """Every `<something>.<name>` of a module, by the last word of the something."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            owner = node.value
            said = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
            yield f"{said.lstrip('_')}.{node.attr}"


def called() -> set[str]:
    """What the pages, the commands, the jobs and other services say."""
    files = [file for part in CALLERS for file in (PACKAGE / part).rglob("*.py")]
    assert len(files) > len(CALLERS)
    outside = {said for file in files for said in spoken(ast.parse(file.read_text("utf-8")))}
    services = [ast.parse(file.read_text("utf-8")) for file in (PACKAGE / "services").glob("*.py")]
    return outside | {said for tree in services for said in among_services(tree)}


def among_services(tree: ast.AST) -> Iterator[str]:
    """What a service asks of another one, which it holds as `self._<name>`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and ast.unparse(node.value).startswith("self._"):
            yield from spoken(ast.Expression(node))


def test_every_verb_has_a_caller() -> None:
    assert verbs() - called() == set()


def test_a_verb_that_nobody_says_is_found() -> None:
    there = verbs()
    assert {"joining.join", "leaving.delete", "unfinished.finish", "seats.issue"} <= there
    assert "leaving.resume" not in set(spoken(ast.parse("self.desks.person.leaving.delete(cookie)")))
    assert "sessions.lock" in set(spoken(ast.parse("visit.site.desks.person.sessions.lock(cookie)")))
