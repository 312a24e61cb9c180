"""Presence: what is known of whoever is signed in, in memory only."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from wellbeing.domain.people import Membership, PersonId, Profile, Role, UnitId
from wellbeing.services.noticing import Findings
from wellbeing.services.seating import Standing
from wellbeing.vault.keyring import Session, State


@dataclass(frozen=True, slots=True)
class Life:
    """What is kept beside a live session's keys, in memory only."""

    profile: Profile = field(repr=False)
    standing: Standing = field(repr=False)
    findings: Findings = field(default=Findings(), repr=False)
    code_unconfirmed: bool = False
    tag: str = field(default="", repr=False)
    """As in `Presence`, which is asked for several times in each event."""


@dataclass(frozen=True, slots=True)
class Presence:
    """Whoever a page is shown to."""

    person: PersonId
    session_id: str
    epoch: int
    """Rises with every lock; what was shown in an earlier one must leave the page."""
    locked: bool
    memberships: tuple[Membership, ...] = field(repr=False)
    handle: str = field(repr=False)
    lock_after_seconds: int
    time_zone: str
    tag: str
    """The same for one person for ever, and says nothing else about them."""
    retention_months: int = 24
    findings: Findings = field(default=Findings(), repr=False)
    """What was noticed and waits to be seen; nothing while locked."""
    code_unconfirmed: bool = False
    """Whether nobody has confirmed the newest recovery code; false while locked."""

    @property
    def roles(self) -> frozenset[Role]:
        """The roles of all seats together."""
        return frozenset(one.role for one in self.memberships)

    @property
    def home(self) -> UnitId | None:
        """The unit the person investigates for."""
        return next((one.unit for one in self.memberships if one.role is Role.INVESTIGATOR), None)

    def holds(self, role: Role, unit: UnitId | None = None) -> bool:
        """Whether the person has this role in this unit; an administrator's seat belongs to none."""
        return any(one.role is role and one.unit == unit for one in self.memberships)


@dataclass(frozen=True, slots=True)
class OwnSession:
    """One of a person's live sessions, for nobody but them."""

    session_id: str
    started_at: datetime
    seen_at: datetime
    locked: bool
    here: bool
    """Whether it is the one that asks."""


def presence_of(session: Session[Life]) -> Presence:
    """Whoever a session is of; what only its owner may see while it is open is left out otherwise."""
    life = session.payload
    return Presence(
        person=session.person,
        session_id=session.id,
        epoch=session.epoch,
        locked=session.state is State.LOCKED,
        memberships=life.standing.memberships,
        handle=life.profile.handle,
        lock_after_seconds=life.standing.lock_after_minutes * 60,
        time_zone=life.standing.time_zone,
        tag=life.tag,
        retention_months=life.profile.retention_months,
        findings=life.findings if session.state is State.OPEN else Findings(),
        code_unconfirmed=life.code_unconfirmed and session.state is State.OPEN,
    )
