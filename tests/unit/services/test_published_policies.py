"""What a unit has published stays readable: frozen files of each version open in today's program."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest

from wellbeing.domain.people import UnitId
from wellbeing.domain.policy import VERSION, Policy, to_file
from wellbeing.services.policies import opened
from wellbeing.services.unit_ports import PolicyRow

SAMPLES = sorted((Path(__file__).parent / "samples").glob("policy-v*.json"))
DAY = date(2026, 11, 21)
ADDED = {"team_debrief_days": 2, "sessions_max": 2}
"""Fields that came later, with their version."""


@pytest.mark.parametrize("file", SAMPLES, ids=lambda file: file.stem)
def test_a_published_policy_opens_for_ever(file: Path) -> None:
    """A unit whose rules no longer open would fall back to the default without having decided it."""
    body = file.read_text("utf-8")
    policy = opened(PolicyRow(UnitId(uuid4()), 1, DAY, DAY, None, body, ""))
    written, held = json.loads(to_file(policy, "North")), json.loads(body)
    added = set(written["policy"]) - set(held["policy"])
    assert added == {name for name, version in ADDED.items() if version > held["version"]}
    for name in added:
        assert getattr(policy, name) == getattr(Policy(), name), "what a unit never decided stays as it was"
    assert {name: written["policy"][name] for name in held["policy"]} == held["policy"]
    if held["version"] == VERSION:
        assert to_file(policy, "North") == body
    else:
        assert policy.sessions_max == 0, "what an older file does not say is the default"


def test_there_are_samples() -> None:
    assert len(SAMPLES) >= 3
    assert {int(file.stem[8]) for file in SAMPLES} == set(range(1, VERSION + 1))
