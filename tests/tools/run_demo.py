"""`wellbeing` with a clock that lags: the file that BEHIND names holds by how many minutes. For pictures."""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from pathlib import Path

from wellbeing.cli import server
from wellbeing.cli.commands import app
from wellbeing.settings import Settings


def run() -> None:
    """Put the clock in once the settings are read, then be the command."""
    prepare = server.prepare
    file = Path(os.environ["BEHIND"])

    def prepare_and_lag(settings: Settings) -> None:
        prepare(settings)
        from wellbeing import bootstrap

        class Lagging(bootstrap.SystemClock):
            def now(self) -> datetime:
                return super().now() - timedelta(minutes=float(file.read_text(encoding="utf-8")))

        bootstrap.SystemClock = Lagging  # type: ignore[misc]

    server.prepare = prepare_and_lag
    app()


if __name__ == "__main__":
    run()
