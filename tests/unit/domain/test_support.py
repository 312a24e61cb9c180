"""When a talk is due by the unit's rule: on its day, not before, and never for whoever is new."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from wellbeing.domain.policy import FIELDS, PRESETS, Policy
from wellbeing.domain.support import TALK_NAMES, Talk, Talked, due, told
from wellbeing.words import translator

TODAY = date(2026, 11, 21)
POLICY = Policy(support_session_days=90, peer_contact_days=30)
TEAM = Policy(support_session_days=0, peer_contact_days=0, team_debrief_days=28, time_in_role_months=0)
NONE = Policy(support_session_days=0, peer_contact_days=0, time_in_role_months=0)


def back(days: int) -> date:
    return TODAY - timedelta(days=days)


@pytest.mark.parametrize(
    ("last", "expected"),
    [(29, []), (30, [Talk.PEER]), (89, [Talk.PEER]), (90, [Talk.SESSION, Talk.PEER])],
)
def test_it_is_due_on_its_day(last: int, expected: list[Talk]) -> None:
    talks = {talk: Talked(talk, back(last)) for talk in (Talk.SESSION, Talk.PEER)}
    assert [one.talk for one in due(POLICY, talks, None, TODAY)] == expected
    assert [one.talk for one in due(POLICY, {}, back(last), TODAY)] == expected, "from the first check-in on"


def test_whoever_is_new_is_asked_nothing() -> None:
    assert due(POLICY, {}, None, TODAY) == ()
    assert due(POLICY, {}, TODAY, TODAY) == ()


def test_a_rule_of_none_reminds_of_nothing() -> None:
    assert due(NONE, {}, back(5000), TODAY, started=back(5000)) == ()


def test_a_talk_one_names_counts_before_the_first_check_in() -> None:
    assert due(POLICY, {Talk.PEER: Talked(Talk.PEER, back(1))}, back(60), TODAY) == ()


def test_not_now_holds_until_its_day() -> None:
    for left, expected in ((1, ()), (0, (Talk.PEER,))):
        talks = {Talk.PEER: Talked(Talk.PEER, back(40), TODAY + timedelta(days=left))}
        assert tuple(one.talk for one in due(POLICY, talks, None, TODAY)) == expected


def test_a_team_debrief_is_off_unless_the_unit_sets_it_and_is_a_meeting_one_may_leave_out() -> None:
    assert Policy().team_debrief_days == 0
    assert {preset.team_debrief_days for preset in PRESETS.values()} == {0}
    assert Talk.TEAM not in {one.talk for one in due(POLICY, {}, back(5000), TODAY)}
    (one,) = due(TEAM, {Talk.TEAM: Talked(Talk.TEAM, back(28))}, None, TODAY)
    assert due(TEAM, {Talk.TEAM: Talked(Talk.TEAM, back(27))}, None, TODAY) == ()
    said = told(one, translator("en"))
    assert "about how the work runs" in said
    assert "You need not come, and need not speak." in said
    field = FIELDS["team_debrief_days"]
    assert field.takes(0)
    assert "Guidance advises against that as a routine" in field.why
    assert [source.address for source in field.sources] == [
        "https://www.nice.org.uk/guidance/ng116/chapter/recommendations"
    ]


def test_it_is_said_by_the_rule_and_not_by_the_person() -> None:
    (one,) = due(POLICY, {}, back(31), TODAY)
    assert told(one, translator("en")) == "Your unit's rule names one every 30 days."
    assert set(TALK_NAMES) == set(Talk)


@pytest.mark.parametrize(
    ("started", "due_now"),
    [(date(2024, 11, 22), False), (date(2024, 11, 21), True), (date(2020, 1, 1), True), (None, False)],
)
def test_a_talk_about_the_role_comes_to_whoever_said_when_they_began(
    started: date | None, due_now: bool
) -> None:
    found = due(Policy(), {}, back(5000), TODAY, started=started)
    assert (Talk.ROLE in {one.talk for one in found}) is due_now


def test_a_talk_about_the_role_counts_anew_from_the_last_one() -> None:
    talks = {Talk.ROLE: Talked(Talk.ROLE, date(2025, 1, 10))}
    assert Talk.ROLE not in {one.talk for one in due(Policy(), talks, None, TODAY, started=date(2020, 1, 1))}
    (one,) = due(replace(NONE, time_in_role_months=24), {}, None, TODAY, started=date(2024, 1, 1))
    assert told(one, translator("en")).startswith("Your unit's rule suggests one after 24 months.")
