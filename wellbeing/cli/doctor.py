"""`wellbeing doctor`: the settings and who said them, and whether this computer can keep the promise."""

from __future__ import annotations

from datetime import UTC, datetime

import typer
from rich.table import Table
from rich.text import Text

from wellbeing.cli.described import describe
from wellbeing.cli.findings import Finding, Verdict
from wellbeing.cli.fitness import examine
from wellbeing.cli.hardening import harden
from wellbeing.cli.options import of_serving
from wellbeing.cli.serving_now import serving_now
from wellbeing.cli.terminal import out, say, t
from wellbeing.settings import Settings, Source


@of_serving
def doctor(settings: Settings) -> None:
    """Show the settings and look at the host; ends with 1 when something is wrong. Changes nothing."""
    harden()
    out.print(_settings_table(settings))
    findings = (*examine(settings, datetime.now(UTC)), serving_now(settings))
    out.print(_findings_table(findings))
    unfit = sum(one.verdict is Verdict.UNFIT for one in findings)
    if unfit:
        say(t("This computer is not ready: {count} to mend.", count=unfit))
        raise typer.Exit(1)
    say(t("This computer is ready."))


def _settings_table(settings: Settings) -> Table:
    table = Table(box=None, pad_edge=False, title=t("Settings"), title_justify="left")
    for heading in (t("Name"), t("Value"), t("Said by"), t("Meaning")):
        table.add_column(heading, overflow="fold")
    names = {
        Source.DEFAULT: t("default"),
        Source.FILE: t("file"),
        Source.ENVIRONMENT: t("environment"),
        Source.COMMAND_LINE: t("command line"),
    }
    for line in describe(settings):
        table.add_row(Text(line.name), Text(line.value or "-"), names[line.source], Text(t(line.words)))
    return table


def _findings_table(findings: tuple[Finding, ...]) -> Table:
    table = Table(box=None, pad_edge=False, title=t("This computer"), title_justify="left")
    for heading in (t("What"), t("Verdict"), t("Found")):
        table.add_column(heading, overflow="fold")
    shown = {
        Verdict.FIT: Text(t("good"), "green"),
        Verdict.NOTE: Text(t("note"), "yellow"),
        Verdict.UNFIT: Text(t("mend"), "bold red"),
    }
    for one in findings:
        table.add_row(one.topic, shown[one.verdict], Text(one.words))
    return table
