"""A team on paper and as files: behind the seat of a lead, ranges alone, refused to links of other sites."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import dataclass
from datetime import date

import pytest

from tests.integration.edge.house import Browser, House
from tests.told import KEY, Past, counters
from wellbeing.anonymity import log
from wellbeing.crypto import signing
from wellbeing.domain.duty import DutyKind
from wellbeing.domain.errors import LogBroken
from wellbeing.domain.people import Role, UnitId
from wellbeing.domain.periods import Period

NEWEST = Period.of(date(2026, 10, 20))
PATHS = ("/en/team/print", "/team/csv", "/en/duty", "/seen/log")


@dataclass
class Told:
    """A unit with a year of pictures, its lead, its configurator's words, and an officer."""

    house: House
    lead: Browser
    officer: Browser
    unit: UnitId
    past: Past


@pytest.fixture
def told(house: House) -> Told:
    lead = house.browser()
    assert lead.join(house.code(Role.LEAD), "lead boat").status == 200
    (unit,) = house.store.tables.units
    past = Past(house.store.begin)
    past.year([unit], 26, NEWEST, {11: 0.6})
    desk = next(iter(house.store.tables.seats.values()))
    assert desk
    officer = house.browser()
    code = _seat(house)
    assert officer.join(code, "wren boat").status == 200
    return Told(house, lead, officer, unit, past)


def _seat(house: House, role: Role = Role.INVESTIGATOR) -> str:
    """A code of a seat in the first unit, an investigator's unless another role is given."""
    cookie = house.desks.person.signing_in.sign_in("desk 1", _passphrase())
    with house.desks.person.sessions.visiting(cookie) as reference:
        (unit,) = house.store.tables.units
        return house.desks.unit.seats.issue(reference, unit, role, ["seat 1"])[0].code


def _passphrase() -> str:
    from tests.integration.edge.house import PASSPHRASE

    return PASSPHRASE


def test_the_report_says_ranges_and_nothing_exact(told: Told) -> None:
    html = told.lead.send("GET", "/en/team/print").text
    assert "Strain is higher than in the 8 weeks before." in html
    assert "20 seats or more" in html
    assert "About 1 in 10 quiet comparisons looks like a change by chance." in html
    words = re.sub(r"<[^>]+>", " ", html)
    assert not re.search(r"\d[.,]\d|%|\b100 in 100\b", words)
    assert re.search(r"about \d to \d in 10", words)
    assert not re.search(r"\b26\b", words), "the roster is told as a bucket"


def test_the_table_file_holds_ranges_only(told: Told) -> None:
    answer = told.lead.send("GET", "/team/csv")
    assert answer.headers["content-type"].startswith("text/csv")
    assert answer.headers["content-disposition"] == 'attachment; filename="harbour-team.csv"'
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert len(rows) == 5 * 13
    assert {row["state"] for row in rows} == {"shown", "hidden"}
    shown = [row for row in rows if row["state"] == "shown"]
    ends = {(row["nearly_sure_from"], row["nearly_sure_to"]) for row in shown}
    assert len(ends) > 3
    assert all(low != high or low.startswith(("under", "over")) for low, high in ends)


def test_the_duty_record_is_put_together(told: Told) -> None:
    sessions, desks = told.house.desks.person.sessions, told.house.desks
    with sessions.visiting(told.lead.session) as reference:
        today = told.house.clock.now().date()
        desks.lead.duty.write(reference, told.unit, today, DutyKind.TRAINING, "A course for <all>.")
        desks.unit.outcomes.post(reference, told.unit, "A child was found safe.")
    html = told.lead.send("GET", "/en/duty").text
    assert "21 November 2026, Training given: A course for &lt;all&gt;." in html
    assert "A child was found safe." in html
    assert "13 periods of four weeks, the newest up to 25 October 2026." in html


def test_an_officer_takes_the_whole_log_and_checks_it(told: Told) -> None:
    answer = told.officer.send("GET", "/seen/log")
    assert answer.headers["content-type"].startswith("application/x-ndjson")
    said = [json.loads(one) for one in answer.text.splitlines()]
    lines = [log.read(one["body"], bytes.fromhex(one["signature"])) for one in said]
    assert lines == told.past.lines
    assert log.verify(lines, signing.public_of(KEY)) == 26
    missing = [*lines[:3], *lines[4:]]
    with pytest.raises(LogBroken) as broken:
        log.verify(missing, signing.public_of(KEY))
    assert broken.value.number == 4


def test_who_may_open_what(told: Told) -> None:
    nobody, master = told.house.browser(), told.house.administrator()
    statuses = {
        path: [one.send("GET", path).status_code for one in (told.lead, told.officer, master, nobody)]
        for path in PATHS
    }
    assert statuses == {
        "/en/team/print": [200, 403, 403, 303],
        "/team/csv": [200, 403, 403, 303],
        "/en/duty": [200, 403, 403, 303],
        "/seen/log": [200, 200, 403, 303],
    }


@pytest.mark.parametrize("path", PATHS)
def test_links_of_other_sites_and_locked_sessions_get_nothing(told: Told, path: str) -> None:
    assert told.lead.send("GET", path, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    told.house.desks.person.sessions.lock(told.lead.session)
    answer = told.lead.send("GET", path)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/en/unlock?next=")


def test_two_hundred_looks_are_the_same_bytes(told: Told) -> None:
    """Numbers are drawn once: no later look, no other device and no other lead gets others."""
    first = told.lead.send("GET", "/team/csv").content
    again, other = told.house.browser(), told.house.browser()
    again.sign_in("lead boat")
    assert other.join(_seat(told.house, Role.LEAD), "second boat").status == 200
    for look in range(200):
        reader = (told.lead, again, other)[look % 3]
        assert reader.send("GET", "/team/csv").content == first


def test_a_small_unit_gets_the_same_page_whatever_happens_in_it(house: House) -> None:
    lead = house.browser()
    lead.join(house.code(Role.LEAD), "lead boat")
    before = lead.send("GET", "/en/team/print").text
    assert "Units this small never get numbers of their own." in before
    (unit,) = house.store.tables.units
    few = Past(house.store.begin)
    assert few.group([unit], 7).counted is False
    assert counters(7, 0.5, 0.5)
    officer = house.browser()
    officer.join(_seat(house), "wren boat")
    assert lead.send("GET", "/en/team/print").text == before
