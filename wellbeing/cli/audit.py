"""`wellbeing audit`: checks the administrators' records, and shows them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table
from rich.text import Text

from wellbeing.cli.hardening import harden
from wellbeing.cli.options import Config, Data, settings_from
from wellbeing.cli.terminal import out, say, t
from wellbeing.domain.errors import BadInput, RecordsBroken

if TYPE_CHECKING:
    from wellbeing.domain.audit import Line
    from wellbeing.domain.people import UnitId

app = typer.Typer(
    name="audit",
    help="What was done to units and to this installation: check the records, and show them.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
File = Annotated[Path | None, typer.Option("--file", help="A copy of audit.jsonl, checked by itself.")]
Key = Annotated[str | None, typer.Option("--key", help="The public key, as `verify` and the app show it.")]
Head = Annotated[str, typer.Option("--head", help="A hash that somebody wrote down: it must be in there.")]
Last = Annotated[int, typer.Option("--last", min=1, help="How many of the newest lines to show.")]


@app.command()
def verify(
    data: Data = None, config: Config = None, file: File = None, key: Key = None, head: Head = ""
) -> None:
    """Check that no line is missing, changed or signed by another key. Ends with 1 when one is."""
    from wellbeing.bootstrap import check_records, check_records_copy

    harden()
    if (file is None) != (key is None) or (file is not None and not file.is_file()):
        raise BadInput
    noted = head.strip().lower()
    try:
        alone = None if file is None or key is None else check_records_copy(file, key, noted)
        found = alone or check_records(settings_from(config, data=data), noted)
    except RecordsBroken as error:
        say(
            t(
                "The records are not whole. The first line that is wrong: {number}.",
                number=error.number or "?",
            )
        )
        raise typer.Exit(1) from None
    if found is None:
        say(t("Nothing is written down yet."))
        return
    say(t("{count} lines, all in order and signed.", count=found.lines))
    say(t("Newest line: {hash}", hash=found.head))
    say(t("Public key: {key}", key=found.public_key.hex()))
    if noted and not found.met:
        say(t("No line has the hash that was written down. These are other records, or older ones."))
        raise typer.Exit(1)
    if noted:
        say(t("The hash that was written down is among them."))


@app.command()
def show(data: Data = None, config: Config = None, last: Last = 50) -> None:
    """Show the newest lines: the day, the desk, the unit, and what was done."""
    from wellbeing.bootstrap.recording import reading_records, unit_names

    harden()
    settings = settings_from(config, data=data)
    names = unit_names(settings)
    with reading_records(settings) as records:
        newest = None if records is None else records.newest()
        lines = () if records is None or newest is None else records.lines(max(0, newest.number - last))
    if not lines:
        say(t("Nothing is written down yet."))
        return
    out.print(_table(lines, names))


def _table(lines: Sequence[Line], names: Mapping[UnitId, str]) -> Table:
    from wellbeing.domain.audit_words import DESKS, said
    from wellbeing.words import LOCALES, translator

    table = Table(box=None, pad_edge=False, title=t("What administrators did"), title_justify="left")
    for heading in (t("Line"), t("Day"), t("From"), t("Unit"), t("What")):
        table.add_column(heading, overflow="fold")
    speak = translator(LOCALES[0])
    for one in lines:
        unit = "" if one.note.unit is None else names.get(one.note.unit, str(one.note.unit))
        cells = (
            str(one.number),
            one.note.day.isoformat(),
            t(DESKS[one.note.by]),
            unit,
            said(one.note, speak),
        )
        table.add_row(*map(Text, cells))
    return table
