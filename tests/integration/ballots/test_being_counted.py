"""A yes, a no, and what lies in the box after each; all on real files."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.counting import BEFORE, NOTHING_INSIDE, PERIOD, House, Somebody
from wellbeing.anonymity.box import Box
from wellbeing.domain.ballot import MOST_PERIODS, Cast, Out
from wellbeing.domain.contribution import NOTHING, Cell, Contribution
from wellbeing.domain.exposure import Kind
from wellbeing.domain.people import Role, UnitId
from wellbeing.domain.periods import YEAR
from wellbeing.services.sorts import ALWAYS, BALLOT

HARD = (-1, 0, 0, 1, 0, 1)
EASY = (-1, 1, 0, 0, 0, 1)


@pytest.fixture
def heron(house: House, unit: UnitId) -> Somebody:
    """Joined before the period, and has had a hard day in it."""
    heron = house.join(unit)
    house.open()
    house.answer(heron)
    return heron


def test_off_until_yes(house: House, unit: UnitId, heron: Somebody) -> None:
    assert house.rest() == 1
    assert house.inside(unit) == NOTHING_INSIDE
    mine = house.mine(heron)
    assert not mine.counted
    assert mine.page.consent is None
    assert (mine.current.out, mine.current.lies) == (None, NOTHING)
    assert mine.current.would == Contribution(Cell.HIGH, 0, breaks_kept=True)


def test_a_yes_puts_in_what_was_shown(house: House, unit: UnitId, heron: Somebody) -> None:
    shown = house.mine(heron).current.would
    mine = house.yes(heron)
    assert house.inside(unit) == HARD
    assert (mine.counted, mine.current.lies, mine.used) == (True, shown, 1)
    assert mine.page.history == (Cast(house.group(unit).id, PERIOD, shown),)
    assert (mine.current.roster, mine.current.units) == (13, ("North",))


def test_it_follows_the_entries(house: House, unit: UnitId, heron: Somebody) -> None:
    house.yes(heron)
    house.answer(heron, strain=0)
    assert house.inside(unit) == HARD  # in the background, and not at once
    assert house.rest() == 1
    assert house.inside(unit) == EASY
    for earlier in (1, 2, 3):
        house.answer(heron, strain=4, day=house.now.date() - timedelta(days=earlier))
    house.rest()
    assert house.inside(unit) == HARD
    for day in range(4):
        house.desk.checkins.remove(heron.reference, house.now.date() - timedelta(days=day))
    house.rest()
    assert house.inside(unit) == NOTHING_INSIDE
    assert house.page(heron).history == ()
    assert house.mine(heron).counted


def test_hours_and_breaks_are_those_of_the_record(house: House, unit: UnitId, heron: Somebody) -> None:
    house.yes(heron)
    record = house.desk.record
    for day in range(1, 7):
        for hour in (2, 4):
            record.add(heron.reference, Kind.STILLS, house.now - timedelta(days=day, hours=hour), 50)
    house.rest()
    assert house.inside(unit) == (-1, 0, 0, 1, 5, 1)  # ten hours in four weeks
    for day in (1, 2):
        record.add(heron.reference, Kind.STILLS, house.now - timedelta(days=day, hours=7), 70)
    house.rest()
    assert house.inside(unit) == (-1, 0, 0, 1, 6, 0)  # four days of six


def test_a_no_takes_it_back_at_once(house: House, unit: UnitId, heron: Somebody) -> None:
    house.yes(heron)
    mine = house.no(heron)
    assert house.inside(unit) == NOTHING_INSIDE
    assert house.box(house.group(unit)).ballots == 1, "it adds nothing, and keeps the number of ballots"
    assert (mine.counted, mine.ran_out, mine.page.history, mine.page.leaving) == (False, False, (), False)
    house.answer(heron, strain=1)
    house.rest()
    assert house.inside(unit) == NOTHING_INSIDE


def test_what_is_closed_stays_as_it_is(house: House, unit: UnitId, heron: Somebody) -> None:
    house.yes(heron)
    house.at(PERIOD.closes_at - timedelta(hours=1))
    house.answer(heron, strain=0, day=PERIOD.last)
    house.rest()
    last = house.inside(unit)
    assert last != HARD  # on Monday morning the last four weeks can still be changed
    raw = house.raw(house.group(unit))
    house.at(PERIOD.closes_at)
    house.answer(heron, strain=0, day=PERIOD.last - timedelta(days=3))
    house.rest()
    mine = house.no(heron)
    assert house.raw(house.group(unit)) == raw
    assert [one.period for one in mine.page.history] == [PERIOD]
    assert [one.period for one in mine.open] == [PERIOD.later(1)]


def test_everybody_looks_alike(house: House, unit: UnitId, heron: Somebody) -> None:
    """The page and the box are sealed anew for whoever is not counted too, and nothing grows."""
    stork = house.join(unit, "Stork")
    group = house.group(unit)
    house.yes(heron)
    sizes = set()
    house.rest()
    for one in (heron, stork, heron, stork):
        before = house.raw(group), _rows(house)
        house.answer(one, strain=2)
        house.rest()
        after = house.raw(group), _rows(house)
        assert before[0] != after[0]
        assert len(before[0]) == len(after[0])
        sizes |= {len(raw) for raw in after[1].values()}
        changed = {row for row, raw in after[1].items() if before[1].get(row) != raw}
        assert len(changed) == 1
    assert len(_rows(house)) == 2
    assert len(sizes) == 1


def _rows(house: House) -> dict[bytes, bytes]:
    """Every row as long as a ballot page."""
    engine = house.whole._storage.engine
    with engine.connect() as connection:
        found = connection.exec_driver_sql("select id, body from entries").all()
    return {row.id: row.body for row in found if 4096 < len(row.body) < 5000}


def test_a_year_later_it_is_over(house: House, unit: UnitId, heron: Somebody) -> None:
    house.yes(heron)
    for number in (YEAR - 1, YEAR):
        house.open(PERIOD.later(number))
        again = house.sign_in(heron)
        house.answer(again)
        house.rest()
        put = HARD if number < YEAR else NOTHING_INSIDE
        assert house.inside(unit, PERIOD.later(number)) == put
    mine = house.mine(again)
    assert (mine.counted, mine.ran_out, mine.used) == (False, True, 2)
    assert house.yes(again).counted
    assert house.inside(unit, PERIOD.later(YEAR)) == HARD


def test_who_sits_out_and_why(house: House, unit: UnitId) -> None:
    small = house.unit(3, "Small")
    force = house.unit(20, "Force", ends_on=PERIOD.last)
    people = {
        Out.TOO_SMALL: house.join(small, "small"),
        Out.TASK_FORCE: house.join(force, "force"),
        Out.NO_SEAT: house.join(unit, "lead", Role.LEAD),
    }
    both = house.join(unit, "both")
    house.desk.joining.add_seat(both.cookie, house.slip(unit, Role.LEAD)[1])
    above = house.join(unit, "late above")
    house.at(PERIOD.opens_at + timedelta(seconds=1))
    assert house.mine(above).current.out is Out.NOT_OPEN
    house.open()
    people |= {Out.LEADS: both, Out.JOINED: house.join(unit, "new")}
    for out, one in people.items():
        house.answer(one)
        assert house.yes(one).current.out is out
        house.rest()
    assert house.inside(unit) == NOTHING_INSIDE
    house.answer(above)
    house.yes(above)
    assert house.inside(unit) == HARD
    house.desk.joining.add_seat(above.cookie, house.slip(unit, Role.LEAD)[1])
    house.rest()
    assert house.inside(unit) == NOTHING_INSIDE  # whoever comes to lead it is out of it


def test_whoever_leads_a_unit_above_is_out(house: House) -> None:
    region = house.unit(0, "Region")
    unit = house.unit(12, "Below", region)
    one = house.join(unit)
    house.desk.joining.add_seat(one.cookie, house.slip(region, Role.LEAD)[1])
    house.open()
    house.answer(one)
    assert house.yes(one).current.out is Out.LEADS
    assert house.inside(unit) == NOTHING_INSIDE


def test_whoever_leads_elsewhere_is_in(house: House, unit: UnitId) -> None:
    one = house.join(unit)
    house.desk.joining.add_seat(one.cookie, house.slip(house.unit(0, "Elsewhere"), Role.LEAD)[1])
    house.open()
    house.answer(one)
    assert house.yes(one).current.out is None
    assert house.inside(unit) == HARD


def test_three_years_are_enough(house: House, unit: UnitId, heron: Somebody) -> None:
    house.yes(heron)
    some = Contribution(Cell.LOW, 1)
    past = [Cast(house.group(unit).id, PERIOD.later(-number), some) for number in range(1, MOST_PERIODS + 1)]
    _write(house, heron, past[: MOST_PERIODS - 1])
    house.cast(heron)
    assert (house.inside(unit), house.mine(heron).used) == (HARD, MOST_PERIODS)
    house.no(heron)
    _write(house, heron, past)
    mine = house.yes(heron)
    assert (house.inside(unit), mine.current.out) == (NOTHING_INSIDE, Out.CAP)
    assert mine.used == MOST_PERIODS


def _write(house: House, one: Somebody, past: list[Cast]) -> None:
    records = house.desk.checkins._records
    with house.desk.sessions.keys(one.reference) as access, records.writing(access) as ledger:
        page = house.page(one)
        for cast in past:
            page = page.having(cast)
        ledger.put(BALLOT, ALWAYS, page)


def test_a_full_box_and_a_lost_one(house: House, unit: UnitId, heron: Somebody) -> None:
    group = house.group(unit)
    key = house.whole.releases.keys.boxes

    def fill(raw: bytes) -> bytes:
        box = Box.open(key, group.id, PERIOD.number, raw)
        for number in range(box.roster):
            box = box.cast(bytes((number,)) * 32, Contribution(Cell.LOW))
        return box.seal(key)

    assert house.whole.releases.boxes.change(group.id, PERIOD.number, fill)
    before = house.counters(group)
    mine = house.yes(heron)
    assert (mine.current.out, mine.page.history) == (Out.FULL, ())
    assert house.counters(group) == before
    house.whole.releases.boxes.shred([(group.id, PERIOD.number)])
    mine = house.yes(heron)
    assert (mine.current.out, mine.page.history) == (Out.GONE, ())


def test_a_deleted_account_takes_its_ballots_along(house: House, unit: UnitId, heron: Somebody) -> None:
    house.yes(heron)
    assert house.inside(unit) == HARD
    house.desk.leaving.delete(heron.cookie, heron.passphrase)
    assert house.inside(unit) == NOTHING_INSIDE
    assert house.box(house.group(unit)).ballots == 0
    house.rest()
    assert house.inside(unit) == NOTHING_INSIDE


def test_the_export_has_it(house: House, unit: UnitId, heron: Somebody) -> None:
    house.yes(heron)
    told = house.desk.exports.as_json(house.desk.exports.collect(heron.reference))
    assert '"band": "high"' in told
    assert str(house.group(unit).id) in told


def test_the_period_before_can_be_changed_until_noon(house: House, unit: UnitId) -> None:
    heron = house.join(unit)
    house.open(PERIOD)
    house.answer(heron)
    house.yes(heron)
    house.at(PERIOD.closes_at - timedelta(hours=2))
    house.whole.releases.open_boxes()
    again = house.sign_in(heron)
    assert [one.period for one in house.mine(again).open] == [PERIOD, PERIOD.later(1)]
    assert BEFORE not in {one.period for one in house.mine(again).open}
    house.no(again)
    assert house.inside(unit) == NOTHING_INSIDE
