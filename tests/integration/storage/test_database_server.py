"""A database on a PostgreSQL server: as safe as the file, or refused, and one sentence for each fault."""

from __future__ import annotations

import dataclasses
import logging
import threading
import time
import traceback
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy.exc import DBAPIError

from tests.integration.storage.making import (
    MONTH,
    add_person,
    entry,
    ids,
    manifest,
    person_row,
    sealed,
)
from tests.integration.storage.older import killed
from tests.tools import postgres
from tests.tools.engines import cluster
from tests.tools.postgres import Cluster, name_of
from wellbeing.bootstrap.places import Places
from wellbeing.cli import fitness_data
from wellbeing.cli.findings import Verdict
from wellbeing.crypto.authority import issue, make_authority
from wellbeing.domain.errors import (
    DatabaseAway,
    DatabaseBusy,
    DatabaseDamaged,
    DatabaseReadOnly,
    DatabaseRefused,
    HandleUnusable,
    ServerUnfit,
)
from wellbeing.domain.people import PersonId, Unit, UnitId
from wellbeing.services.box_ports import MarkRow
from wellbeing.services.unit_ports import CommentRow
from wellbeing.settings import Settings
from wellbeing.storage import server
from wellbeing.storage.engine import facts, open_engine
from wellbeing.storage.migrations import MAIN, migrate
from wellbeing.storage.opening import Storage, open_storage
from wellbeing.storage.tables import Tables

pytestmark = pytest.mark.skipif(postgres.missing() is not None, reason=str(postgres.missing()))


@pytest.fixture(scope="module")
def own() -> Iterator[Cluster]:
    """A server that only these tests use, so that they may stop it and set it badly."""
    with Cluster() as one:
        yield one


@pytest.fixture
def url() -> Iterator[str]:
    fresh = cluster().database()
    yield fresh
    cluster().drop(fresh)


@pytest.fixture
def storage(url: str, tmp_path: Path) -> Iterator[Storage]:
    opened = open_storage(tmp_path / "data", url, patience=0.5)
    yield opened
    opened.close()


def test_everything_that_makes_a_save_last_is_on(storage: Storage) -> None:
    found = facts(storage.engine)
    for name, values in server.MUST_BE.items():
        assert found[name] in values
    assert found["superuser"] == "no"
    with storage.engine.connect() as connection:
        asked = ("lock_timeout", "idle_in_transaction_session_timeout", "log_parameter_max_length_on_error")
        read = [connection.exec_driver_sql(f"SHOW {name}").scalar() for name in asked]
    assert read == ["500ms", "1min", "0"]


def _count_up(storage: Storage, person: PersonId, times: int, together: threading.Barrier) -> None:
    together.wait()
    for _ in range(times):
        with storage.begin() as work:
            row = work.manifests.get(person, MONTH)  # without `lock`: the unit of work alone keeps others out
            count = int.from_bytes(row.body.raw[20:24], "big") if row else 0
            work.manifests.put(manifest(person, inside=(count + 1).to_bytes(4, "big")))
            work.commit()


def test_what_a_writer_reads_does_not_change_before_it_writes(
    storage: Storage, url: str, tmp_path: Path
) -> None:
    person, together = add_person(storage), threading.Barrier(6)
    patient = dataclasses.replace(storage, patience=9.0)
    others = [open_storage(tmp_path / f"data{n}", url, patience=9.0) for n in range(2)]
    with ThreadPoolExecutor(6) as pool:
        tasks = [
            pool.submit(_count_up, one, person, 30, together) for one in (patient, *others) for _ in range(2)
        ]
        for done in tasks:
            done.result()
    with storage.look() as work:
        row = work.manifests.get(person, MONTH)
    assert row is not None
    assert int.from_bytes(row.body.raw[20:24], "big") == 180
    for one in others:
        one.close()


def test_people_write_beside_each_other_and_whoever_writes_of_the_unit_waits_for_all(
    storage: Storage, url: str, tmp_path: Path
) -> None:
    """Also when they come to two processes; a second Storage is just that."""
    one, another = add_person(storage), add_person(storage)
    other = open_storage(tmp_path / "other", url, patience=0.3)

    def locked(person: PersonId) -> None:
        with other.begin() as work:
            assert work.people.lock(person)
            work.entries.put(entry(person))
            work.commit()

    with storage.begin() as work:
        assert work.people.lock(one)
        work.entries.put(entry(one))
        locked(another)
        with pytest.raises(DatabaseBusy):
            locked(one)
        with pytest.raises(DatabaseBusy):
            add_person(other)
        work.commit()
    add_person(other)
    with storage.begin() as work:
        work.meta.put("a fact", b"1")
        with pytest.raises(DatabaseBusy):
            locked(one)
        work.commit()
    with storage.begin() as work:
        assert work.people.count() == 3  # the first statement was another: it is alone from here on
        assert work.people.lock(one)
        with pytest.raises(DatabaseBusy):
            locked(another)
    with storage.look() as work:
        assert len(ids(work, another)) == 1
    other.close()


def test_what_names_no_author_is_in_no_order_after_the_night(storage: Storage, url: str) -> None:
    """A comment that was written between two entries would be near theirs in the file, and in the order."""
    person, unit = add_person(storage), UnitId(uuid4())
    with storage.begin() as work:
        work.units.put(Unit(unit, "Unit"))
        work.commit()
    for day in range(12):
        with storage.begin() as work:
            work.comments.add(CommentRow(unit, 1, uuid4(), sealed()))
            work.marks.add(MarkRow(unit, uuid4(), date(2026, 11, 1 + day), "a new rule"))
            work.commit()
        with storage.begin() as work:
            work.people.lock(person)
            work.entries.put(entry(person))
            work.commit()
    name = name_of(url)
    told = "SELECT id, xmin::text FROM {} ORDER BY ctid"
    before = cluster().ask(told.format("comments"), name)
    [(old,)] = cluster().ask("SELECT pg_relation_filepath('comments')", name)
    assert len({by for _, by in before}) == 12
    assert [one for one, _ in before] != sorted(one for one, _ in before)
    storage.compact()
    for table in ("comments", "marks"):
        after = cluster().ask(told.format(table), name)
        assert len(after) == 12
        assert len({by for _, by in after}) == 1
        assert [one for one, _ in after] == sorted(one for one, _ in after)
    assert sorted(cluster().ask("SELECT id FROM comments", name)) == sorted((one,) for one, _ in before)
    cluster().ask("CHECKPOINT")
    file = cluster().data / str(old)
    assert not file.exists() or not file.stat().st_size


def test_two_installations_on_one_server_keep_nobody_waiting(storage: Storage, tmp_path: Path) -> None:
    other_url = cluster().database()
    other = open_storage(tmp_path / "other", other_url, patience=0.5)
    with storage.begin() as work:
        work.people.add(person_row())
        add_person(other)
        work.commit()
    other.close()
    cluster().drop(other_url)


def test_who_reads_sees_one_moment_and_waits_for_nobody(storage: Storage) -> None:
    person = add_person(storage)
    with storage.look() as reading:
        assert not ids(reading, person)
        with storage.begin() as work:
            work.entries.put(entry(person))
            work.commit()
        assert not ids(reading, person), "the same moment as before"
        with storage.begin() as waiting:
            waiting.entries.put(entry(person))
            with storage.look() as another:
                assert len(ids(another, person)) == 1
    with pytest.raises(DBAPIError), storage.look() as reading:
        reading.people.add(person_row())


def test_another_process_that_writes_for_long_makes_it_busy(
    storage: Storage, url: str, tmp_path: Path
) -> None:
    other = open_storage(tmp_path / "other", url, patience=0.3)
    with storage.begin() as work:
        work.people.add(person_row())
        began = time.monotonic()
        with pytest.raises(DatabaseBusy) as caught:
            add_person(other)
        assert caught.value.args == ("55P03",)
        assert time.monotonic() - began < 3
        work.commit()
    add_person(other)
    other.close()


def test_the_same_handle_twice_is_refused_there_too(storage: Storage) -> None:
    row = person_row()
    with storage.begin() as work:
        work.people.add(row)
        work.commit()
    with pytest.raises(HandleUnusable), storage.begin() as work:
        work.people.add(dataclasses.replace(person_row(), handle_tag=row.handle_tag))


@pytest.mark.parametrize("name", ["fsync", "full_page_writes"])
def test_a_server_that_may_lose_what_was_saved_is_refused(own: Cluster, tmp_path: Path, name: str) -> None:
    fresh = own.database()
    own.configure({name: "off"})
    own.reload()
    try:
        with pytest.raises(ServerUnfit) as caught:
            open_storage(tmp_path, fresh)
        assert caught.value.name == name
    finally:
        own.configure({name: "on"})
        own.reload()
    open_storage(tmp_path, fresh).close()


def test_a_commit_waits_for_the_disk_whatever_the_server_is_used_to(own: Cluster, tmp_path: Path) -> None:
    fresh = own.database()
    own.ask(f"ALTER DATABASE {name_of(fresh)} SET synchronous_commit = off")
    storage = open_storage(tmp_path, fresh)
    assert facts(storage.engine)["synchronous_commit"] == "on"
    storage.close()


def test_a_database_in_another_encoding_or_of_an_older_server_is_refused(
    own: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own.ask("CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C' OWNER harbour")
    with pytest.raises(ServerUnfit) as caught:
        open_storage(tmp_path, own.url("latin"))
    assert caught.value.name == "server_encoding"
    monkeypatch.setattr(server, "OLDEST", 99)
    with pytest.raises(ServerUnfit) as caught:
        open_storage(tmp_path, own.database())
    assert caught.value.name == "version"


@pytest.mark.parametrize("how", ["fast", "immediate", "kill"])
def test_a_server_that_was_away_is_used_again_by_itself(own: Cluster, tmp_path: Path, how: str) -> None:
    storage = open_storage(tmp_path, own.database(), patience=2.0)
    person = add_person(storage)

    def write() -> None:
        with storage.begin() as work:
            work.entries.put(entry(person))
            own.stop(how)
            work.entries.put(entry(person))
            work.commit()

    with pytest.raises(DatabaseAway):
        write()
    with pytest.raises(DatabaseAway), storage.look() as work:
        work.people.count()
    with pytest.raises(DatabaseAway):
        add_person(storage)
    (own.data / "postmaster.pid").unlink(missing_ok=True)
    own.start()
    with storage.look() as work:
        assert work.people.get(person) is not None
        assert not ids(work, person), "what was not acknowledged is not there by half"
    add_person(storage)
    storage.close()


def test_a_connection_that_somebody_ends_is_replaced(storage: Storage, url: str) -> None:
    add_person(storage)
    cluster().ask(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name_of(url)}'")
    add_person(storage)  # none of those in the pool is left, and nobody notices
    with storage.begin() as work:
        work.people.add(person_row())
        cluster().ask(
            f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name_of(url)}'"
        )
        with pytest.raises(DatabaseAway):
            work.commit()
    with storage.look() as work:
        assert work.people.count() == 2


def test_a_writer_that_hangs_holds_up_the_others_for_a_minute_at_most(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "SILENCE", 1)
    hanging = open_storage(tmp_path / "one", url)
    other = open_storage(tmp_path / "two", url, patience=5.0)
    with hanging.begin() as work:
        work.people.add(person_row())
        add_person(other)  # the server ends the transaction of the one that says nothing
        with pytest.raises(DatabaseAway):
            work.commit()
    hanging.close()
    other.close()


def test_a_database_that_may_only_be_read_says_so(own: Cluster, tmp_path: Path) -> None:
    fresh = own.database()
    open_storage(tmp_path, fresh).close()
    own.ask(f"ALTER DATABASE {name_of(fresh)} SET default_transaction_read_only = on")
    storage = open_storage(tmp_path, fresh)
    with pytest.raises(DatabaseReadOnly):
        add_person(storage)
    with storage.look() as work:
        assert work.people.count() == 0
    storage.close()


def test_a_damaged_page_is_noticed(own: Cluster, tmp_path: Path) -> None:
    fresh = own.database()
    storage = open_storage(tmp_path, fresh)
    person = add_person(storage)
    with storage.begin() as work:
        for _ in range(60):
            work.entries.put(entry(person))
        work.commit()
    [(path,)] = own.ask("SELECT pg_relation_filepath('entries')", name_of(fresh))
    own.stop()
    file = own.data / str(path)
    held = bytearray(file.read_bytes())
    held[4000:4064] = b"\xff" * 64
    file.write_bytes(held)
    own.start()
    with pytest.raises(DatabaseDamaged), storage.look() as work:
        list(work.entries.of(person))
    storage.close()


def test_whom_the_server_does_not_let_in_is_told(own: Cluster, tmp_path: Path) -> None:
    fresh = own.database()
    with pytest.raises(DatabaseRefused):
        open_storage(tmp_path, own.url("none_of_this_name"))
    with pytest.raises(DatabaseRefused):
        open_storage(tmp_path, fresh.replace("harbour@", "stranger@"))
    own.ask("CREATE ROLE guest LOGIN")
    with pytest.raises(DatabaseRefused) as caught:
        open_storage(tmp_path, fresh.replace("harbour@", "guest@"))  # it may connect, and make no table
    assert caught.value.args == ("42501",)
    with pytest.raises(DatabaseAway):
        open_storage(tmp_path, fresh.replace(f"port={own.port}", "port=1"))


def test_too_many_connections_make_it_busy(own: Cluster, tmp_path: Path) -> None:
    fresh = own.database()
    open_storage(tmp_path, fresh).close()
    own.ask("ALTER ROLE harbour CONNECTION LIMIT 1")
    try:
        with psycopg.connect(fresh.replace("+psycopg", "")), pytest.raises(DatabaseBusy):
            open_storage(tmp_path, fresh)
    finally:
        own.ask("ALTER ROLE harbour CONNECTION LIMIT -1")


def test_doctor_says_what_the_server_had_better_not_do(own: Cluster, tmp_path: Path) -> None:
    fresh = own.database()
    settings = Settings(data=tmp_path / "data", database_url=fresh)
    open_storage(settings.data, fresh).close()
    Places.of(settings).make()
    Places.of(settings).make_pepper()

    def said(of: Settings = settings) -> list[tuple[Verdict, str]]:
        return [(one.verdict, one.words) for one in fitness_data.database(of)]

    assert (Verdict.FIT, "engine = postgresql") in said()
    assert {verdict for verdict, _ in said()} == {Verdict.FIT}
    own.configure({"log_statement": "all"})
    own.reload()
    try:
        noted = [words for verdict, words in said() if verdict is Verdict.NOTE]
        assert noted == ["The server writes down every statement: who saved when. Set log_statement to none."]
        own.configure({"log_parameter_max_length": "0"})
        own.reload()
        assert {verdict for verdict, _ in said()} == {Verdict.FIT}
        ruling = replace(settings, database_url=fresh.replace("harbour@", "postgres@"))
        noted = [words for verdict, words in said(ruling) if verdict is Verdict.NOTE]
        assert noted == ["The app's role rules the whole server. Give it one that owns its database only."]
        own.configure({"fsync": "off"})
        own.reload()
        words = "The database server has fsync set so that saved words may be lost."
        assert said() == [(Verdict.UNFIT, words)]
    finally:
        own.configure({"log_statement": "none", "log_parameter_max_length": "-1", "fsync": "on"})
        own.reload()
    far = replace(settings, database_url="postgresql+psycopg://harbour@db.example/harbour")
    ((verdict, words),) = said(far)
    assert verdict is Verdict.UNFIT
    assert "sslmode=verify-full" in words
    assert "db.example" not in words


def test_a_password_is_in_no_error_and_no_log(
    own: Cluster, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    hba = own.data / "pg_hba.conf"
    before = hba.read_text()
    hba.write_text("local all postgres trust\nhost all all 127.0.0.1/32 scram-sha-256\n")
    own.reload()
    secret = "canary-pw-71193"
    try:
        there = own.url_by_port(name_of(own.database()))
        wrong = there.replace("harbour@", f"harbour:{secret}@")
        with pytest.raises(DatabaseRefused) as caught:
            open_storage(tmp_path, wrong)
        told = "".join(traceback.format_exception(caught.value)) + repr(caught.value) + caplog.text
        assert secret not in told
        right = there.replace("harbour@", "harbour:only for tests@")
        storage = open_storage(tmp_path, right)
        assert "only for tests" not in repr(storage) + str(facts(storage.engine)) + caplog.text
        storage.close()
    finally:
        hba.write_text(before)
        own.reload()
    assert secret not in own.log.read_text()


def test_over_tls_only_with_the_right_certificate(own: Cluster, tmp_path: Path) -> None:
    now = datetime.now(UTC)
    ours, strange = make_authority("Harbour", now), make_authority("Somebody", now)
    served = issue(ours, ["127.0.0.1"], now)
    key, chain = own.data / "server.key", own.data / "server.crt"
    chain.write_bytes(served.certificate)
    key.write_bytes(served.key)
    key.chmod(0o600)
    for file in (key, chain):
        own.give(file)
    own.configure({"ssl": "on"})
    own.reload()
    for name, authority in (("ours.pem", ours), ("strange.pem", strange)):
        (tmp_path / name).write_bytes(authority.certificate)
    there = own.url_by_port(name_of(own.database())) + "?sslmode=verify-full&sslrootcert="
    storage = open_storage(tmp_path / "data", f"{there}{tmp_path}/ours.pem")
    assert facts(storage.engine)["tls"] == "on"
    storage.close()
    with pytest.raises(DatabaseRefused):
        open_storage(tmp_path / "data", f"{there}{tmp_path}/strange.pem")


def test_the_environment_cannot_lead_the_way_elsewhere(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_port = cluster().url_by_port(name_of(url), "localhost")
    (tmp_path / "service").write_text("[away]\nhostaddr=192.0.2.1\nsslmode=disable\n")
    for there in (url, by_port):
        with monkeypatch.context() as here:
            here.setenv("PGSERVICEFILE", str(tmp_path / "service"))
            here.setenv("PGSERVICE", "away")
            here.setenv("PGHOSTADDR", "192.0.2.1")
            here.setenv("PGOPTIONS", "-c synchronous_commit=off")
            storage = open_storage(tmp_path / "data", there, patience=2.0)
            assert facts(storage.engine)["synchronous_commit"] == "on"
            storage.close()


def test_a_first_migration_killed_before_any_statement_left_nothing(url: str, tmp_path: Path) -> None:
    def there() -> list[tuple[object, ...]]:
        return cluster().ask("SELECT tablename FROM pg_tables WHERE schemaname = 'public'", name_of(url))

    statement = 0
    while killed(lambda: open_engine(url), statement, lambda engine: migrate(engine, MAIN)):
        assert there() == []
        statement += 1
    assert statement > len(Tables.metadata.tables)
    assert {str(name) for (name,) in there()} == {*Tables.metadata.tables, "alembic_version"}
    storage = open_storage(tmp_path, url, migrating=True)
    add_person(storage)
    storage.close()


def test_starts_at_once_agree(url: str, tmp_path: Path) -> None:
    together = threading.Barrier(4)

    def start(number: int) -> None:
        together.wait()
        open_storage(tmp_path / str(number), url).close()

    with ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(start, number) for number in range(4)]:
            done.result()
    storage = open_storage(tmp_path / "0", url, migrating=False)
    add_person(storage)
    storage.close()
