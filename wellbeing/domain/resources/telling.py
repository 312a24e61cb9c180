"""What is said of a line beside its number: when, where, for whom, in which languages, by whom."""

from __future__ import annotations

from collections.abc import Iterator

from wellbeing.domain.resources.line import AUDIENCES, Answer, Audience, Kind, Line
from wellbeing.words import Translator, language_name, mark

INDEPENDENT = {
    Answer.YES: mark("independent of your employer"),
    Answer.NO: mark("part of your employer"),
}
"""Said only where it is known."""


def name_of(line: Line, t: Translator) -> str:
    """What a line is called; one whose name is its number is called by what it is."""
    if line.kind is Kind.EMERGENCY:
        return t("Emergency")
    return t("Crisis line") if line.name == line.display else line.name


def facts(line: Line, t: Translator) -> tuple[str, ...]:
    """Short pieces, in the order they are read; what no source says is not mentioned, but for the hours."""
    return tuple(piece for piece in _pieces(line, t) if piece)


def _pieces(line: Line, t: Translator) -> Iterator[str]:
    yield _hours(line, t)
    yield t(line.region)
    if line.audience is not Audience.EVERYBODY:
        yield t(AUDIENCES[line.audience])
    yield from (language_name(one) for one in line.languages)
    if line.answered_by:
        yield t("answered by {who}", who=t(line.answered_by))
    if line.independent in INDEPENDENT:
        yield t(INDEPENDENT[line.independent])
    if line.free is Answer.YES:
        yield t("free")
    if line.abroad is Answer.YES:
        yield t("also from abroad")
    yield t(line.relay)


def _hours(line: Line, t: Translator) -> str:
    if line.kind is Kind.EMERGENCY:
        return ""
    if line.always_open:
        return t("day and night")
    if line.hours:
        return f"{t(line.hours)} ({line.time_zone})"
    return t("ask for the hours") if line.dial or line.sms else ""
