"""What an installer may set: defaults, then `wellbeing.toml`, then the environment, then the command line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final
from urllib.parse import urlsplit

from wellbeing.domain.errors import SettingUnusable

FILE_NAME: Final = "wellbeing.toml"
PREFIX: Final = "WELLBEING_"
LOOPBACK: Final = frozenset({"127.0.0.1", "::1", "localhost"})
CHECKOUT: Final = Path(__file__).resolve().parent.parent
"""The folder that holds the package: the checkout, or `site-packages` of an installed wheel."""
FRONTEND: Final = CHECKOUT / ("build" if (CHECKOUT / "rxconfig.py").is_file() else "wellbeing") / "frontend"
"""The built pages: where a checkout puts them, or where an installed wheel carries them."""

LONGEST_NAME: Final = 120
_A_NAME: Final = re.compile(r"[a-z][a-z0-9]{0,15}")
"""Of a process: stands in a cookie, in a file's name and in the proxy's settings."""
_PATHS: Final = frozenset({"data", "tls_cert", "tls_key", "backups", "frontend"})
_LISTED: Final = {"log_format": ("text", "json"), "log_level": ("error", "warning", "info")}
_NUMBERS: Final = frozenset({"port", "trusted_proxy_hops", "kdf_memory_mib", "idle_minutes"})


class Source(StrEnum):
    """Who said a setting, weakest first."""

    DEFAULT = "default"
    FILE = "file"
    ENVIRONMENT = "environment"
    COMMAND_LINE = "command line"


def _says(words: str, *, secret: bool = False) -> dict[str, object]:
    """What a setting carries for `wellbeing doctor` and the documents."""
    return {"words": words, "secret": secret}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything an installer may set, checked; read it with `read`."""

    data: Path = field(default=Path("data"), metadata=_says("Folder that holds everything"))
    host: str = field(
        default="127.0.0.1",
        metadata=_says("Address to listen at; other computers connect only with a certificate"),
    )
    port: int = field(default=8460, metadata=_says("Port to listen at, 1 to 65535"))
    public_origin: str = field(
        default="",
        metadata=_says("Address people type, such as https://harbour.example; empty for host and port"),
    )
    tls_cert: Path | None = field(
        default=None, metadata=_says("Certificate chain in PEM; `wellbeing tls` makes one")
    )
    tls_key: Path | None = field(default=None, metadata=_says("Private key of the certificate, in PEM"))
    trusted_proxy_hops: int = field(
        default=0, metadata=_says("Proxies in front that set X-Forwarded-For, 0 to 5")
    )
    kdf_memory_mib: int = field(
        default=256, metadata=_says("Memory that sign-ins may use at once, in MiB, 128 to 16384")
    )
    database_url: str = field(
        default="",
        repr=False,
        metadata=_says("Another database than the file in the data folder", secret=True),
    )
    process: str = field(
        default="",
        metadata=_says("Name of this process where several serve; needs PostgreSQL. Empty for the only one"),
    )
    locales: str = field(
        default="en", metadata=_says("Languages, separated by commas; the first is the fallback")
    )
    idle_minutes: int = field(
        default=10, metadata=_says("Idle minutes before entries lock, 1 to 10; a unit may shorten it")
    )
    instruments: str = field(
        default="",
        metadata=_says("Questionnaires offered besides the usual ones; a minus takes one away: phq8,-who5"),
    )
    log_format: str = field(default="text", metadata=_says("Lines of the log: text, or json, an object each"))
    log_level: str = field(default="warning", metadata=_says("Least that is logged: error, warning or info"))
    clinical_reviewer: str = field(
        default="",
        metadata=_says("Who reviewed what the help page says, by name and profession; empty for nobody"),
    )
    backups: Path | None = field(
        default=None,
        metadata=_says("Folder for backups, best on another disk; empty for one in the data"),
    )
    frontend: Path = field(default=FRONTEND, metadata=_says("Folder of the built frontend"))
    sources: Mapping[str, Source] = field(
        default_factory=lambda: MappingProxyType({}), repr=False, compare=False
    )
    """Who said each setting, by name; one that is missing has its default."""

    def __post_init__(self) -> None:
        """Refuse what cannot work.

        Raises:
            SettingUnusable: names the first setting that is out of range or does not fit another.
        """
        _within("port", self.port, 1, 65535)
        _within("trusted_proxy_hops", self.trusted_proxy_hops, 0, 5)
        _within("kdf_memory_mib", self.kdf_memory_mib, 128, 16384)
        _within("idle_minutes", self.idle_minutes, 1, 10)
        for name, known in _LISTED.items():
            if getattr(self, name) not in known:
                raise SettingUnusable(name)
        if not self.host or any(mark.isspace() or mark == "/" for mark in self.host):
            raise SettingUnusable("host")
        if self.process:
            self._as_one_of_several()
        if not [one for one in self.locales.split(",") if one.strip()]:
            raise SettingUnusable("locales")
        if not self.clinical_reviewer.isprintable() or len(self.clinical_reviewer) > LONGEST_NAME:
            raise SettingUnusable("clinical_reviewer")
        if (self.tls_cert is None) != (self.tls_key is None):
            raise SettingUnusable("tls_key" if self.tls_key is None else "tls_cert")
        if self.public_origin and not _an_origin(self.public_origin):
            raise SettingUnusable("public_origin")
        if not self.loopback and self.tls_cert is None:
            raise SettingUnusable("host")  # there is no plain-HTTP mode: words would cross the network bare

    def _as_one_of_several(self) -> None:
        """Refuse a name that is none, or that one of several could not serve by."""
        if not (_A_NAME.fullmatch(self.process) and self.database_url.startswith("postgres")):
            raise SettingUnusable("process")
        if not self.public_origin:
            raise SettingUnusable("public_origin")  # several are reached through a proxy, at one address

    @property
    def loopback(self) -> bool:
        """Whether only this computer can reach the address listened at."""
        return self.host in LOOPBACK or self.host.startswith("127.")

    @property
    def origin(self) -> str:
        """The origin that browsers will say: scheme, host and port, without a slash at the end."""
        if self.public_origin:
            return self.public_origin.rstrip("/").lower()
        scheme, usual = ("https", 443) if self.tls_cert else ("http", 80)
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{scheme}://{host}" if self.port == usual else f"{scheme}://{host}:{self.port}"

    @property
    def origins(self) -> tuple[str, ...]:
        """Every origin that is answered: the public one, and on this computer both of its names."""
        if self.public_origin or not self.loopback:
            return (self.origin,)
        scheme, port = ("https" if self.tls_cert else "http"), self.port
        return tuple(
            dict.fromkeys((self.origin, f"{scheme}://127.0.0.1:{port}", f"{scheme}://localhost:{port}"))
        )

    @property
    def origin_fits(self) -> bool:
        """Whether the public origin names the port listened at, as it must when no proxy stands before it."""
        if not self.public_origin or self.tls_cert is None:
            return True
        return (urlsplit(self.origin).port or 443) == self.port

    @property
    def backup_folder(self) -> Path:
        """Where backups go."""
        return self.backups or self.data / "backups"

    @property
    def languages(self) -> tuple[str, ...]:
        """The locales asked for, in order, each once."""
        return tuple(dict.fromkeys(one.strip() for one in self.locales.split(",") if one.strip()))

    @property
    def questionnaires(self) -> tuple[str, ...]:
        """The names in `instruments`, in order, each once; one with a minus before it is not offered."""
        return tuple(dict.fromkeys(one.strip() for one in self.instruments.split(",") if one.strip()))

    def source(self, name: str) -> Source:
        """Who said the setting of this name."""
        return self.sources.get(name, Source.DEFAULT)


NAMES: Final = tuple(one.name for one in fields(Settings) if "words" in one.metadata)
"""The names of all settings."""


def read(
    environment: Mapping[str, str], given: Mapping[str, object] | None = None, config: Path | None = None
) -> Settings:
    """The settings of this start.

    `given` holds what the command line says (None means not said), `config` another file than
    `wellbeing.toml` in the data folder. Relative paths of the file are relative to its folder, all
    others to the working folder.

    Raises:
        SettingUnusable: names the setting that is unknown, of the wrong type or out of range.
    """
    spoken = {name: value for name, value in (given or {}).items() if value is not None}
    heard = _from_environment(environment)
    folder = spoken.get("data", heard.get("data", Settings.__dataclass_fields__["data"].default))
    if config is None and PREFIX + "CONFIG" in environment:
        config = Path(environment[PREFIX + "CONFIG"])
    file = config or Path(str(folder)) / FILE_NAME
    written = _from_file(file, required=config is not None)
    values: dict[str, Any] = {}
    sources: dict[str, Source] = {}
    layers = (
        (Source.FILE, written, file.parent),
        (Source.ENVIRONMENT, heard, Path()),
        (Source.COMMAND_LINE, spoken, Path()),
    )
    for source, layer, beside in layers:
        for name, value in layer.items():
            values[name] = _typed(name, value, beside)
            sources[name] = source
    values.setdefault("data", Path("data").absolute())
    return Settings(**values, sources=MappingProxyType(sources))


def _from_environment(environment: Mapping[str, str]) -> dict[str, object]:
    names = {PREFIX + name.upper(): name for name in NAMES}
    for key in environment:
        if key.startswith(PREFIX) and key not in names and key != PREFIX + "CONFIG":
            raise SettingUnusable(key)
    return {name: environment[key] for key, name in names.items() if key in environment}


def _from_file(file: Path, *, required: bool) -> dict[str, object]:
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        if required:
            raise SettingUnusable("config") from None
        return {}
    except (OSError, UnicodeDecodeError):
        raise SettingUnusable("config") from None
    try:
        written = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        raise SettingUnusable("config") from None
    for name in written:
        if name not in NAMES:
            raise SettingUnusable(name)
    return written


def _typed(name: str, value: object, beside: Path) -> object:
    """The value as the type its setting has; text is read, anything else must already fit."""
    if name in _PATHS:
        if isinstance(value, str | Path) and str(value):
            try:
                return (beside / Path(value).expanduser()).absolute()
            except RuntimeError:  # "~somebody" whom this computer does not know
                raise SettingUnusable(name) from None
        raise SettingUnusable(name)
    if name in _NUMBERS:
        if isinstance(value, str) and value.strip().isdecimal():
            return int(value)
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        raise SettingUnusable(name)
    if isinstance(value, str):
        return value.strip()
    raise SettingUnusable(name)


def _within(name: str, value: int, lowest: int, highest: int) -> None:
    if not lowest <= value <= highest:
        raise SettingUnusable(name)


def _an_origin(text: str) -> bool:
    """Whether this is scheme, host and perhaps a port, and TLS unless it stays on this computer."""
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return False
    bare = not (parts.path.strip("/") or parts.query or parts.fragment or parts.username or parts.password)
    safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
    return bare and safe and bool(parts.hostname) and port != 0
