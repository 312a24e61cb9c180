"""The safety plan: seven steps, each by itself, none of them needed."""

from __future__ import annotations

import pytest

from wellbeing.domain.errors import StepTooLong
from wellbeing.domain.plan import HINTS, STEP_LENGTH, TITLES, Plan, Step


def test_steps_are_written_one_by_one() -> None:
    plan = Plan().written({Step.SIGNS: " I stop cooking. \n"}).written({Step.TRUSTED: "My sister"})
    assert (plan.said(Step.SIGNS), plan.said(Step.TRUSTED)) == ("I stop cooking.", "My sister")
    assert not plan.empty
    assert plan.written(dict.fromkeys(Step, "  ")).empty


def test_a_step_has_an_end() -> None:
    assert Plan(coping="x" * STEP_LENGTH).said(Step.COPING)
    with pytest.raises(StepTooLong):
        Plan().written({Step.COPING: "x" * (STEP_LENGTH + 1)})


def test_the_words_of_a_plan_are_in_no_trace() -> None:
    assert "sister" not in repr(Plan(trusted="My sister"))


def test_every_step_is_named_in_the_published_order() -> None:
    assert list(TITLES) == list(HINTS) == list(Step)
    assert [one.name for one in Step] == [
        "SIGNS", "COPING", "PLACES", "PEOPLE", "PROFESSIONALS", "SURROUNDINGS", "TRUSTED",
    ]  # fmt: skip
