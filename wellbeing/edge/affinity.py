"""Where several processes serve: keeps a browser with the one that knows its people."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from starlette.responses import Response

from wellbeing.edge import cookies
from wellbeing.edge.caller import Caller
from wellbeing.services.neighbours import Alone, Neighbours

SENT_ON: Final = 307
"""The browser sends the same form again, with the new cookie; nothing typed stands in an address."""


class Affinity:
    """One process among others; with a single one it does nothing."""

    def __init__(self, neighbours: Neighbours | None = None, knows: Callable[[str], object] = bool) -> None:
        """Begin.

        Args:
            neighbours: the other processes.
            knows: whether this process has a session of this cookie; from memory alone.
        """
        self._neighbours = neighbours or Alone()
        self._knows = knows

    def keep(self, response: Response, caller: Caller) -> None:
        """Have the browser come back to this process."""
        here = self._neighbours.name
        if here and caller.process != here:
            response.headers.append("set-cookie", cookies.process(here))

    def stranded(self, caller: Caller) -> bool:
        """Whether the caller is signed in with another process, which lives and should have been asked.

        Nobody is told then that they are signed out: the proxy could not reach that process just now.
        """
        if (
            not self._neighbours.name
            or caller.cookie is None
            or caller.process in ("", self._neighbours.name)
        ):
            return False
        return not self._knows(caller.cookie) and self._neighbours.serves(caller.process)

    def sent_on(self, caller: Caller, path: str, process: str) -> Response | None:
        """The answer that brings a form to another process; None when the browser was sent there already."""
        if caller.process == process:
            return None
        response = Response(status_code=SENT_ON, headers={"location": path})
        response.headers.append("set-cookie", cookies.process(process))
        return response
