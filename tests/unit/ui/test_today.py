"""The check-in page: six taps, skipping, going back, other days, notes, deleting and the one offer."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.unit.ui.desk_fakes import TODAY, Page, person_desks
from wellbeing.domain.checkin import CheckIn, Feeling
from wellbeing.domain.errors import BadInput, DatabaseBusy, DayOutOfReach, DiskFull, SignedOut
from wellbeing.ui.door import Door
from wellbeing.ui.person.today import DONE, Today

DAY = TODAY.isoformat()


@pytest.fixture
def page() -> Page:
    opened = Page(person_desks())
    opened.call((Today, "load"))
    return opened


def tap(page: Page, question: str, answer: str, day: str = DAY) -> None:
    page.call((Today, "choose"), question=question, answer=answer, day=day, tag="tag-a")


def tick(page: Page, *feelings: str, **more: Any) -> None:
    boxes = {f"feelings.{one}": "1" for one in feelings}
    merge(page, **{"pending": "feelings", **boxes, **more})


def merge(page: Page, **form: str) -> None:
    page.call((Today, "merge"), form={"day": DAY, "tag": "tag-a", **form})


def saved(page: Page) -> CheckIn:
    return page.desks.person.checkins.days[TODAY]


def test_six_taps_make_a_day(page: Page) -> None:
    assert page.state(Today).step == 0
    for question, answer in (("heaviness", "2"), ("energy", "1"), ("sleep", "3"), ("intrusions", "0")):
        tap(page, question, answer)
    assert page.state(Today).step == DONE - 1
    tick(page, "low")
    assert page.state(Today).step == DONE - 1, "more than one feeling may be ticked"
    tap(page, "recovery", "1")
    assert page.state(Today).step == DONE
    assert saved(page) == CheckIn(TODAY, 2, 1, 3, 0, frozenset({Feeling.LOW}), 1)
    assert page.state(Today).answers["feelings"] == "low"
    assert [row["answer"] for row in page.state(Today).rows][:2] == ["Moderate", "Low"]


def test_each_tap_is_saved_at_once(page: Page) -> None:
    tap(page, "heaviness", "4")
    assert saved(page) == CheckIn(TODAY, heaviness=4)


def test_skipping_goes_on_and_takes_an_answer_back(page: Page) -> None:
    tap(page, "heaviness", "4")
    page.call((Today, "go"), slide="0")
    tap(page, "heaviness", "")
    assert saved(page).heaviness is None
    assert page.state(Today).step == 1


def test_going_back_and_changing_one_answer(page: Page) -> None:
    tap(page, "heaviness", "4")
    page.call((Today, "go"), slide="0")
    assert page.state(Today).step == 0
    tap(page, "heaviness", "1")
    assert saved(page).heaviness == 1


def test_none_of_these_is_an_answer_and_nothing_ticked_is_none(page: Page) -> None:
    tick(page, "none")
    assert saved(page).feelings == frozenset()
    assert page.state(Today).answers["feelings"] == "-"
    tick(page)
    assert saved(page).feelings is None


def test_what_waited_while_the_server_was_away_is_merged_and_nothing_else(page: Page) -> None:
    tap(page, "sleep", "3")
    form = {"pending": "heaviness,note,feelings", "heaviness": "1", "sleep": "0", "note": "mine"}
    merge(page, **form, **{"feelings.glad": "1"})
    assert saved(page) == CheckIn(TODAY, 1, sleep=3, feelings=frozenset({Feeling.GLAD}), note="mine")
    assert page.state(Today).note == "mine"


def test_an_empty_note_removes_it(page: Page) -> None:
    merge(page, pending="note", note="mine")
    merge(page, pending="note", note="")
    assert saved(page).note == ""


@pytest.mark.parametrize("pending", ["feelings", "heaviness", "nonsense"])
def test_answers_that_are_none_are_refused(page: Page, pending: str) -> None:
    merge(page, **{"pending": pending, "feelings.angry": "1", "heaviness": "7"})
    assert page.state(Door).message
    assert page.desks.person.checkins.days == {}


def test_the_offer_comes_once_and_only_after_a_heavy_day(page: Page) -> None:
    tap(page, "heaviness", "1")
    tap(page, "recovery", "1")
    assert page.state(Today).offer == ""
    page.call((Today, "go"), slide="0")
    tap(page, "heaviness", "3")
    tap(page, "recovery", "0")
    assert page.state(Today).offer == "asked"
    page.call((Today, "take_offer"), answer="breathe")
    assert page.state(Today).offer == "breathe"
    page.call((Today, "take_offer"), answer="")
    tap(page, "recovery", "1")
    assert page.state(Today).offer == ""


def test_a_day_of_the_last_week_can_be_added(page: Page) -> None:
    page.call((Today, "other_days"))
    assert [one["day"] for one in page.state(Today).days][::7] == [
        DAY,
        (TODAY - timedelta(days=7)).isoformat(),
    ]
    earlier = (TODAY - timedelta(days=3)).isoformat()
    page.call((Today, "pick"), day=earlier)
    assert (page.state(Today).day, page.state(Today).title) == (earlier, "Wednesday 18 November")
    tap(page, "heaviness", "1", day=earlier)
    assert list(page.desks.person.checkins.days) == [TODAY - timedelta(days=3)]
    page.call((Today, "load"))
    assert page.state(Today).day == earlier, "a connection that comes back stays on the day"


@pytest.mark.parametrize(("back", "sentence"), [(8, DayOutOfReach), (-1, DayOutOfReach)])
def test_days_out_of_reach_are_refused(page: Page, back: int, sentence: type[BadInput]) -> None:
    page.call((Today, "pick"), day=(TODAY - timedelta(days=back)).isoformat())
    assert page.state(Door).message == sentence.sentence()
    assert page.state(Today).day == DAY


def test_what_is_no_day_is_refused(page: Page) -> None:
    page.call((Today, "pick"), day="yesterday")
    assert page.state(Door).message == BadInput.sentence()


def test_a_tap_that_was_under_way_goes_to_its_own_day(page: Page) -> None:
    earlier = (TODAY - timedelta(days=1)).isoformat()
    page.call((Today, "pick"), day=earlier)
    tap(page, "heaviness", "4", day=DAY)
    assert saved(page).heaviness == 4
    assert page.state(Today).answers["heaviness"] == "", "the screen shows another day"


def test_a_deleted_day_can_be_put_back(page: Page) -> None:
    tap(page, "heaviness", "4")
    tick(page, "low", pending="feelings,note", note="mine")
    before = saved(page)
    page.call((Today, "remove"), day=DAY, tag="tag-a")
    assert page.desks.person.checkins.days == {}
    assert (page.state(Today).removed, page.state(Today).note, page.state(Today).step) == (True, "", 0)
    page.call((Today, "put_back"))
    assert saved(page) == before
    assert not page.state(Today).removed
    page.call((Today, "put_back"))
    assert saved(page) == before, "undo works once"


def test_a_day_with_answers_opens_on_its_list() -> None:
    page = Page(person_desks())
    page.desks.person.checkins.days[TODAY] = CheckIn(TODAY, heaviness=2)
    page.call((Today, "load"))
    assert page.state(Today).step == DONE
    assert page.state(Today).rows[0] == {
        "question": "heaviness",
        "name": "Heaviness",
        "answer": "Moderate",
        "slide": "0",
    }
    assert page.state(Today).strip.few
    assert page.state(Today).past == ""


def test_coming_back_in_the_middle_stays_in_the_middle(page: Page) -> None:
    tap(page, "heaviness", "2")
    tap(page, "energy", "2")
    page.call((Today, "load"))
    assert page.state(Today).step == 2


def test_leaving_the_page_forgets_everything(page: Page) -> None:
    tap(page, "heaviness", "4")
    merge(page, pending="note", note="canary")
    page.call((Today, "remove"), day=DAY, tag="tag-a")
    page.call((Today, "leave"))
    fresh = Page(person_desks()).state(Today)
    mine = page.state(Today)
    assert {name: getattr(mine, name) for name in Today.get_fields()} == {
        name: getattr(fresh, name) for name in Today.get_fields()
    }


def test_locked_or_nobody_the_page_holds_nothing() -> None:
    for presence in ({"locked": True}, None):
        page = Page(person_desks(**(presence or {})), reference="ref-a" if presence else "")
        page.desks.person.checkins.days[TODAY] = CheckIn(TODAY, note="canary")
        page.call((Today, "load"))
        assert page.state(Today).day == ""
        assert "canary" not in str(page.root.dict())
        tap(page, "heaviness", "1")
        assert page.desks.person.checkins.days[TODAY].heaviness is None
        assert page.state(Door).message


@pytest.mark.parametrize("tag", ["tag-b", "", None])
def test_what_was_typed_on_the_page_of_somebody_else_is_not_saved(page: Page, tag: str | None) -> None:
    given = {} if tag is None else {"tag": tag}
    form = {"pending": "note,heaviness", "day": DAY, "note": "canary", "heaviness": "1", **given}
    page.call((Today, "merge"), form=form)
    assert page.state(Door).message == SignedOut.sentence()
    assert page.desks.person.checkins.days == {}


def test_a_deletion_meant_for_the_page_of_somebody_else_deletes_nothing(page: Page) -> None:
    tap(page, "heaviness", "4")
    page.call((Today, "remove"), day=DAY, tag="tag-b")
    assert page.state(Door).message == SignedOut.sentence()
    assert saved(page).heaviness == 4


@pytest.fixture
def noted() -> Page:
    """A day with a note, just opened."""
    opened = Page(person_desks())
    opened.desks.person.checkins.days[TODAY] = CheckIn(TODAY, heaviness=1, note="canary")
    opened.call((Today, "load"))
    return opened


def test_a_note_stays_away_until_its_field_is_opened_and_goes_when_it_closes(noted: Page) -> None:
    assert "canary" not in str(noted.root.dict())
    assert noted.state(Today).sealed, "the field waits for the note that is stored"
    noted.call((Today, "fold_note"), turned="open")
    assert (noted.state(Today).note, noted.state(Today).sealed) == ("canary", False)
    noted.call((Today, "fold_note"), turned="")
    assert "canary" not in str(noted.root.dict())
    tap(noted, "energy", "1")
    assert "canary" not in str(noted.root.dict())


def test_a_day_without_a_note_may_be_written_on_at_once(page: Page) -> None:
    assert not page.state(Today).sealed
    merge(page, pending="note", note="mine")
    assert (page.state(Today).note, page.state(Today).sealed) == ("mine", False), "what is confirmed is shown"


def test_another_day_opens_with_its_note_folded(noted: Page) -> None:
    noted.call((Today, "fold_note"), turned="open")
    noted.call((Today, "pick"), day=(TODAY - timedelta(days=1)).isoformat())
    noted.call((Today, "pick"), day=DAY)
    assert "canary" not in str(noted.root.dict())


def test_nobody_opens_a_note() -> None:
    page = Page(person_desks(locked=True))
    page.desks.person.checkins.days[TODAY] = CheckIn(TODAY, note="canary")
    page.call((Today, "fold_note"), turned="open")
    assert "canary" not in str(page.root.dict())


@pytest.mark.parametrize("trouble", [DiskFull, DatabaseBusy])
def test_what_cannot_be_saved_now_is_said_until_it_is(page: Page, trouble: type[Exception]) -> None:
    page.desks.person.checkins.trouble = trouble()
    merge(page, pending="note", note="mine")
    assert page.state(Today).unsaved == [trouble.sentence()]  # type: ignore[attr-defined]
    tap(page, "heaviness", "1")
    assert page.state(Today).unsaved
    assert page.state(Today).step == 0
    assert page.state(Today).answers["heaviness"] == ""
    page.desks.person.checkins.trouble = None
    merge(page, pending="note,heaviness", note="mine", heaviness="1")
    assert page.state(Today).unsaved == []
    assert saved(page) == CheckIn(TODAY, heaviness=1, note="mine")


def test_a_deletion_can_be_undone_after_the_disk_had_no_room(page: Page) -> None:
    tap(page, "heaviness", "4")
    page.call((Today, "remove"), day=DAY, tag="tag-a")
    page.desks.person.checkins.trouble = DiskFull()
    page.call((Today, "put_back"))
    assert page.state(Today).removed
    page.desks.person.checkins.trouble = None
    page.call((Today, "put_back"))
    assert saved(page).heaviness == 4
