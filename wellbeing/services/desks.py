"""Desks: what each kind of person may do, as frozen bundles; a lead's desk has no check-ins on it."""

from __future__ import annotations

from dataclasses import dataclass

from wellbeing.crypto.kdf import DEFAULT, FLOOR, KdfParams
from wellbeing.services.checkins import CheckIns
from wellbeing.services.confirming import Confirming
from wellbeing.services.diary import Diary
from wellbeing.services.exports import Exports
from wellbeing.services.history import History
from wellbeing.services.joining import Joining
from wellbeing.services.leaving import Leaving
from wellbeing.services.opening import Opening
from wellbeing.services.passphrases import Passphrases
from wellbeing.services.ports import Begin, Clock, Slots
from wellbeing.services.records import Records
from wellbeing.services.resealing import Resealing
from wellbeing.services.seats import Seats
from wellbeing.services.sessions import Life, Sessions
from wellbeing.services.signing_in import SigningIn
from wellbeing.services.unfinished import Unfinished
from wellbeing.services.units import Units
from wellbeing.vault.kdf_queue import KdfQueue
from wellbeing.vault.keyring import Keyring


@dataclass(frozen=True, slots=True)
class PersonDesk:
    """What everybody has: their own account and their own words."""

    sessions: Sessions
    joining: Joining
    signing_in: SigningIn
    passphrases: Passphrases
    leaving: Leaving
    diary: Diary
    checkins: CheckIns
    history: History
    exports: Exports
    unfinished: Unfinished


@dataclass(frozen=True, slots=True)
class UnitDesk:
    """What a configurator has: their unit and its seats."""

    units: Units
    seats: Seats


@dataclass(frozen=True, slots=True)
class AdminDesk:
    """What an administrator has: all units, and the seats of configurators and administrators."""

    units: Units
    seats: Seats


@dataclass(frozen=True, slots=True)
class LeadDesk:
    """What a welfare lead has: their unit's settings, and no way to anybody's words."""

    units: Units


@dataclass(frozen=True, slots=True)
class Desks:
    """All desks of one installation."""

    person: PersonDesk
    unit: UnitDesk
    admin: AdminDesk
    lead: LeadDesk


def build(
    begin: Begin,
    slots: Slots,
    clock: Clock,
    queue: KdfQueue,
    pepper: bytes,
    *,
    look: Begin | None = None,
    kdf: KdfParams = DEFAULT,
    floor: KdfParams = FLOOR,
    idle_minutes: int = 10,
    retention_months: int = 24,
) -> Desks:
    """All desks, over one storage.

    Args:
        begin: opens a transaction on the main database.
        slots: the key slots.
        clock: where the time comes from.
        queue: takes turns at key derivation.
        pepper: the installation's secret, kept outside the database.
        look: opens a transaction that only reads and keeps no writer waiting; `begin` when there is none.
        kdf: what a new passphrase slot costs.
        floor: the least that a stored slot may cost; only tests pass a smaller one.
        idle_minutes: minutes without activity before entries lock.
        retention_months: months a new person's check-ins are kept, until they choose otherwise.
    """
    look = look or begin
    records = Records(begin, look, clock, slots)
    opening = Opening(begin, look, slots, clock, queue, pepper, kdf, floor)
    keyring = Keyring[Life]()
    sessions = Sessions(look, clock, keyring, opening, records, pepper, idle_minutes)
    confirming = Confirming()
    unfinished = Unfinished(begin, slots)
    units = Units(begin, look, clock, sessions)
    seats = Seats(begin, look, clock, sessions, pepper)
    return Desks(
        person=PersonDesk(
            sessions=sessions,
            joining=Joining(
                begin,
                look,
                slots,
                clock,
                opening,
                records,
                sessions,
                confirming,
                unfinished,
                pepper,
                retention_months,
            ),
            signing_in=SigningIn(opening, sessions, pepper),
            passphrases=Passphrases(
                opening, records, sessions, confirming, Resealing(begin, slots, records, opening)
            ),
            leaving=Leaving(unfinished, slots, clock, opening, records, sessions, confirming),
            diary=Diary(records, sessions),
            checkins=CheckIns(records, sessions, clock),
            history=History(records, sessions, clock),
            exports=Exports(records, sessions, clock),
            unfinished=unfinished,
        ),
        unit=UnitDesk(units, seats),
        admin=AdminDesk(units, seats),
        lead=LeadDesk(units),
    )
