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
