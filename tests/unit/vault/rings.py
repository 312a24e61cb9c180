"""A keyring to try, a session in it, and whether it lets somebody in."""

from contextlib import AbstractContextManager
from datetime import UTC, datetime
from typing import Any

from wellbeing.domain.errors import Locked, SignedOut
from wellbeing.domain.people import PersonId
from wellbeing.vault.keyring import Keyring
from wellbeing.vault.keys import PersonKeys

AT = datetime(2026, 11, 21, 8, tzinfo=UTC)
HOUR = 3600.0
Ring = Keyring[str]


def begin(ring: Ring, person: PersonId, now: float = 0, **how: Any) -> str:
    return ring.begin(person, PersonKeys.fresh(), "seats", now=now, opened_at=AT, **how)


def refused(what: AbstractContextManager[object]) -> type[Exception] | None:
    try:
        with what:
            return None
    except (Locked, SignedOut) as error:
        return type(error)
