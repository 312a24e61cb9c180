"""The made-up days of work fit the timer's rules, and their acts come out as the sessions they tell."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from wellbeing.cli.demo_data import year_of
from wellbeing.cli.demo_unit import CONTACTS, OUTCOMES, ZONE
from wellbeing.cli.demo_work import Done, work_of
from wellbeing.domain.exposure import Act, Kind
from wellbeing.domain.outcomes import questions
from wellbeing.domain.policy import DEFAULT

UNTIL = date(2026, 11, 20)
PLACE = ZoneInfo(ZONE)


def year() -> list[tuple[Done, ...]]:
    days = (tuple(work_of(0, one, PLACE)) for one in year_of(0, UNTIL))
    return [one for one in days if one]


def test_equal_arguments_give_equal_days_of_work() -> None:
    assert year() == year()


def test_a_year_has_days_of_work_on_weekdays_alone() -> None:
    days = year()
    assert 120 < len(days) < 240
    assert all(one[0].at.astimezone(PLACE).weekday() < 5 for one in days)


def test_acts_follow_each_other_and_a_day_ends_at_rest() -> None:
    after = {
        None: {Act.START},
        Act.START: {Act.BREAK, Act.STOP},
        Act.BREAK: {Act.BACK},
        Act.BACK: {Act.BREAK, Act.STOP},
        Act.STOP: {Act.START},
    }
    for day in year():
        last: Act | None = None
        for one in day:
            assert one.act in after[last]
            last = one.act
        assert last is Act.STOP
        assert day[0].at.astimezone(PLACE).date() == day[-1].at.astimezone(PLACE).date()


def test_nobody_made_up_works_past_the_default_limit() -> None:
    for day in year():
        began: datetime | None = None
        kind: Kind | None = None
        for one in day:
            if one.act in {Act.START, Act.BACK}:
                began, kind = one.at, one.kind
            elif began is not None and kind is not None:
                assert one.at - began <= timedelta(minutes=DEFAULT.limit_min(kind))


def test_a_made_up_outcome_gives_nothing_away_and_a_made_up_contact_reaches_nobody() -> None:
    assert [words for _, words in OUTCOMES if questions(words)] == []
    for _, _, dial, mail, _ in CONTACTS:
        assert len(dial) <= 4
        assert mail in {"", mail.split("@")[0] + "@sealantern.example"}
