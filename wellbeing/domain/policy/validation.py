"""What a unit may choose: each number in its range, the parts in step, and the reason when not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time

from wellbeing.domain.errors import PolicyUnusable
from wellbeing.domain.exposure import Kind
from wellbeing.domain.policy.fields import FIELDS, Field
from wellbeing.domain.policy.own import STRICTER, Own
from wellbeing.domain.policy.rules import CHECKLIST, SUGGESTIONS, Policy
from wellbeing.words import Translator, mark

LOWEST_LIMIT, HIGHEST_LIMIT, LIMIT_STEP = 15, 90, 5
LOWEST_WEIGHT, HIGHEST_WEIGHT = 50, 200
RANGE = mark("Choose between {low} and {high}.")
OUTSIDE = mark("A number lies outside its range.")
STEPS = mark("Choose between {low} and {high}, in steps of {step}.")


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a policy cannot be used as it is."""

    field: str
    """The policy's field."""
    sentence: str
    """English, with `{low}`, `{high}` and `{step}` to fill in."""
    low: int = 0
    high: int = 0
    step: int = 1

    def said(self, t: Translator) -> str:
        """The sentence in a person's language."""
        return t(self.sentence, low=self.low, high=self.high, step=self.step)


def problems(policy: Policy) -> tuple[Problem, ...]:
    """Everything that stands in the way, in the order of the page; nothing when the policy can be used."""
    return (*_numbers(policy), *_in_step(policy), *_materials(policy), *_choices(policy))


def checked(policy: Policy) -> Policy:
    """The policy, once it can be used.

    Raises:
        PolicyUnusable: with the first reason.
    """
    for one in problems(policy):
        # Without numbers, so that the sentence can be translated; a page shows `problems` with them.
        raise PolicyUnusable(OUTSIDE if one.high else one.sentence)
    return policy


def own_problems(own: Own) -> tuple[Problem, ...]:
    """Which of a person's own limits no unit could choose; whether they are stricter is not asked."""
    found: list[Problem] = []
    for name, value in own.limits:
        if name not in STRICTER:
            found.append(Problem(name, mark("This is decided by your unit.")))
        elif not FIELDS[name].takes(value):
            field = FIELDS[name]
            found.append(
                Problem(name, RANGE if field.step == 1 else STEPS, field.low, field.high, field.step)
            )
    return tuple(found)


def _out_of_range(name: str, field: Field) -> Problem:
    return Problem(name, RANGE if field.step == 1 else STEPS, field.low, field.high, field.step)


def _numbers(policy: Policy) -> Iterator[Problem]:
    for name, field in FIELDS.items():
        if not field.takes(getattr(policy, name)):
            yield _out_of_range(name, field)


def _in_step(policy: Policy) -> Iterator[Problem]:
    if not all(type(getattr(policy, name)) is int for name in FIELDS):
        return
    if policy.high_impact_limit_min > policy.continuous_limit_min:
        yield Problem(
            "high_impact_limit_min", mark("High-impact material needs the shorter limit of the two.")
        )
    if policy.long_break_min < max(policy.break_min, policy.high_impact_break_min):
        yield Problem("long_break_min", mark("A long break is at least as long as a short one."))
    if policy.reset_gap_min < policy.break_min / 2:
        yield Problem("reset_gap_min", mark("A pause that counts is at least half a break."))
    if 0 < policy.long_break_after_min < policy.continuous_limit_min:
        yield Problem("long_break_after_min", mark("A long break comes after at least one stretch of work."))
    if policy.weekly_cap_min and policy.weekly_cap_min < policy.daily_cap_min:
        yield Problem("weekly_cap_min", mark("The week's amount is at least the day's."))
    if policy.four_week_cap_min and policy.four_week_cap_min < policy.weekly_cap_min:
        yield Problem("four_week_cap_min", mark("The amount of four weeks is at least the week's."))


def _materials(policy: Policy) -> Iterator[Problem]:
    rules = policy.materials
    if [one.kind for one in rules] != list(Kind):
        yield Problem("materials", mark("Each kind of material needs one rule."))
    for one in rules:
        if one.limit_min and (
            not LOWEST_LIMIT <= one.limit_min <= HIGHEST_LIMIT or one.limit_min % LIMIT_STEP
        ):
            yield Problem("materials", STEPS, LOWEST_LIMIT, HIGHEST_LIMIT, LIMIT_STEP)
        if not LOWEST_WEIGHT <= one.weight_pct <= HIGHEST_WEIGHT:
            yield Problem("materials", RANGE, LOWEST_WEIGHT, HIGHEST_WEIGHT)
    if not any(one.counts for one in rules):
        yield Problem("materials", mark("At least one kind of material has to count."))


def _choices(policy: Policy) -> Iterator[Problem]:
    days = policy.working_days
    if not days or list(days) != sorted(set(days)) or not set(days) <= set(range(7)):
        yield Problem("working_days", mark("Choose at least one working day."))
    elif policy.exposure_free_days in range(len(days), 7):
        yield Problem("exposure_free_days", mark("Leave at least one working day for material."))
    for name in ("shift_start", "shift_end", "night_start", "night_end"):
        value = getattr(policy, name)
        if type(value) is not time or value.tzinfo or value.second or value.microsecond:
            yield Problem(name, mark("Give a time of day in hours and minutes."))
    if policy.shift_start == policy.shift_end:
        yield Problem("shift_end", mark("A shift ends at another time than it begins."))
    for name, known in (("suggestions", SUGGESTIONS), ("checklist", CHECKLIST)):
        chosen = getattr(policy, name)
        if len(set(chosen)) != len(chosen) or not set(chosen) <= set(known):
            yield Problem(name, mark("Choose from the list, each once."))
