"""So many at once, then so many a second."""

from __future__ import annotations

from wellbeing.edge.bucket import Bucket


def test_a_full_bucket_gives_its_burst_and_no_more() -> None:
    bucket = Bucket(3, 1.0, now=0.0)
    assert [bucket.take(0.0) for _ in range(5)] == [True, True, True, False, False]


def test_time_refills_it_up_to_the_burst() -> None:
    bucket = Bucket(2, 10.0, now=0.0)
    assert [bucket.take(0.0), bucket.take(0.0), bucket.take(0.05)] == [True, True, False]
    assert bucket.take(0.1)
    assert [bucket.take(100.0) for _ in range(3)] == [True, True, False]


def test_looking_takes_nothing() -> None:
    bucket = Bucket(1, 1.0, now=0.0)
    assert bucket.full(0.0)
    assert bucket.holds(0.0)
    assert bucket.take(0.0)
    assert not bucket.holds(0.5)
    assert not bucket.full(0.5)
    assert bucket.holds(1.0)
    assert bucket.full(1.0)
