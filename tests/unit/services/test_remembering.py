"""Remembering: what past days came to is there while their owner's entries are open, and no longer."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from wellbeing.domain.kept import Past
from wellbeing.domain.people import PersonId
from wellbeing.domain.policy import DEFAULT, Policy
from wellbeing.services.remembering import Grounds, Remembering
from wellbeing.vault.keyring import Keyring, session_id
from wellbeing.vault.keys import PersonKeys

DAY = date(2026, 11, 21)
GROUNDS = Grounds(((b"record", 1),), {DAY: DEFAULT}, "UTC")
PAST = Past({}, {})


@pytest.fixture
def keyring() -> Keyring[None]:
    return Keyring()


@pytest.fixture
def known(keyring: Keyring[None]) -> Remembering[None]:
    return Remembering(keyring)


def begin(keyring: Keyring[None], person: PersonId) -> str:
    return keyring.begin(person, PersonKeys.fresh(), None, now=0.0, opened_at=datetime.now(UTC))


def test_it_is_there_on_the_same_grounds_alone(keyring: Keyring[None], known: Remembering[None]) -> None:
    heron = PersonId(uuid4())
    begin(keyring, heron)
    known.keep(heron, GROUNDS, PAST)
    assert known.get(heron, replace(GROUNDS, rules={DAY: Policy()})) is PAST
    for other in (
        replace(GROUNDS, revisions=((b"record", 2),)),
        replace(GROUNDS, rules={DAY: Policy(continuous_limit_min=25)}),
        replace(GROUNDS, zone="Europe/Paris"),
    ):
        assert known.get(heron, other) is None
    assert known.get(PersonId(uuid4()), GROUNDS) is None


@pytest.mark.parametrize("how", ["lock", "end", "sweep"])
def test_it_goes_with_the_last_open_session(
    keyring: Keyring[None], known: Remembering[None], how: str
) -> None:
    heron, stork = PersonId(uuid4()), PersonId(uuid4())
    first, second = begin(keyring, heron), begin(keyring, heron)
    begin(keyring, stork)
    for person in (heron, stork):
        known.keep(person, GROUNDS, PAST)
    keyring.lock(session_id(first))
    assert known.get(heron, GROUNDS) is PAST
    if how == "sweep":
        keyring.sweep(now=3600.0)
        assert len(known) == 0
        return
    {"lock": keyring.lock, "end": keyring.end}[how](session_id(second))
    assert known.get(heron, GROUNDS) is None
    assert len(known) == 1, "somebody else's stays"


def test_work_that_ends_after_the_lock_leaves_nothing(
    keyring: Keyring[None], known: Remembering[None]
) -> None:
    heron = PersonId(uuid4())
    keyring.lock(session_id(begin(keyring, heron)))
    known.keep(heron, GROUNDS, PAST)
    assert len(known) == 0
