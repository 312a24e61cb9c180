"""The turn goes round: in order, to one at a time, and nobody who gives up blocks the others."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

from wellbeing.storage.turn import Turn


def _waiters(turn: Turn) -> int:
    return len(turn._waiting)


def test_first_come_first_served() -> None:
    turn, served = Turn(), list[int]()
    assert turn.take(1)

    def wait(number: int) -> None:
        assert turn.take(10)
        served.append(number)
        turn.pass_on()

    with ThreadPoolExecutor(8) as pool:
        for number in range(8):
            pool.submit(wait, number)
            while _waiters(turn) <= number:
                time.sleep(0.001)
        turn.pass_on()
    assert served == list(range(8))
    assert turn.take(0)


def test_a_greedy_writer_lets_the_waiting_one_in_at_its_next_turn() -> None:
    turn, stop = Turn(), threading.Event()
    turns_meanwhile = 0

    def greedy() -> None:
        nonlocal turns_meanwhile
        while not stop.is_set():
            assert turn.take(10)
            turns_meanwhile += _waiters(turn)
            turn.pass_on()

    with ThreadPoolExecutor(1) as pool:
        done = pool.submit(greedy)
        for _ in range(50):
            assert turn.take(10)
            turn.pass_on()
        stop.set()
        done.result()
    assert turns_meanwhile <= 50


def test_whoever_gives_up_is_not_waited_for() -> None:
    turn = Turn()
    assert turn.take(0)
    assert not turn.take(0.01)
    assert _waiters(turn) == 0
    turn.pass_on()
    assert turn.take(0)


def test_only_one_holds_it() -> None:
    turn, inside, most = Turn(), 0, 0

    def work() -> None:
        nonlocal inside, most
        for _ in range(200):
            if not turn.take(0.001):
                continue
            inside += 1
            most = max(most, inside)
            inside -= 1
            turn.pass_on()

    with ThreadPoolExecutor(8) as pool:
        for done in [pool.submit(work) for _ in range(8)]:
            done.result()
    assert most == 1
    assert turn.take(0), "every turn was given back"
