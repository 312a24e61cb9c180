"""`wellbeing move`: carries the main database to a PostgreSQL server, or back into the file."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn

from wellbeing.cli.errors import NothingToInvite
from wellbeing.cli.hardening import harden
from wellbeing.cli.options import Config, Data, settings_from
from wellbeing.cli.terminal import out, say, t, tidy
from wellbeing.settings import FILE_NAME

FILE = "file"

To = Annotated[
    str,
    typer.Option("--to", help="An empty database, as database_url; or `file`, for one in the data folder."),
]


def move(to: To, data: Data = None, config: Config = None) -> None:
    """Carry the main database elsewhere and compare every row; stop the app first."""
    from wellbeing.bootstrap import backups, has_data
    from wellbeing.bootstrap.moving import move as carry
    from wellbeing.bootstrap.moving import shown
    from wellbeing.cli import server

    harden()
    settings = settings_from(config, data=data)
    if not has_data(settings):
        raise NothingToInvite
    there = "" if to == FILE else to
    tasks: dict[str, TaskID] = {}
    with (
        server.alone_on(settings.data),
        Progress(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), console=out) as bar,
    ):

        def told(table: str, arrived: int, whole: int) -> None:
            if table not in tasks:
                tasks[table] = bar.add_task(table, total=whole)
            bar.update(tasks[table], completed=arrived)

        moved = carry(settings, there, told)
    rows = sum(one.rows for one in moved.tables.values())
    say(t("{count} rows arrived, and both sides are the same.", count=rows))
    if there and there == settings.database_url:
        say(t("The settings name it already."))
    elif there:
        say(t("Put this line into {file}:", file=tidy(settings.data / FILE_NAME)))
        say(f'  database_url = "{shown(there)}"')
        say(t("Three stars stand for the password. Or leave it out, and name a file in PGPASSFILE."))
    else:
        say(t("Take the line database_url out of {file}.", file=tidy(settings.data / FILE_NAME)))
    if moved.kept is None:
        say(t("The old database is as it was. Remove it when the new one has worked for a while."))
    else:
        kept, days = tidy(moved.kept), backups.KEPT.days
        say(
            t(
                "The old file lies in {file} for {count} days more, then it goes by itself.",
                file=kept,
                count=days,
            )
        )
