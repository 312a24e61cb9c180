"""Posting and finding outcomes without a browser: questions first, one tap off, and no trace of a reader."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.unit.ui.desk_fakes import Page
from tests.world import Someone, World
from wellbeing.domain.errors import BadInput, NotYours, OutcomeUnusable, SignedOut
from wellbeing.domain.people import Role, Unit
from wellbeing.ui.door import Door
from wellbeing.ui.person import me_page, pause_page, resources_page, today_page
from wellbeing.ui.person.outcomes import Outcomes
from wellbeing.ui.unit.outcomes import Posting

SAFE = "A child was found safe."


@pytest.fixture
def world() -> Iterator[World]:
    made = World()
    yield made
    made.close()


@pytest.fixture
def unit(world: World) -> Unit:
    return world.unit("North")


@pytest.fixture
def lead(world: World, unit: Unit) -> Someone:
    return world.join("Lead", role=Role.LEAD, unit=unit)


def page(world: World, someone: Someone) -> Page:
    return Page(world.desks, reference=someone.reference, path="/en/unit/outcomes")


def post(tab: Page, words: str) -> None:
    tab.call((Posting, "preview"), form={"words": words})
    tab.call((Posting, "post"), tag=tab.state(Door).tag)


def message(tab: Page) -> Any:
    return tab.state(Door).message


def test_it_is_looked_at_with_questions_before_it_is_posted(world: World, lead: Someone) -> None:
    tab = page(world, lead)
    tab.call((Posting, "load"))
    tab.call((Posting, "preview"), form={"words": "A boy of 7 is safe."})
    posting = tab.state(Posting)
    assert (posting.words, posting.asked) == (
        "A boy of 7 is safe.",
        ["“7” is a number. Does anybody need it?"],
    )
    assert posting.posted == []
    tab.call((Posting, "rewrite"))
    assert posting.words == ""
    post(tab, SAFE)
    assert [one.words for one in posting.posted] == [SAFE]
    assert (posting.said, posting.words) == ("Posted.", "")


def test_one_goes_again_after_a_question(world: World, lead: Someone) -> None:
    tab = page(world, lead)
    tab.call((Posting, "load"))
    post(tab, SAFE)
    posting = tab.state(Posting)
    tab.call((Posting, "ask_remove"), outcome=posting.posted[0].id)
    tab.call((Posting, "ask_remove"), outcome="")
    tab.call((Posting, "remove"), tag=tab.state(Door).tag)
    assert message(tab) == BadInput.sentence()
    tab.call((Posting, "ask_remove"), outcome=posting.posted[0].id)
    tab.call((Posting, "remove"), tag=tab.state(Door).tag)
    assert (posting.posted, posting.said) == ([], "Removed.")


def test_a_socket_that_comes_back_leaves_the_unit_that_was_picked(world: World, lead: Someone) -> None:
    """What was typed stays in its field, so another unit's people would be told it."""
    south = world.unit("South")
    world.desks.person.joining.add_seat(lead.cookie, world.code(Role.LEAD, south))
    tab = page(world, lead)
    tab.call((Posting, "load"))
    posting = tab.state(Posting)
    assert [one["name"] for one in posting.mine] == ["North", "South"]
    tab.call((Posting, "pick"), unit=str(south.id))
    tab.call((Posting, "load"))
    assert posting.unit == str(south.id)
    post(tab, SAFE)
    assert [one.words for one in world.desks.unit.outcomes.of(lead.reference, south.id)] == [SAFE]


def test_what_may_not_be_posted(world: World, unit: Unit, lead: Someone) -> None:
    tab = page(world, lead)
    tab.call((Posting, "load"))
    tab.call((Posting, "preview"), form={"words": " "})
    assert message(tab) == OutcomeUnusable.sentence()
    tab.call((Posting, "preview"), form={"words": SAFE})
    tab.call((Posting, "post"), tag="tag-of-another")
    assert message(tab) == SignedOut.sentence()
    tab.call((Posting, "pick"), unit=str(world.unit("South").id))
    assert message(tab) == NotYours.sentence()
    assert world.desks.unit.outcomes.of(lead.reference, unit.id) == ()
    officer = page(world, world.join("Heron", unit=unit))
    officer.call((Posting, "load"))
    assert officer.state(Posting).mine == []
    assert officer.call((Posting, "post"), tag=officer.state(Door).tag) is not None, "the gate stops it"


def test_officers_find_them_and_switch_them_off_by_one_tap(world: World, unit: Unit, lead: Someone) -> None:
    world.desks.unit.outcomes.post(lead.reference, unit.id, SAFE)
    tab = page(world, world.join("Heron", unit=unit))
    tab.call((Outcomes, "load"))
    outcomes = tab.state(Outcomes)
    assert ([one.words for one in outcomes.rows], outcomes.newest, outcomes.posts) == ([SAFE], SAFE, False)
    tab.call((Outcomes, "switch"), tag=tab.state(Door).tag)
    assert (outcomes.rows, outcomes.newest, outcomes.off) == ([], "", True)
    tab.call((Outcomes, "switch"), tag=tab.state(Door).tag)
    assert outcomes.newest == SAFE
    tab.call((Outcomes, "leave"))
    assert outcomes.rows == []
    tab = page(world, lead)
    tab.call((Outcomes, "load"))
    assert tab.state(Outcomes).posts


def drawn(page: Any) -> str:
    """A page with what it does when it opens."""
    return str(page) + "".join(page._get_all_hooks())


def test_a_break_ends_with_the_newest_one_and_other_pages_lead_there() -> None:
    assert "outcomes.load" in drawn(pause_page.page("en"))
    for lead_there in (resources_page.page, me_page.page):
        links = drawn(lead_there("en"))
        assert all(f"/en/{one}" in links for one in ("relief", "plan", "outcomes", "learn"))
    today = drawn(today_page.page("en"))
    assert "/en/relief" in today
    assert "notices.meet" in today
