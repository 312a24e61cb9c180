"""One transaction on the main database, with a store for everything in it."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from sqlalchemy import Engine

from wellbeing.domain.errors import DatabaseBusy
from wellbeing.services import box_ports, ports, unit_ports
from wellbeing.storage.engine import looking
from wellbeing.storage.person_stores import SqlEntries, SqlInbox, SqlManifests, SqlPeople
from wellbeing.storage.policy_stores import SqlComments, SqlPolicies
from wellbeing.storage.release_stores import SqlDuties, SqlFloors, SqlMarks, SqlReleaseLog
from wellbeing.storage.resource_stores import SqlConfirmations, SqlContacts, SqlOutcomes
from wellbeing.storage.turn import Turn
from wellbeing.storage.unit_stores import SqlMeta, SqlSeats, SqlUnits


class SqlUnitOfWork:
    """Writes all or nothing: it rolls back unless `commit` was said. Fits `services.ports.UnitOfWork`.

    What a unit of work reads cannot change before it writes: on SQLite it takes the one write lock at once,
    on a server an advisory lock with its first statement. The driver's own errors leave it as those of
    `wellbeing.domain.errors`.
    """

    people: ports.People
    entries: ports.Entries
    manifests: ports.Manifests
    inbox: ports.Inbox
    units: ports.Units
    seats: ports.Seats
    policies: unit_ports.Policies
    comments: unit_ports.Comments
    contacts: unit_ports.Contacts
    confirmations: unit_ports.Confirmations
    outcomes: unit_ports.Outcomes
    releases: box_ports.ReleaseLog
    floors: box_ports.Floors
    marks: box_ports.Marks
    duties: box_ports.Duties
    meta: SqlMeta

    def __init__(self, engine: Engine, turn: Turn | None = None, patience: float = 0.0) -> None:
        """Prepare a unit of work; `with` opens it.

        Args:
            engine: the main database; as `engine.looking` gave it, nothing can be written and nobody waits.
            turn: writers of this process queue for it, which is faster and fairer than polling the file lock.
            patience: seconds to queue before `DatabaseBusy`.
        """
        self._engine = engine
        self._turn = turn
        self._patience = patience

    @classmethod
    def looking(cls, engine: Engine) -> Self:
        """A unit of work on the main database that only reads, and keeps nobody waiting."""
        return cls(looking(engine))

    def __enter__(self) -> Self:
        if self._turn is not None and not self._turn.take(self._patience):
            raise DatabaseBusy
        try:
            self._connection = self._engine.connect()
            try:
                self._transaction = self._connection.begin()
            except BaseException:
                self._connection.close()
                raise
        except BaseException:
            self._pass_on()
            raise
        self.people = SqlPeople(self._connection)
        self.entries = SqlEntries(self._connection)
        self.manifests = SqlManifests(self._connection)
        self.inbox = SqlInbox(self._connection)
        self.units = SqlUnits(self._connection)
        self.seats = SqlSeats(self._connection)
        self.policies = SqlPolicies(self._connection)
        self.comments = SqlComments(self._connection)
        self.contacts = SqlContacts(self._connection)
        self.confirmations = SqlConfirmations(self._connection)
        self.outcomes = SqlOutcomes(self._connection)
        self.releases = SqlReleaseLog(self._connection)
        self.floors = SqlFloors(self._connection)
        self.marks = SqlMarks(self._connection)
        self.duties = SqlDuties(self._connection)
        self.meta = SqlMeta(self._connection)
        return self

    def commit(self) -> None:
        """Make everything durable; when this returns, it survives a power cut."""
        self._transaction.commit()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._connection.close()  # rolls back what was not committed
        finally:
            self._pass_on()

    def _pass_on(self) -> None:
        if self._turn is not None:
            self._turn.pass_on()
