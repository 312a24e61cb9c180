"""A whole installation in memory: real vault and services over the fakes, with a cheap Argon2id."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from uuid import uuid4

from tests.box_fakes import FakeBoxes, FakeReleaseText, releases_over
from tests.fakes import FakeClock, FakeSlots, FakeStore
from wellbeing.crypto.kdf import KdfParams
from wellbeing.domain.people import Role, Seat, SeatId, Unit, UnitId
from wellbeing.services import desks
from wellbeing.services.passphrases import Renewed
from wellbeing.services.ports import InboxRow
from wellbeing.vault.kdf_queue import KdfQueue

CHEAP = KdfParams(memory_kib=64, iterations=1)
PEPPER = b"pepper of a test, 32 bytes long!"
WORDS = "plank harvest copper violin drift"
OTHER_WORDS = "lantern moss quiver asphalt tundra"


@dataclass
class Someone:
    """A person as the outside knows them."""

    handle: str
    passphrase: str
    recovery_code: str
    cookie: str
    reference: str = ""


class World:
    """Storage that outlives `restart`, and desks that do not."""

    def __init__(self) -> None:
        self.clock = FakeClock()
        self.store = FakeStore()
        self.slots = FakeSlots()
        self.boxes = FakeBoxes()
        self.text = FakeReleaseText()
        self.queue = KdfQueue(4 * CHEAP.memory_kib, least=CHEAP)
        self.restart()

    def restart(self) -> None:
        """Drop everything that was only in memory, as kill -9 does."""
        self.releases = releases_over(self.store.begin, self.store.look, self.clock, self.boxes, self.text)
        self.desks = desks.build(
            self.store.begin,
            self.slots,
            self.clock,
            self.queue,
            PEPPER,
            releases=self.releases,
            look=self.store.look,
            kdf=CHEAP,
            floor=CHEAP,
        )

    def close(self) -> None:
        self.queue.close()

    def unit(self, name: str = "Unit", time_zone: str = "UTC", lock: int = 10) -> Unit:
        """A unit that is simply there."""
        unit = Unit(UnitId(uuid4()), name, time_zone=time_zone, lock_after_minutes=lock)
        with self.store.begin() as work:
            work.units.put(unit)
            work.commit()
        return unit

    def code(self, role: Role = Role.INVESTIGATOR, unit: Unit | None = None, label: str = "seat") -> str:
        """The code of a new slip."""
        return self.slip(role, unit, label)[1]

    def slip(
        self, role: Role = Role.INVESTIGATOR, unit: Unit | None = None, label: str = "seat"
    ) -> tuple[SeatId, str]:
        """A new seat and the code on its slip."""
        seat = Seat(SeatId(uuid4()), None if unit is None else unit.id, role, label)
        with self.store.begin() as work:
            slip = self.desks.unit.seats._print(work, seat)
            work.commit()
        return seat.id, slip.code

    def join(
        self,
        handle: str = "Heron",
        *,
        role: Role = Role.INVESTIGATOR,
        unit: Unit | None = None,
        passphrase: str = WORDS,
    ) -> Someone:
        """Somebody who has joined and has a page open."""
        unit = self.unit() if unit is None and role is not Role.ADMINISTRATOR else unit
        joined = self.desks.person.joining.join(self.code(role, unit), handle, passphrase)
        someone = Someone(handle, passphrase, joined.recovery_code, joined.cookie)
        return self.attach(someone)

    def sign_in(self, someone: Someone, passphrase: str | None = None) -> Someone:
        """The same person on one more device, with a page open."""
        cookie = self.desks.person.signing_in.sign_in(someone.handle, passphrase or someone.passphrase)
        return self.attach(replace(someone, cookie=cookie))

    def attach(self, someone: Someone) -> Someone:
        someone.reference = self.desks.person.sessions.attach(someone.cookie) or ""
        return someone

    def renewed(self, someone: Someone, renewed: Renewed) -> Someone:
        """The same person after an act that gave them a new recovery code, and their session a new cookie."""
        someone.cookie, someone.recovery_code = renewed.cookie, renewed.recovery_code
        return self.attach(someone)

    def rotate(self, someone: Someone) -> Someone:
        """The same person with a fresh key; nothing has moved to it yet."""
        return self.renewed(someone, self.desks.person.passphrases.rotate(someone.cookie, someone.passphrase))

    def confirm(self, someone: Someone) -> None:
        """Type the groups that are asked for."""
        groups, passphrases = someone.recovery_code.split("-"), self.desks.person.passphrases
        asked = passphrases.to_confirm(someone.cookie)
        passphrases.confirm_recovery(someone.cookie, [groups[number - 1] for number in asked])

    def waiting(self) -> list[InboxRow]:
        """What waits in anybody's inbox, beside the letter that everybody has there."""
        return [row for row in self.store.tables.inbox.values() if row.id != row.person]

    @contextmanager
    def broken(self, part: FakeStore | FakeSlots, error: BaseException, after: int = 0) -> Iterator[None]:
        """The part fails at every write after so many good ones."""
        left = after

        def fail() -> None:
            nonlocal left
            if left == 0:
                raise error
            left -= 1

        name = "before_commit" if isinstance(part, FakeStore) else "before_write"
        before = getattr(part, name)
        setattr(part, name, fail)
        try:
            yield
        finally:
            setattr(part, name, before)
