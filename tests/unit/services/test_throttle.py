"""The throttle: growing waits, ten misses an hour, and nothing gained by many tries at once."""

from __future__ import annotations

import pytest

from tests.fakes import FakeClock
from wellbeing.domain.errors import Busy, SecretsDiffer, TooManyTries
from wellbeing.services.throttle import FREE, MISSES, WINDOW, Throttle, wait


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def throttle(clock: FakeClock) -> Throttle:
    return Throttle(clock)


def miss(throttle: Throttle, subject: bytes = b"x") -> None:
    with pytest.raises(SecretsDiffer), throttle.trying(subject, forgive=False):
        raise SecretsDiffer


def hit(throttle: Throttle, subject: bytes = b"x", *, forgive: bool = False) -> None:
    with throttle.trying(subject, forgive=forgive):
        pass


def test_waits_grow_and_end() -> None:
    waits = [wait(misses) for misses in range(14)]
    assert waits[:FREE] == [0.0] * FREE
    assert waits == sorted(waits)
    assert waits[FREE] == 1.0
    assert waits[-1] == 60.0


def test_at_most_ten_misses_an_hour_however_patient(throttle: Throttle, clock: FakeClock) -> None:
    missed = 0
    for _ in range(7200):
        try:
            miss(throttle)
            missed += 1
        except TooManyTries:
            pass
        clock.forward(seconds=1)
    assert missed == 2 * MISSES


def test_a_right_one_is_taken_again_when_the_hour_is_over(throttle: Throttle, clock: FakeClock) -> None:
    for _ in range(MISSES):
        clock.forward(seconds=61)
        miss(throttle)
    with pytest.raises(TooManyTries):
        hit(throttle)
    clock.forward(seconds=WINDOW - 9 * 61)
    hit(throttle)


def test_a_try_inside_the_wait_is_refused_and_does_not_count(throttle: Throttle, clock: FakeClock) -> None:
    for _ in range(FREE):
        miss(throttle)
    for _ in range(50):
        with pytest.raises(TooManyTries):
            hit(throttle)
    clock.forward(seconds=1)
    hit(throttle)


def test_a_hit_forgives_only_where_asked(throttle: Throttle) -> None:
    for subject, forgive in ((b"known", True), (b"stranger", False)):
        for _ in range(FREE - 1):
            miss(throttle, subject)
        hit(throttle, subject, forgive=forgive)
        miss(throttle, subject)
    hit(throttle, b"known")
    with pytest.raises(TooManyTries):
        hit(throttle, b"stranger")


def test_subjects_are_strangers(throttle: Throttle, clock: FakeClock) -> None:
    for _ in range(MISSES):
        clock.forward(seconds=61)
        miss(throttle, b"attacked")
    with pytest.raises(TooManyTries):
        hit(throttle, b"attacked")
    hit(throttle, b"owner's own device")


def test_many_at_once_count_before_their_outcome_is_known(throttle: Throttle) -> None:
    under_way = [throttle.trying(b"x", forgive=False) for _ in range(MISSES)]
    for one in under_way:
        one.__enter__()
    with pytest.raises(TooManyTries):
        hit(throttle)
    for one in under_way:
        one.__exit__(None, None, None)
    hit(throttle)


def test_busy_is_no_miss(throttle: Throttle) -> None:
    for _ in range(5 * MISSES):
        with pytest.raises(Busy), throttle.trying(b"x", forgive=False):
            raise Busy
    hit(throttle)


def test_the_memory_is_bounded(throttle: Throttle, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wellbeing.services.throttle._KEYS", 100)
    for number in range(1000):
        miss(throttle, number.to_bytes(4, "big"))
    assert len(throttle._tries) == 100
