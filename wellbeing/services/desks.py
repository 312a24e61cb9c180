"""Desks: what each kind of person may do, as frozen bundles; a lead's desk has no check-ins on it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from wellbeing.crypto.kdf import DEFAULT, FLOOR, KdfParams
from wellbeing.domain.instruments.instrument import Instrument
from wellbeing.domain.instruments.shelf import offered
from wellbeing.domain.resources import LINES, Directory
from wellbeing.services.audit_view import AuditView
from wellbeing.services.ballots import Ballots
from wellbeing.services.casting import Casting
from wellbeing.services.checkins import CheckIns
from wellbeing.services.comments import Comments
from wellbeing.services.confirming import Confirming
from wellbeing.services.contacts import Contacts
from wellbeing.services.contributing import Contributing
from wellbeing.services.diary import Diary
from wellbeing.services.duty import DutyRecord
from wellbeing.services.exports import Exports
from wellbeing.services.exposure import Exposure
from wellbeing.services.floors import Floors
from wellbeing.services.followups import FollowUps
from wellbeing.services.history import History
from wellbeing.services.joining import Joining
from wellbeing.services.keeping import Keeping
from wellbeing.services.leaving import Leaving
from wellbeing.services.neighbours import Alone, Neighbours
from wellbeing.services.opening import Opening
from wellbeing.services.outcomes import Outcomes
from wellbeing.services.passphrases import Passphrases
from wellbeing.services.patterns import Patterns
from wellbeing.services.plans import Plans
from wellbeing.services.policies import Policies
from wellbeing.services.ports import Begin, Clock, Slots
from wellbeing.services.preferences import OwnPreferences
from wellbeing.services.publishing import Publishing
from wellbeing.services.questionnaires import Questionnaires
from wellbeing.services.record import Record
from wellbeing.services.records import Records
from wellbeing.services.releases import Releases
from wellbeing.services.relief import Relief
from wellbeing.services.remembering import Remembering
from wellbeing.services.resealing import Resealing
from wellbeing.services.resources import Resources
from wellbeing.services.seats import Seats
from wellbeing.services.sessions import Life, Sessions
from wellbeing.services.signing_in import SigningIn
from wellbeing.services.taking_in import TakingIn
from wellbeing.services.team import Team
from wellbeing.services.unfinished import Unfinished
from wellbeing.services.units import Units
from wellbeing.services.vouching import Vouching
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
    exposure: Exposure
    record: Record
    questionnaires: Questionnaires
    preferences: OwnPreferences
    unfinished: Unfinished
    policies: Policies
    comments: Comments
    followups: FollowUps
    resources: Resources
    plans: Plans
    relief: Relief
    outcomes: Outcomes
    patterns: Patterns
    team: Team
    """The officer's side: what their leads see of them."""
    ballots: Ballots
    casting: Casting
    taking_in: TakingIn
    audit: AuditView
    """The administrators' records, which everybody may read."""


@dataclass(frozen=True, slots=True)
class UnitDesk:
    """What a configurator has: their unit and its seats."""

    units: Units
    seats: Seats
    policies: Policies
    publishing: Publishing
    comments: Comments
    contacts: Contacts
    vouching: Vouching
    outcomes: Outcomes
    duty: DutyRecord
    floors: Floors
    keeping: Keeping


@dataclass(frozen=True, slots=True)
class AdminDesk:
    """What an administrator has: all units, and the seats of configurators and administrators."""

    units: Units
    seats: Seats


@dataclass(frozen=True, slots=True)
class LeadDesk:
    """What a welfare lead has: blurred pictures of their units, and no way to anybody's words."""

    team: Team
    duty: DutyRecord


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
    releases: Releases,
    look: Begin | None = None,
    kdf: KdfParams = DEFAULT,
    floor: KdfParams = FLOOR,
    idle_minutes: int = 10,
    instruments: Iterable[Instrument] | None = None,
    directory: Directory | None = None,
    clinical_reviewer: str = "",
    neighbours: Neighbours | None = None,
) -> Desks:
    """All desks, over one storage.

    Args:
        begin: opens a transaction on the main database.
        slots: the key slots.
        clock: where the time comes from.
        queue: takes turns at key derivation.
        pepper: the installation's secret, kept outside the database.
        releases: runs the periods; no desk gets it, so that no page can.
        look: opens a transaction that only reads and keeps no writer waiting; `begin` when there is none.
        kdf: what a new passphrase slot costs.
        floor: the least that a stored slot may cost; only tests pass a smaller one.
        idle_minutes: minutes without activity before entries lock.
        instruments: the questionnaires that are offered; the usual ones when none are given.
        directory: the help lines; None means those that ship.
        clinical_reviewer: who reviewed what the help page says, as the deploying body names them.
        neighbours: the other processes of this installation; None when there are none.
    """
    look = look or begin
    directory = directory or Directory.of(LINES)
    neighbours = neighbours or Alone()
    records = Records(begin, look, clock, slots)
    opening = Opening(begin, look, slots, clock, queue, pepper, kdf, floor, neighbours)
    keyring = Keyring[Life]()
    sessions = Sessions(look, clock, keyring, opening, records, pepper, idle_minutes, neighbours)
    preferences = OwnPreferences(records, sessions)
    policies = Policies(look, clock, sessions, records)
    comments = Comments(begin, look, sessions, policies, pepper, keyring.of)
    confirming = Confirming(keyring.people)
    sessions.keepers.append(confirming.keep)
    unfinished = Unfinished(begin, slots, neighbours)
    exposure = Exposure(begin, look, clock, records, sessions, policies, keyring.people, pepper)
    record = Record(records, sessions, policies, exposure, clock)
    outcomes = Outcomes(begin, look, clock, sessions, preferences, releases.audit)
    contributing = Contributing(Remembering(keyring))
    ballots = Ballots(
        begin, look, clock, records, sessions, releases.boxes, releases.keys.boxes, contributing
    )
    audit = releases.audit
    units = Units(begin, look, clock, sessions, directory, audit)
    seats = Seats(begin, look, clock, sessions, pepper, audit)
    team = Team(begin, look, clock, sessions, releases.journal.public_key)
    duty = DutyRecord(begin, look, clock, sessions, directory)
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
            ),
            signing_in=SigningIn(opening, sessions, pepper),
            passphrases=Passphrases(
                opening, records, sessions, confirming, Resealing(begin, slots, records, opening)
            ),
            leaving=Leaving(unfinished, slots, clock, opening, records, sessions, confirming, ballots),
            diary=Diary(records, sessions),
            checkins=CheckIns(records, sessions, clock),
            history=History(look, records, sessions, clock),
            exports=Exports(records, sessions, clock, record),
            exposure=exposure,
            record=record,
            preferences=preferences,
            questionnaires=Questionnaires(
                records,
                sessions,
                preferences,
                clock,
                offered(()) if instruments is None else instruments,
            ),
            unfinished=unfinished,
            policies=policies,
            comments=comments,
            followups=FollowUps(look, clock, sessions, records, preferences),
            resources=Resources(look, clock, sessions, preferences, directory, clinical_reviewer),
            plans=Plans(records, sessions),
            relief=Relief(records, sessions, clock),
            outcomes=outcomes,
            patterns=Patterns(records, sessions, clock, preferences, policies),
            team=team,
            ballots=ballots,
            casting=Casting(clock, records, sessions, ballots, keyring),
            taking_in=TakingIn(records, sessions),
            audit=AuditView(look, audit.public_key),
        ),
        unit=UnitDesk(
            units,
            seats,
            policies,
            Publishing(begin, look, sessions, policies, audit),
            comments,
            Contacts(begin, look, sessions, audit),
            Vouching(begin, look, clock, sessions, pepper, directory, audit),
            outcomes,
            duty,
            Floors(begin, look, clock, sessions, releases.journal, audit),
            Keeping(begin, look, sessions, audit),
        ),
        admin=AdminDesk(units, seats),
        lead=LeadDesk(team, duty),
    )
