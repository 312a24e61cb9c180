"""`wellbeing backup` and `wellbeing restore`: one sealed file a day, and back from it on a bare computer."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.table import Table
from rich.text import Text

from wellbeing.cli.hardening import harden
from wellbeing.cli.options import Config, Data, settings_from
from wellbeing.cli.terminal import err, out, say, t, tidy
from wellbeing.crypto import postbox
from wellbeing.domain.errors import BackupKeyMissing, FolderInUse

PRINTED: Final = Path("-")
"""In the place of a file: to standard output, for where only whoever started the shell may write."""
app = typer.Typer(name="backup", help="Make backups that this computer cannot open.", no_args_is_help=True)

KeyOut = Annotated[
    Path,
    typer.Option(
        "--out",
        help="New file for the half that opens backups; - prints it. Then take it away from here.",
        allow_dash=True,
    ),
]
KeyFile = Annotated[Path, typer.Option("--key", help="File with the half that opens backups.")]
To = Annotated[Path | None, typer.Option("--to", help="Folder for it, else the one in the settings.")]
Made = Annotated[Path, typer.Argument(help="The backup.")]


@app.command()
def key(out: KeyOut, data: Data = None, config: Config = None) -> None:
    """Make the pair of keys for backups: one half stays here and seals, the other opens and must leave."""
    from wellbeing.bootstrap import backups

    harden()
    settings = settings_from(config, data=data)
    public = settings.data / backups.PUBLIC_FILE
    settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    if public.exists() or (out != PRINTED and out.exists()):
        raise FolderInUse
    pair = postbox.make_pair()
    tell: Callable[[str], None] = say
    if out == PRINTED:
        typer.echo(pair.private.hex())
        tell, opens = partial(err.print, markup=False), t("What was printed opens them. Let it into no log.")
    else:
        _write(out, pair.private.hex())
        opens = t("What opens them is in {file}.", file=tidy(out))
    _write(public, pair.public.hex())
    tell(t("Made the key for backups. Backups are made every day from now on."))
    tell(opens)
    tell(t("Take it away from this computer, and keep two copies."))
    tell(
        t("Without it no backup can ever be opened. With it and a backup, a weak passphrase can be guessed.")
    )


@app.command()
def make(to: To = None, data: Data = None, config: Config = None) -> None:
    """Make a backup now, while the app goes on."""
    from wellbeing.bootstrap import Wellbeing, backup_folders, backups

    harden()
    settings = settings_from(config, data=data)
    public = backups.public_key(settings.data)
    if public is None:
        raise BackupKeyMissing
    with Wellbeing(settings) as whole:
        made = whole.back_up(to or settings.backup_folder, public)
    say(t("Made {file}. Only the other half of the key opens it.", file=tidy(made.file)))
    if made.file.parent.absolute() not in backup_folders.known(settings):
        say(t("Nobody removes it there. Do so yourself within {count} days.", count=backups.KEPT.days))


@app.command(name="list")
def show(data: Data = None, config: Config = None) -> None:
    """Show the backups that there are, the oldest first."""
    from wellbeing.bootstrap import backups

    settings = settings_from(config, data=data)
    table = Table(box=None, pad_edge=False)
    for heading in (t("Made"), t("Goes"), t("File")):
        table.add_column(heading, overflow="fold")
    for one in backups.made_in(settings.backup_folder):
        goes = (one.made + backups.KEPT).date().isoformat()
        table.add_row(f"{one.made:%Y-%m-%d %H:%M} UTC", goes, Text(one.file.name))
    out.print(table)


def restore(made: Made, key: KeyFile, data: Data = None, config: Config = None) -> None:
    """Put a backup into a data folder without an installation; logs and settings that lie there stay."""
    from wellbeing.bootstrap import Wellbeing, backups, restoring
    from wellbeing.bootstrap.moving import back_in_the_file

    harden()
    settings = settings_from(config, data=data)
    private = backups.key_of(key.read_text(encoding="ascii", errors="replace"))
    with made.open("rb") as source:
        said = datetime.fromtimestamp(restoring.made_at(source), UTC)
    kept = restoring.restore(made, private, settings.data)
    back_in_the_file(settings)
    here = replace(settings, database_url="")  # what was on a server came back as a file
    with Wellbeing(here, migrate=True) as whole:
        whole.restored(said)
        people = whole.people()
    if kept:
        say(t("These files were there already and stay as they are: {names}.", names=", ".join(kept)))
    say(t("Restored what was saved up to {moment}.", moment=f"{said:%Y-%m-%d %H:%M} UTC"))
    say(t("It holds {count} accounts. Their owners open them with their own passphrases.", count=people))
    say(t("What was saved after that moment is gone. People see the older count and date on their page."))
    if settings.database_url:
        say(t("It is a file in the data folder now. Take database_url out of the settings before you start."))
        say(t("Then `wellbeing move` carries it to an empty server, if you want one."))


def _write(file: Path, text: str) -> None:
    """Write a new file for its owner alone."""
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as new:
        new.write(text + "\n")
