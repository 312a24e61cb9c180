"""Policies, comments, contacts, checked lines and outcomes come back as given, each unit its own."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy.exc import IntegrityError

from tests.integration.storage.making import sealed
from wellbeing.domain.errors import PolicyWaiting
from wellbeing.domain.people import Unit, UnitId
from wellbeing.services.unit_ports import CommentRow, ConfirmationRow, ContactRow, OutcomeRow, PolicyRow
from wellbeing.storage.columns import NotSealed
from wellbeing.storage.opening import Storage

DAY = date(2026, 11, 21)


def _units(storage: Storage) -> tuple[UnitId, UnitId]:
    one, other = UnitId(uuid4()), UnitId(uuid4())
    with storage.begin() as work:
        work.units.put(Unit(one, "One"))
        work.units.put(Unit(other, "Other"))
        work.commit()
    return one, other


def _policy(unit: UnitId, version: int) -> PolicyRow:
    until = DAY + timedelta(days=version) if version % 2 else None
    return PolicyRow(unit, version, DAY + timedelta(days=30), DAY, until, '{"a":"ü"}', "Why\nit changes")


def test_policies(storage: Storage) -> None:
    unit, other = _units(storage)
    rows = [_policy(unit, version) for version in (2, 1, 11)]
    with storage.begin() as work:
        for row in (*rows, _policy(other, 1)):
            work.policies.add(row)
        work.policies.withdraw(unit, 2)
        work.commit()
    with storage.look() as work:
        first, second, last = work.policies.of(unit)
        assert (first, last) == (rows[1], rows[2])
        assert second == replace(rows[0], withdrawn=True)
        assert work.policies.of(other) == [_policy(other, 1)]
        assert not work.policies.of(UnitId(uuid4()))


def test_a_version_is_published_once(storage: Storage) -> None:
    unit, _ = _units(storage)
    with storage.begin() as work:
        work.policies.add(_policy(unit, 1))
        with pytest.raises(PolicyWaiting):
            work.policies.add(replace(_policy(unit, 1), body="another"))
        work.commit()
    with storage.look() as work:
        assert work.policies.of(unit) == [_policy(unit, 1)]


def test_comments_come_in_the_order_of_their_random_ids(storage: Storage) -> None:
    unit, other = _units(storage)
    rows = [CommentRow(unit, 1, uuid4(), sealed(4096)) for _ in range(20)]
    with storage.begin() as work:
        for row in rows:
            work.comments.add(row)
        work.comments.add(CommentRow(unit, 2, uuid4(), sealed(4096)))
        work.comments.add(CommentRow(other, 1, rows[0].id, sealed(4096)))
        work.commit()
    for _ in range(2):
        with storage.look() as work:
            assert work.comments.of(unit, 1) == sorted(rows, key=lambda row: row.id)
            assert len(work.comments.of(unit, 2)) == len(work.comments.of(other, 1)) == 1


def test_a_comment_in_plain_words_is_refused(storage: Storage) -> None:
    unit, _ = _units(storage)
    plain: object = b"CANARY plain words"
    with pytest.raises(NotSealed) as caught, storage.begin() as work:
        work.comments.add(CommentRow(unit, 1, uuid4(), plain))  # type: ignore[arg-type]
    assert "CANARY" not in repr(caught.value) + str(caught.value.__cause__)


def test_contacts(storage: Storage) -> None:
    unit, other = _units(storage)
    rows = [ContactRow(unit, UUID(int=number), 10 - number, f'{{"name":"{number}"}}') for number in range(4)]
    theirs = ContactRow(other, rows[0].id, 0, "{}")
    with storage.begin() as work:
        for row in (*rows, theirs):
            work.contacts.put(row)
        moved = replace(rows[3], position=99)
        work.contacts.put(moved)
        work.contacts.remove(unit, rows[1].id)
        work.contacts.remove(other, rows[2].id)
        work.commit()
    with storage.look() as work:
        assert work.contacts.of(unit) == [rows[2], rows[0], moved]
        assert work.contacts.of(other) == [theirs]
        assert sorted(work.contacts.all(), key=lambda row: (row.unit, row.position)) == work.contacts.all()
        assert len(work.contacts.all()) == 4


def test_confirmations(storage: Storage) -> None:
    unit, other = _units(storage)
    mark, mark_too, digest = os.urandom(32), os.urandom(32), os.urandom(32)
    rows = [
        ConfirmationRow(unit, "gb-1", mark, digest, DAY),
        ConfirmationRow(unit, "gb-1", mark_too, digest, DAY + timedelta(days=1)),
        ConfirmationRow(unit, "gb-2", mark, digest, DAY),
        ConfirmationRow(other, "gb-1", mark, digest, DAY),
    ]
    with storage.begin() as work:
        for row in (*rows, rows[0]):
            work.confirmations.put(row)
        changed = replace(rows[2], digest=os.urandom(32), confirmed_on=DAY + timedelta(days=90))
        work.confirmations.put(changed)
        work.commit()
    with storage.begin() as work:
        assert work.confirmations.of(unit) == [rows[0], rows[1], changed]
        work.confirmations.remove(unit, "gb-1")
        work.commit()
    with storage.look() as work:
        assert work.confirmations.of(unit) == [changed]
        assert work.confirmations.of(other) == [rows[3]]


def test_outcomes(storage: Storage) -> None:
    unit, other = _units(storage)
    rows = [OutcomeRow(unit, uuid4(), DAY + timedelta(days=number), f"Found {number}") for number in range(3)]
    theirs = OutcomeRow(other, rows[1].id, DAY, "Theirs")
    with storage.begin() as work:
        for row in (*rows, theirs):
            work.outcomes.add(row)
        work.outcomes.remove(unit, rows[1].id)
        work.commit()
    with storage.look() as work:
        assert work.outcomes.of(unit) == [rows[2], rows[0]]
        assert work.outcomes.of(other) == [theirs]


def test_nothing_is_said_by_a_unit_that_is_not_there(storage: Storage) -> None:
    nowhere = UnitId(uuid4())
    with storage.begin() as work:
        work.policies.add(_policy(nowhere, 1))
        with pytest.raises(IntegrityError):
            work.commit()


def test_comments_go_some_time_after_their_window(storage: Storage) -> None:
    unit, other = _units(storage)
    until = {1: DAY, 3: DAY + timedelta(days=1), 2: None}
    with storage.begin() as work:
        for one in (unit, other):
            for version, last in until.items():
                work.policies.add(replace(_policy(one, version), comments_until=last))
                work.comments.add(CommentRow(one, version, uuid4(), sealed(4096)))
        work.commit()
    with storage.begin() as work:
        assert work.comments.remove_closed(DAY) == 0
        assert work.comments.remove_closed(DAY + timedelta(days=1)) == 2
        work.commit()
    with storage.look() as work:
        for one in (unit, other):
            assert [len(work.comments.of(one, version)) for version in (1, 3, 2)] == [0, 1, 1]
            assert len(work.policies.of(one)) == 3
