"""Opens a database on a PostgreSQL server, and refuses one that might lose what it has acknowledged.

On SQLite a unit of work that may write holds the one write lock from its beginning, and the services rely on
that: what they read cannot change before they write. Here an advisory lock of the database does the same, for
every process that uses it. A unit of work that begins by locking a person shares it with those of others, and
holds the person's row; any other has it for itself. Who only reads sees the database at one moment.
"""

from __future__ import annotations

from collections.abc import Mapping
from ipaddress import ip_address
from typing import Any, Final

import psycopg
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.util import immutabledict

from wellbeing.domain.errors import ServerUnfit, SettingUnusable
from wellbeing.settings import LOOPBACK
from wellbeing.storage.driver_errors import translated
from wellbeing.storage.engine import ONE_PERSON

OLDEST: Final = 13
"""The oldest PostgreSQL we are tested with; older ones get no fixes any more."""
SETTING: Final = "database_url"
WRITER: Final = 0x4861_7262_6F75_7201
"""The advisory lock of whoever may write; it is the database's own, so two installations share none."""
SILENCE: Final = 60
"""Seconds a transaction may idle before the server ends it: one that hangs holds up every other writer."""
MUST_BE: Final[Mapping[str, frozenset[str]]] = {
    "fsync": frozenset({"on"}),
    "full_page_writes": frozenset({"on"}),
    "synchronous_commit": frozenset({"on", "remote_apply"}),
    "server_encoding": frozenset({"UTF8"}),
}
"""Settings of the server without which an acknowledged save could be lost, or words be spoiled."""
_ALONE: Final = f"BEGIN; SELECT pg_advisory_xact_lock({WRITER})"
_BESIDE: Final = f"BEGIN; SELECT pg_advisory_xact_lock_shared({WRITER})"
_LOOKING: Final = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
_UNLOCKED: Final = "wellbeing_unlocked"
_AS_IT_STANDS: Final = immutabledict({"no_parameters": True})
_ALIVE: Final = {"keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 3}
"""After a minute without an answer a connection counts as broken, at both of its ends."""
_TLS: Final = "verify-full"


def open_server(url: URL, patience: float) -> Engine:
    """An engine over a database of a server; nothing is asked of it yet.

    Args:
        url: `postgresql+psycopg://name@host/database`, with `sslmode=verify-full` unless the host is this one
            or a folder of sockets.
        patience: seconds to wait for the lock of writers, or for a connection, before giving up.

    Raises:
        SettingUnusable: the URL is of another kind, names no host, or would cross a network without TLS.
    """
    if url.drivername not in {"postgresql", "postgresql+psycopg"}:
        raise SettingUnusable(SETTING)
    _check_the_way(url)
    engine = create_engine(
        url.set(drivername="postgresql+psycopg"),
        hide_parameters=True,
        pool_pre_ping=True,  # after the server was started anew the first to ask gets a new connection
        pool_size=8,
        max_overflow=56,
        connect_args={
            "autocommit": True,  # transactions begin where we say, not where the driver guesses
            "hostaddr": "",  # or the environment and libpq's own files could name another address
            "application_name": "harbour",
            "client_encoding": "utf8",
            "connect_timeout": max(2, round(patience)),
            "tcp_user_timeout": 30_000,
            **_ALIVE,
        },
    )
    event.listen(engine, "connect", lambda raw, entry: _prepare(raw, entry, patience))
    event.listen(engine, "before_cursor_execute", _lock_first)
    return engine


def begin(connection: Connection, *, looking: bool) -> None:
    """Begin a transaction that only reads, or one that may write; the latter waits with its first statement.

    Raises:
        DatabaseAway: the server does not answer.
    """
    connection.info[_UNLOCKED] = not looking
    if looking:
        connection.exec_driver_sql(_LOOKING, execution_options=_AS_IT_STANDS)


def _lock_first(
    connection: Connection, _cursor: Any, _statement: str, _values: Any, context: Any, _many: bool
) -> None:
    """Take the lock of writers before the first statement, which says whether it is about one person."""
    if not connection.info.get(_UNLOCKED):
        return
    connection.info[_UNLOCKED] = False
    # READ COMMITTED: a snapshot of the whole transaction would be taken before the lock is had.
    one_person = context is not None and context.execution_options.get(ONE_PERSON)
    connection.exec_driver_sql(_BESIDE if one_person else _ALONE, execution_options=_AS_IT_STANDS)


def facts(connection: Connection) -> dict[str, str]:
    """What the server says of itself, for `wellbeing doctor`; a superuser is no role for an app."""
    raw = connection.connection.driver_connection
    assert isinstance(raw, psycopg.Connection)
    asked = (
        *MUST_BE,
        "data_checksums",
        "track_commit_timestamp",
        "log_statement",
        "log_parameter_max_length",
    )
    found = {name: _setting(raw, name) for name in asked}
    (superuser,) = _row(raw, "SELECT rolsuper OR rolreplication FROM pg_roles WHERE rolname = current_user")
    return {
        "engine": "postgresql",
        "version": ".".join(map(str, divmod(raw.info.server_version, 10_000))),
        "tls": "on" if raw.pgconn.ssl_in_use else "off, on this computer",
        "superuser": "yes" if superuser else "no",
        **found,
    }


def _check_the_way(url: URL) -> None:
    """Refuse a URL whose words could be read on their way, or that leaves the way to the environment."""
    hosts = [url.host] if url.host else []
    asked = url.query.get("host", ())
    hosts += [asked] if isinstance(asked, str) else list(asked)
    if not hosts or "service" in url.query or "hostaddr" in url.query:
        raise SettingUnusable(SETTING)
    if not all(_here(one) for host in hosts for one in host.split(",")) and url.query.get("sslmode") != _TLS:
        raise SettingUnusable(SETTING)


def _here(host: str) -> bool:
    """Whether a host, perhaps with its port, is this computer: a folder of sockets, or a loopback address."""
    name = host if host.count(":") > 1 else host.partition(":")[0]
    if name.startswith(("/", "@")) or name in LOOPBACK:
        return True
    try:
        return ip_address(name.strip("[]")).is_loopback
    except ValueError:
        return False


def _prepare(raw: Any, _entry: ConnectionPoolEntry, patience: float) -> None:
    """Set a new connection up and read back what must hold on it; it is closed when something does not."""
    assert isinstance(raw, psycopg.Connection)
    try:
        _check(raw)
        milliseconds = int(patience * 1000)
        raw.execute(
            f"SET lock_timeout = {milliseconds}; SET idle_in_transaction_session_timeout = '{SILENCE}s';"
            "SET TIME ZONE 'UTC'; SET log_parameter_max_length_on_error = 0;"
            + "".join(f"SET tcp_{name} = {value};" for name, value in _ALIVE.items())
        )
    except BaseException as error:
        raw.close()
        ours = translated(error)
        if ours is not None:
            raise ours from None
        raise


def _check(raw: psycopg.Connection) -> None:
    if raw.info.server_version < OLDEST * 10_000:
        raise ServerUnfit("version")
    if not (raw.pgconn.ssl_in_use or _here(raw.info.host)):
        raise ServerUnfit("tls")
    if _setting(raw, "synchronous_commit") not in MUST_BE["synchronous_commit"]:
        raw.execute("SET synchronous_commit = on")  # anybody may, for themselves
    for name, values in MUST_BE.items():
        if _setting(raw, name) not in values:
            raise ServerUnfit(name)


def _setting(raw: psycopg.Connection, name: str) -> str:
    (value,) = _row(raw, "SELECT current_setting(%s, true)", (name,))
    return str(value)


def _row(raw: psycopg.Connection, query: str, values: tuple[str, ...] = ()) -> tuple[Any, ...]:
    row = raw.execute(query, values).fetchone()
    return row or (None,)
