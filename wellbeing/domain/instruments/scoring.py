"""Adding up: the published sum of a questionnaire, or none at all when anything is missing."""

from __future__ import annotations

from collections.abc import Mapping

from wellbeing.domain.instruments.instrument import Band, Instrument, Scale, extent

Answers = Mapping[int, int]
"""Item number, from 1, to the code of its answer; what was skipped is not in it."""


def asked(instrument: Instrument, answers: Answers) -> tuple[int, ...]:
    """The items that are asked with these answers: all, or only those up to a gate that is closed."""
    last = len(instrument.items)
    gate = instrument.gate
    if gate is not None and answers.get(gate.item) == gate.closes:
        last = gate.item
    return tuple(range(1, last + 1))


def complete(instrument: Instrument, answers: Answers) -> bool:
    """Whether every item that is asked has an answer."""
    return all(item in answers for item in asked(instrument, answers))


def total(instrument: Instrument, scale: Scale, answers: Answers) -> int | None:
    """The published sum; None when an item of it has no answer, which nothing ever stands in for."""
    low, _ = extent(instrument, scale)
    gate = instrument.gate
    if gate is not None:
        if gate.item not in answers:
            return None
        if answers[gate.item] == gate.closes:
            return low
    if not all(item in answers for item in scale.items):
        return None
    return scale.factor * sum(_counted(instrument, scale, item, answers[item]) for item in scale.items)


def totals(instrument: Instrument, answers: Answers) -> dict[str, int | None]:
    """Every sum of a questionnaire by its name; none of them while anything that is asked is missing."""
    whole = complete(instrument, answers)
    return {scale.name: total(instrument, scale, answers) if whole else None for scale in instrument.scales}


def band(scale: Scale, value: int) -> Band | None:
    """The published range that a sum lies in, if there are any."""
    return next((one for one in scale.bands if one.low <= value <= one.high), None)


def worth_a_talk(scale: Scale, value: int) -> bool:
    """Whether the source says of this sum that a conversation is worth while."""
    return scale.talk is not None and scale.talk[0] <= value <= scale.talk[1]


def _counted(instrument: Instrument, scale: Scale, item: int, answer: int) -> int:
    if item not in scale.reverse:
        return answer
    codes = instrument.codes(item)
    return min(codes) + max(codes) - answer
