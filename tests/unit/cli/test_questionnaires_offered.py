"""The setting of questionnaires: what it offers, what it takes away, and what `doctor` says of it."""

from __future__ import annotations

import pytest

from wellbeing.cli import fitness_data
from wellbeing.cli.findings import Verdict
from wellbeing.domain.instruments.shelf import offered
from wellbeing.settings import Settings

USUAL = ["own-week", "who5", "phq4", "pcptsd5", "proqol5"]


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("", USUAL),
        ("phq8", [*USUAL, "phq8"]),
        (" phq8 , k6,, phq8", [*USUAL, "k6", "phq8"]),
        ("-who5", [one for one in USUAL if one != "who5"]),
        ("who5,-who5", [one for one in USUAL if one != "who5"]),
        ("phq9,-stss", USUAL),
        ("-own-week,-who5,-phq4,-pcptsd5,-proqol5", []),
    ],
)
def test_what_is_offered(said: str, names: list[str]) -> None:
    settings = Settings(instruments=said)
    assert [one.name for one in offered(settings.questionnaires)] == names


def test_doctor_prints_what_is_offered() -> None:
    found = fitness_data.questionnaires(Settings(instruments="phq8,-who5"))
    assert found.verdict is Verdict.FIT
    assert found.words == "own-week, phq4, pcptsd5, proqol5, phq8"


@pytest.mark.parametrize("said", ["phq9", "phq8,-stss"])
def test_doctor_says_what_is_named_and_not_there_and_nothing_stops(said: str) -> None:
    found = fitness_data.questionnaires(Settings(instruments=said))
    assert found.verdict is Verdict.NOTE
    assert said.rsplit(",", maxsplit=1)[-1] in found.words
