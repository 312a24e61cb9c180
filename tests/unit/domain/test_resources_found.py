"""The directory: found by country, need and minutes; corrected, retired, and what is said of each line."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellbeing.domain.errors import LinesUnreadable
from wellbeing.domain.resources import (
    COUNTRIES,
    LINES,
    MINUTES,
    Directory,
    Kind,
    Line,
    Need,
    from_languages,
    nearest,
)
from wellbeing.domain.resources.file_form import MOST_LINES, read, written
from wellbeing.domain.resources.telling import facts
from wellbeing.words import translator

ALL = Directory.of(LINES)
EN = translator("en")


def test_a_country_begins_with_its_emergency_number() -> None:
    for section in ALL.sections():
        kinds = [one.kind for one in section.lines]
        assert kinds == sorted(kinds, key=list(Kind).index)
    assert next(one.id for one in ALL.of_country("GB")) == "gb-emergency"
    assert [one.kind for one in ALL.of_country("GB")].count(Kind.POLICE) == 1


def test_the_own_country_comes_first_and_the_others_by_name() -> None:
    own = [one.country for one in ALL.sections(["FR"])]
    assert own[0] == "FR"
    assert own[1:] == sorted(own[1:], key=lambda code: COUNTRIES[code])
    assert [one.country for one in ALL.sections(["XX"])] == [one.country for one in ALL.sections()]


def test_posting_comes_before_home_and_the_finders_come_last() -> None:
    found = ALL.suited(["CA", "FR"])
    order = [one.country for one in found]
    assert order == sorted(order, key=["CA", "FR", ""].index)
    assert found[-1].kind is Kind.FINDER
    assert ALL.suited(["CA", "CA"]) == ALL.suited(["CA"])


def test_a_peer_is_somebody_of_the_job_first() -> None:
    found = ALL.suited(["US"], Need.PEER)
    assert found[0].name == "COPLINE"
    assert all(Need.PEER in one.needs for one in found)


@pytest.mark.parametrize("minutes", MINUTES)
def test_less_time_finds_less(minutes: int) -> None:
    found = ALL.suited(["GB", "AU"], minutes=minutes)
    assert all(one.minutes <= minutes for one in found)
    assert ALL.get("gb-emergency") in found, "an emergency is never filtered away"
    assert set(found) <= set(ALL.suited(["GB", "AU"], minutes=10))
    assert ("gb-shout" in {one.id for one in found}) is (minutes >= 3)


@given(
    st.lists(st.sampled_from([*COUNTRIES, "", "XX"]), max_size=3),
    st.none() | st.sampled_from(Need),
    st.none() | st.sampled_from(MINUTES),
)
def test_nothing_is_found_that_was_not_asked_for(
    countries: list[str], need: Need | None, minutes: int | None
) -> None:
    found = ALL.suited(countries, need, minutes)
    assert len(set(found)) == len(found)
    assert {one.country for one in found} <= {*countries, ""}
    if need is None and minutes is None:
        for country in countries:
            assert set(ALL.crisis_of(country)) <= set(found), "the crisis block is whole"


def test_a_correction_takes_the_place_of_what_ships_and_a_retired_line_goes() -> None:
    shipped = ALL.get("fr-3114")
    assert shipped
    moved = replace(shipped, dial="3115", display="3115")
    assert ALL.with_updates([moved]).get("fr-3114") == moved
    assert len(ALL.with_updates([moved]).lines) == len(ALL.lines)
    assert ALL.with_updates([replace(shipped, retired=True)]).get("fr-3114") is None
    assert moved.digest != shipped.digest
    assert replace(shipped, next_review=shipped.next_review + timedelta(days=1)).digest == shipped.digest


@pytest.mark.parametrize(
    ("said", "country"),
    [
        ("fr-BE,fr;q=0.9,en;q=0.8", "BE"),
        ("fr,en;q=0.8", ""),
        ("en, de-AT;q=0.5", "AT"),
        ("en-XX", ""),
        ("", ""),
        ("zh-Hant-TW", ""),
        ("a" * 9000 + ",fr-FR", ""),
    ],
)
def test_only_a_region_the_browser_itself_says_is_a_country(said: str, country: str) -> None:
    assert from_languages(said) == country


@pytest.mark.parametrize(
    ("worked_in", "said", "expected"),
    [
        (["NL"], "en-US,en;q=0.9", ("NL", "US")),
        (["NL"], "en", ("NL",)),
        (["NL", "BE"], "fr-BE", ("BE", "NL")),
        (["NL", "", "XX"], "", ("NL",)),
        ([], "fr-BE", ("BE",)),
        (["AT", "BE", "DE", "NL"], "de-AT", ("AT",)),
        (["AT", "BE", "DE", "NL"], "en", ()),
    ],
)
def test_where_units_work_comes_before_what_a_browser_was_delivered_with(
    worked_in: list[str], said: str, expected: tuple[str, ...]
) -> None:
    assert nearest(worked_in, said) == expected
    shown = [one.country for one in ALL.sections(expected)]
    assert tuple(shown[: len(expected)]) == expected
    assert sorted(shown) == sorted(one.country for one in ALL.sections())


def test_what_is_said_of_a_line_is_what_its_source_says() -> None:
    told = {one.id: facts(one, EN) for one in LINES}
    assert told["gb-emergency"] == ()
    assert told["gb-police-crisis"] == ("day and night", "England and Wales", "For police", "English")
    assert told["us-copline"] == (
        "day and night", "For police", "answered by retired officers", "independent of your employer",
    )  # fmt: skip
    assert told["se-sjalvmordslinjen"][0] == "ask for the hours"
    assert told["fi-mieli-en"][0] == "Fridays from 9:00 to 13:00 (Europe/Helsinki)"
    assert told["find-a-helpline"] == ()


def test_the_rule_beside_a_line_is_its_own_or_says_that_it_is_not_known() -> None:
    rules = {one.id: one.own_rule for one in LINES}
    assert rules["gb-samaritans"] == "May call an ambulance if you seem unable to decide for yourself."
    assert rules["ca-988"] == "May alert responders when a life is in danger."
    assert rules["de-telefonseelsorge"] == "What they pass on is not known here. You may ask first."
    assert rules["fr-emergency"] == "Sends responders. They may be colleagues."


def test_a_file_says_the_same_lines_again() -> None:
    assert read(written(LINES)) == LINES
    assert read(written(())) == ()


_SHOWN = st.text(
    st.characters(
        exclude_categories=("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp", "Zs"), exclude_characters="\x7f"
    ),
    max_size=40,
)


@given(st.sampled_from(LINES), _SHOWN, _SHOWN, st.lists(_SHOWN, max_size=3), st.booleans())
def test_a_file_keeps_any_words(
    line: Line, name: str, rule: str, languages: list[str], retired: bool
) -> None:
    changed = replace(line, name=name, rule=rule, languages=tuple(languages), retired=retired)
    assert read(written([changed])) == (changed,)


GOOD = written([LINES[0]])


@pytest.mark.parametrize(
    "text",
    [
        "not toml at all [",
        "line = 3",
        "[[line]]\nid = 'only an id'",
        GOOD + 'unknown = "x"\n',
        GOOD.replace('kind = "emergency"', 'kind = "oracle"'),
        GOOD.replace("seen_on = 2026-11-21", 'seen_on = "2026-11-21"'),
        GOOD.replace("seen_on = 2026-11-21", "seen_on = 2026-11-21T00:00:00"),
        GOOD + "retired = 1\n",
        GOOD + "languages = 'en'\n",
        GOOD + "languages = [3]\n",
        GOOD + f'rule = "{"x" * 301}"\n',
        GOOD + 'rule = "a\\u0000b"\n',
        GOOD + "needs = ['cake']\n",
        GOOD.replace("operator = false", "operator = 0"),
        "\n".join(["[[line]]"] * (MOST_LINES + 1)),
    ],
)
def test_a_file_that_says_something_else_is_refused(text: str) -> None:
    with pytest.raises(LinesUnreadable):
        read(text)


@given(st.text(max_size=200))
def test_no_text_breaks_the_reader(text: str) -> None:
    with contextlib.suppress(LinesUnreadable):
        assert isinstance(read(text), tuple)


def test_dates_of_what_ships_are_the_day_it_was_read() -> None:
    assert {one.seen_on for one in LINES} == {date(2026, 11, 21)}


def test_where_a_crisis_line_is_overdue_the_emergency_number_and_the_finders_come_first() -> None:
    lapsed = ALL.with_updates([replace(_line("fr-3114"), next_review=date(2026, 12, 1))])
    on, after = date(2026, 12, 1), date(2026, 12, 2)
    assert lapsed.sections(["FR"], on) == lapsed.sections(["FR"]), "its last day is still good"
    france, *others = lapsed.sections(["FR"], after)
    kinds = [one.kind for one in france.lines]
    assert kinds[: 1 + len(ALL.everywhere())] == [Kind.EMERGENCY] + [Kind.FINDER] * len(ALL.everywhere())
    assert france.lines[1].id == "find-a-helpline", "the widest finder"
    assert france.lines[-1].id == "fr-3114", "it is never dropped"
    assert set(ALL.of_country("FR")) - {_line("fr-3114")} <= set(france.lines)
    assert others == list(lapsed.sections(["FR"])[1:])
    found = lapsed.suited(["FR", "CA"], today=after)
    ranks = [one.kind for one in found]
    emergency, finders = ranks.count(Kind.EMERGENCY), len(ALL.everywhere())
    assert set(ranks[:emergency]) == {Kind.EMERGENCY}
    assert set(ranks[emergency : emergency + finders]) == {Kind.FINDER}
    assert found[-1].id == "fr-3114"
    assert set(found) == set(lapsed.suited(["FR", "CA"]))
    assert lapsed.suited(["FR", "CA"], today=on) == lapsed.suited(["FR", "CA"])


def _line(name: str) -> Line:
    found = ALL.get(name)
    assert found
    return found
