"""As many derivations as the memory allows, the rest in order, the one too many is told to come back."""

import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future

import pytest

from wellbeing.crypto.kdf import FLOOR, KdfParams
from wellbeing.domain.errors import Busy, SecretsDiffer
from wellbeing.vault.kdf_queue import NICENESS, KdfQueue

ONE = KdfParams(memory_kib=100, iterations=1)
TWO = KdfParams(memory_kib=200, iterations=1)


class Work:
    """Work that goes on until it is let go."""

    def __init__(self) -> None:
        self.gate = threading.Event()
        self.began: list[int] = []

    def __call__(self, number: int) -> Callable[[], int]:
        def work() -> int:
            self.began.append(number)
            assert self.gate.wait(10)
            return number

        return work


@pytest.fixture
def queue() -> Iterator[KdfQueue]:
    made = KdfQueue(memory_cap_kib=200, waiting=3, least=ONE)
    yield made
    made.close()


def until(reached: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not reached():
        assert time.monotonic() < deadline
        time.sleep(0.001)


def test_it_answers(queue: KdfQueue) -> None:
    assert queue.run(ONE, lambda: 7) == 7
    assert (queue.running, queue.waiting) == (0, 0)


def test_an_error_reaches_the_one_who_asked_and_frees_the_place(queue: KdfQueue) -> None:
    def wrong() -> None:
        raise SecretsDiffer

    for _ in range(5):
        with pytest.raises(SecretsDiffer):
            queue.run(TWO, wrong)
    assert queue.run(TWO, lambda: "still here") == "still here"


def test_the_memory_cap_decides_how_many_run(queue: KdfQueue) -> None:
    work = Work()
    answers = [queue.submit(ONE, work(number)) for number in range(4)]
    until(lambda: len(work.began) == 2)
    assert (queue.running, queue.waiting) == (2, 2)
    work.gate.set()
    assert [answer.result(10) for answer in answers] == [0, 1, 2, 3]
    assert (queue.running, queue.waiting) == (0, 0)


def test_one_too_many_is_told_to_come_back(queue: KdfQueue) -> None:
    work = Work()
    answers = [queue.submit(ONE, work(number)) for number in range(5)]  # two run, three wait
    with pytest.raises(Busy):
        queue.submit(ONE, work(5))
    with pytest.raises(Busy):
        queue.run(ONE, work(6))
    work.gate.set()
    assert [answer.result(10) for answer in answers] == [0, 1, 2, 3, 4]
    assert queue.run(ONE, lambda: 8) == 8


def test_turns_are_taken_in_order_and_nobody_slips_past(queue: KdfQueue) -> None:
    first, later = Work(), Work()
    later.gate.set()
    running = queue.submit(ONE, first(0))
    until(lambda: first.began == [0])
    big = queue.submit(TWO, later(1))  # does not fit beside the first
    small = queue.submit(ONE, later(2))  # would fit, but came later
    time.sleep(0.02)
    assert later.began == []
    first.gate.set()
    assert [one.result(10) for one in (running, big, small)] == [0, 1, 2]
    assert later.began == [1, 2]


def test_more_than_the_cap_runs_alone_rather_than_never(queue: KdfQueue) -> None:
    assert queue.run(KdfParams(memory_kib=10_000, iterations=1), lambda: 1) == 1


def test_the_cap_is_never_passed() -> None:
    queue = KdfQueue(memory_cap_kib=300, waiting=1000, least=KdfParams(50, 1))
    guard = threading.Lock()
    used, most = 0, 0

    def work(cost: int) -> Callable[[], None]:
        def run() -> None:
            nonlocal used, most
            with guard:
                used += cost
                most = max(most, used)
            time.sleep(0.0005)
            with guard:
                used -= cost

        return run

    answers: list[Future[None]] = []
    for number in range(300):
        cost = (50, 100, 150)[number % 3]
        answers.append(queue.submit(KdfParams(cost, 1), work(cost)))
    for answer in answers:
        answer.result(10)
    queue.close()
    assert 150 < most <= 300


def test_twenty_wait_by_default() -> None:
    queue = KdfQueue()
    work = Work()
    answers = [queue.submit(KdfParams(), work(number)) for number in range(22)]
    assert (queue.running, queue.waiting) == (2, 20)
    with pytest.raises(Busy):
        queue.submit(KdfParams(), work(22))
    work.gate.set()
    assert sum(answer.result(10) for answer in answers) == sum(range(22))
    queue.close()


@pytest.mark.parametrize(("mib", "at_once"), [(128, 2), (256, 4), (640, 10), (8192, 128)])
def test_a_larger_cap_lets_as_many_run_as_fit(mib: int, at_once: int) -> None:
    queue = KdfQueue(mib * 1024)
    work = Work()
    answers = [queue.submit(FLOOR, work(number)) for number in range(queue.holds)]
    with pytest.raises(Busy):
        queue.submit(FLOOR, work(-1))
    until(lambda: len(work.began) == at_once)
    assert (queue.running, queue.waiting) == (at_once, 20)
    work.gate.set()
    assert sum(answer.result(10) for answer in answers) == sum(range(queue.holds))
    queue.close()


def test_a_closed_queue_takes_nothing_more_and_whoever_runs_gets_their_answer() -> None:
    queue = KdfQueue(memory_cap_kib=100)
    work = Work()
    running, waiting = queue.submit(ONE, work(0)), queue.submit(ONE, work(1))
    until(lambda: work.began == [0])
    closing = threading.Thread(target=queue.close)
    closing.start()
    assert isinstance(waiting.exception(10), Busy)  # the line is empty, and one still runs
    with pytest.raises(Busy):
        queue.submit(ONE, work(2))
    work.gate.set()
    closing.join(10)
    assert running.result(10) == 0
    assert work.began == [0]
    with pytest.raises(Busy):
        queue.submit(ONE, work(3))
    assert work.began == [0]


def test_an_answer_is_given_even_when_the_next_in_line_cannot_begin(
    queue: KdfQueue, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = Work()
    running, waiting = queue.submit(TWO, work(0)), queue.submit(TWO, work(1))
    until(lambda: work.began == [0])

    def exhausted(*_: object) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(queue._threads, "submit", exhausted)
    work.gate.set()
    assert running.result(10) == 0
    assert isinstance(waiting.exception(10), Busy)
    monkeypatch.undo()
    assert queue.run(TWO, lambda: 3) == 3


@pytest.mark.parametrize("side", ["queue", "caller"])
def test_only_the_threads_of_the_queue_step_back(queue: KdfQueue, side: str) -> None:
    def niceness() -> int:
        which = threading.get_native_id() if sys.platform == "linux" else 0
        return os.getpriority(os.PRIO_PROCESS, which)

    before = niceness()
    there = queue.run(ONE, niceness)
    if side == "caller":
        assert niceness() == before
    else:
        assert there == (NICENESS if sys.platform == "linux" else before)
