"""The help page and its card: what they say first, whom they name, and that opening them leaves nothing."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import timedelta
from io import StringIO
from typing import Any
from uuid import uuid4

import pytest

from tests.integration.edge.house import Browser, House
from tests.tools.pages import read
from wellbeing.domain.contact import Contact, ContactKind, ContactWords, encoded
from wellbeing.domain.people import Unit, UnitId
from wellbeing.domain.resources import LINES, Directory
from wellbeing.edge import redaction
from wellbeing.services.unit_ports import ContactRow

ALL = Directory.of(LINES)
FRENCH = {"Accept-Language": "fr-BE,fr;q=0.9"}


def source(browser: Browser, path: str = "/en/help-now", **headers: str) -> str:
    return browser.send("GET", path, headers=headers).text


def headings(html: str) -> list[str]:
    found = re.findall(r"<h([1-6])[^>]*>(.*?)</h", html, re.DOTALL)
    return [f"{level} {re.sub('<[^>]*>', '', words)}" for level, words in found]


def test_it_says_first_that_nobody_sees_it_and_nobody_is_alerted(browser: Browser) -> None:
    text = browser.get("/en/help-now").text
    first = text.index("Nobody sees that you are here. Nobody is alerted by this page.")
    assert first < text.index("emergency number")
    assert first < text.index("112")
    for words in (
        "An emergency call may reach colleagues.",
        "Put distance between you and weapons or medicines.",
        "A person you trust counts too. Call them.",
        "Each line has its own rule. It stands under the number.",
        "No clinician has been named yet who reviewed this page.",
    ):
        assert words in text


def test_it_asks_nothing_and_rates_nothing(browser: Browser) -> None:
    for path in ("/en/help-now", "/en/help-card"):
        html = source(browser, path)
        assert not re.search(r"<(form|input|select|textarea)\b", html)
        assert not re.search(r"<script(?![^>]*src=)", html)
        assert " on" not in re.sub(r">[^<]*<", "><", html).replace(' one-card"', "")


def test_it_is_the_same_bytes_for_everybody_and_sets_nothing(house: House) -> None:
    nobody, somebody = house.browser(), house.administrator()
    for path in ("/en/help-now", "/en/help-card"):
        one, other = nobody.send("GET", path), somebody.send("GET", path)
        assert one.content == other.content
        assert "set-cookie" not in one.headers
        assert one.headers["cache-control"] == "no-cache"
        assert "accept-language" in one.headers["vary"].lower()


def test_it_lists_what_has_a_source_and_nothing_else(browser: Browser) -> None:
    html = source(browser)
    called = set(re.findall(r'href="tel:([\d+]+)"', html))
    written = set(re.findall(r'href="sms:([\d+]+)"', html))
    linked = set(re.findall(r'href="https://([^"]+)"', html))

    def bare(text: str) -> str:
        return re.sub(r"\D", "", text)

    assert called == {one.dial for one in LINES if one.dial} | {bare(one.also) for one in LINES if one.also}
    assert written == {bare(one.sms) for one in LINES if one.sms}
    assert linked <= {address for one in LINES for address in (one.site, one.chat)}
    assert {one.site for one in ALL.everywhere()} <= linked


def test_each_line_has_its_rule_right_after_it(browser: Browser) -> None:
    html = source(browser)
    for line in LINES:
        target = (
            f'tel:{line.dial}"' if line.dial else f'{line.sms.replace(" ", "") or line.chat or line.site}"'
        )
        rule = line.own_rule.replace("'", "&#39;")
        assert any(rule in part.split("</li>")[0] for part in html.split(target)[1:]), line.id


def test_all_countries_are_there_and_the_one_the_browser_says_comes_first(browser: Browser) -> None:
    plain, belgian = headings(source(browser)), headings(source(browser, **FRENCH))
    assert plain.index("2 Choose a country") < plain.index("2 Belgium")
    assert belgian.index("2 Belgium") < belgian.index("2 Choose a country")
    assert sorted(plain) == sorted(belgian)
    html = source(browser)
    for section in ALL.sections():
        assert f'<section class="flow" id="{section.country}">' in html
        assert f'href="#{section.country}"' in html
    assert headings(source(browser, **{"Accept-Language": "fr"})) == plain, "a language is no country"


def test_where_a_unit_works_comes_before_what_the_browser_was_delivered_with(house: House) -> None:
    with house.store.begin() as work:
        work.units.put(Unit(UnitId(uuid4()), "Harbour lab", country="NL"))
        work.commit()
    html = source(house.browser(), **{"Accept-Language": "en-US,en;q=0.9"})
    found = headings(html)
    assert found[1:4] == ["2 Netherlands", "2 United States", "2 Somebody you know"]
    assert 'href="#countries"' in html
    assert found.index("2 While you wait") < found.index("2 Choose a country") < found.index("2 Argentina")
    unknown = headings(source(house.browser(), **{"Accept-Language": "en"}))
    assert unknown[1] == "2 Netherlands"
    assert "Harbour lab" not in html


def test_whoever_is_in_no_known_country_chooses_one_at_once(browser: Browser) -> None:
    assert headings(source(browser))[1] == "2 Choose a country"


def test_what_belongs_to_no_country_stands_before_the_long_list(browser: Browser) -> None:
    html = source(browser)
    for words in ('href="/en/help-card"', "Is a number wrong?", "Numbers were last checked on"):
        assert html.index("Choose a country") < html.index(words) < html.index("<h2>Argentina</h2>")


def test_headings_go_down_step_by_step(browser: Browser) -> None:
    for path in ("/en/help-now", "/en/help-card"):
        levels = [int(one[0]) for one in headings(source(browser, path))]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert set(levels) == {1, 2}


def test_it_leads_to_the_plan_and_to_a_card(browser: Browser) -> None:
    html = source(browser)
    assert 'href="/en/plan"' in html
    assert 'href="/en/help-card"' in html
    card = source(browser, "/en/help-card")
    for line in ALL.of_country("FR"):
        assert line.display in card


def test_without_a_language_it_leads_to_one(browser: Browser) -> None:
    answer = browser.send("GET", "/help-now")
    assert (answer.status_code, answer.headers["location"]) == (302, "/en/help-now")


def contact(house: House, *, on_help_page: bool) -> Contact:
    unit = Unit(UnitId(uuid4()), "Harbour lab")
    words = ContactWords("Peer <b>team</b>", "weekdays", "Tells nobody, not even the lead.")
    made = Contact(
        uuid4(), unit.id, ContactKind.WEAPONS, words, dial="01 23 45", sms="85258", mail="peers@unit.example",
        site="peers.unit.example", on_help_page=on_help_page,
    )  # fmt: skip
    with house.store.begin() as work:
        work.units.put(unit)
        work.contacts.put(ContactRow(unit.id, made.id, 1, encoded(made)))
        work.commit()
    return made


def test_a_unit_s_own_contact_stands_there_only_when_the_unit_says_so(house: House) -> None:
    browser = house.browser()
    contact(house, on_help_page=False)
    assert "Peer" not in source(browser)
    contact(house, on_help_page=True)
    html = source(browser)
    assert "Peer &lt;b&gt;team&lt;/b&gt;" in html
    assert "Tells nobody, not even the lead." in html
    for way in ("tel:012345", "sms:85258", "mailto:peers@unit.example", "https://peers.unit.example"):
        assert f'href="{way}"' in html
    assert "Harbour lab" not in html, "which units there are is told to nobody"
    assert "01 23 45" in source(browser, "/en/help-card")


def test_it_names_the_reviewer_and_says_which_lines_are_old(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    resources = house.desks.person.resources
    monkeypatch.setattr(resources, "clinical_reviewer", "A. <Clinician>")
    assert "Reviewed by A. &lt;Clinician&gt;." in source(house.browser())
    assert "Nobody checked this lately." not in source(house.browser())
    monkeypatch.setattr(resources, "overdue", lambda: frozenset({"fr-3114"}))
    assert source(house.browser()).count("Nobody checked this lately.") == 1


def test_where_a_line_is_overdue_the_finders_stand_behind_the_emergency_number(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    resources = house.desks.person.resources
    lapsed = replace(next(one for one in LINES if one.id == "fr-3114"), next_review=resources.today())
    monkeypatch.setattr(resources, "directory", Directory.of(LINES, [lapsed]))

    def france() -> list[str]:
        section = source(house.browser()).split('<section class="flow" id="FR">')[1].split("</section>")[0]
        return re.findall(r'class="call" href="([^"]+)"', section)

    finders = ["https://findahelpline.com", "https://befrienders.org"]
    assert len(finders) == len(ALL.everywhere())
    assert france()[0] == "tel:112"
    assert not set(finders) & set(france()), "its last day is still good"
    monkeypatch.setattr(resources, "today", lambda: lapsed.next_review + timedelta(days=1))
    assert france()[: 1 + len(finders)] == ["tel:112", *finders]
    assert france()[-1] == "tel:3114"
    assert source(house.browser()).count("Nobody checked this lately.") == 1


@pytest.fixture
def log() -> Iterator[StringIO]:
    """Everything that would be written, at the finest level."""
    redaction.install()
    written = StringIO()
    handler = logging.StreamHandler(written)
    # Not the test's own client, nor the loop it runs on.
    handler.addFilter(lambda record: not record.name.startswith(("http", "asyncio")))
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield written
    root.removeHandler(handler)
    root.setLevel(level)
    redaction.uninstall()


def everything(part: Any) -> str:
    """All that a fake store holds, told in full."""
    return (
        repr(vars(part))
        if not hasattr(part, "__dataclass_fields__")
        else repr({one.name: getattr(part, one.name) for one in fields(part)})
    )


def test_opening_it_leaves_no_row_no_line_no_cookie_and_no_trace_in_a_session(
    house: House, log: StringIO
) -> None:
    somebody, nobody = house.administrator(), house.browser()
    before = everything(house.store), everything(house.slots)
    kept = dict(somebody.cookies)
    log.truncate(0)
    log.seek(0)
    for browser in (nobody, somebody):
        for path in ("/help-now", "/en/help-now", "/en/help-card"):
            answer = browser.send("GET", path, headers=FRENCH)
            assert answer.status_code in {200, 302}
            assert "set-cookie" not in answer.headers
            assert read(answer).title if answer.status_code == 200 else True
    assert log.getvalue() == ""
    assert (everything(house.store), everything(house.slots)) == before
    assert somebody.cookies == kept
    assert nobody.cookies == {}
