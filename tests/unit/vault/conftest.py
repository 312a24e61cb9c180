"""People, keys and a cost that tests can pay."""

from uuid import UUID

import pytest

from tests.unit.vault.rings import Ring
from wellbeing.crypto.kdf import KdfParams
from wellbeing.domain.people import PersonId
from wellbeing.vault.keyring import SessionId
from wellbeing.vault.keys import PersonKeys


@pytest.fixture
def cheap() -> KdfParams:
    """An Argon2id of a tenth of a millisecond."""
    return KdfParams(memory_kib=64, iterations=1)


@pytest.fixture
def pepper() -> bytes:
    return bytes(range(32))


@pytest.fixture
def ada() -> PersonId:
    return PersonId(UUID("0ada0ada-0ada-40da-80da-0ada0ada0ada"))


@pytest.fixture
def bo() -> PersonId:
    return PersonId(UUID("b0b0b0b0-b0b0-40b0-80b0-b0b0b0b0b0b0"))


@pytest.fixture
def keys() -> PersonKeys:
    return PersonKeys.fresh()


@pytest.fixture
def ring() -> Ring:
    return Ring()


@pytest.fixture
def heard(ring: Ring) -> list[SessionId]:
    told: list[SessionId] = []
    ring.listen(told.append)
    return told
