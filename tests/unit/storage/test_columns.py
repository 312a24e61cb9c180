"""The columns take sealed words and ids, and nothing else."""

from __future__ import annotations

import os
import struct
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy.dialects import postgresql, sqlite

from wellbeing.crypto import envelope
from wellbeing.domain.errors import Damaged
from wellbeing.storage.columns import NotSealed, SealedColumn, UuidColumn
from wellbeing.vault.sealed import Sealed

SQLITE = sqlite.dialect()
POSTGRESQL = postgresql.dialect()  # type: ignore[no-untyped-call]


def _sealed() -> Sealed[Any]:
    return Sealed(struct.pack(">2sBBI", b"WB", 1, 1, 1) + os.urandom(12 + 256 + 16))


@pytest.mark.parametrize("value", ["a plain note", b"plain bytes", None, 7, object(), _sealed().raw])
def test_a_sealed_column_takes_nothing_that_is_not_sealed(value: Any) -> None:
    with pytest.raises(NotSealed) as caught:
        SealedColumn().process_bind_param(value, SQLITE)
    assert isinstance(caught.value, TypeError)
    assert not caught.value.args, "the value must not be in the error"


def test_what_was_sealed_comes_back_sealed() -> None:
    body = _sealed()
    stored = SealedColumn().process_bind_param(body, SQLITE)
    assert SealedColumn().process_result_value(stored, SQLITE) == body


@pytest.mark.parametrize("stored", [b"", b"WB", b"XX" + bytes(300), "text somebody wrote", None])
def test_a_damaged_row_comes_back_and_fails_only_when_it_is_opened(stored: Any) -> None:
    body = SealedColumn().process_result_value(stored, SQLITE)
    assert isinstance(body, Sealed)
    with pytest.raises(Damaged):
        envelope.check(body.raw)


def test_an_id_is_16_bytes_on_sqlite_and_a_uuid_on_postgresql() -> None:
    column, one = UuidColumn(), uuid4()
    assert column.process_bind_param(one, SQLITE) == one.bytes
    assert column.process_bind_param(one, POSTGRESQL) == one
    assert column.process_bind_param(None, SQLITE) is None
    assert column.process_result_value(one.bytes, SQLITE) == one
    assert column.process_result_value(one, POSTGRESQL) == one
    assert column.process_result_value(None, SQLITE) is None
    assert str(column.load_dialect_impl(POSTGRESQL).compile(POSTGRESQL)) == "UUID"
    assert str(column.load_dialect_impl(SQLITE).compile(SQLITE)) == "BLOB"


@pytest.mark.parametrize("stored", [b"short", bytes(17), "text"])
def test_bytes_that_are_no_id_are_damage(stored: Any) -> None:
    with pytest.raises(Damaged):
        UuidColumn().process_result_value(stored, SQLITE)
