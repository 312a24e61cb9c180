"""Lines as a TOML file, so that an urgent correction needs no new version of the app."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, fields
from datetime import date
from typing import Any, Final

from wellbeing.domain.errors import LinesUnreadable
from wellbeing.domain.resources.line import Alerts, Answer, Audience, Kind, Line, Need, Source

MOST_LINES: Final = 2_000
LONGEST: Final = 300
"""Longest text of a field, in characters."""
_FIELDS: Final = {one.name: one for one in fields(Line)}


def written(lines: Iterable[Line]) -> str:
    """The lines as text that `read` understands; what is unknown is left out."""
    return "\n".join(_table(one) for one in lines)


def read(text: str) -> tuple[Line, ...]:
    """The lines of a file; whether they are right is for `check` to say.

    Raises:
        LinesUnreadable: it is no such file, or a field is missing, unknown or of another type.
    """
    try:
        tables = tomllib.loads(text).get("line", [])
    except tomllib.TOMLDecodeError:
        raise LinesUnreadable from None
    if not isinstance(tables, list) or len(tables) > MOST_LINES:
        raise LinesUnreadable
    return tuple(_line(one) for one in tables)


def _table(line: Line) -> str:
    rows = ["[[line]]"]
    for name, one in _FIELDS.items():
        value = getattr(line, name)
        if one.default is MISSING or value != one.default:
            rows.append(f"{name} = {_value(value)}")
    return "\n".join(rows) + "\n"


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Source):
        return f"{{ address = {_quoted(value.address)}, operator = {_value(value.operator)} }}"
    if isinstance(value, tuple):
        return f"[{', '.join(_value(one) for one in value)}]"
    return _quoted(str(value))


def _quoted(text: str) -> str:
    """A TOML basic string; JSON writes the same escapes, but leaves DEL bare."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _line(table: Any) -> Line:
    if not isinstance(table, dict) or not table.keys() <= _FIELDS.keys():
        raise LinesUnreadable
    needed = {name for name, one in _FIELDS.items() if one.default is MISSING}
    if not needed <= table.keys():
        raise LinesUnreadable
    return Line(**{name: _typed(name, value) for name, value in table.items()})


def _typed(name: str, value: Any) -> Any:
    reader: Callable[[Any], Any] = _READERS.get(name, _text)
    try:
        return reader(value)
    except ValueError:
        raise LinesUnreadable from None


def _source(value: Any) -> Source:
    if not isinstance(value, dict) or not value.keys() <= {"address", "operator"}:
        raise LinesUnreadable
    return Source(_text(value.get("address")), _flag(value.get("operator", False)))


def _listed(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise LinesUnreadable
    return value


def _text(value: Any) -> str:
    """Text that can be shown as it stands."""
    if not isinstance(value, str) or len(value) > LONGEST or not (value.isprintable() or not value):
        raise LinesUnreadable
    return value


def _day(value: Any) -> date:
    if type(value) is not date:
        raise LinesUnreadable
    return value


def _flag(value: Any) -> bool:
    if type(value) is not bool:
        raise LinesUnreadable
    return value


_READERS: Final[Mapping[str, Callable[[Any], Any]]] = {
    "kind": Kind,
    "audience": Audience,
    "independent": Answer,
    "alerts": Alerts,
    "abroad": Answer,
    "free": Answer,
    "seen_on": _day,
    "next_review": _day,
    "always_open": _flag,
    "retired": _flag,
    "sources": lambda value: tuple(_source(one) for one in _listed(value)),
    "needs": lambda value: tuple(Need(one) for one in _listed(value)),
    "languages": lambda value: tuple(_text(one) for one in _listed(value)),
}
"""How each field is read that is not plain text."""
