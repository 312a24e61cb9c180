"""The column types of our own: one that takes nothing but sealed words, and one for random ids."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Dialect, LargeBinary
from sqlalchemy.dialects import postgresql
from sqlalchemy.types import TypeDecorator, TypeEngine

from wellbeing.domain.errors import Damaged
from wellbeing.vault.sealed import Sealed


class NotSealed(TypeError):
    """Something that is not sealed was on its way into a column for sealed words."""


class SealedColumn(TypeDecorator[Sealed[Any]]):
    """Takes a `Sealed` and gives a `Sealed`; anything else is refused before it reaches the driver."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: Sealed[Any] | None, dialect: Dialect) -> bytes:
        """The envelope's bytes.

        Raises:
            NotSealed: the value is anything but a `Sealed`, None included.
        """
        del dialect
        if not isinstance(value, Sealed):
            raise NotSealed
        return value.raw

    def process_result_value(self, value: Any | None, dialect: Dialect) -> Sealed[Any]:
        """The envelope as it stands in the row, also when it is broken.

        A row that somebody damaged must not hide the rows beside it, so the check that `Sealed` makes of new
        envelopes is left out here: a broken one is refused when it is opened, like one with a flipped bit.
        """
        del dialect
        sealed: Sealed[Any] = object.__new__(Sealed)
        object.__setattr__(sealed, "raw", value if isinstance(value, bytes) else bytes(str(value), "utf-8"))
        return sealed


class UuidColumn(TypeDecorator[UUID]):
    """A UUID as its 16 bytes on SQLite, which halves keys and indexes, and as `uuid` on PostgreSQL."""

    impl = LargeBinary
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The type that the engine itself has for it."""
        if dialect.name == "postgresql":
            return dialect.type_descriptor(postgresql.UUID(as_uuid=True))
        return dialect.type_descriptor(LargeBinary(16))

    def process_bind_param(self, value: UUID | None, dialect: Dialect) -> UUID | bytes | None:
        """The id as the engine takes it."""
        return value if value is None or dialect.name == "postgresql" else value.bytes

    def process_result_value(self, value: Any | None, dialect: Dialect) -> UUID | None:
        """The id.

        Raises:
            Damaged: the stored bytes are no id.
        """
        del dialect
        if value is None or isinstance(value, UUID):
            return value
        try:
            return UUID(bytes=value)
        except (TypeError, ValueError):
            raise Damaged from None
