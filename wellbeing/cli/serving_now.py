"""What serves a data folder right now, for `wellbeing doctor`."""

from __future__ import annotations

from wellbeing.cli.findings import Finding, Verdict
from wellbeing.cli.server import served_at
from wellbeing.cli.terminal import t
from wellbeing.settings import Settings


def serving_now(settings: Settings) -> Finding:
    """The names of the processes, where they have some; never who is with which."""
    from wellbeing.bootstrap import serving

    topic, names = t("Processes"), ", ".join(serving(settings.data))
    if names:
        return Finding(topic, Verdict.FIT, t("Serving now: {names}", names=names))
    words = t("One is serving now.") if served_at(settings.data) else t("None is serving now.")
    return Finding(topic, Verdict.FIT, words)
