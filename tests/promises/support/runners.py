"""A server that is started by one of the runners beside this module."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass

from tests.tools.server import Server, built_frontend


@dataclass
class Runner(Server):
    """A server whose command is `tests.promises.support.<runner>`."""

    runner: str = "conditions"

    def command(self, *words: str) -> list[str]:
        """The command through the runner."""
        command = super().command(*words)
        command[2] = f"tests.promises.support.{self.runner}"
        return command

    def refused(self) -> str:
        """What is printed when it will not start, all of it.

        Raises:
            AssertionError: it ends in another way than with 1.
        """
        done: subprocess.CompletedProcess[str] = self.run(
            *("serve", "--port", str(self.port), "--frontend", str(built_frontend(self.locales))),
            *("--locales", ",".join(self.locales)),
            check=False,
        )
        assert done.returncode == 1
        return (done.stdout + done.stderr).strip()
