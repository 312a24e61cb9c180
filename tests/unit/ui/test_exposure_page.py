"""The page of the exposure record: what it shows, and sessions added, corrected, removed and put back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

import pytest

from tests.unit.ui.desk_fakes import TODAY, Page, person_desks
from wellbeing.domain.errors import ActUnusable, BadInput, RecordOutOfReach, SignedOut
from wellbeing.domain.exposure import Kind
from wellbeing.domain.record import DayOfWork, Session
from wellbeing.ui.door import Door
from wellbeing.ui.person.exposure import TOO_LONG, ExposureRecord

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def session(began: datetime, minutes: int, kind: Kind = Kind.STILLS) -> Session:
    return Session(uuid4(), began.date(), kind, began, began + timedelta(minutes=minutes), minutes, open=True)


class FakeRecord:
    def __init__(self) -> None:
        old = replace(session(NOON - timedelta(days=90), 30, Kind.TEXT), open=False)
        self.kept = [
            old,
            session(NOON - timedelta(days=1), 50),
            session(NOON - timedelta(hours=2), 25, Kind.AUDIO),
        ]

    def year(self, _reference: str, until: date | None = None) -> tuple[Session, ...]:
        return tuple(sorted(self.kept, key=lambda one: one.began))

    def by_day(self, _reference: str, first: date, last: date) -> tuple[DayOfWork, ...]:
        return tuple(
            DayOfWork(one.day, {one.kind: one.minutes}) for one in self.kept if first <= one.day <= last
        )

    def add(self, _reference: str, kind: Kind, began: datetime, minutes: int) -> UUID:
        if began < NOON - timedelta(days=28):
            raise RecordOutOfReach
        if began + timedelta(minutes=minutes) > NOON:
            raise ActUnusable
        self.kept.append(session(began, minutes, kind))
        return self.kept[-1].id

    def correct(self, _reference: str, which: UUID, *, kind: Kind, began: datetime, minutes: int) -> None:
        self.kept = [
            replace(session(began, minutes, kind), id=which) if one.id == which else one for one in self.kept
        ]

    def remove(self, _reference: str, which: UUID) -> None:
        self.kept = [one for one in self.kept if one.id != which]


@pytest.fixture
def page() -> Page:
    desks = person_desks()
    desks.person.record = FakeRecord()
    made = Page(desks, path="/en/exposure")
    made.call((ExposureRecord, "load"))
    return made


def shown(page: Page) -> Any:
    return page.state(ExposureRecord)


def lengths(page: Page) -> list[int]:
    return [one.minutes for one in page.desks.person.record.year("")]


def save(page: Page, **form: str) -> None:
    given = {
        "kind": "video",
        "day": "2026-11-20",
        "start": "08:15",
        "minutes": "40",
        "tag": page.state(Door).tag,
    }
    page.call((ExposureRecord, "save"), form={**given, **form})


def test_it_shows_today_the_week_half_a_year_and_the_last_sessions(page: Page) -> None:
    (found,) = shown(page).seen
    assert found.today == "Today 25 min so far."
    assert [bar.name for bar in found.kinds] == ["Stills", "Audio"]
    assert found.weeks.sentence.startswith("2 weeks with material.")
    rows = shown(page).sessions
    assert [row.what for row in rows] == ["Audio · 25 min", "Stills · 50 min"]
    assert rows[0].when == "Saturday 21 November, 10:00 to 10:25"
    for words, rows in (("Show the whole year", 2), ("", 3), ("", 3)):
        page.call((ExposureRecord, "older"), tag=page.state(Door).tag)
        assert (shown(page).longer, len(shown(page).sessions)) == (words, rows)
    assert [row.open for row in shown(page).sessions] == [True, True, False]


def test_the_list_reaches_as_far_as_what_was_just_said_or_the_last_there_is(page: Page) -> None:
    assert shown(page).longer == "Show four weeks"
    save(page, day="2026-11-10")
    assert [row.when[:19] for row in shown(page).sessions][-1] == "Tuesday 10 November"
    page.desks.person.record.kept = page.desks.person.record.kept[:1]
    page.call((ExposureRecord, "load"))
    assert (len(shown(page).sessions), shown(page).longer) == (1, "")
    page.desks.person.record.kept = []
    page.call((ExposureRecord, "load"))
    assert (shown(page).sessions, shown(page).longer) == ([], "")


def test_a_session_is_added_and_taken_back(page: Page) -> None:
    save(page)
    assert lengths(page) == [30, 40, 50, 25]
    assert (shown(page).said, shown(page).undo) == ("Added.", True)
    page.call((ExposureRecord, "put_back"), tag=page.state(Door).tag)
    assert lengths(page) == [30, 50, 25]
    assert not shown(page).undo


def test_a_session_is_corrected_and_put_back_as_it_was(page: Page) -> None:
    tag, row = page.state(Door).tag, shown(page).sessions[0]
    page.call((ExposureRecord, "edit"), session=row.id, tag=tag)
    assert shown(page).form == {"kind": "audio", "day": "2026-11-21", "start": "10:00", "minutes": "25"}
    save(page, day="2026-11-21", start="10:00", minutes="20")
    assert lengths(page)[-1] == 20
    assert (shown(page).editing, shown(page).said) == ("", "Corrected.")
    page.call((ExposureRecord, "put_back"), tag=tag)
    assert lengths(page)[-1] == 25


def test_a_session_is_removed_and_put_back(page: Page) -> None:
    tag = page.state(Door).tag
    page.call((ExposureRecord, "remove"), session=shown(page).sessions[0].id, tag=tag)
    assert lengths(page) == [30, 50]
    page.call((ExposureRecord, "put_back"), tag=tag)
    assert lengths(page) == [30, 50, 25]
    page.call((ExposureRecord, "put_back"), tag=tag)
    assert lengths(page) == [30, 50, 25]


def test_what_ended_a_moment_ago_can_be_put_back(page: Page) -> None:
    tag, record = page.state(Door).tag, page.desks.person.record
    began = NOON - timedelta(seconds=25)
    record.kept.append(replace(session(began, 0), ended=NOON - timedelta(seconds=5)))
    page.call((ExposureRecord, "load"))
    page.call((ExposureRecord, "remove"), session=str(record.kept[-1].id), tag=tag)
    page.call((ExposureRecord, "put_back"), tag=tag)
    assert lengths(page) == [30, 50, 25, 1]


@pytest.mark.parametrize(
    ("form", "field", "words"),
    [
        ({"day": "2026-10-01"}, "day", RecordOutOfReach.sentence()),
        ({"day": "2026-11-21", "start": "11:50"}, "minutes", TOO_LONG),
        ({"minutes": "-4"}, "minutes", BadInput.sentence()),
        ({"kind": "x"}, "minutes", BadInput.sentence()),
        ({"start": ""}, "minutes", BadInput.sentence()),
    ],
)
def test_what_cannot_be_used_is_said_at_its_field(
    page: Page, form: dict[str, str], field: str, words: str
) -> None:
    before = lengths(page)
    save(page, **form)
    assert shown(page).wrong == {field: words}
    assert lengths(page) == before


def test_another_readers_page_changes_nothing(page: Page) -> None:
    before = lengths(page)
    save(page, tag="tag-b")
    page.call((ExposureRecord, "remove"), session=shown(page).sessions[0].id, tag="tag-b")
    assert page.state(Door).message == SignedOut.sentence()
    assert lengths(page) == before


def test_nothing_is_drawn_while_entries_are_locked() -> None:
    desks = person_desks(locked=True)
    desks.person.record = SimpleNamespace()
    made = Page(desks, path="/en/exposure")
    made.call((ExposureRecord, "load"))
    assert shown(made).seen == []


def test_a_session_that_is_not_in_the_list_is_refused(page: Page) -> None:
    page.call((ExposureRecord, "edit"), session=str(uuid4()), tag=page.state(Door).tag)
    assert page.state(Door).message == BadInput.sentence()
    assert TODAY.isoformat() == shown(page).form["day"]
