"""The validator: what keeps a line out, what keeps a release back, and that everything that ships passes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellbeing.domain.resources import (
    COUNTRIES,
    GUIDANCE,
    KNOWN_GAPS,
    LINES,
    NEEDS,
    Directory,
    Fault,
    Kind,
    Line,
    Need,
    Source,
    check,
    missing,
    overdue,
)
from wellbeing.domain.resources.check import FAULTS, sourced
from wellbeing.domain.resources.line import CRISIS_DAYS, OTHER_DAYS
from wellbeing.domain.resources.numbers import DENIED, denied, digits, fits

TODAY = date(2026, 11, 21)
"""Frozen: a day on which nothing has expired."""
LATE = TODAY + timedelta(days=CRISIS_DAYS + 1)
GOOD = Line(
    id="gb-example",
    country="GB",
    kind=Kind.CRISIS,
    name="Example",
    sources=(Source("one.example/page"), Source("two.example/page")),
    seen_on=TODAY,
    next_review=TODAY + timedelta(days=CRISIS_DAYS),
    dial="03001312789",
    display="0300 131 2789",
)


def faults(line: Line, today: date = TODAY, *, release: bool = False) -> set[Fault]:
    return {one.fault for one in check([line], today, release=release)}


@pytest.mark.parametrize("line", LINES, ids=lambda one: one.id)
def test_each_line_that_ships_is_right_and_has_its_sources(line: Line) -> None:
    assert faults(line, release=True) == set()
    assert sourced(line)
    assert all(source.address and source.host for source in line.sources)
    assert line.own_rule, "each line says what it does with what it hears"


def test_everything_that_ships_passes_as_one() -> None:
    assert check(LINES, TODAY, release=True) == ()
    assert len({one.id for one in LINES}) == len(LINES)


def test_emergency_numbers_stand_in_two_tables_of_different_owners() -> None:
    for line in Directory.of(LINES).of_kind(Kind.EMERGENCY):
        assert len({source.host for source in line.sources}) >= 2
        assert {"github.com/google", "github.com/microsoftdocs"} <= {one.host for one in line.sources}


@pytest.mark.parametrize("wrong", DENIED, ids=lambda one: f"{one.country} {one.digits}")
def test_a_number_on_the_list_of_wrong_numbers_is_refused(wrong: object) -> None:
    country, number = wrong.country or "US", wrong.digits  # type: ignore[attr-defined]
    line = replace(GOOD, country=country, dial=number, display=number)
    assert Fault.DENIED in faults(line)
    assert Fault.DENIED in faults(replace(line, dial="", display="", sms=number))
    assert denied(country, number)


def test_a_wrong_number_elsewhere_is_a_right_one_where_it_belongs() -> None:
    assert denied("MX", "988")
    assert not denied("CA", "988")


@pytest.mark.parametrize(
    ("sources", "good"),
    [
        ((), False),
        ((Source("one.example/a"),), False),
        ((Source("one.example/a"), Source("www.one.example/b")), False),
        ((Source("github.com/owner/a"), Source("github.com/owner/b")), False),
        ((Source("github.com/owner/a"), Source("github.com/other/a")), True),
        ((Source("one.example/a"), Source("two.example/a")), True),
        ((Source("one.example/a", operator=True),), True),
    ],
)
def test_a_line_needs_its_operator_or_two_pages_that_are_strangers(
    sources: tuple[Source, ...], good: bool
) -> None:
    assert (Fault.SOURCELESS not in faults(replace(GOOD, sources=sources))) is good


def test_an_overdue_crisis_line_keeps_a_release_back_and_nothing_else() -> None:
    (finding,) = check([GOOD], LATE, release=True)
    assert (finding.fault, finding.stops) == (Fault.OVERDUE, True)
    (finding,) = check([GOOD], LATE)
    assert not finding.stops
    programme = replace(GOOD, kind=Kind.PROGRAMME)
    (finding,) = check([programme], LATE, release=True)
    assert not finding.stops
    assert check([GOOD], GOOD.next_review, release=True) == (), "its last day is still good"


def test_what_ships_runs_out_and_says_so() -> None:
    assert overdue(LINES, TODAY) == ()
    late = overdue(LINES, LATE)
    assert {one.id for one in LINES if one.is_crisis} <= {one.id for one in late}
    assert any(one.stops for one in check(LINES, LATE, release=True))


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"id": "GB Example"}, Fault.ID),
        ({"id": "x" * 41}, Fault.ID),
        ({"country": "XX"}, Fault.COUNTRY),
        ({"country": ""}, Fault.COUNTRY),
        ({"dial": "", "display": ""}, Fault.NOTHING_TO_REACH),
        ({"dial": "0", "display": "0"}, Fault.MALFORMED),
        ({"dial": "030013127890", "display": "0300 131 27890"}, Fault.MALFORMED),
        ({"sms": "12"}, Fault.MALFORMED),
        ({"display": "0300 131 2798"}, Fault.DIFFERENT_DIGITS),
        ({"next_review": TODAY}, Fault.DATES),
        ({"next_review": TODAY + timedelta(days=CRISIS_DAYS + 1)}, Fault.DATES),
        ({"site": "https://one.example"}, Fault.ADDRESS),
        ({"chat": "javascript:alert(1)"}, Fault.ADDRESS),
        ({"languages": ("English",)}, Fault.LANGUAGE),
        ({"hours": "Fridays"}, Fault.TIME_ZONE),
        ({"hours": "Fridays", "time_zone": "Europe/Nowhere"}, Fault.TIME_ZONE),
    ],
)
def test_what_is_malformed_is_named(change: dict[str, object], fault: Fault) -> None:
    found = check([replace(GOOD, **change)], TODAY)
    assert fault in {one.fault for one in found}
    assert all(one.stops for one in found if one.fault is not Fault.OVERDUE)


def test_a_programme_may_wait_longer_and_no_longer() -> None:
    programme = replace(GOOD, kind=Kind.PROGRAMME, next_review=TODAY + timedelta(days=OTHER_DAYS))
    assert faults(programme) == set()
    assert Fault.DATES in faults(replace(programme, next_review=programme.next_review + timedelta(days=1)))


def test_one_id_twice_is_refused() -> None:
    assert Fault.TWICE in {one.fault for one in check([GOOD, GOOD], TODAY)}


def test_each_fault_has_its_words() -> None:
    assert set(FAULTS) == set(Fault)


@given(st.text(max_size=30))
def test_what_is_dialled_is_digits_alone(text: str) -> None:
    found = digits(text)
    assert found.removeprefix("+").isdecimal() or found in {"", "+"}
    assert found.isascii()


@given(st.sampled_from(sorted(COUNTRIES)), st.text(alphabet="0123456789+ x", max_size=20))
def test_only_whole_numbers_fit(country: str, text: str) -> None:
    if fits(country, text):
        assert text.removeprefix("+").isdecimal()
        assert 2 <= len(text.removeprefix("+")) <= 15


def test_the_gap_list_counts_what_countries_lack_and_holds_no_number() -> None:
    gaps = (*missing(LINES), *KNOWN_GAPS)
    assert all((one.country in COUNTRIES or not one.country) and one.why for one in gaps)
    assert not [one for one in gaps if any(len(part) > 4 and part.isdecimal() for part in one.what.split())]
    lacking = {one.country for one in missing(LINES) if "no crisis line" in one.why}
    has = {one.country for one in LINES if one.kind is Kind.CRISIS}
    assert lacking == set(COUNTRIES) - has
    assert not {"MX", "KR"} & {one.country for one in LINES if one.kind is Kind.EMERGENCY}


def test_a_country_with_two_lines_and_one_for_police_has_no_gap() -> None:
    emergency = replace(GOOD, id="gb-e", kind=Kind.EMERGENCY)
    police = replace(GOOD, id="gb-p", kind=Kind.POLICE)
    lines = [GOOD, replace(GOOD, id="gb-other"), emergency, police]
    assert "GB" not in {one.country for one in missing(lines)}
    assert [one.why for one in missing(lines[:1] + lines[2:]) if one.country == "GB"] == [
        "only one crisis line with a source"
    ]


def test_a_need_that_no_line_answers_is_a_gap_and_has_guidance_of_its_own() -> None:
    answered = {need for line in LINES for need in line.needs}
    nowhere = {one.what for one in missing(LINES) if not one.country}
    assert nowhere == {NEEDS[need] for need in Need if need not in answered} == {"Money or legal"}
    assert set(GUIDANCE) == set(Need) - answered
    for one in GUIDANCE.values():
        assert len(one.whom) >= 3
        assert "pass on" in one.questions[0], "first of all what becomes of the answer"
    met = [*LINES, replace(GOOD, id="gb-law", needs=(Need.MONEY,))]
    assert not [one for one in missing(met) if not one.country]
