"""A rule that starts at midnight holds for the session that runs then, and its minutes name the buttons."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from tests.world import Someone, World
from wellbeing.domain.clock import Phase
from wellbeing.domain.exposure import Act, Kind
from wellbeing.domain.people import Role
from wellbeing.domain.policy import DEFAULT

ZONE = ZoneInfo("Europe/Paris")


STRICT = replace(DEFAULT, continuous_limit_min=25, high_impact_limit_min=25, snooze_min=3)


def started(world: World, minutes: int) -> tuple[Someone, datetime]:
    """Somebody who starts so many minutes before a midnight at which a stricter rule starts."""
    unit = world.unit("North", ZONE.key)
    heron, conf = world.join("Heron", unit=unit), world.join("Conf", role=Role.CONFIGURATOR, unit=unit)
    now = world.clock.now().astimezone(ZONE)
    midnight = datetime.combine(now.date() + timedelta(days=1), datetime.min.time(), ZONE)
    world.desks.unit.publishing.publish(conf.reference, unit.id, STRICT, midnight.date())
    world.clock.forward(seconds=(midnight - now).total_seconds() - 60 * minutes)
    heron = world.sign_in(heron)
    here, exposure = heron.reference, world.desks.person.exposure
    shown = exposure.act(here, Act.START, exposure.clock(here).version, kind=Kind.TEXT)
    assert shown.due_at == midnight + timedelta(minutes=50 - minutes)
    assert (shown.snooze_minutes, shown.postpone_minutes) == (5, 15)
    assert shown.next_at == midnight, "the timer looks again by itself"
    return heron, midnight


def test_a_running_session_takes_the_new_rule_at_midnight(world: World) -> None:
    heron, midnight = started(world, 8)
    exposure, told = world.desks.person.exposure, list[str]()
    exposure.listen(lambda _person, knows: told.append(knows))
    world.clock.forward(seconds=8 * 60 + 1)
    assert (exposure.remind(), told) == (1, [""]), "every open page asks again"
    shown = exposure.clock(heron.reference)
    assert shown.due_at == midnight + timedelta(minutes=17)
    assert (shown.phase, shown.snooze_minutes) == (Phase.RUNNING, 3)


def test_while_locked_the_new_rule_holds_for_what_is_done_from_then_on(world: World) -> None:
    heron, midnight = started(world, 20)
    exposure = world.desks.person.exposure
    world.clock.forward(seconds=20 * 60 + 1)
    shown = exposure.clock(heron.reference)
    assert shown.snooze_minutes == 3
    assert shown.due_at == midnight + timedelta(minutes=30), (
        "what the page knows of the running stretch stays"
    )
    heron.cookie = world.desks.person.sessions.unlock(heron.cookie, heron.passphrase)
    assert exposure.clock(world.attach(heron).reference).due_at == midnight + timedelta(minutes=5)


def test_a_rule_published_after_the_last_unlock_reaches_a_locked_timer(world: World) -> None:
    """They are locked when it is announced, and stay so past the midnight at which it starts."""
    unit = world.unit("North", ZONE.key)
    heron, conf = world.join("Heron", unit=unit), world.join("Conf", role=Role.CONFIGURATOR, unit=unit)
    now = world.clock.now().astimezone(ZONE)
    midnight = datetime.combine(now.date() + timedelta(days=1), datetime.min.time(), ZONE)
    world.clock.forward(seconds=(midnight - now).total_seconds() - 30 * 60)
    heron = world.sign_in(heron)
    here, exposure = heron.reference, world.desks.person.exposure
    exposure.act(here, Act.START, exposure.clock(here).version, kind=Kind.TEXT)
    world.desks.person.sessions.lock(heron.cookie)
    world.clock.forward(seconds=10 * 60)
    world.desks.unit.publishing.publish(world.sign_in(conf).reference, unit.id, STRICT, midnight.date())
    before = exposure.clock(here)
    assert (before.snooze_minutes, before.due_at) == (5, midnight + timedelta(minutes=20))
    world.clock.forward(seconds=20 * 60 + 1)
    assert exposure.clock(here).snooze_minutes == 3, "locked, and the rule is the new one"
    world.clock.forward(seconds=19 * 60)
    due = exposure.clock(here)
    assert Act.SNOOZE in due.verbs
    put_off = exposure.act(here, Act.SNOOZE, due.version)
    assert put_off.due_at == midnight + timedelta(minutes=23), "put off by the minutes of the new rule"
    heron.cookie = world.desks.person.sessions.unlock(heron.cookie, heron.passphrase)
    opened = exposure.clock(world.attach(heron).reference)
    assert opened.due_at == midnight + timedelta(minutes=22, seconds=1), (
        "its twenty-five minutes were over when the three more were asked for"
    )
