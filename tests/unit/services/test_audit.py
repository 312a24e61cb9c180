"""The administrators' records: what is noted with which act, how a change shows, what has no place."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from tests.box_fakes import KEYS
from tests.fakes import FakeClock, FakeStore
from tests.world import Someone, World
from wellbeing.crypto import signing
from wellbeing.domain import audit_words
from wellbeing.domain.audit import FACTS, Act, By, Line, Note
from wellbeing.domain.contact import Contact, ContactKind, ContactWords
from wellbeing.domain.errors import BadInput, DatabaseBusy, DiskFull, RecordsBroken
from wellbeing.domain.people import Role, Unit, UnitId
from wellbeing.domain.policy import DEFAULT
from wellbeing.services import audit
from wellbeing.services.audit import Audit
from wellbeing.services.audit_view import PAGE
from wellbeing.words import translator

DAY = date(2026, 11, 21)
KEY = KEYS.signing
PUBLIC = signing.public_of(KEY)
EN = translator("en")


def noted(world: World) -> list[tuple[Act, By, UnitId | None, dict[str, object]]]:
    return [
        (one.note.act, one.note.by, one.note.unit, dict(one.note.facts))
        for one in world.releases.audit.lines()
    ]


def chain(count: int) -> list[Line]:
    lines: list[Line] = []
    for number in range(count):
        note = Note(Act.SLIPS, By.CONFIGURATOR, DAY, None, (("count", number), ("role", "lead")))
        lines.append(audit.line(lines[-1] if lines else None, note, key=KEY, version="1"))
    return lines


def test_a_chain_is_sound_and_holds_the_hash_of_each_line_before() -> None:
    lines = chain(5)
    assert audit.verify(lines, PUBLIC) == (5, False)
    assert audit.verify(lines[3:], PUBLIC, lines[2]) == (5, False)
    assert [json.loads(one.body)["before"] for one in lines] == [
        audit.BEGINNING,
        *(audit.head(one) for one in lines[:-1]),
    ]
    assert audit.verify(lines, PUBLIC, noted=audit.head(lines[1])) == (5, True)
    assert audit.verify(lines, PUBLIC, noted=audit.head(chain(6)[5])) == (5, False)


def _changed(lines: list[Line]) -> list[Line]:
    body = lines[2].body.replace('"count":2', '"count":3')
    return [*lines[:2], audit.read(body, lines[2].signature), *lines[3:]]


def _signed_by_another(lines: list[Line]) -> list[Line]:
    return [*lines[:2], replace(lines[2], signature=signing.sign(signing.make_key(), b"x")), *lines[3:]]


@pytest.mark.parametrize(
    ("harm", "named"),
    [
        (lambda lines: lines[1:], 1),
        (lambda lines: [*lines[:2], *lines[3:]], 3),
        (lambda lines: [lines[1], lines[0], *lines[2:]], 1),
        (lambda lines: [*lines, lines[4]], 6),
        (_changed, 3),
        (_signed_by_another, 3),
    ],
    ids=range(6),
)
def test_whatever_is_done_to_it_the_first_wrong_line_is_named(
    harm: Callable[[list[Line]], list[Line]], named: int
) -> None:
    with pytest.raises(RecordsBroken) as found:
        audit.verify(harm(chain(5)), PUBLIC)
    assert found.value.number == named


def test_a_shorter_log_is_sound_by_itself_and_only_a_hash_on_paper_tells() -> None:
    """What the log cannot do alone is said in the documents."""
    lines = chain(5)
    assert audit.verify(lines[:3], PUBLIC, noted=audit.head(lines[4])) == (3, False)


@pytest.mark.parametrize(
    "body",
    [
        "",
        "{}",
        "[]",
        '{"log":"administrators"}',
        '{"fact":"formed"}',
        "null",
        '{"log":"releases","number":1}',
    ],
    ids=range(7),
)
def test_no_other_text_is_read_as_a_line(body: str) -> None:
    with pytest.raises(RecordsBroken):
        audit.read(body, b"")


@pytest.mark.parametrize(
    "facts",
    [
        (("label", "seat 12"),),
        (("role", "Mary Smith"),),
        (("role", "lead"), ("count", 1)),
        (("count", True),),
        (("count", 1.0),),
        (("role", "x" * 401),),
        (("count", 1), ("count", 1)),
    ],
    ids=range(7),
)
def test_there_is_no_place_for_words(facts: tuple[tuple[str, int | str], ...]) -> None:
    with pytest.raises(ValueError, match="slips"):
        Note(Act.SLIPS, By.CONFIGURATOR, DAY, None, facts)


def test_no_act_has_a_fact_that_could_name_somebody() -> None:
    known = {name for names in FACTS.values() for name in names}
    assert not known & {"person", "handle", "seat", "label", "name", "address", "session", "at", "hour"}
    assert {"sign", "join", "recover", "export", "delete", "unlock", "lock", "help"} & {
        word for act in Act for word in act.value.split("_")
    } == set()


def test_every_act_is_said_in_words(world: World) -> None:
    facts: dict[str, int | str] = {
        "names": "country,time_zone", "count": 2, "role": "lead", "policy": 3, "starts": "2026-12-01",
        "change": "added", "floor": 20, "period": 741, "groups": 3, "published": 1, "withheld": 2,
        "saved_on": "2026-11-20", "version": "0.1.0", "schema": "0004_the_records", "months": 12,
    }  # fmt: skip
    for act in Act:
        own = tuple(sorted((name, facts[name]) for name in FACTS.get(act, ())))
        words = audit_words.said(Note(act, By.APP, DAY, None, own), EN)
        assert re.fullmatch(r"[A-Z0-9].*\.", words), act
        assert all(len(one.split()) <= 15 for one in words.split(". "))
    assert set(audit_words.DESKS) == set(By)


def contact(unit: Unit) -> Contact:
    return Contact(uuid4(), unit.id, ContactKind.PEER, ContactWords("Peers"), dial="01 23 45")


def test_what_desks_do_is_noted_with_desk_and_unit_and_without_seats_or_names(
    world: World, unit: Unit, conf: Someone, admin: Someone, lead: Someone
) -> None:
    before, desks = len(noted(world)), world.desks
    made = desks.admin.units.create(admin.reference, "Special unit Q")
    desks.admin.units.rename(admin.reference, made.id, "Special unit R")
    desks.unit.units.settle(conf.reference, unit.id, country="FR", time_zone="Europe/Paris")
    desks.unit.units.settle(conf.reference, unit.id, country="FR")
    slips = desks.unit.seats.issue(conf.reference, unit.id, Role.INVESTIGATOR, ["canary 1", "canary 2"])
    desks.unit.seats.reissue(conf.reference, slips[0].seat)
    desks.unit.seats.relabel(conf.reference, slips[0].seat, "canary 3")
    desks.unit.seats.end(conf.reference, slips[0].seat)
    desks.admin.seats.issue(admin.reference, unit.id, Role.CONFIGURATOR, ["canary 4"])
    desks.admin.seats.invite_administrator()
    version = desks.unit.publishing.publish(
        conf.reference, unit.id, DEFAULT, DAY + timedelta(days=9), note="canary 5"
    )
    desks.unit.publishing.withdraw(conf.reference, unit.id, version.number)
    outcome = desks.unit.outcomes.post(lead.reference, unit.id, "canary 6 is well")
    desks.unit.outcomes.remove(conf.reference, unit.id, outcome.id)
    desks.unit.outcomes.remove(conf.reference, unit.id, outcome.id)
    desks.unit.floors.raise_floor(conf.reference, unit.id, 20)
    period = json.loads(world.store.tables.box_rows.lines[-1].body)["period"]
    conf_, admin_ = (By.CONFIGURATOR, unit.id), (By.ADMINISTRATOR, made.id)
    assert noted(world)[before:] == [
        (Act.UNIT_MADE, *admin_, {}),
        (Act.UNIT_RENAMED, *admin_, {}),
        (Act.UNIT_SETTLED, *conf_, {"names": "country,time_zone"}),
        (Act.SLIPS, *conf_, {"count": 2, "role": "investigator"}),
        (Act.SLIPS, *conf_, {"count": 1, "role": "investigator"}),
        (Act.SEAT_LABELLED, *conf_, {"role": "investigator"}),
        (Act.SEAT_ENDED, *conf_, {"role": "investigator"}),
        (Act.SLIPS, By.ADMINISTRATOR, unit.id, {"count": 1, "role": "configurator"}),
        (Act.SLIPS, By.INSTALLER, None, {"count": 1, "role": "administrator"}),
        (Act.POLICY_ANNOUNCED, *conf_, {"policy": 1, "starts": "2026-11-30"}),
        (Act.POLICY_WITHDRAWN, *conf_, {"policy": 1}),
        (Act.OUTCOME_POSTED, By.UNIT, unit.id, {}),
        (Act.OUTCOME_REMOVED, By.UNIT, unit.id, {}),
        (Act.FLOOR_RAISED, *conf_, {"floor": 20, "period": period}),
    ]
    text = "".join(one.body for one in world.releases.audit.lines())
    assert not re.search(r"canary|Special|Conf|Lead|\d\d:\d\d", text)
    assert not any(str(slip.seat) in text or slip.code.replace(" ", "") in text for slip in slips)


def test_a_slip_for_somebody_who_starts_anew_is_noted_like_any_other(
    world: World, unit: Unit, conf: Someone
) -> None:
    (slip,) = world.desks.unit.seats.issue(conf.reference, unit.id, Role.INVESTIGATOR, ["1"])
    world.desks.unit.seats.reissue(conf.reference, slip.seat)
    first, second = noted(world)[-2:]
    assert first == second


def test_contacts_are_noted_by_kind_of_change_alone(world: World, unit: Unit, conf: Someone) -> None:
    first, second = contact(unit), contact(unit)
    contacts = world.desks.unit.contacts
    before = len(noted(world))
    contacts.put(conf.reference, first)
    contacts.put(conf.reference, second)
    contacts.put(conf.reference, first)
    contacts.move(conf.reference, unit.id, second.id, up=True)
    contacts.move(conf.reference, unit.id, second.id, up=True)
    contacts.remove(conf.reference, unit.id, first.id)
    contacts.remove(conf.reference, unit.id, first.id)
    changes = [facts["change"] for *_, facts in noted(world)[before:]]
    assert changes == ["added", "added", "changed", "moved", "removed"]


def test_what_was_refused_or_did_not_get_through_is_not_noted(
    world: World, unit: Unit, conf: Someone
) -> None:
    before = noted(world)
    with pytest.raises(BadInput):
        world.desks.unit.seats.issue(conf.reference, unit.id, Role.INVESTIGATOR, [])
    with world.broken(world.store, DiskFull()), pytest.raises(DiskFull):
        world.desks.unit.seats.issue(conf.reference, unit.id, Role.INVESTIGATOR, ["1"])
    assert noted(world) == before
    assert all(one.label != "1" for one in world.desks.unit.seats.of(conf.reference, unit.id))


def test_periods_are_noted_as_counts(world: World) -> None:
    for number in range(3):
        unit = world.unit(f"Unit {number}")
        for label in range(14):
            world.slip(Role.INVESTIGATOR, unit, str(label))
    world.releases.turn()
    world.clock.forward(days=40)
    world.releases.turn()
    facts = {act: facts for act, _, _, facts in noted(world)}
    assert facts[Act.PERIODS_ENDED] == {"published": 3, "withheld": 0}
    assert facts[Act.GROUPS_COUNTED]["groups"] == 3
    count = len(noted(world))
    world.releases.turn()
    assert len(noted(world)) == count, "running it again notes nothing"


def test_two_at_once_get_no_number_twice() -> None:
    store = FakeStore()
    log = Audit(store.begin, store.look, FakeClock(), KEY)
    log.record(Act.BACKUP_MADE, By.APP)
    with store.begin() as work, pytest.raises(DatabaseBusy):
        work.audit.add(chain(1)[0])


class Text:
    """The text file in memory."""

    def __init__(self, lines: list[Line]) -> None:
        self.lines = lines

    def last(self) -> Line | None:
        return self.lines[-1] if self.lines else None

    def read(self, after: int = 0) -> list[Line]:
        return self.lines[after:]

    def append(self, lines: list[Line]) -> None:
        self.lines.extend(lines)


def test_text_and_database_give_each_other_what_one_of_them_lacks() -> None:
    store = FakeStore()
    log = Audit(store.begin, store.look, FakeClock(), KEY)
    text = Text([])
    log.settle(text)  # type: ignore[arg-type]
    for _ in range(3):
        log.record(Act.BACKUP_MADE, By.APP)
    log.settle(text)  # type: ignore[arg-type]
    assert text.lines == log.lines()
    older = FakeStore()
    restored = Audit(older.begin, older.look, FakeClock(), KEY)
    restored.settle(text)  # type: ignore[arg-type]
    restored.record(Act.RESTORED, By.INSTALLER, saved_on="2026-11-20")
    assert restored.verify() == (4, False)


def test_a_fork_is_noticed_and_nothing_is_written_over() -> None:
    store = FakeStore()
    log = Audit(store.begin, store.look, FakeClock(), KEY)
    text = Text([])
    for _ in range(2):
        log.record(Act.BACKUP_MADE, By.APP)
    log.settle(text)  # type: ignore[arg-type]
    other = FakeStore()
    fork = Audit(other.begin, other.look, FakeClock(), KEY)
    for _ in range(3):
        fork.record(Act.BACKUPS_REMOVED, By.APP, count=1)
    kept = list(text.lines)
    with pytest.raises(RecordsBroken):
        fork.settle(text)  # type: ignore[arg-type]
    assert text.lines == kept
    stranger = Audit(other.begin, FakeStore().look, FakeClock(), signing.make_key())
    with pytest.raises(RecordsBroken):
        stranger.settle(text)  # type: ignore[arg-type]


def test_pages_of_the_records(
    world: World, unit: Unit, conf: Someone, admin: Someone, stranger: Someone
) -> None:
    view = world.desks.person.audit
    sessions = world.desks.person.sessions
    missing = 2 * PAGE + 7 - len(world.releases.audit.lines())
    with world.store.begin() as work:
        for _ in range(missing):
            world.releases.audit.note(work, Act.UNIT_SETTLED, By.CONFIGURATOR, unit.id, names="country")
        work.commit()
    total = 2 * PAGE + 7
    own, others = sessions.presence(conf.reference), sessions.presence(stranger.reference)
    first, last = view.page(own, 1), view.page(own, 3)
    assert (first.total, first.pages, len(first.lines), len(last.lines)) == (total, 3, PAGE, 7)
    assert first.lines[0].number == total
    assert last.lines[-1].number == 1
    assert first.sound
    assert last.sound
    assert view.page(own, 0).number == view.page(own, -5).number == 1
    assert view.page(own, 99).number == 3
    assert first.names == {unit.id: "North"}
    assert unit.id not in view.page(others, 1).names
    assert unit.id in view.page(sessions.presence(admin.reference), 1).names
    rows = world.store.tables.box_rows.audit
    rows[total - 3] = replace(rows[total - 3], signature=bytes(64))
    assert not view.page(own, 1).sound


def test_an_empty_log_has_one_empty_page(world: World, conf: Someone) -> None:
    presence = world.desks.person.sessions.presence(conf.reference)
    world.store.tables.box_rows.audit.clear()
    shown = world.desks.person.audit.page(presence, 1)
    assert (shown.lines, shown.pages, shown.total, shown.head) == ((), 1, 0, audit.BEGINNING)
    assert UUID(int=0) not in shown.names
