"""Promise: what a questionnaire says is never a verdict, on no page, in no catalog and in no export."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest

from tests.promises.test_words_are_plain import LONGEST, blamed, sentences, words
from wellbeing.domain.export import Export, as_csv, as_json
from wellbeing.domain.instruments.cadence import RHYTHM_DAYS
from wellbeing.domain.instruments.instrument import Instrument, extent
from wellbeing.domain.instruments.sheet import Sheet
from wellbeing.domain.instruments.shelf import shelf
from wellbeing.domain.preferences import Rhythm
from wellbeing.services.questionnaires import Past
from wellbeing.ui.person.filling import charts, number_rows, past_rows
from wellbeing.words import translator
from wellbeing.words.extract import collected

OURS = re.compile(r"instruments/|questionnaire|filling|answering|pictures/results")
EN = translator("en")

VERDICTS = {
    r"you (screen|test)\w*|positive|negative": "nobody is tested",
    r"clinical\w*|symptom\w*|disorder\w*|depress\w*|anxi\w*|ptsd|trauma\w*": "no illness is named in our words",
    r"at risk|risk|danger\w*|warning|alarm\w*": "no risk is computed",
    r"you are safe|safe range|normal|abnormal|healthy|fine for work|fit for (duty|work)": "nothing says that all is well",
    r"mild|moderate|severe|minimal|average": "the names of ranges stand in the documents only",
    r"(better|worse|improved?|declin\w*|relaps\w*)": "a difference is higher or lower, never better or worse",
    r"colleagues?|others (like|in) you|than most|other officers|your team": "nobody is compared",
    r"well done|congratulations|great|good job|excellent|bravo": "a low number is not praised",
    r"(take|stop|change) (your )?medic\w*|dose|prescri\w*": "no advice on medicine",
    r"(we|your unit|somebody|someone) (will|has been|were|was) (be )?(told|informed|notified|alerted)": "nobody is told",
}
"""What a questionnaire must never say, and why not; the list of the design and what comes near it."""


def judged(text: str) -> list[str]:
    return [f"{found[0]}: {why}" for pattern, why in VERDICTS.items()
            if (found := re.search(rf"\b({pattern})\b", text, re.IGNORECASE))]  # fmt: skip


def messages() -> list[str]:
    """Our own words about questionnaires, collected from the sources as they are now."""
    found: list[str] = []
    for message in collected():
        if message.id and any(OURS.search(place) for place, _ in message.locations):
            found += [message.id] if isinstance(message.id, str) else list(message.id)
    return found


def sheet(instrument: Instrument, high: bool, begun: date) -> Sheet:
    answers = {}
    for item in range(1, len(instrument.items) + 1):
        codes = instrument.codes(item)
        answers[item] = max(codes) if high else min(codes)
    return Sheet(instrument.name, begun, tuple(sorted(answers.items())), finished=True)


def test_our_words_about_questionnaires_are_plain_and_no_verdict() -> None:
    ours = messages()
    assert len(ours) > 90
    assert {one: found for one in ours if (found := judged(one) + blamed(one))} == {}
    assert [one for one in ours for part in sentences(one) if len(words(part)) > LONGEST] == []


@pytest.mark.parametrize("instrument", shelf(), ids=lambda one: one.name)
def test_whatever_is_answered_nothing_that_is_said_is_a_verdict(instrument: Instrument) -> None:
    days = [date(2025, month, 1) for month in range(1, 6)]
    for pattern in range(2 ** len(days)):
        sheets = tuple(
            sheet(instrument, bool(pattern >> turn & 1), day) for turn, day in enumerate(days)
            # A closed gate leaves one answer.
            if instrument.gate is None or pattern >> turn & 1
        )  # fmt: skip
        past = Past(instrument, sheets)
        told = [row.told for row in past_rows(past, EN)]
        for one in sheets:
            for row in number_rows(instrument, past.readings(one.begun), EN):
                told += [row.name, row.value, *row.lines]
        names = {chart.name for chart in charts(past, EN)} if instrument.scales else set()
        assert [found for text in (*told, *names) if (found := judged(text) + blamed(text))] == []


@pytest.mark.parametrize("instrument", shelf(), ids=lambda one: one.name)
def test_an_export_holds_codes_and_sums_and_no_name_of_a_range(instrument: Instrument) -> None:
    for high in (False, True):
        filled = sheet(instrument, high, date(2026, 11, 21))
        export = Export(datetime(2026, 11, 21, tzinfo=UTC), "h", 24, (), (), sheets=(filled,))
        for text in (as_json(export), as_csv(export)):
            keys = {"pcptsd5"}
            assert judged(re.sub("|".join(keys), "", text)) == []
            for scale in instrument.scales:
                assert str(extent(instrument, scale)[int(high)]) in text or instrument.gate


@pytest.mark.parametrize(
    "said",
    ["You screen positive.", "Your result is normal.", "Severe.", "Better than last time.", "Well done!",
     "Worse than most colleagues.", "You are at risk.", "Clinical range", "Moderate depression",
     "Your unit was informed."],
)  # fmt: skip
def test_the_list_catches_what_it_is_for(said: str) -> None:
    assert judged(said)


def test_every_rhythm_is_a_choice_and_none_counts_what_was_left_out() -> None:
    assert set(RHYTHM_DAYS) | {Rhythm.NEVER} == set(Rhythm)
    for one in messages():
        assert not re.search(r"missed|overdue|late|reminder|you should|must", one, re.IGNORECASE), one
