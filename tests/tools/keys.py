"""Watches every statement that the stores send while tests run: which key it keeps to, and under which lock.

On a distributed database rows lie with their person. A statement about them that names no person would have
to ask every node, so only the ones in `ACROSS` may. And a unit of work that has locked a person first shares
the lock of writers with others: it may write what is that person's, and nothing of anybody else.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final
from uuid import UUID

from sqlalchemy import BindParameter, Delete, Engine, Insert, Select, Table, Update, event
from sqlalchemy.sql import operators, visitors
from sqlalchemy.sql.elements import BinaryExpression, BooleanClauseList, ClauseElement

from wellbeing.storage.engine import ONE_PERSON
from wellbeing.storage.person_stores import SqlEntries

KEYS: Final = {"entries": "person_id", "manifests": "person_id", "inbox": "person_id"}
"""The tables that are spread, and the column by which they are."""
ACROSS: Final[dict[Any, str]] = {
    SqlEntries._EXPIRED: "the nightly removal of what has expired: every node removes its own",
    SqlEntries._EXPIRED_SHARDS: "the same for the lists",
}
"""Statements about everybody, each with its reason."""
ONE_PERSONS: Final = frozenset({*KEYS, "people", "spent", "meta"})
"""What may be written under a lock that is shared: a person's own, a code spent once, a mark set once."""
_PERSON: Final = "watched_person"
violations: list[str] = []


def watch() -> None:
    """Look at every statement of this process from now on."""
    event.listen(Engine, "begin", lambda connection: connection.info.pop(_PERSON, None))
    event.listen(Engine, "before_cursor_execute", _look)


def crosses(statement: ClauseElement) -> str | None:
    """The spread table that a statement touches without saying whose rows; None when there is none."""
    if isinstance(statement, Insert) or any(statement is one for one in ACROSS):
        return None
    named = {one.name for one in _tables(statement) if one.name in KEYS}
    for name in sorted(named):
        if not any(_is_key(part, name) for where in _conditions(statement) for part in _conjuncts(where)):
            return name
    return None


def _look(_connection: Any, _cursor: Any, _text: str, _values: Any, context: Any, _many: bool) -> None:
    compiled = getattr(context, "compiled", None)
    statement = getattr(compiled, "statement", None)
    if statement is None or not isinstance(statement, (Select, Insert, Update, Delete)):
        return
    table = crosses(statement)
    if table is not None:
        violations.append(f"no {KEYS[table]} in: {_text}")
    info = _connection.info
    if context.execution_options.get(ONE_PERSON):
        # Only as the first statement does it say which lock is taken.
        info.setdefault(_PERSON, _value(context, "person"))
        return
    locked = info.setdefault(_PERSON, False)
    if locked and not isinstance(statement, Select):
        name = statement.table.name
        if name not in ONE_PERSONS:
            violations.append(f"written beside others, and not one person's: {_text}")
        elif name in KEYS and locked not in {_value(context, "person"), _value(context, "person_id")}:
            violations.append(f"another person than the one who is locked: {_text}")


def _value(context: Any, name: str) -> UUID | None:
    found = [values[name] for values in context.compiled_parameters if name in values]
    return found[0] if found else None


def _tables(statement: ClauseElement) -> Iterator[Table]:
    for part in visitors.iterate(statement):
        if isinstance(part, Table):
            yield part
        elif isinstance(part, (Update, Delete)):
            yield part.table  # type: ignore[misc]


def _conditions(statement: ClauseElement) -> Iterator[ClauseElement]:
    for part in visitors.iterate(statement):
        where = getattr(part, "whereclause", None)
        if where is not None:
            yield where


def _conjuncts(where: ClauseElement) -> Iterator[ClauseElement]:
    if isinstance(where, BooleanClauseList) and where.operator is operators.and_:
        for part in where.clauses:
            yield from _conjuncts(part)
    else:
        yield where


def _is_key(part: ClauseElement, table: str) -> bool:
    """Whether this says `table.person_id = a value`."""
    if not isinstance(part, BinaryExpression) or part.operator is not operators.eq:
        return False
    left = part.left
    named = getattr(left, "name", None) == KEYS[table] and getattr(left, "table", None) is not None
    return bool(named and left.table.name == table and isinstance(part.right, BindParameter))
