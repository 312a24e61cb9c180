"""Looking back, and what belongs to the person: days, search, deleting, sessions, the log, a rotation."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from tests.unit.ui.desk_fakes import TODAY, Page, person_desks
from wellbeing.domain.checkin import CheckIn
from wellbeing.domain.diary import Event, Line
from wellbeing.domain.errors import BadInput, SignedOut
from wellbeing.domain.retention import Stay
from wellbeing.services.history import as_day
from wellbeing.ui.door import Door
from wellbeing.ui.person.history import PAGE, History
from wellbeing.ui.person.looking_back import hits, levels, strain_words
from wellbeing.ui.person.me import EVENTS, Me, lengths, log_rows, stay_words
from wellbeing.ui.person.rotation import Rotation
from wellbeing.ui.person.today import Today
from wellbeing.words import translator

EN = translator("en")
MINE = {"tag": "tag-a"}
"""What the page of the person who is here sends along."""


@pytest.fixture
def page() -> Page:
    opened = Page(person_desks(), path="/en/history")
    days = [TODAY - timedelta(days=back) for back in range(20)]
    opened.desks.person.checkins.days = {
        day: CheckIn(day, heaviness=3, note=f"note of {day}") for day in days
    }
    opened.call((History, "load"))
    return opened


def test_the_newest_days_come_first_and_older_ones_when_asked(page: Page) -> None:
    shown = page.state(History)
    assert (shown.kept, len(shown.days), shown.more) == (
        "20 check-ins. Last saved 21 November, 14:02.",
        PAGE,
        True,
    )
    assert (shown.days[0].words, shown.days[0].strain) == (
        "Saturday 21 November 2026",
        "Too few answers for a number.",
    )
    page.call((History, "older"), **MINE)
    assert (len(shown.days), shown.more) == (20, False)
    assert shown.calendar.rows


def test_a_day_in_full_and_on_to_changing_it(page: Page) -> None:
    day = (TODAY - timedelta(days=2)).isoformat()
    page.call((History, "open_day"), day=day, **MINE)
    assert page.state(History).day_title == "Thursday 19 November"
    assert page.state(History).day_rows[0]["answer"] == "Heavy"
    went = page.call((History, "edit_day"), **MINE)
    assert day not in str(went), "no day stands in an address"
    page.call((History, "leave"))
    page.call((Today, "load"))
    assert page.state(Today).day == day


def test_deleting_a_day_and_putting_it_back(page: Page) -> None:
    page.call((History, "open_day"), day=TODAY.isoformat(), **MINE)
    page.call((History, "remove_day"), **MINE)
    assert TODAY not in page.desks.person.checkins.days
    assert (page.state(History).day, page.state(History).removed) == ("", "Saturday 21 November")
    page.call((History, "put_back"), **MINE)
    assert page.desks.person.checkins.days[TODAY].note == f"note of {TODAY}"
    assert page.state(History).removed == ""


def test_searching_marks_the_words_and_empty_words_find_nothing(page: Page) -> None:
    page.call((History, "search"), form={"words": "note of 2026-11-20", **MINE})
    (hit,) = page.state(History).found
    assert [(piece.text, piece.hit) for piece in hit.pieces] == [("note of 2026-11-20", True)]
    page.call((History, "search"), form={"words": "  ", **MINE})
    assert (page.state(History).found, page.state(History).searched) == ([], False)


def test_spans_of_a_note_that_overlap_are_cut_once() -> None:
    found = SimpleNamespace(day=TODAY, note="abcdef", spans=((3, 5), (1, 4)))
    (hit,) = hits([found], EN)
    assert [(piece.text, piece.hit) for piece in hit.pieces] == [
        ("a", False),
        ("bcd", True),
        ("e", True),
        ("f", False),
    ]


def test_only_the_three_spans_are_drawn(page: Page) -> None:
    page.call((History, "show_weeks"), weeks="26", **MINE)
    assert page.state(History).span == "26"
    page.call((History, "show_weeks"), weeks="9999", **MINE)
    assert (page.state(History).span, page.state(Door).message) == ("26", BadInput.sentence())


def test_what_does_not_open_is_said_and_removed_when_asked() -> None:
    page = Page(person_desks(), path="/en/history")
    page.desks.person.history.damaged = 2
    page.call((History, "load"))
    assert page.state(History).damaged == "2 entries do not open any more."
    page.call((History, "discard_damaged"), **MINE)
    assert page.state(History).damaged == ""


def test_a_gauge_stands_for_strain_and_for_nothing_else() -> None:
    few = as_day(CheckIn(TODAY, heaviness=4))
    more = as_day(CheckIn(TODAY, energy=4, sleep=3))
    assert levels([few]) == {TODAY: None}
    assert levels([more]) == {TODAY: 0}
    assert levels([as_day(CheckIn(TODAY))]) == {}
    assert strain_words(few, EN) == "Too few answers for a number."
    assert strain_words(more, EN) == "Easy: strain index 0 of 10"


def test_leaving_forgets_the_past(page: Page) -> None:
    page.call((History, "open_day"), day=TODAY.isoformat(), **MINE)
    page.call((History, "search"), form={"words": "note", **MINE})
    page.call((History, "leave"))
    assert "note of" not in str(page.root.dict())


def me_page(**more: Any) -> Page:
    desks = person_desks()
    desks.person.diary = SimpleNamespace(mine=lambda _reference: (line(),))
    for name, value in more.items():
        setattr(desks.person, name, value)
    opened = Page(desks, path="/en/me")
    opened.call((Me, "load"))
    return opened


def line() -> Line:
    return Line(datetime(2026, 11, 20, 23, 30, tzinfo=UTC), Event.SIGNED_IN)


def test_own_sessions_are_listed_and_ended() -> None:
    page = me_page()
    assert [one.here for one in page.state(Me).sessions] == [True, False]
    page.call((Me, "end_session"), session="there", **MINE)
    assert [one.here for one in page.state(Me).sessions] == [True]
    page.call((Me, "end_others"), **MINE)
    assert page.state(Me).said == "1 session has ended."


def test_the_log_opens_when_asked_and_closes_again() -> None:
    page = me_page()
    assert page.state(Me).log == []
    page.call((Me, "show_log"), **MINE)
    assert [one.what for one in page.state(Me).log] == ["You signed in."]
    page.call((Me, "show_log"), **MINE)
    assert page.state(Me).log == []


def test_moments_are_told_where_the_person_works() -> None:
    (row,) = log_rows([line()], "Europe/Paris", EN)
    assert row.when == "21 November, 00:30"
    assert set(EVENTS) == set(Event)


@pytest.mark.parametrize(("typed", "kept"), [("36", 36), ("x", 0), ("", 0), ("0", 0)])
def test_how_long_entries_stay(typed: str, kept: int) -> None:
    page = me_page()
    page.call((Me, "keep"), form={"months": typed, **MINE})
    assert page.desks.person.history.months == kept
    me = page.state(Me)
    assert me.months == str(kept)
    assert me.stays == f"Your entries stay {kept or 24} months."
    assert me.going == "What you kept up to 30 November 2024 goes after 30 November 2026."


def test_no_length_is_offered_that_the_unit_does_not_allow() -> None:
    offered = [(one.value, one.words) for one in lengths(Stay(12, 12, 12), EN)]
    assert offered == [("0", "As your unit says: 12 months"), ("6", "6 months"), ("12", "12 months")]
    assert (
        stay_words(Stay(12, 0, 12), EN) == "Your entries stay 12 months. Your unit allows 12 months at most."
    )
    assert [one.value for one in lengths(Stay(18, 18, None), EN)] == ["0", "6", "12", "18", "24", "36", "60"]


def test_a_rotation_goes_on_batch_by_batch_until_it_is_done() -> None:
    steps = iter([(1, 3), (2, 3), (3, 3)])

    def go_on(_reference: str) -> Any:
        done, total = next(steps)
        return SimpleNamespace(done=done, total=total, finished=done == total)

    page = me_page(passphrases=SimpleNamespace(continue_rotation=go_on))
    seen = []
    while page.call((Rotation, "go_on")) is not None:
        seen.append((page.state(Rotation).done, page.state(Rotation).total))
    assert seen == [(1, 3), (2, 3)]
    assert (page.state(Rotation).done, page.state(Rotation).total) == (0, 0)
    assert page.desks.person.sessions.touched == []


def test_the_last_day_of_the_year_is_where_it_should_be() -> None:
    page = Page(person_desks(), path="/en/history")
    page.desks.person.checkins.days = {date(2026, 1, 1): CheckIn(date(2026, 1, 1), heaviness=0)}
    page.call((History, "load"))
    assert sum(bool(month.few) for month in page.state(History).calendar.months) == 1


def opened_by_somebody_else(*, damaged: int = 0) -> Page:
    """A page of open entries, with a day shown, another one just deleted and the log closed."""
    page = me_page()
    page.desks.person.checkins.days = {
        TODAY - timedelta(days=back): CheckIn(TODAY - timedelta(days=back), note="note") for back in range(20)
    }
    page.desks.person.history.damaged = damaged
    page.call((History, "load"))
    page.call((History, "open_day"), day=TODAY.isoformat(), **MINE)
    page.call((History, "remove_day"), **MINE)
    page.call((History, "open_day"), day=(TODAY - timedelta(days=1)).isoformat(), **MINE)
    return page


TAPS: dict[str, tuple[Any, dict[str, Any]]] = {
    "weeks": ((History, "show_weeks"), {"weeks": "26"}),
    "older days": ((History, "older"), {}),
    "a search": ((History, "search"), {"form": {"words": "note"}}),
    "a day": ((History, "open_day"), {"day": (TODAY - timedelta(days=2)).isoformat()}),
    "what is damaged": ((History, "discard_damaged"), {}),
    "changing a day": ((History, "edit_day"), {}),
    "deleting a day": ((History, "remove_day"), {}),
    "undoing it": ((History, "put_back"), {}),
    "the log": ((Me, "show_log"), {}),
    "one session": ((Me, "end_session"), {"session": "there"}),
    "other sessions": ((Me, "end_others"), {}),
    "months": ((Me, "keep"), {"form": {"months": "36"}}),
}
"""Every tap of the two pages that shows or changes something."""


@pytest.mark.parametrize("tag", ["tag-b", ""])
@pytest.mark.parametrize("name", TAPS)
def test_what_was_tapped_on_the_page_of_somebody_else_does_nothing(name: str, tag: str) -> None:
    handler, given = TAPS[name]
    page = opened_by_somebody_else(damaged=1)
    person = page.desks.person

    def stands() -> Any:
        held = person.history.months, person.history.damaged, dict(person.checkins.days)
        return held, tuple(person.sessions.ended), str(page.state(History).dict()), str(page.state(Me).dict())

    def tapped(sent: str) -> Any:
        form = {"form": {**given["form"], "tag": sent}} if "form" in given else {**given, "tag": sent}
        return page.call(handler, **form)

    before = stands()
    assert tapped(tag) is None
    assert stands() == before
    assert page.state(Door).message == SignedOut.sentence()
    went = tapped("tag-a")
    assert went is not None or stands() != before, "the same tap does something for its own person"
