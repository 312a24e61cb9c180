"""One timer for a person over every tab, device, lock and restart; what was acknowledged stays."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from tests.unit.services.acting import act, start
from tests.world import Someone, World
from wellbeing.domain.clock import Phase
from wellbeing.domain.errors import ActUnusable, DiskFull, Locked, SignedOut
from wellbeing.domain.exposure import Act, Kind
from wellbeing.domain.people import PersonId
from wellbeing.domain.phases import Hint
from wellbeing.domain.policy import DEFAULT, Own
from wellbeing.services.exposure import Exposure

NOW = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
TODAY = NOW.date()


@pytest.fixture
def exposure(world: World) -> Exposure:
    return world.desks.person.exposure


def minutes(world: World, someone: Someone) -> dict[Kind, int]:
    """Today's record."""
    (day,) = world.desks.person.record.by_day(someone.reference, TODAY, TODAY)
    return dict(day.minutes)


def test_a_start_runs_until_the_break_is_due(world: World, heron: Someone) -> None:
    clock = start(world, heron)
    assert (clock.phase, clock.kind, clock.due_at) == (
        Phase.RUNNING,
        Kind.STILLS,
        NOW + timedelta(minutes=50),
    )
    world.clock.forward(seconds=50 * 60)
    assert world.desks.person.exposure.clock(heron.reference).phase is Phase.DUE


def test_a_stale_act_changes_nothing_and_gets_the_fresh_clock(
    world: World, exposure: Exposure, heron: Someone
) -> None:
    seen = exposure.clock(heron.reference).version
    event = uuid4()
    first = exposure.act(heron.reference, Act.START, seen, event=event, kind=Kind.TEXT)
    commits = world.store.commits
    for again in (event, uuid4()):
        clock = exposure.act(heron.reference, Act.START, seen, event=again, kind=Kind.AUDIO)
        assert (clock.version, clock.kind) == (first.version, Kind.TEXT)
    assert world.store.commits == commits


def test_what_may_not_be_done_now_changes_nothing(world: World, exposure: Exposure, heron: Someone) -> None:
    before = exposure.clock(heron.reference)
    commits = world.store.commits
    assert exposure.act(heron.reference, Act.BACK, before.version).phase is Phase.REST
    assert world.store.commits == commits
    with pytest.raises(ActUnusable):
        exposure.act(heron.reference, Act.ADD, before.version, kind=Kind.TEXT, minutes=3)


def test_one_timer_over_two_devices(world: World, heron: Someone) -> None:
    elsewhere = world.sign_in(heron)
    told: list[tuple[PersonId, str]] = []
    world.desks.person.exposure.listen(lambda person, knows: told.append((person, knows)))
    clock = start(world, heron)
    assert [knows for _, knows in told] == [heron.reference]
    assert world.desks.person.exposure.clock(elsewhere.reference).version == clock.version
    world.clock.forward(seconds=60)
    assert act(world, elsewhere, Act.STOP).phase is Phase.REST
    assert world.desks.person.exposure.clock(heron.reference).phase is Phase.REST
    assert minutes(world, heron) == {Kind.STILLS: 1}


def test_the_verbs_work_while_locked_and_show_no_kind(world: World, heron: Someone) -> None:
    start(world, heron, Kind.VIDEO)
    world.desks.person.sessions.lock(heron.cookie)
    world.clock.forward(seconds=24 * 60)
    clock = world.desks.person.exposure.clock(heron.reference)
    assert (clock.phase, clock.kind, clock.hints) == (Phase.NOTICE, None, ())
    world.clock.forward(seconds=60)
    assert act(world, heron, Act.BREAK).phase is Phase.BREAK
    world.clock.forward(seconds=600)
    assert act(world, heron, Act.BACK).phase is Phase.RUNNING
    world.clock.forward(seconds=300)
    assert act(world, heron, Act.STOP).phase is Phase.REST
    world.clock.forward(seconds=300)
    assert start(world, heron, None).phase is Phase.RUNNING
    world.clock.forward(seconds=120)
    with pytest.raises(Locked):
        world.desks.person.record.year(heron.reference)
    heron.cookie = world.desks.person.sessions.unlock(heron.cookie, heron.passphrase)
    assert world.desks.person.exposure.clock(world.attach(heron).reference).kind is Kind.VIDEO
    assert minutes(world, heron) == {Kind.VIDEO: 25 + 5 + 2}


def test_a_lock_leaves_no_material_in_memory(world: World, heron: Someone) -> None:
    start(world, heron, Kind.LIVE)
    (run,) = world.desks.person.exposure._running._runs.values()
    assert run.kind is Kind.LIVE
    world.desks.person.sessions.lock(heron.cookie)
    assert run.kind is None
    assert "LIVE" not in repr(run)
    assert "carry" not in repr(run)


def test_the_last_session_takes_the_timer_with_it(world: World, exposure: Exposure, heron: Someone) -> None:
    elsewhere = world.sign_in(heron)
    start(world, heron)
    exposure.clock(elsewhere.reference)
    world.desks.person.sessions.end(heron.cookie)
    assert (len(exposure._running), len(exposure.deadlines)) == (1, 1)
    world.desks.person.sessions.end(elsewhere.cookie)
    assert (len(exposure._running), len(exposure.deadlines)) == (0, 0)
    with pytest.raises(SignedOut):
        exposure.clock(elsewhere.reference)


def test_a_restart_forgets_nothing(world: World, heron: Someone) -> None:
    start(world, heron)
    world.desks.person.sessions.lock(heron.cookie)
    world.clock.forward(seconds=600)
    before = act(world, heron, Act.PAUSE, minutes=30)
    world.restart()
    clock = world.desks.person.exposure.clock(world.sign_in(heron).reference)
    assert (clock.phase, clock.kind) == (Phase.PAUSED, None)
    # What a page has announced it knows by ticket, version and phase.
    assert (clock.ticket, clock.version) == (before.ticket, before.version)


def test_acts_wait_where_a_full_disk_kept_them(world: World, heron: Someone) -> None:
    start(world, heron)
    world.desks.person.sessions.lock(heron.cookie)
    world.clock.forward(seconds=600)
    act(world, heron, Act.STOP)
    world.restart()
    with world.broken(world.store, DiskFull()):
        heron = world.sign_in(heron)
    world.desks.person.sessions.lock(heron.cookie)
    world.clock.forward(seconds=600)
    start(world, heron, Kind.TEXT)
    world.clock.forward(seconds=600)
    act(world, heron, Act.STOP)
    assert minutes(world, world.sign_in(heron)) == {Kind.STILLS: 10, Kind.TEXT: 10}
    assert [row.id == row.person for row in world.store.tables.inbox.values()] == [True]


def test_what_was_not_saved_is_not_shown(world: World, heron: Someone) -> None:
    before = world.desks.person.exposure.clock(heron.reference)
    with world.broken(world.store, DiskFull()), pytest.raises(DiskFull):
        start(world, heron)
    clock = world.desks.person.exposure.clock(heron.reference)
    assert (clock.phase, clock.version) == (before.phase, before.version)


def test_a_gap_without_any_page_is_asked_about(world: World, exposure: Exposure, heron: Someone) -> None:
    start(world, heron)
    world.clock.forward(seconds=600)
    world.desks.person.sessions.detach(heron.reference)
    world.clock.forward(seconds=50)
    clock = exposure.clock(world.attach(heron).reference)
    assert clock.phase is Phase.RUNNING, "a page that is loaded anew is no absence"
    world.desks.person.sessions.detach(heron.reference)
    left = world.clock.now()
    for _ in range(7):  # the session stays, since a request comes now and then
        world.clock.forward(seconds=55)
        world.desks.person.sessions.presence_of_cookie(heron.cookie)
        with world.desks.person.sessions.visiting(heron.cookie):
            pass
    clock = exposure.clock(world.attach(heron).reference)
    assert (clock.phase, clock.asked_about) == (Phase.AWAY, left)
    assert exposure.clock(heron.reference).phase is Phase.AWAY
    clock = act(world, heron, Act.AWAY_COUNTS)
    assert clock.phase is not Phase.AWAY
    assert minutes(world, world.sign_in(heron))[Kind.STILLS] == 11


def test_a_clock_that_was_set_back_keeps_the_order_of_acts(world: World, heron: Someone) -> None:
    first = start(world, heron)
    world.clock._now -= timedelta(hours=1)
    second = act(world, heron, Act.STOP)
    assert second.version > first.version
    assert second.phase is Phase.REST
    world.restart()
    assert world.desks.person.exposure.clock(world.sign_in(heron).reference).phase is Phase.REST


def test_only_who_is_due_is_looked_at(world: World, exposure: Exposure, heron: Someone) -> None:
    start(world, heron)
    stork = world.join("Stork")
    exposure.clock(stork.reference)
    told: list[PersonId] = []
    exposure.listen(lambda person, _knows: told.append(person))
    assert exposure.remind() == 0
    world.clock.forward(seconds=49 * 60)
    assert exposure.remind() == 1
    assert told == [world.desks.person.sessions.presence(heron.reference).person]
    nearest = exposure.deadlines.next()
    assert nearest == NOW + timedelta(minutes=50)


def test_a_pass_does_not_wait_for_a_save_that_takes_long(
    world: World, exposure: Exposure, heron: Someone
) -> None:
    from threading import Thread

    start(world, heron)
    (run,) = exposure._running._runs.values()
    world.clock.forward(seconds=49 * 60)
    with run.lock:
        passing = Thread(target=exposure.remind)
        passing.start()
        passing.join(5)
        assert not passing.is_alive()
    world.clock.forward(seconds=1)
    assert exposure.remind() == 1


def test_trouble_with_one_keeps_no_other_from_being_told(
    world: World, exposure: Exposure, heron: Someone, caplog: pytest.LogCaptureFixture
) -> None:
    others = [world.join(name) for name in ("Stork", "Tern")]
    clocks = [start(world, someone) for someone in (heron, *others)]
    (first, *_), told = exposure._running._runs, list[PersonId]()

    def listen(person: PersonId, _knows: str) -> None:
        if person == first:
            raise LookupError("Heron")
        told.append(person)

    exposure.listen(listen)
    world.clock.forward(seconds=49 * 60)
    assert exposure.remind() == len(clocks)
    assert set(told) == {world.desks.person.sessions.presence(one.reference).person for one in others}
    assert "LookupError" in caplog.text
    assert "Heron" not in caplog.text


def test_own_stricter_limits_hold_as_soon_as_the_page_says_so(world: World, heron: Someone) -> None:
    from dataclasses import replace

    from wellbeing.domain.policy import Own

    start(world, heron)
    own = Own((("continuous_limit_min", 30),))
    world.desks.person.preferences.change(heron.reference, lambda mine: replace(mine, own=own))
    seen = world.desks.person.exposure.clock(heron.reference)
    world.desks.person.exposure.changed(heron.reference)
    clock = world.desks.person.exposure.clock(heron.reference)
    assert clock.due_at == NOW + timedelta(minutes=30)
    assert clock.version > seen.version


def test_a_lock_in_the_middle_of_a_look_leaves_the_timer_as_it_was(
    world: World, exposure: Exposure, heron: Someone, monkeypatch: pytest.MonkeyPatch
) -> None:
    start(world, heron)
    elsewhere = world.sign_in(heron)
    effective = exposure._policies.effective

    def locking(reference: str) -> object:
        world.desks.person.sessions.lock(elsewhere.cookie)
        return effective(reference)

    monkeypatch.setattr(exposure._policies, "effective", locking)
    clock = exposure.clock(elsewhere.reference)
    assert clock.phase is Phase.RUNNING


def test_good_practice_comes_with_the_rule_and_only_before_a_start(
    world: World, exposure: Exposure, heron: Someone
) -> None:
    here = heron.reference
    shown = exposure.clock(here)
    assert shown.practice == DEFAULT.checklist
    assert exposure.act(here, Act.START, shown.version, kind=Kind.TEXT).practice == ()
    exposure.act(here, Act.STOP, exposure.clock(here).version)
    world.desks.person.sessions.lock(heron.cookie)
    assert exposure.clock(here).practice == (), "a locked page is told nothing of the unit's rule"


def test_coming_back_and_fewer_days_reach_the_timer_and_no_memory(
    world: World, exposure: Exposure, heron: Someone
) -> None:
    here, today = heron.reference, world.clock.now().date()
    exposure.act(here, Act.START, exposure.clock(here).version, kind=Kind.TEXT)
    assert Hint.RAMP not in exposure.clock(here).hints
    own = Own(came_back=today, working_days=(0, 1, 2))
    world.desks.person.preferences.change(here, lambda mine: replace(mine, own=own))
    exposure.changed(here)
    assert Hint.RAMP in exposure.clock(here).hints
    run = exposure._running.get(world.desks.person.sessions.presence(here).person)
    assert run is not None
    assert run.own == Own(working_days=(0, 1, 2)), "what holds; the day they came back is a number now"
    assert run.policy.weekly_cap_min == 570
