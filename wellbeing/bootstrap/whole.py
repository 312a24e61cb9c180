"""The whole app of one installation, from its settings: storage, keys, services, edge and jobs."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from wellbeing.bootstrap import backups
from wellbeing.bootstrap.backing_up import BackingUp
from wellbeing.bootstrap.backups import Backup
from wellbeing.bootstrap.beginnings import check_pepper, measured_cost
from wellbeing.bootstrap.clock import SystemClock
from wellbeing.bootstrap.lines import directory_of
from wellbeing.bootstrap.places import Places
from wellbeing.bootstrap.recording import note_settings, note_version
from wellbeing.bootstrap.standing import HostStanding
from wellbeing.bootstrap.telling import releases_of
from wellbeing.crypto import kdf as key_derivation
from wellbeing.crypto.kdf import FLOOR, KdfParams
from wellbeing.domain.audit import Act, By
from wellbeing.domain.days import month_of
from wellbeing.domain.errors import HarbourError, Unfit
from wellbeing.domain.instruments.shelf import offered
from wellbeing.domain.logged import Logged
from wellbeing.edge.asgi import Edge
from wellbeing.schedule.alarms import Deadline
from wellbeing.schedule.jobs import Schedule, backing_up, copying, ending, opening, sweeping, tidying
from wellbeing.services import desks as services
from wellbeing.services.comments import COMMENT_DAYS_KEPT
from wellbeing.services.neighbours import Alone, Neighbours
from wellbeing.services.ports import Clock
from wellbeing.settings import Settings
from wellbeing.storage import moved
from wellbeing.storage.engine import file_of
from wellbeing.storage.neighbours import FileNeighbours
from wellbeing.storage.opening import open_storage
from wellbeing.storage.release_text import audit_text
from wellbeing.vault.kdf_queue import KdfQueue

_log = logging.getLogger(__name__)
BEYOND_THE_QUEUE: Final = 2
"""Acts with a secret that may be under way beyond those that the queue holds: it turns them away."""
HEAR_SECONDS: Final = 1.0
"""How often the other processes are asked whether seats have changed."""


class Wellbeing:
    """Everything of one process; use it as a context manager, or through `running`."""

    def __init__(
        self,
        settings: Settings,
        *,
        kdf: KdfParams | None = None,
        floor: KdfParams = FLOOR,
        clock: Clock | None = None,
        migrate: bool = False,
        serving: bool = False,
        ribbon: str = "",
    ) -> None:
        """Open the data folder, or make it at the first start.

        Args:
            settings: what the installer set.
            kdf: what new key slots cost; None means what was measured at the first start. No setting reaches
                this or `floor`: only tests pass cheaper ones.
            floor: the least cost that is accepted.
            clock: where the time comes from.
            migrate: whether older data is brought to this version.
            serving: whether it is to answer people, beside others if it has a name; commands only look in.
            ribbon: English words shown on every page, such as that all data is made up.

        Raises:
            PepperMissing, PepperWrong: the pepper is not the one of this data.
            ReleaseKeyMissing, ReleaseKeyWrong: nor is the key that signs the log of releases.
            SchemaOlder, SchemaNewer, Unfit: the data or the host cannot be used.
        """
        key_derivation.self_test()
        self.settings = settings
        self.ribbon = ribbon
        self._clock: Clock = clock or SystemClock()
        self._extra: Sequence[Any] = ()
        self._schedule: Schedule | None = None
        places = Places.of(settings)
        places.make()
        made = not places.pepper.exists() and not places.in_use
        pepper = self._pepper = places.make_pepper() if made else places.read_pepper()
        first = not places.whole(settings)
        self._storage = open_storage(settings.data, settings.database_url, migrating=migrate or first)
        try:
            check_pepper(self._storage, places, pepper, made=made)
            self.releases = releases_of(places, self._storage, self._clock)
            self._copy_records()  # first, so that a restored database has them all before a line is added
            note_version(self._storage, self.releases.audit)
            self._kdf = kdf or measured_cost(self._storage, floor)
            self._queue = KdfQueue(settings.kdf_memory_mib * 1024)
            several = serving and settings.process
            self._neighbours: Neighbours = (
                FileNeighbours(settings.data, settings.process, pepper) if several else Alone()
            )
            self.desks = services.build(
                self._storage.begin,
                self._storage.slots,
                self._clock,
                self._queue,
                pepper,
                releases=self.releases,
                look=self._storage.look,
                kdf=self._kdf,
                floor=floor,
                idle_minutes=settings.idle_minutes,
                directory=directory_of(settings.data),
                clinical_reviewer=settings.clinical_reviewer,
                instruments=offered(settings.questionnaires),
                neighbours=self._neighbours,
            )
        except BaseException:
            self._storage.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of keys, threads and files."""
        self._copy_records()
        self._queue.close()
        self._storage.close()
        self._neighbours.close()

    @cached_property
    def edge(self) -> Edge:
        """What every request passes; made when first asked for, since it reads the built frontend."""
        return Edge(
            self.desks,
            self.settings.origins,
            frontend=self.settings.frontend / "build" / "client",
            trusted_proxy_hops=self.settings.trusted_proxy_hops,
            ribbon=self.ribbon,
            extra_routes=self._extra,
            neighbours=self._neighbours,
            standing=self._standing(),
            secrets_at_once=self._queue.holds + BEYOND_THE_QUEUE,
        )

    def _standing(self) -> HostStanding:
        key = self.releases.audit.public_key
        beating = lambda: self._schedule is not None and self._schedule.beating()  # noqa: E731 asked later
        return HostStanding(self.settings, self._storage, self._clock, self._kdf, key, beating)

    def mount(self, routes: Sequence[Any]) -> None:
        """Add pages of a special installation, such as the demo's; before the edge is first asked for."""
        self._extra = tuple(routes)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Finish what the last process left half done, and run the jobs for as long as the app answers.

        Not when the app is made: other commands make it too, beside the one process that serves.
        """
        try:
            await asyncio.to_thread(self.desks.person.unfinished.finish)
        except Unfit as error:
            _log.warning(
                "what was interrupted waits for the next start (%s)",
                type(error).__name__,
                extra=Logged.UNFINISHED_WAITS.extra,
            )
        await asyncio.to_thread(self._note_settings)
        exposure = self.desks.person.exposure
        reminding = Deadline("reminders", exposure.remind, exposure.deadlines.next, exposure.deadlines.listen)
        casting = self.desks.person.casting
        contributing = Deadline("contributions", casting.run, casting.due.next, casting.due.listen)
        jobs = [
            sweeping(self.desks.person.sessions.sweep),
            tidying(self._tidy),
            opening(self.releases.open_boxes),
            ending(self.releases.end_periods),
            backing_up(self._back_up),
            copying(self._copy_records),
        ]
        self._schedule = schedule = Schedule(jobs, [reminding, contributing], self._neighbours.leads)
        schedule.start()
        hearing = asyncio.create_task(self._hear()) if self._neighbours.name else None
        try:
            yield
        finally:
            if hearing is not None:
                hearing.cancel()
            casting.stop()
            await schedule.stop()
            with contextlib.suppress(Exception):  # the process ends; what was saved is saved
                self.close()

    async def _hear(self) -> None:
        """Take up what other processes have changed; what cannot be looked up now is tried again."""
        told = ""
        while True:
            await asyncio.sleep(HEAR_SECONDS)
            try:
                await asyncio.to_thread(self.desks.person.sessions.standings.hear)
                told = ""
            except Exception as error:  # noqa: BLE001 whatever it is, the next second must be listened to
                failed = type(error).__name__
                if failed != told:  # once, however long it lasts
                    _log.error("changed seats wait (%s)", failed, extra=Logged.SEATS_NOT_HEARD.extra)
                told = failed

    def first_administrator(self) -> str | None:
        """A fresh code while no administrator has joined; None afterwards."""
        return self.desks.admin.seats.first_administrator()

    def invite_administrator(self) -> str:
        """A fresh code for one more administrator."""
        return self.desks.admin.seats.invite_administrator()

    def people(self) -> int:
        """How many accounts there are."""
        with self._storage.look() as work:
            return work.people.count()

    def back_up(self, folder: Path, public: bytes, by: By = By.INSTALLER) -> Backup:
        """Make a backup now, while people go on.

        Raises:
            BackupUnderWay: another one is being made, and took longer than one waits.
        """
        return self._backing_up().make(folder, public, by)

    def restored(self, saved: datetime) -> None:
        """Note that this data was restored from a backup of a moment."""
        self.releases.audit.record(Act.RESTORED, By.INSTALLER, saved_on=saved.date().isoformat())

    def _back_up(self) -> None:
        """Remove backups that are too old, and make today's if there is a key and no recent one."""
        self._backing_up().nightly()

    def _backing_up(self) -> BackingUp:
        return BackingUp(self.settings, self._storage, self.releases.audit, self._clock.now())

    def _tidy(self) -> None:
        """Remove what has expired, and with it what SQLite would leave legible in unused space."""
        with self._storage.begin() as work:
            today = self._clock.now().date()
            work.entries.remove_expired(month_of(today))
            work.comments.remove_closed(today - timedelta(days=COMMENT_DAYS_KEPT))
            work.commit()
        self._storage.compact()
        backups.drop_copies(self.settings.data, self._clock.now())
        here = Places.of(self.settings)
        if here.has_file and file_of(self._storage.engine) is None:
            # A move was cut short at its end, or made by a version that left the file where it was.
            moved.put_aside(here.database)
            words = "a file was put aside: the data is in another database now"
            _log.warning(words, extra=Logged.FILE_PUT_ASIDE.extra)

    def _copy_records(self) -> None:
        """Bring the administrators' records to their text file, and back from it what a restore has lost."""
        try:
            self.releases.audit.settle(audit_text(Places.of(self.settings).audit_text))
        except HarbourError as error:  # whoever has work to do is not kept from it; `doctor` and pages say so
            _log.error(
                "the administrators' records were not copied (%s)",
                type(error).__name__,
                extra=Logged.RECORDS_NOT_COPIED.extra,
            )

    def _note_settings(self) -> None:
        try:
            note_settings(self._storage, self.releases.audit, self.settings, self._pepper)
        except (HarbourError, ValueError) as error:
            _log.error(
                "changed settings were not noted (%s)",
                type(error).__name__,
                extra=Logged.SETTINGS_NOT_NOTED.extra,
            )
