"""`wellbeing resources`: checks the help lines, takes in corrections, writes them out, says what lacks."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table
from rich.text import Text

from wellbeing.cli.hardening import harden
from wellbeing.cli.options import Config, Data, settings_from
from wellbeing.cli.terminal import out, say, t, tidy
from wellbeing.domain.errors import BadInput, LinesRefused, LinesUnreadable

if TYPE_CHECKING:
    from wellbeing.domain.resources import Directory, Finding, Line

app = typer.Typer(
    name="resources",
    help="Help lines: check them, correct them, write them out, and see what is missing.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
File = Annotated[Path, typer.Argument(help="A file of lines, as `export` writes it.")]
Other = Annotated[Path | None, typer.Option("--file", help="Look at this file instead of what is in use.")]
Release = Annotated[bool, typer.Option("--release", help="An overdue line of the crisis block is an error.")]
Day = Annotated[str | None, typer.Option("--day", help="The day to check for, as 2026-11-21; else today.")]
Out = Annotated[Path | None, typer.Option("--out", help="Write to this file instead of the terminal.")]


@app.command()
def check(
    data: Data = None, config: Config = None, file: Other = None, release: Release = False, day: Day = None
) -> None:
    """Look at every line: form, wrong numbers, sources, dates. Ends with 1 when one needs mending."""
    from wellbeing.domain.resources import check as examine

    harden()
    lines = _of_file(file) if file else _in_use(data, config).lines
    if file is None:
        lines = (*lines, *_twice())
    findings = examine(lines, _day(day), release=release)
    for one in findings:
        _tell(one)
    say(t("{count} lines in {countries} countries.", count=len(lines), countries=_countries(lines)))
    if any(one.stops for one in findings):
        raise typer.Exit(1)


@app.command(name="import")
def take_in(file: File, data: Data = None, config: Config = None) -> None:
    """Keep the lines of a file as corrections: they replace those that ship, by their id."""
    from wellbeing.bootstrap.lines import keep
    from wellbeing.domain.resources import check as examine

    harden()
    settings = settings_from(config, data=data)
    lines = _of_file(file)
    findings = [one for one in examine(lines, _day(None)) if one.stops]
    for one in findings:
        _tell(one)
    if findings:
        raise LinesRefused
    settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    kept = keep(settings.data, lines)
    say(
        t(
            "{count} lines are kept in {file}. They are shown after the next start.",
            count=len(lines),
            file=tidy(kept),
        )
    )


@app.command()
def export(data: Data = None, config: Config = None, to: Out = None) -> None:
    """Write every line in use, with its sources and dates, as a file that `import` takes."""
    from wellbeing.domain.resources.file_form import written

    harden()
    text = written(_in_use(data, config).lines)
    if to is None:
        typer.echo(text, nl=False)
        return
    to.write_text(text, encoding="utf-8")
    say(t("The lines are written to {file}.", file=tidy(to)))


@app.command()
def gaps(data: Data = None, config: Config = None) -> None:
    """Show what is missing: by country, and the services that could not be confirmed."""
    from wellbeing.domain.resources import COUNTRIES, KNOWN_GAPS, Kind, missing

    main = (Kind.EMERGENCY, Kind.CRISIS, Kind.POLICE)
    harden()
    lines = _in_use(data, config).lines
    counted = Table(box=None, pad_edge=False, title=t("What is there"), title_justify="left")
    for heading in (t("Country"), t("Emergency"), t("Crisis"), t("Police"), t("Others")):
        counted.add_column(heading)
    kinds = Counter((one.country, one.kind) for one in lines)
    for code, name in COUNTRIES.items():
        others = sum(count for (where, _), count in kinds.items() if where == code) - sum(
            kinds[code, kind] for kind in main
        )
        counted.add_row(t(name), *(str(kinds[code, kind]) for kind in main), str(others))
    out.print(counted)
    lacking = Table(box=None, pad_edge=False, title=t("What is missing"), title_justify="left")
    for heading in (t("Country"), t("Service"), t("Why")):
        lacking.add_column(heading, overflow="fold")
    for gap in (*missing(lines), *KNOWN_GAPS):
        where = t(COUNTRIES[gap.country]) if gap.country else t("Any country")
        lacking.add_row(where, Text(t(gap.what) if gap.what else "-"), t(gap.why))
    out.print(lacking)


def _in_use(data: Path | None, config: Path | None) -> Directory:
    from wellbeing.bootstrap.lines import corrections
    from wellbeing.domain.resources import LINES, Directory

    return Directory.of(LINES, corrections(settings_from(config, data=data).data))


def _twice() -> tuple[Line, ...]:
    """What ships more than once under one id, which a directory would hide."""
    from wellbeing.domain.resources import LINES

    counted = Counter(one.id for one in LINES)
    return tuple(one for one in LINES if counted[one.id] > 1)


def _of_file(file: Path) -> tuple[Line, ...]:
    from wellbeing.domain.resources.file_form import read

    try:
        return read(file.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        raise LinesUnreadable from None


def _tell(finding: Finding) -> None:
    from wellbeing.domain.resources import FAULTS

    weight = t("mend") if finding.stops else t("note")
    out.print(Text(f"{weight}  {finding.line}  {t(FAULTS[finding.fault])}"))


def _countries(lines: tuple[Line, ...]) -> int:
    return len({one.country for one in lines if one.country})


def _day(text: str | None) -> date:
    try:
        return date.fromisoformat(text) if text else datetime.now(UTC).date()
    except ValueError:
        raise BadInput from None
