"""Drafts of break times between two units and two configurators: none is lost, none announced unseen."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from tests.unit.ui.desk_fakes import TODAY
from tests.unit.ui.test_policy_page import HERE, LAB, announce, opened, shown
from wellbeing.domain.errors import NotYours, PolicyStarted, PolicyWaiting
from wellbeing.domain.people import Unit, UnitId
from wellbeing.domain.policy import PRESETS, Preset
from wellbeing.ui.door import Door
from wellbeing.ui.unit.policy import BreakTimes

SOUTH = Unit(UnitId(UUID(int=2)), "South")


def test_a_draft_waits_while_another_unit_is_looked_at() -> None:
    page, _ = opened()
    page.desks.unit.units.mine = lambda _reference: (LAB, SOUTH)
    page.call((BreakTimes, "step"), field="break_min", way="up")
    page.call((BreakTimes, "ask_comments"), days="7")
    page.call((BreakTimes, "begin"), day="2026-12-08")
    page.call((BreakTimes, "write"), note="Longer breaks.")
    page.call((BreakTimes, "pick"), unit=str(SOUTH.id))
    state = shown(page)
    assert (state.name, state.values["break_min"], state.said) == ("South", "10", "")
    page.call((BreakTimes, "pick"), unit=str(HERE))
    state = shown(page)
    assert (state.name, state.values["break_min"], state.note) == ("Harbour lab", "11", "Longer breaks.")
    assert (state.starts, state.comment_days) == ("2026-12-08", "7")
    assert state.said == "Your draft is still here. Nothing is announced yet."
    page.call((BreakTimes, "start_over"))
    page.call((BreakTimes, "write"), note="")
    page.call((BreakTimes, "load"))
    page.call((BreakTimes, "pick"), unit=str(SOUTH.id))
    page.call((BreakTimes, "pick"), unit=str(HERE))
    assert (shown(page).values["break_min"], shown(page).said) == ("10", ""), "nothing was begun"
    page.call((BreakTimes, "pick"), unit=str(UUID(int=9)))
    assert page.state(Door).message == NotYours.sentence()


def test_who_announces_second_sees_what_was_announced_and_keeps_the_draft() -> None:
    page, there = opened()
    page.call((BreakTimes, "step"), field="break_min", way="up")
    there.publish("", HERE, PRESETS[Preset.GENTLE], TODAY + timedelta(days=3))
    announce(page)
    state = shown(page)
    assert state.said == PolicyWaiting.sentence()
    assert (len(there.versions), state.waiting) == (1, "24 November 2026")
    assert (state.values["break_min"], [one.waits for one in state.versions]) == ("11", [True])
    there.withdraw("", HERE, 1)
    page.call((BreakTimes, "take_back"), number="1")
    assert (shown(page).said, shown(page).waiting) == (PolicyStarted.sentence(), "")
    assert shown(page).values["break_min"] == "11"
    assert shown(page).stands == "Today the default holds: 50 minutes of work, 10 of rest."
