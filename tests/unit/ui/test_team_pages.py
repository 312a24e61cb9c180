"""The team's pages without a browser: officers get the lead's picture; marks and duties are asked about."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from typing import Any

import pytest

from tests.told import Past
from tests.unit.ui.desk_fakes import Page
from tests.world import Someone, World
from wellbeing.domain.errors import BadInput, DutyUnusable, MarkUnusable, NotYours, SignedOut
from wellbeing.domain.people import Role, Unit
from wellbeing.domain.periods import Period
from wellbeing.ui.door import Door
from wellbeing.ui.lead.duty import DutyPage
from wellbeing.ui.lead.team import TeamPage
from wellbeing.ui.person.seen import WhatLeadsSee

NEWEST = Period.of(date(2026, 10, 20))
SAID = "A long operation began."


@pytest.fixture
def world() -> Iterator[World]:
    made = World()
    yield made
    made.close()


@pytest.fixture
def unit(world: World) -> Unit:
    made = world.unit("North")
    Past(world.store.begin).year([made.id], 26, NEWEST, {11: 0.6})
    return made


@pytest.fixture
def lead(world: World, unit: Unit) -> Someone:
    return world.join("Lead", role=Role.LEAD, unit=unit)


def page(world: World, someone: Someone, path: str = "/en/team") -> Page:
    return Page(world.desks, reference=someone.reference, path=path)


def message(tab: Page) -> Any:
    return tab.state(Door).message


def mark(tab: Page, words: str = SAID, day: str = "2026-10-01") -> None:
    tab.call((TeamPage, "preview"), form={"words": words, "day": day})
    tab.call((TeamPage, "post"), tag=tab.state(Door).tag)


def sent(pictures: list[Any]) -> list[bytes]:
    """What goes over the socket for each unit."""
    return [json.dumps(asdict(one), sort_keys=True).encode() for one in pictures]


def test_the_officer_gets_byte_for_byte_what_the_lead_gets(world: World, unit: Unit, lead: Someone) -> None:
    tab = page(world, lead)
    tab.call((TeamPage, "load"))
    mark(tab)
    team = tab.state(TeamPage)
    assert team.pictures[0].changed == "Strain is higher than in the 8 weeks before."
    assert [one.words for one in team.pictures[0].pins] == ["1 October 2026: A long operation began."]
    officer = page(world, world.join("Heron", unit=unit), "/en/seen")
    officer.call((WhatLeadsSee, "load"))
    seen = officer.state(WhatLeadsSee)
    assert sent(seen.pictures) == sent(team.pictures)
    assert len(sent(team.pictures)[0]) > 5_000, "and it is a whole picture"
    told = world.desks.person.team.seen(lead.reference)
    assert [one.body for one in seen.lines] == [one.body for one in told.lines[::-1]]
    assert not seen.more
    assert seen.head == told.head
    officer.call((WhatLeadsSee, "leave"))
    assert (seen.pictures, seen.lines, seen.head) == ([], [], "")


def test_older_lines_come_when_asked_for(world: World, unit: Unit) -> None:
    past = Past(world.store.begin)
    for back in range(14, 18):
        past.told(NEWEST.later(-back), past.group([unit.id], 26), None)
    officer = page(world, world.join("Heron", unit=unit), "/en/seen")
    officer.call((WhatLeadsSee, "load"))
    seen = officer.state(WhatLeadsSee)
    assert (len(seen.lines), seen.more) == (26, True)
    officer.call((WhatLeadsSee, "older"))
    assert (len(seen.lines), seen.more) == (34, False)


def test_a_mark_is_looked_at_with_questions_and_goes_again(world: World, unit: Unit, lead: Someone) -> None:
    tab = page(world, lead)
    tab.call((TeamPage, "load"))
    tab.call((TeamPage, "preview"), form={"words": "Operation Sand began.", "day": "2026-10-01"})
    team = tab.state(TeamPage)
    assert (team.dated, team.asked) == (
        "1 October 2026",
        ["“Sand” begins with a capital. Could it be a name or a place?"],
    )
    tab.call((TeamPage, "rewrite"))
    assert (team.words, team.marks) == ("", [])
    mark(tab)
    assert team.said == "It stands on every picture now."
    tab.call((TeamPage, "ask_remove"), mark=team.marks[0].id)
    tab.call((TeamPage, "remove"), tag="tag-of-another")
    assert message(tab) == SignedOut.sentence()
    tab.call((TeamPage, "remove"), tag=tab.state(Door).tag)
    assert (team.marks, team.said) == ([], "Removed.")


def test_what_may_not_be_marked(world: World, unit: Unit, lead: Someone) -> None:
    tab = page(world, lead)
    tab.call((TeamPage, "load"))
    tab.call((TeamPage, "preview"), form={"words": " ", "day": "2026-10-01"})
    assert message(tab) == MarkUnusable.sentence()
    tab.call((TeamPage, "preview"), form={"words": SAID, "day": "soon"})
    assert message(tab) == BadInput.sentence()
    mark(tab, day="2026-12-24")
    assert message(tab) == BadInput.sentence()
    tab.call((TeamPage, "pick"), unit=str(world.unit("South").id))
    assert message(tab) == NotYours.sentence()
    officer = page(world, world.join("Heron", unit=unit))
    officer.call((TeamPage, "load"))
    assert officer.state(TeamPage).mine == officer.state(TeamPage).pictures == []
    assert officer.call((TeamPage, "post"), tag=officer.state(Door).tag) is not None, "the gate stops it"


def test_nothing_of_a_small_unit_is_drawn(world: World) -> None:
    small = world.unit("Small")
    tab = page(world, world.join("Lead", role=Role.LEAD, unit=small))
    tab.call((TeamPage, "load"))
    (shown,) = tab.state(TeamPage).pictures
    assert shown.without == "Units this small never get numbers of their own. This protects your team."
    assert shown.hatched
    assert (shown.pictures, shown.mix, shown.pins, shown.few, shown.size, shown.changed) == (
        [],
        [],
        [],
        [],
        "",
        "",
    )


def test_who_may_change_the_rule_is_told(world: World, unit: Unit, lead: Someone) -> None:
    tab = page(world, lead)
    tab.call((TeamPage, "load"))
    assert tab.state(Door).desks == ["team"]
    assert not tab.state(TeamPage).configures


def test_a_duty_is_written_looked_at_and_taken_off(world: World, unit: Unit, lead: Someone) -> None:
    tab = page(world, lead, "/en/unit/duty")
    tab.call((DutyPage, "load"))
    form = {"words": "All were offered a course of 2 days.", "day": "2026-11-03", "kind": "training"}
    tab.call((DutyPage, "preview"), form=form)
    duty = tab.state(DutyPage)
    assert (duty.told, duty.asked) == (
        "3 November 2026 · Training given",
        ["“2” is a number. Does anybody need it?"],
    )
    tab.call((DutyPage, "write"), tag=tab.state(Door).tag)
    assert [(one.day, one.kind) for one in duty.rows] == [("3 November 2026", "Training given")]
    tab.call((DutyPage, "ask_remove"), duty=duty.rows[0].id)
    tab.call((DutyPage, "remove"), tag=tab.state(Door).tag)
    assert (duty.rows, duty.said) == ([], "Removed.")
    for wrong, sentence in (
        ({**form, "words": ""}, DutyUnusable.sentence()),
        ({**form, "kind": "praise"}, BadInput.sentence()),
        ({**form, "day": "soon"}, BadInput.sentence()),
    ):
        tab.call((DutyPage, "preview"), form=wrong)
        assert message(tab) == sentence
    officer = page(world, world.join("Heron", unit=unit))
    assert officer.call((DutyPage, "write"), tag=officer.state(Door).tag) is not None, "the gate stops it"


@pytest.mark.parametrize("state", [TeamPage, DutyPage])
def test_a_socket_that_comes_back_leaves_the_unit_that_was_picked(
    world: World, lead: Someone, state: Any
) -> None:
    south = world.unit("South")
    world.desks.person.joining.add_seat(lead.cookie, world.code(Role.LEAD, south))
    tab = page(world, lead)
    tab.call((state, "load"))
    assert [one["name"] for one in tab.state(state).mine] == ["North", "South"]
    tab.call((state, "pick"), unit=str(south.id))
    tab.call((state, "load"))
    assert tab.state(state).unit == str(south.id)
