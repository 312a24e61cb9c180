"""The queue before Argon2id: as many at once as the memory cap allows, a few waiting in order, then `Busy`.

Each derivation fills its own memory, so sign-ins compete for RAM rather than for a lock. The work runs in
threads of the queue's own, at a lower priority on Linux, so that the event loop keeps the processor when it
needs it.
"""

from __future__ import annotations

import contextlib
import os
import sys
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from wellbeing.crypto.kdf import DEFAULT, KdfParams
from wellbeing.domain.errors import Busy

R = TypeVar("R")

WAITING: Final = 20
"""How many may wait; the next one is told to come back."""
NICENESS: Final = 10
"""How much lower than the event loop's the priority of a derivation is."""


@dataclass(frozen=True, slots=True)
class _Job:
    cost_kib: int
    work: Callable[[], Any]
    answer: Future[Any]


class KdfQueue:
    """Bounded, fair and blocking for whoever asks; call it off the event loop."""

    def __init__(self, memory_cap_kib: int = 2 * DEFAULT.memory_kib, *, waiting: int = WAITING) -> None:
        """Start with no threads; they come with the first work.

        Args:
            memory_cap_kib: memory that all derivations together may fill; one may always run.
            waiting: how many may wait for their turn.
        """
        self._cap = memory_cap_kib
        self._most_waiting = waiting
        self._gate = threading.Lock()
        self._used_kib = 0
        self._running = 0
        self._line: deque[_Job] = deque()
        # The memory cap is the real bound; the pool's size only has to be out of its way.
        self._threads = ThreadPoolExecutor(64, thread_name_prefix="kdf", initializer=_step_back)

    @property
    def running(self) -> int:
        """Derivations at work."""
        return self._running

    @property
    def waiting(self) -> int:
        """Derivations waiting for their turn."""
        return len(self._line)

    def most(self, memory_kib: int) -> int:
        """How many derivations of so much memory it holds at once, at work and waiting."""
        return max(1, self._cap // memory_kib) + self._most_waiting

    def run(self, params: KdfParams, work: Callable[[], R]) -> R:
        """Do the work when its turn has come, and give its answer or raise its error.

        Args:
            params: the most memory the work fills at any one time.
            work: what derives; it runs in a thread of the queue.

        Raises:
            Busy: too many are waiting already.
        """
        return self.submit(params, work).result()

    def submit(self, params: KdfParams, work: Callable[[], R]) -> Future[R]:
        """As `run`, without waiting: the answer comes through the future.

        Raises:
            Busy: too many are waiting already.
        """
        job = _Job(params.memory_kib, work, Future())
        with self._gate:
            if self._line or not self._fits(job):
                if len(self._line) >= self._most_waiting:
                    raise Busy
                self._line.append(job)
            else:
                self._start(job)
        return job.answer

    def close(self) -> None:
        """Let what runs finish, refuse what waits and end the threads."""
        with self._gate:
            waiting = tuple(self._line)
            self._line.clear()
        for job in waiting:
            job.answer.set_exception(Busy())
        self._threads.shutdown()

    def _fits(self, job: _Job) -> bool:
        return self._running == 0 or self._used_kib + job.cost_kib <= self._cap

    def _start(self, job: _Job) -> None:
        self._running += 1
        self._used_kib += job.cost_kib
        self._threads.submit(self._do, job)

    def _do(self, job: _Job) -> None:
        try:
            answer = job.work()
        except BaseException as error:  # noqa: BLE001 whatever it is, it belongs to the one who asked
            self._leave(job)
            job.answer.set_exception(error)
        else:
            self._leave(job)
            job.answer.set_result(answer)

    def _leave(self, job: _Job) -> None:
        with self._gate:
            self._running -= 1
            self._used_kib -= job.cost_kib
            while self._line and self._fits(self._line[0]):
                self._start(self._line.popleft())


def _step_back() -> None:
    """Lower the priority of this thread; elsewhere than on Linux the whole process would sink with it."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICENESS)
