"""An alarm: rings at the nearest of many moments, and is set anew whenever that becomes another one.

One date job for all of them, so that what only waits costs nothing. It is never dropped for being late: after
a blocked loop, a suspend or a clock that was set forward it rings at once, and finds what was due meanwhile.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from apscheduler.triggers.date import DateTrigger

from wellbeing.domain.logged import Logged

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Deadline:
    """What an alarm is for."""

    name: str
    run: Callable[[], object]
    """Does what is due, in a thread; it must not mind being called too early or twice."""
    nearest: Callable[[], datetime | None]
    """When something is due next, aware; None when nothing is."""
    listen: Callable[[Callable[[], None]], None]
    """Takes a function to call, from any thread, whenever that has become another moment."""


class Alarm:
    """The alarm of one running app; `start` and `stop` belong onto its event loop."""

    def __init__(self, deadline: Deadline, running: set[asyncio.Task[None]]) -> None:
        """Set nothing yet.

        Args:
            deadline: what it is for.
            running: holds the task of a ring for as long as it goes on, for whoever waits for its end.
        """
        self._deadline = deadline
        self._running = running
        self._scheduler: Any = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._set_for: datetime | None = None
        self._waiting = False
        self._ringing = False
        # A thread of its own: the loop's are everybody's, and a reminder does not queue behind their saves.
        self._thread = ThreadPoolExecutor(1, f"alarm-{deadline.name}")
        deadline.listen(self._moved)

    def start(self, scheduler: Any) -> None:
        """Set the alarm on a scheduler of the running loop."""
        self._scheduler, self._loop = scheduler, asyncio.get_running_loop()
        self._set()

    def again(self) -> None:
        """Set it once more, in case the clocks or the scheduler went astray; call it every few seconds."""
        self._set_for = None
        self._set()

    def stop(self) -> None:
        """Ring no more; a ring that goes on comes to its end."""
        self._scheduler = None
        self._thread.shutdown(wait=False)

    def _moved(self) -> None:
        """Set the alarm anew soon; many calls in one go count once."""
        loop = self._loop
        if loop is None or self._waiting or loop.is_closed():
            return
        self._waiting = True
        loop.call_soon_threadsafe(self._set)

    def _set(self) -> None:
        self._waiting = False
        when = self._deadline.nearest()
        # While it rings all that is due is looked at; a ring too early finds nothing, and is set anew.
        if self._scheduler is None or self._ringing or when is None:
            return
        if self._set_for is not None and self._set_for <= when:
            return
        self._set_for = when
        self._scheduler.add_job(
            self._ring,
            DateTrigger(when),
            id=self._deadline.name,
            replace_existing=True,
            misfire_grace_time=None,
            # It is set anew at the end of a ring, which the scheduler does not count as ended yet.
            max_instances=16,
        )

    async def _ring(self) -> None:
        if self._scheduler is None:
            return
        task = asyncio.current_task()
        assert task is not None
        self._running.add(task)
        self._ringing = True
        try:
            await asyncio.get_running_loop().run_in_executor(self._thread, self._deadline.run)
        except asyncio.CancelledError:
            if self._scheduler is not None:
                raise
            # The scheduler, which lets go of it at last, would log a trace.
            _log.warning("alarm %s: not ended in time", self._deadline.name, extra=Logged.ALARM_FAILED.extra)
        except Exception as error:  # noqa: BLE001 -- what is due next must be reached whatever this one met
            name = self._deadline.name
            _log.error("alarm %s: %s", name, type(error).__name__, extra=Logged.ALARM_FAILED.extra)
        finally:
            self._running.discard(task)
            self._ringing, self._set_for = False, None
            self._set()
