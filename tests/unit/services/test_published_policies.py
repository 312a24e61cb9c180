"""What a unit has published stays readable: frozen files of each version open in today's program."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest

from wellbeing.domain.people import UnitId
from wellbeing.domain.policy import VERSION, to_file
from wellbeing.services.policies import opened
from wellbeing.services.unit_ports import PolicyRow

SAMPLES = sorted((Path(__file__).parent / "samples").glob("policy-v*.json"))
DAY = date(2026, 11, 21)


@pytest.mark.parametrize("file", SAMPLES, ids=lambda file: file.stem)
def test_a_published_policy_opens_for_ever(file: Path) -> None:
    """A unit whose rules no longer open would fall back to the default without having decided it."""
    body = file.read_text("utf-8")
    policy = opened(PolicyRow(UnitId(uuid4()), 1, DAY, DAY, None, body, ""))
    if file.stem.startswith(f"policy-v{VERSION}"):
        assert to_file(policy, "North") == body
    else:
        assert policy.sessions_max == 0, "what an older file does not say is the default"


def test_there_are_samples() -> None:
    assert len([one for one in SAMPLES if one.stem.startswith(f"policy-v{VERSION}")]) >= 3
