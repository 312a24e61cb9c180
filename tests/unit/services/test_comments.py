"""Comments on announced break times: unsigned, bounded, closed until their time, and of nobody afterwards."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.world import PEPPER, Someone, World
from wellbeing.domain.errors import (
    CommentsClosed,
    CommentsEnough,
    CommentUnusable,
    DiskFull,
    Locked,
    NotYours,
)
from wellbeing.domain.people import Role, Unit
from wellbeing.domain.policy import DEFAULT
from wellbeing.services.comments import AT_MOST
from wellbeing.vault.comments import LONGEST

TODAY = date(2026, 11, 21)
DAYS = 7


@pytest.fixture
def unit(world: World) -> Unit:
    return world.unit("North")


@pytest.fixture
def conf(world: World, unit: Unit) -> Someone:
    """A configurator who has announced version 1 and asked for comments on it."""
    conf = world.join("Conf", role=Role.CONFIGURATOR, unit=unit)
    starts = TODAY + timedelta(days=DAYS + 1)
    world.desks.unit.publishing.publish(conf.reference, unit.id, DEFAULT, starts, comment_days=DAYS)
    return conf


@pytest.fixture
def heron(world: World, unit: Unit) -> Someone:
    return world.join("Heron", unit=unit)


def read(world: World, conf: Someone, unit: Unit) -> tuple[str, ...] | None:
    return world.desks.unit.comments.of(world.sign_in(conf).reference, unit.id, 1)


def test_nothing_is_told_until_the_time_is_over(
    world: World, unit: Unit, conf: Someone, heron: Someone
) -> None:
    assert read(world, conf, unit) is None
    assert world.desks.person.comments.add(heron.reference, unit.id, 1, "  Too short.\n") == AT_MOST - 1
    assert read(world, conf, unit) is None, "not even that there is one"
    world.clock.forward(days=DAYS)
    assert read(world, conf, unit) is None
    wren = world.join("Wren", unit=unit)
    world.desks.person.comments.add(wren.reference, unit.id, 1, "On the last day.")
    world.clock.forward(days=1)
    assert sorted(read(world, conf, unit) or ()) == ["On the last day.", "Too short."]
    with pytest.raises(CommentsClosed):
        world.desks.person.comments.add(world.sign_in(heron).reference, unit.id, 1, "Late")


def test_the_order_is_of_chance_and_stays(world: World, unit: Unit, conf: Someone) -> None:
    written = [f"Comment {number}" for number in range(12)]
    for number, words in enumerate(written):
        someone = world.join(f"Person {number}", unit=unit)
        world.desks.person.comments.add(someone.reference, unit.id, 1, words)
    world.clock.forward(days=DAYS + 1)
    first = read(world, conf, unit)
    world.restart()
    assert read(world, conf, unit) == first
    assert sorted(first or ()) == sorted(written)
    assert list(first or ()) != written, "one chance in 479 million"


def test_at_most_three_in_one_go_and_no_trace_of_who(
    world: World, unit: Unit, conf: Someone, heron: Someone
) -> None:
    comments = world.desks.person.comments
    left = [comments.add(heron.reference, unit.id, 1, f"{number}") for number in range(AT_MOST)]
    assert left == [2, 1, 0]
    with pytest.raises(CommentsEnough):
        comments.add(heron.reference, unit.id, 1, "One more")
    second = world.sign_in(heron)
    with pytest.raises(CommentsEnough):
        comments.add(second.reference, unit.id, 1, "From another device")
    assert len(world.store.tables.unit_rows.comments) == AT_MOST
    assert comments._left.keys() == {world.desks.person.sessions.presence(heron.reference).person}
    world.desks.person.sessions.end(heron.cookie)
    assert comments._left
    world.desks.person.sessions.end(second.cookie)
    assert comments._left == {}, "forgotten with the last session"


def test_a_comment_changes_no_row_of_its_writer(
    world: World, unit: Unit, conf: Someone, heron: Someone
) -> None:
    before = repr((world.store.tables.people, world.store.tables.entries, world.store.tables.manifests))
    world.desks.person.comments.add(heron.reference, unit.id, 1, "Nobody knows who")
    tables = world.store.tables
    assert repr((tables.people, tables.entries, tables.manifests)) == before
    ((_, _, comment),) = tables.unit_rows.comments
    (row,) = tables.unit_rows.comments.values()
    assert b"Nobody" not in row.body.raw
    assert "Nobody" not in repr(tables)
    assert comment.version == 4, "a random id tells no order"


def test_a_comment_that_was_not_kept_does_not_count(
    world: World, unit: Unit, conf: Someone, heron: Someone
) -> None:
    comments = world.desks.person.comments
    with world.broken(world.store, DiskFull()), pytest.raises(DiskFull):
        comments.add(heron.reference, unit.id, 1, "Lost")
    assert comments.add(heron.reference, unit.id, 1, "Kept") == AT_MOST - 1


@pytest.mark.parametrize("words", ["", " \n ", "x" * (LONGEST + 1), "a\0b"])
def test_what_is_no_comment(world: World, unit: Unit, conf: Someone, heron: Someone, words: str) -> None:
    with pytest.raises(CommentUnusable):
        world.desks.person.comments.add(heron.reference, unit.id, 1, words)
    assert world.store.tables.unit_rows.comments == {}


def test_what_was_taken_back_takes_no_more_and_tells_in_its_time(
    world: World, unit: Unit, conf: Someone, heron: Someone
) -> None:
    world.desks.person.comments.add(heron.reference, unit.id, 1, "Before")
    world.desks.unit.publishing.withdraw(conf.reference, unit.id, 1)
    with pytest.raises(CommentsClosed):
        world.desks.person.comments.add(heron.reference, unit.id, 1, "After")
    assert read(world, conf, unit) is None, "taking it back opens nothing early"
    world.clock.forward(days=DAYS + 1)
    assert read(world, conf, unit) == ("Before",)


def test_where_none_were_asked_for(world: World, heron: Someone, unit: Unit) -> None:
    conf = world.join("Conf", role=Role.CONFIGURATOR, unit=unit)
    world.desks.unit.publishing.publish(conf.reference, unit.id, DEFAULT, TODAY + timedelta(days=1))
    with pytest.raises(CommentsClosed):
        world.desks.person.comments.add(heron.reference, unit.id, 1, "Words")
    assert world.desks.unit.comments.of(conf.reference, unit.id, 1) == ()


def test_one_damaged_comment_hides_none_of_the_others(
    world: World, unit: Unit, conf: Someone, heron: Someone
) -> None:
    for words in ("One", "Two"):
        world.desks.person.comments.add(heron.reference, unit.id, 1, words)
    rows = world.store.tables.unit_rows.comments
    first, second = rows
    object.__setattr__(rows[first], "body", rows[second].body)
    world.clock.forward(days=DAYS + 1)
    assert read(world, conf, unit) == ("Two",)


def test_who_may_write_and_who_may_read(world: World, unit: Unit, conf: Someone, heron: Someone) -> None:
    comments = world.desks.person.comments
    lead = world.join("Lead", role=Role.LEAD, unit=unit)
    admin = world.join("Admin", role=Role.ADMINISTRATOR)
    stranger = world.join("Stranger", unit=world.unit("South"))
    other = world.join("Other", role=Role.CONFIGURATOR, unit=world.unit("West"))
    for someone in (lead, admin, stranger, other, conf):
        with pytest.raises(NotYours):
            comments.add(someone.reference, unit.id, 1, "Words")
    for number in (0, 2):
        with pytest.raises(NotYours):
            comments.add(heron.reference, unit.id, number, "Words")
        with pytest.raises(NotYours):
            comments.of(conf.reference, unit.id, number)
    world.clock.forward(days=DAYS + 1)
    for someone in (heron, lead, admin, stranger, other):
        with pytest.raises(NotYours):
            comments.of(world.sign_in(someone).reference, unit.id, 1)
    locked = world.sign_in(conf)
    world.desks.person.sessions.lock(locked.reference)
    with pytest.raises(Locked):
        comments.of(locked.reference, unit.id, 1)


def test_the_pepper_is_needed_to_read(world: World, unit: Unit, conf: Someone, heron: Someone) -> None:
    world.desks.person.comments.add(heron.reference, unit.id, 1, "Behind the pepper")
    world.clock.forward(days=DAYS + 1)
    world.desks.unit.comments._pepper = bytes(len(PEPPER))
    assert read(world, conf, unit) == ()
