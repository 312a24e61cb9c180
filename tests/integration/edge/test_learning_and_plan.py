"""Cards that anybody may read without a trace, and the plan on paper for its owner alone."""

from __future__ import annotations

import re

import pytest

from tests.integration.edge.house import Browser, House
from wellbeing.domain.learning import CARDS
from wellbeing.domain.plan import TITLES, Step

PATHS = ["/en/learn", *(f"/en/learn/{card}" for card in CARDS)]


@pytest.mark.parametrize("path", PATHS)
def test_a_card_is_the_same_bytes_for_everybody_and_sets_nothing(house: House, path: str) -> None:
    nobody, somebody = house.browser(), house.administrator()
    one, other = nobody.send("GET", path), somebody.send("GET", path)
    assert one.status_code == 200
    assert one.content == other.content
    assert "set-cookie" not in one.headers
    assert not re.search(r"<(form|input|select|textarea)\b", one.text)


def test_the_list_leads_to_every_card(browser: Browser) -> None:
    links = set(re.findall(r'href="/en/learn/([a-z-]+)"', browser.send("GET", "/en/learn").text))
    assert links == set(CARDS)


@pytest.mark.parametrize("card", CARDS.values(), ids=CARDS)
def test_a_card_shows_its_sources_and_when_it_was_written(browser: Browser, card: object) -> None:
    one = next(known for known in CARDS.values() if known is card)
    html = browser.send("GET", f"/en/learn/{one.id}").text
    assert set(re.findall(r'href="https://([^"]+)"', html)) == {source.address for source in one.sources}
    assert "written on 21 November 2026 from notes on these sources." in html
    assert "No clinician has been named yet who reviewed this page." in html
    assert all(part.title in html for part in one.parts)


def test_the_plan_on_paper_is_its_owners_alone(house: House) -> None:
    owner = house.administrator()
    with house.desks.person.sessions.visiting(owner.session) as reference:
        house.desks.person.plans.write(
            reference, {Step.COPING: "a <walk>\nand tea", Step.TRUSTED: "my sister"}
        )
    html = owner.send("GET", "/en/plan/print").text
    assert "a &lt;walk&gt;\nand tea" in html
    assert "A print can be found, copied or asked for by a court." in html
    assert "It can be read when Harbour is locked or away" in html
    places = [html.index(title) for title in TITLES.values()]
    assert places == sorted(places)
    assert "doi.org/10.1016/j.cbpra.2011.01.001" in html
    other, nobody = house.browser(), house.browser()
    other.join(house.code(), "Wren")
    assert "my sister" not in other.send("GET", "/en/plan/print").text
    assert nobody.send("GET", "/en/plan/print").status_code == 303
    house.desks.person.sessions.lock(owner.session)
    locked = owner.send("GET", "/en/plan/print")
    assert (locked.status_code, locked.headers["location"]) == (303, "/en/unlock?next=plan/print")
