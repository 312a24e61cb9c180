"""What was noticed stands on every page of its open owner, until they say that they have seen it."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta
from typing import Any

import pytest

import wellbeing.app  # noqa: F401 - registers every state
from tests.unit.ui.desk_fakes import TODAY, FakePresence, Page, person_desks
from tests.unit.ui.test_pages_build import words_in
from wellbeing.app import PAGES
from wellbeing.domain.errors import SignedOut
from wellbeing.services.noticing import Findings, Noticed, Trouble
from wellbeing.ui.door import Door
from wellbeing.ui.noticed import Seen
from wellbeing.ui.noticed_words import DATED, MOST, PLAIN, noticed_words
from wellbeing.ui.person.today import Today
from wellbeing.ui.rules import HYDRATE
from wellbeing.words import translator

EN = translator("en")
MISSING = Noticed(Trouble.MISSING, TODAY.toordinal())
FOUND = Findings((MISSING, Noticed(Trouble.ROOT)))
SAID = ["The check-in of Saturday 21 November is missing.", EN(PLAIN[Trouble.ROOT])]


def opened(path: str = "/en/today", **presence: Any) -> Page:
    page = Page(person_desks(**{"findings": FOUND, **presence}), path=path)
    page.send(HYDRATE, hashes=["x"])
    return page


@pytest.mark.parametrize(("route", "page", "load"), PAGES)
def test_every_page_has_the_banner_and_its_button(route: str, page: Any, load: Any) -> None:
    for locale in ("en", "xb"):
        drawn, t = words_in(page(locale).render()), translator(locale)
        assert t("Something stored is not as you left it.") in drawn
        assert t("I have seen this") in drawn
    assert f"{Seen.get_full_name()}.acknowledge" in drawn


@pytest.mark.parametrize("route", [route for route, _, _ in PAGES])
def test_an_open_owner_is_told_wherever_they_are(route: str) -> None:
    assert opened(f"/en/{route}").state(Door).noticed == SAID


def test_it_stays_until_it_is_seen_and_goes_then() -> None:
    page = opened()
    page.call((Today, "load"))
    page.send(HYDRATE)
    assert page.state(Door).noticed == SAID
    page.call((Seen, "acknowledge"), tag="tag-a")
    assert page.state(Door).noticed == []
    page.send(HYDRATE)
    assert page.state(Door).noticed == []


def test_a_tap_on_a_page_of_somebody_else_acknowledges_nothing() -> None:
    page = opened()
    page.call((Seen, "acknowledge"), tag="tag-b")
    assert (page.state(Door).noticed, page.state(Door).message) == (SAID, SignedOut.sentence())


def test_what_another_tab_has_acknowledged_goes_here_too() -> None:
    page = opened()
    page.desks.person.sessions.acknowledge("ref-a")
    page.call((Today, "load"))
    assert page.state(Door).noticed == []


@pytest.mark.parametrize("after", [FakePresence(epoch=2, locked=True, findings=FOUND), None])
def test_a_locked_or_left_page_tells_nothing(after: FakePresence | None) -> None:
    page = opened()
    page.desks.person.sessions.live = {} if after is None else {"ref-a": after}
    page.send(HYDRATE)
    assert page.state(Door).noticed == []
    asyncio.run(asyncio.sleep(0))
    page.call((Seen, "acknowledge"), tag="tag-a")
    assert after is None or page.desks.person.sessions.live["ref-a"].findings is FOUND


def test_each_trouble_has_words_with_and_without_its_day() -> None:
    assert set(PLAIN) == set(Trouble)
    for trouble in Trouble:
        (plain,) = noticed_words(Findings((Noticed(trouble),)), EN)
        (dated,) = noticed_words(Findings((Noticed(trouble, TODAY.toordinal()),)), EN)
        assert "{" not in plain + dated
        assert (plain != dated) is (trouble in DATED)
        assert ("November" in dated) is (trouble in DATED)


def test_a_trouble_of_a_newer_program_is_told_too() -> None:
    assert noticed_words(Findings((Noticed(200),)), EN) == ["Something else is not as you left it."]


def test_a_long_list_ends_with_a_count() -> None:
    days = [date(2026, 1, 1) + timedelta(days=back) for back in range(MOST + 30)]
    lines = noticed_words(Findings(tuple(Noticed(Trouble.MISSING, day.toordinal()) for day in days)), EN)
    assert len(lines) == MOST + 1
    assert lines[-1] == "And 30 more."


def test_a_recovery_code_that_nobody_confirmed_is_told_to_its_open_owner_only() -> None:
    page = opened(code_unconfirmed=True, findings=Findings())
    assert page.state(Door).unconfirmed is True
    page.desks.person.sessions.live["ref-a"] = FakePresence(epoch=2, locked=True, code_unconfirmed=True)
    page.send(HYDRATE)
    assert page.state(Door).unconfirmed is False
