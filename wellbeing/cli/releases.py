"""`wellbeing releases`: checks the log of everything that leads were ever told, and shows it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table
from rich.text import Text

from wellbeing.cli.hardening import harden
from wellbeing.cli.options import Config, Data, settings_from
from wellbeing.cli.terminal import out, say, t
from wellbeing.domain.errors import BadInput, LogBroken

if TYPE_CHECKING:
    from wellbeing.domain.releases import Line

app = typer.Typer(
    name="releases",
    help="What leads were told of their teams: check the log, and show it.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
File = Annotated[Path | None, typer.Option("--file", help="A copy of releases.jsonl, checked by itself.")]
Key = Annotated[str | None, typer.Option("--key", help="The public key, as `verify` and the app show it.")]


@app.command()
def verify(data: Data = None, config: Config = None, file: File = None, key: Key = None) -> None:
    """Check that no line is missing, changed or signed by another key. Ends with 1 when one is."""
    from wellbeing.bootstrap import check_copy, check_log

    harden()
    if (file is None) != (key is None) or (file is not None and not file.is_file()):
        raise BadInput
    try:
        alone = None if file is None or key is None else check_copy(file, key)
        found = alone or check_log(settings_from(config, data=data))
    except LogBroken as error:
        say(t("The log is not whole. The first line that is wrong: {number}.", number=error.number or "?"))
        raise typer.Exit(1) from None
    if found is None:
        say(t("Nothing was told yet."))
        return
    say(t("{count} lines, all in order and signed.", count=found.lines))
    say(t("Newest line: {hash}", hash=found.head))
    say(t("Public key: {key}", key=found.public_key.hex()))


@app.command()
def show(data: Data = None, config: Config = None) -> None:
    """Show every line: the period, the group, and the numbers as they were told."""
    from wellbeing.bootstrap.telling import reading_releases

    harden()
    with reading_releases(settings_from(config, data=data)) as releases:
        lines = () if releases is None else releases.lines()
    if not lines:
        say(t("Nothing was told yet."))
        return
    table = Table(box=None, pad_edge=False, title=t("What leads were told"), title_justify="left")
    for heading in (t("Line"), t("Period"), t("Group"), t("Seats"), t("What"), t("Numbers")):
        table.add_column(heading, overflow="fold")
    for one in lines:
        table.add_row(*_cells(one))
    out.print(table)


def _cells(line: Line) -> tuple[Text, ...]:
    from wellbeing.domain.releases import Fact

    words = {
        Fact.FORMED: t("counted"),
        Fact.RELEASED: t("told"),
        Fact.WITHHELD: t("not published"),
        Fact.FLOOR: t("more seats wanted: {count}", count=line.group.floor),
    }
    numbers = () if line.counters is None else line.counters.all
    cells = (
        str(line.number),
        f"{line.period.first} - {line.period.last}",
        str(line.group.id),
        str(line.group.roster),
        words[line.fact],
        " ".join(map(str, numbers)),
    )
    return tuple(map(Text, cells))
