"""A policy as a file that a person can read, hand to another unit and read back in."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import time
from typing import Any, Final

from wellbeing.domain import names
from wellbeing.domain.errors import BadInput, PolicyUnusable
from wellbeing.domain.exposure import Kind
from wellbeing.domain.policy.materials import Material
from wellbeing.domain.policy.rules import Policy
from wellbeing.domain.policy.validation import checked
from wellbeing.words import mark

VERSION: Final = 2
"""Rises when a field is added, removed or changes its meaning."""
LONGEST: Final = 64 * 1024
"""Longest file that is read, in characters."""
FORMAT: Final = "harbour-break-policy"

_NO_FILE: Final = mark("This file holds no break policy.")
_NEWER: Final = mark("This file was written by a newer version.")
_UNKNOWN: Final = mark("This file holds a part that is not known here.")
_MISSING: Final = mark("A part of the policy is missing from this file.")
_MISSHAPEN: Final = mark("A part of the policy is written in an unknown way.")
_TIMES: Final = frozenset({"shift_start", "shift_end", "night_start", "night_end"})
_LISTS: Final = frozenset({"working_days", "suggestions", "checklist"})
_NAMES: Final = tuple(one.name for one in fields(Policy))
_SINCE: Final = {"sessions_max": 2, "team_debrief_days": 2}
"""Since which version a field is written; an older file means its default."""
_RULE: Final = {"counts": bool, "high_impact": bool, "limit_min": int, "weight_pct": int}


def to_file(policy: Policy, name: str) -> str:
    """The policy as JSON, one field a line, ending in a newline."""
    rules: dict[str, Any] = {}
    for one in _NAMES:
        value = getattr(policy, one)
        if one == "materials":
            rules[one] = {rule.kind.value: {key: getattr(rule, key) for key in _RULE} for rule in value}
        elif one in _TIMES:
            rules[one] = value.strftime("%H:%M")
        else:
            rules[one] = list(value) if one in _LISTS else value
    whole = {"format": FORMAT, "version": VERSION, "name": name, "policy": rules}
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"


def from_file(text: str) -> tuple[str, Policy]:
    """The name and the policy of a file.

    Raises:
        PolicyUnusable: with one sentence that says what is unknown, missing or out of range.
    """
    whole = _whole(text)
    rules = whole["policy"]
    if not isinstance(rules, dict):
        raise PolicyUnusable(_NO_FILE)
    written = [one for one in _NAMES if _SINCE.get(one, 1) <= whole["version"]]
    if set(rules) - set(written):
        raise PolicyUnusable(_UNKNOWN)
    if set(written) - set(rules):
        raise PolicyUnusable(_MISSING)
    try:
        return names.name(whole["name"]), checked(Policy(**{one: _read(one, rules[one]) for one in written}))
    except PolicyUnusable:
        raise
    except (ValueError, TypeError, KeyError, AttributeError, BadInput):
        raise PolicyUnusable(_MISSHAPEN) from None


def _whole(text: str) -> dict[str, Any]:
    if len(text) > LONGEST:
        raise PolicyUnusable(_NO_FILE)
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        raise PolicyUnusable(_NO_FILE) from None
    if not isinstance(whole, dict) or whole.get("format") != FORMAT or type(whole.get("version")) is not int:
        raise PolicyUnusable(_NO_FILE)
    if whole["version"] > VERSION:
        raise PolicyUnusable(_NEWER)
    if whole["version"] < 1:
        raise PolicyUnusable(_NO_FILE)
    if set(whole) != {"format", "version", "name", "policy"}:
        raise PolicyUnusable(_UNKNOWN)
    return whole


def _read(name: str, value: Any) -> Any:
    """A field's value from its written form.

    Raises:
        ValueError, TypeError, KeyError: it is written in another way.
    """
    if name == "materials":
        if set(value) != {kind.value for kind in Kind}:
            raise ValueError
        return tuple(_rule(kind, value[kind.value]) for kind in Kind)
    if name in _TIMES:
        hour, minute = _two(value.split(":"))
        return time(int(hour), int(minute))
    if name in _LISTS:
        wanted = int if name == "working_days" else str
        if type(value) is not list or not all(type(one) is wanted for one in value):
            raise ValueError
        return tuple(value)
    if type(value) is not (bool if name in {"overtime_hint", "urgent_allowed"} else int):
        raise ValueError
    return value


def _two(parts: list[str]) -> list[str]:
    if len(parts) != 2 or not all(len(part) == 2 and part.isascii() and part.isdigit() for part in parts):
        raise ValueError
    return parts


def _rule(kind: Kind, written: Any) -> Material:
    if set(written) != set(_RULE) or not all(type(written[key]) is shape for key, shape in _RULE.items()):
        raise ValueError
    return Material(kind, **written)
