"""The options that several commands share, and how they become settings."""

from __future__ import annotations

import inspect
import os
from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from pathlib import Path
from typing import Annotated, Any

import typer

from wellbeing.cli.errors import FolderOfAnother
from wellbeing.cli.frontend import is_checkout, read_stamp
from wellbeing.settings import PREFIX, Settings, Source, read

Data = Annotated[Path | None, typer.Option("--data", help="Folder that holds everything.")]
Config = Annotated[
    Path | None, typer.Option("--config", help="Settings file, else wellbeing.toml in the data folder.")
]
Host = Annotated[str | None, typer.Option("--host", help="Address to listen at.")]
Port = Annotated[int | None, typer.Option("--port", help="Port to listen at.")]
PublicOrigin = Annotated[str | None, typer.Option("--public-origin", help="Address people type in.")]
TlsCert = Annotated[Path | None, typer.Option("--tls-cert", help="Certificate chain in PEM.")]
TlsKey = Annotated[Path | None, typer.Option("--tls-key", help="Private key of the certificate in PEM.")]
Frontend = Annotated[Path | None, typer.Option("--frontend", help="Folder of the built frontend.")]
Process = Annotated[str | None, typer.Option("--process", help="Name of this process where several serve.")]
Locales = Annotated[str | None, typer.Option("--locales", help="Languages, separated by commas.")]


def settings_from(config: Path | None = None, **given: object) -> Settings:
    """The settings of this command: defaults, file, environment, and what was given here.

    The languages go into the environment too, where `wellbeing.words` and the build read them. An
    installed package speaks the languages of its pages unless somebody says otherwise.

    Raises:
        FolderOfAnother: the command is one on a data folder, and that is another user's.
        SettingUnusable: names the setting that cannot be used.
    """
    on_data = "data" in given
    if on_data and (named := given["data"] or os.environ.get(f"{PREFIX}DATA")):
        _of_ours(Path(str(named)))  # first, since the settings in it are closed to anybody else
    settings = read(os.environ, given, config)
    if on_data:
        _of_ours(settings.data)
    if not is_checkout() and settings.source("locales") is Source.DEFAULT:
        stamp = read_stamp(settings.frontend)
        settings = replace(settings, locales=",".join(stamp.locales)) if stamp else settings
    os.environ["WELLBEING_LOCALES"] = ",".join(settings.languages)
    return settings


def _of_ours(folder: Path) -> None:
    """Refuse the data folder of another user, to root too: what they made in it, its owner could not read."""
    try:
        owner = folder.stat().st_uid
    except OSError:
        return  # it is not there yet; or it is out of reach, which is said when it is opened
    if hasattr(os, "geteuid") and owner != os.geteuid():
        raise FolderOfAnother


_SERVED: dict[str, Any] = {
    "data": Data,
    "config": Config,
    "host": Host,
    "port": Port,
    "public_origin": PublicOrigin,
    "tls_cert": TlsCert,
    "tls_key": TlsKey,
    "frontend": Frontend,
    "locales": Locales,
    "process": Process,
}


def of_serving(command: Callable[..., None]) -> Callable[..., None]:
    """A command with every option that decides how the app is served, called with their `Settings` first."""

    @wraps(command)
    def told(**given: Any) -> None:
        named = {name: given.pop(name) for name in _SERVED}
        command(settings_from(**named), **given)

    own = inspect.signature(command, eval_str=True).parameters
    options = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=kind)
        for name, kind in _SERVED.items()
    ]
    options += [one.replace(kind=inspect.Parameter.KEYWORD_ONLY) for one in list(own.values())[1:]]
    told.__signature__ = inspect.Signature(options)  # type: ignore[attr-defined]
    told.__annotations__ = {one.name: one.annotation for one in options}
    return told
