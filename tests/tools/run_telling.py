"""`run_cheap` with a mistake in it: each sign-in is written into the log and the administrators' records.

What a test that looks for traces of people must find.
"""

from __future__ import annotations

import logging
from typing import Any

from tests.tools.run_cheap import run
from wellbeing.cli import server
from wellbeing.domain.audit import Act, By
from wellbeing.settings import Settings


def run_telling() -> None:
    """Put the mistake in once the settings are read, then be the command."""
    prepare = server.prepare

    def prepare_and_tell(settings: Settings) -> None:
        prepare(settings)
        from wellbeing.services import desks, signing_in

        build, sign_in = desks.build, signing_in.SigningIn.sign_in
        audits: list[Any] = []

        def built(*values: Any, releases: Any, **named: Any) -> Any:
            audits.append(releases.audit)
            return build(*values, releases=releases, **named)

        def told(self: Any, *values: Any) -> str:
            cookie = sign_in(self, *values)
            logging.getLogger("wellbeing.mistake").warning("somebody signed in")
            audits[-1].record(Act.BACKUP_MADE, By.APP)
            return cookie

        desks.build = built  # type: ignore[assignment]
        signing_in.SigningIn.sign_in = told  # type: ignore[method-assign]

    server.prepare = prepare_and_tell
    run()


if __name__ == "__main__":
    run_telling()
