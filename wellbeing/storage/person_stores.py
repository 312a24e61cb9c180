"""What belongs to people, in SQL: their rows, entries, manifests and inboxes; each fits a port."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy import BindParameter, Connection, bindparam, delete, func, select, type_coerce, update
from sqlalchemy.types import NullType

from wellbeing.domain.days import Month
from wellbeing.domain.errors import HandleUnusable
from wellbeing.domain.people import PersonId
from wellbeing.services.ports import EntryRow, InboxRow, ManifestRow, PersonRow
from wellbeing.storage.engine import ONE_PERSON
from wellbeing.storage.statements import insert_once, upsert
from wellbeing.storage.tables import EntriesTable, InboxTable, ManifestsTable, PeopleTable

CHUNK: Final = 200
"""Rows fetched at a time: about 120 KB of entries."""

_PERSON: BindParameter[UUID] = bindparam("person")
_NOBODY: Final = UUID(int=0)
"""Below every random id: where a walk through a person's rows starts."""


class SqlPeople:
    """The people of this installation."""

    _COLUMNS = select(PeopleTable.id, PeopleTable.handle_tag, PeopleTable.public_key)
    _GET = _COLUMNS.where(PeopleTable.id == _PERSON)
    _BY_HANDLE = _COLUMNS.where(PeopleTable.handle_tag == bindparam("tag"))
    _LOCK = (
        select(PeopleTable.id)
        .where(PeopleTable.id == _PERSON)
        .with_for_update()
        .execution_options(**{ONE_PERSON: True})
    )
    _REKEY = update(PeopleTable).where(PeopleTable.id == _PERSON).values(public_key=bindparam("half"))
    _REMOVE = delete(PeopleTable).where(PeopleTable.id == _PERSON)

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, person: PersonRow) -> None:
        """Insert a person.

        Raises:
            HandleUnusable: somebody has this handle.
        """
        values = {"id": person.id, "handle_tag": person.handle_tag, "public_key": person.public_key}
        insert = insert_once(self._connection, PeopleTable.__table__)
        if self._connection.execute(insert, values).rowcount != 1:
            raise HandleUnusable

    def get(self, person: PersonId) -> PersonRow | None:
        """The person's row."""
        row = self._connection.execute(self._GET, {"person": person}).one_or_none()
        return None if row is None else PersonRow(PersonId(row.id), row.handle_tag, row.public_key)

    def by_handle(self, tag: bytes) -> PersonRow | None:
        """The row of whoever has the handle behind this tag."""
        row = self._connection.execute(self._BY_HANDLE, {"tag": tag}).one_or_none()
        return None if row is None else PersonRow(PersonId(row.id), row.handle_tag, row.public_key)

    def lock(self, person: PersonId) -> bool:
        """Hold the person's row until the end of the work; False when there is none.

        As the first thing of a unit of work this lets those of other people go on, on a database server: then
        nothing may be written but what is the person's own.
        """
        return self._connection.execute(self._LOCK, {"person": person}).first() is not None

    def rekey(self, person: PersonId, public_key: bytes) -> None:
        """Put another public half in the place of the person's."""
        self._connection.execute(self._REKEY, {"person": person, "half": public_key})

    def remove(self, person: PersonId) -> None:
        """Remove the person, and with them every entry, manifest and waiting thing that is left."""
        self._connection.execute(self._REMOVE, {"person": person})

    def count(self) -> int:
        """How many people have an account here."""
        return self._connection.scalar(select(func.count()).select_from(PeopleTable)) or 0


class SqlEntries:
    """Sealed entries, always asked for by their owner."""

    _MINE = EntriesTable.person_id == _PERSON
    _ONE = EntriesTable.id == bindparam("entry")
    _COLUMNS = select(EntriesTable.id, EntriesTable.expires_month, EntriesTable.body).where(_MINE)
    # Without the types of our columns, which make an object of every value.
    _ENVELOPES = select(
        type_coerce(EntriesTable.id, NullType()), type_coerce(EntriesTable.body, NullType())
    ).where(_MINE, func.length(EntriesTable.body) <= bindparam("longest"))
    _GET = _COLUMNS.where(_ONE)
    _SOME = _COLUMNS.where(EntriesTable.id.in_(bindparam("ids", expanding=True)))
    _NEXT = _COLUMNS.where(EntriesTable.id > bindparam("after")).order_by(EntriesTable.id).limit(CHUNK)
    _RENEW = (
        update(EntriesTable)
        .where(_MINE, _ONE, EntriesTable.expires_month == bindparam("month"))
        .values(body=bindparam("sealed"))
    )
    _REMOVE = delete(EntriesTable).where(_MINE, _ONE)
    _REMOVE_ALL = delete(EntriesTable).where(_MINE)
    _EXPIRED = delete(EntriesTable).where(EntriesTable.expires_month < bindparam("before"))
    _EXPIRED_SHARDS = delete(ManifestsTable).where(
        ManifestsTable.month < bindparam("before"), ManifestsTable.month > 0
    )

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, entry: EntryRow) -> None:
        """Insert, or replace the row of the same id and person."""
        mine = {"person": entry.person, "entry": entry.id}
        if self._connection.execute(
            self._RENEW, {**mine, "month": entry.expires_month, "sealed": entry.body}
        ).rowcount:
            return  # most rows stay in their month, and the index of months is left alone
        values = {
            "person_id": entry.person,
            "id": entry.id,
            "expires_month": entry.expires_month,
            "body": entry.body,
        }
        self._connection.execute(upsert(self._connection, EntriesTable.__table__), values)

    def get(self, person: PersonId, entry: UUID) -> EntryRow | None:
        """One entry of a person."""
        row = self._connection.execute(self._GET, {"person": person, "entry": entry}).one_or_none()
        return None if row is None else EntryRow(row.id, person, Month(row.expires_month), row.body)

    def of(self, person: PersonId, ids: Sequence[UUID] | None = None) -> Iterator[EntryRow]:
        """All entries of a person, or those of the ids, in no order that means anything.

        They come in chunks with no cursor open between them, so the caller may write meanwhile.
        """
        if ids is None:
            return self._walk(person)
        return self._picked(person, ids)

    def envelopes(self, person: PersonId, longest: int) -> Sequence[tuple[bytes, bytes]]:
        """The 16 bytes of the id and the envelope of every entry of a person, up to so many bytes.

        The length of a body stands before it, so that of a longer one nothing else is read.
        """
        within = {"person": person, "longest": longest}
        rows: Sequence[Any] = self._connection.execute(self._ENVELOPES, within).all()
        return [(entry.bytes if isinstance(entry, UUID) else entry, body) for entry, body in rows]

    def remove(self, person: PersonId, entry: UUID) -> None:
        """Remove one entry of a person."""
        self._connection.execute(self._REMOVE, {"person": person, "entry": entry})

    def remove_all(self, person: PersonId) -> int:
        """Remove every entry of a person; how many there were."""
        return self._connection.execute(self._REMOVE_ALL, {"person": person}).rowcount

    def remove_expired(self, before: Month) -> int:
        """Remove entries and manifest shards of months before this one, for everybody; how many entries."""
        self._connection.execute(self._EXPIRED_SHARDS, {"before": before})
        return self._connection.execute(self._EXPIRED, {"before": before}).rowcount

    def _walk(self, person: PersonId) -> Iterator[EntryRow]:
        after = _NOBODY
        while True:
            rows = self._connection.execute(self._NEXT, {"person": person, "after": after}).all()
            yield from (EntryRow(row.id, person, Month(row.expires_month), row.body) for row in rows)
            if len(rows) < CHUNK:
                return
            after = rows[-1].id

    def _picked(self, person: PersonId, ids: Sequence[UUID]) -> Iterator[EntryRow]:
        for start in range(0, len(ids), CHUNK):
            chunk = {"person": person, "ids": list(ids[start : start + CHUNK])}
            rows = self._connection.execute(self._SOME, chunk).all()
            yield from (EntryRow(row.id, person, Month(row.expires_month), row.body) for row in rows)


class SqlManifests:
    """The sealed lists that notice a removed, swapped or rolled-back entry."""

    _MINE = ManifestsTable.person_id == _PERSON
    _ONE = ManifestsTable.month == bindparam("shard")
    _OF = select(ManifestsTable.month, ManifestsTable.body).where(_MINE)
    _ALL = _OF.order_by(ManifestsTable.month)
    _GET = _OF.where(_ONE)
    _SOME = _OF.where(ManifestsTable.month.in_(bindparam("months", expanding=True)))
    _REMOVE = delete(ManifestsTable).where(_MINE, _ONE)
    _REMOVE_ALL = delete(ManifestsTable).where(_MINE)

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, *manifests: ManifestRow) -> None:
        """Insert each, or replace the list of the same person and month."""
        values = [{"person_id": one.person, "month": one.month, "body": one.body} for one in manifests]
        self._connection.execute(upsert(self._connection, ManifestsTable.__table__), values)

    def get(self, person: PersonId, month: int) -> ManifestRow | None:
        """One list of a person; month 0 is the root."""
        row = self._connection.execute(self._GET, {"person": person, "shard": month}).one_or_none()
        return None if row is None else ManifestRow(person, row.month, row.body)

    def of(self, person: PersonId, *months: int) -> Iterator[ManifestRow]:
        """The lists of a person for some months, or every one, the root first."""
        if months:
            rows = self._connection.execute(self._SOME, {"person": person, "months": months}).all()
        else:
            rows = self._connection.execute(self._ALL, {"person": person}).all()
        return (ManifestRow(person, row.month, row.body) for row in rows)

    def remove(self, person: PersonId, month: int) -> None:
        """Remove one list of a person."""
        self._connection.execute(self._REMOVE, {"person": person, "shard": month})

    def remove_all(self, person: PersonId) -> None:
        """Remove every list of a person."""
        self._connection.execute(self._REMOVE_ALL, {"person": person})


class SqlInbox:
    """What waits for a locked person."""

    _MINE = InboxTable.person_id == _PERSON
    _OF = select(InboxTable.id, InboxTable.body).where(_MINE)
    _COUNT = select(func.count()).select_from(InboxTable).where(_MINE)
    _REMOVE = delete(InboxTable).where(_MINE, InboxTable.id == bindparam("waiting"))
    _REMOVE_ALL = delete(InboxTable).where(_MINE)

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, row: InboxRow) -> None:
        """Insert what was added for a person."""
        values = {"person_id": row.person, "id": row.id, "body": row.body}
        self._connection.execute(insert_once(self._connection, InboxTable.__table__), values)

    def of(self, person: PersonId) -> Iterator[InboxRow]:
        """Everything that waits for a person."""
        rows = self._connection.execute(self._OF, {"person": person}).all()
        return (InboxRow(row.id, person, row.body) for row in rows)

    def count(self, person: PersonId) -> int:
        """How much waits for a person."""
        return self._connection.scalar(self._COUNT, {"person": person}) or 0

    def remove(self, person: PersonId, row: UUID) -> None:
        """Remove one waiting thing."""
        self._connection.execute(self._REMOVE, {"person": person, "waiting": row})

    def remove_all(self, person: PersonId) -> None:
        """Remove everything that waits for a person."""
        self._connection.execute(self._REMOVE_ALL, {"person": person})
