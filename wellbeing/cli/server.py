"""Serves the whole app on one port from this process: granian inside, one worker, no access log."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import fcntl
import gc
import importlib
import logging
import os
import signal
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TextIO

from wellbeing.cli.errors import AlreadyRunning, CertificateUnusable, StartRefused
from wellbeing.cli.frontend import is_checkout, unfit
from wellbeing.cli.terminal import of_the_system
from wellbeing.domain.logged import Logged
from wellbeing.edge import logs, redaction
from wellbeing.settings import Settings

if TYPE_CHECKING:
    from wellbeing.bootstrap import Wellbeing

_log = logging.getLogger(__name__)
STOP_SECONDS: Final = 4.0
"""How long open connections and jobs may take to end before the process ends without them."""
_SURPRISES: Final = ("REFLEX_", "__REFLEX_", "GITHUB_CODESPACES", "GRANIAN_")
"""Variables that would change how Reflex or granian serve, behind the back of our own settings."""
LOOK_AFTER: Final = 20_000
"""New objects after which Python looks for garbage: opening a year makes some thousand, and 700 is usual."""
SERVING: Final = "serving"
"""The file in the data folder that a process holds while it serves; with a name of its own, one more."""
NEXT_PORTS: Final = 20
"""How many ports after the usual one are tried when nobody asked for a certain one."""


def prepare(settings: Settings) -> None:
    """Set the process up for Reflex before it is imported: built pages, nothing compiled, nobody called.

    Raises:
        FrontendMissing, PagesLeftOut, OtherLanguages: the pages are not here, or not in these languages.
    """
    if reason := unfit(settings.frontend, settings.languages, sources=is_checkout()):
        raise reason
    for name in [name for name in os.environ if name.startswith(_SURPRISES)]:
        del os.environ[name]
    os.environ.pop("REDIS_URL", None)  # a key of a State must never leave this process
    os.environ |= {
        "REFLEX_ENV_MODE": "prod",
        "__REFLEX_SKIP_COMPILE": "true",
        "__REFLEX_MOUNT_FRONTEND_COMPILED_APP": "true",
        "REFLEX_WEB_WORKDIR": str(settings.frontend),
        "REFLEX_DIR": str(settings.data / "reflex"),
        "REFLEX_TELEMETRY_ENABLED": "false",
        "REFLEX_CHECK_LATEST_VERSION": "false",
        "REFLEX_SOCKET_MAX_HTTP_BUFFER_SIZE": "65536",
        "REFLEX_CORS_ALLOWED_ORIGINS": ",".join(settings.origins),
        "REFLEX_API_URL": settings.origin,
        "REFLEX_TRUSTED_PROXY_HOPS": str(settings.trusted_proxy_hops),
        "REFLEX_BACKEND_HOST": settings.host,
        "REFLEX_BACKEND_PORT": str(settings.port),
    }
    # Before Reflex is imported, since it logs whole events when something goes wrong.
    redaction.install()
    logs.install(settings.log_format, settings.log_level)
    # Reflex reads rxconfig.py in the working folder; the built frontend carries the one it was built with.
    os.chdir(settings.frontend)
    # What is imported from here on stays: looking for garbage in it often would make each start longer.
    gc.set_threshold(LOOK_AFTER, *gc.get_threshold()[1:])


def free_port(settings: Settings, *, wander: bool) -> int:
    """The port to listen at: the one asked for, or with `wander` the next free one.

    Raises:
        PortTaken, AddressUnusable: it cannot be had.
    """
    last = settings.port + (NEXT_PORTS if wander else 0)
    for port in range(settings.port, last + 1):
        try:
            _try_to_bind(settings.host, port)
        except OSError as error:
            if error.errno == errno.EADDRINUSE and port < last:
                continue
            raise of_the_system(error) from None
        return port
    raise AssertionError  # the loop returns or raises


def _try_to_bind(host: str, port: int) -> None:
    family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    with socket.socket(family, kind, protocol) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(address)


@contextmanager
def alone_on(data: Path, process: str = "") -> Iterator[Callable[[str], None]]:
    """Hold the data folder for this process: two that do not know of each other would mix people up.

    Processes with a name know of each other, and hold the folder together, each its own name. The hold ends
    with the process, however that ends. What is yielded writes down the address it is served at, for
    `served_at`.

    Raises:
        AlreadyRunning: another process serves it, or one of this name.
    """
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    with ExitStack() as holds:
        held = holds.enter_context(_held(data / SERVING, fcntl.LOCK_SH if process else fcntl.LOCK_EX))
        if process:
            held = holds.enter_context(_held(data / f"{SERVING}-{process}", fcntl.LOCK_EX))
        held.truncate(0)

        def write_down(home: str) -> None:
            held.write(home)
            held.flush()

        yield write_down


@contextmanager
def _held(file: Path, how: int) -> Iterator[TextIO]:
    with os.fdopen(os.open(file, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600), "a") as held:
        try:
            fcntl.flock(held, how | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyRunning from None
        yield held


@contextmanager
def in_turn(settings: Settings) -> Iterator[None]:
    """Start one process after the other: the first one makes keys and tables, and the others find them."""
    if not settings.process:
        yield
        return
    turn = os.open(settings.data / "starting", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(turn, fcntl.LOCK_EX)
        yield
    finally:
        os.close(turn)


def served_at(data: Path) -> str | None:
    """The address that a process which serves this folder wrote down; None when none does, or not yet."""
    homes = (_home(file) for file in (data / SERVING, *sorted(data.glob(f"{SERVING}-*"))))
    return next((one for one in homes if one), None)


def _home(file: Path) -> str | None:
    try:
        with file.open() as held:
            try:
                fcntl.flock(held, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return held.read() or None
    except OSError:
        return None  # nothing was ever served from here
    return None  # left behind by one that has stopped, or held by several together


def serve_until_told(whole: Wellbeing, settings: Settings, ready: Callable[[], None]) -> None:
    """Serve until SIGTERM or SIGINT, then stop within `STOP_SECONDS`.

    `ready` is called once connections are answered.

    Raises:
        CertificateUnusable: the TLS files cannot be read or do not fit each other.
        StartRefused: the app ended by itself.
    """
    # By name: the command line and the app are strangers, either may be had without the other.
    asgi = importlib.import_module("wellbeing.app").asgi(whole)
    asyncio.run(_serve(asgi, settings, ready, whole.edge.sockets.close_all))


async def _serve(
    asgi: Any, settings: Settings, ready: Callable[[], None], hang_up: Callable[[], None]
) -> None:
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server.embed import Server

    try:
        server = Server(
            asgi,
            address=settings.host,
            port=settings.port,
            interface=Interfaces.ASGI,
            websockets=True,
            log_level=LogLevels.error,
            log_access=False,
            ssl_cert=settings.tls_cert,
            ssl_key=settings.tls_key,
        )
    except (ssl.SSLError, OSError):
        raise CertificateUnusable from None
    logging.getLogger("_granian").setLevel(logging.ERROR)
    loop = asyncio.get_running_loop()
    told = False

    def stop() -> None:
        nonlocal told
        told = True
        hang_up()  # granian waits for open connections, and a websocket would stay for hours
        server.stop()  # type: ignore[no-untyped-call]
        # A connection that will not end must not keep the process; what was saved is on the disk.
        impatience = threading.Timer(STOP_SECONDS, os._exit, (0,))
        impatience.daemon = True
        impatience.start()

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop)
    announcing = loop.create_task(_announce(settings, ready))
    try:
        await server.serve()
    finally:
        announcing.cancel()
        _log.info("the server has stopped", extra=Logged.STOPPED.extra)
    if not told:
        raise StartRefused


async def _announce(settings: Settings, ready: Callable[[], None]) -> None:
    """Say so once a connection is taken."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(settings.host, settings.host)  # noqa: S104 read, not bound
    while True:
        with contextlib.suppress(OSError):
            _, writer = await asyncio.open_connection(host, settings.port)
            writer.close()
            break
        await asyncio.sleep(0.05)
    # What was imported stays for good; the collector need not walk it again while somebody waits.
    gc.collect()
    gc.freeze()
    _log.info("the server answers", extra=Logged.STARTED.extra)
    ready()
