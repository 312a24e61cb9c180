"""The heap of deadlines: one for each person, the nearest first, and nothing left behind."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from wellbeing.domain.people import PersonId
from wellbeing.services.deadlines import Deadlines

NOW = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
PEOPLE = [PersonId(uuid4()) for _ in range(6)]


def at(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


def test_the_longest_overdue_comes_first_and_once() -> None:
    deadlines = Deadlines()
    for person, seconds in zip(PEOPLE, (30, 10, 20, 40, 5, 50), strict=True):
        deadlines.put(person, at(seconds))
    assert deadlines.next() == at(5)
    assert deadlines.due(at(20), 10) == (PEOPLE[4], PEOPLE[1], PEOPLE[2])
    assert deadlines.due(at(20), 10) == ()
    assert (len(deadlines), deadlines.next()) == (3, at(30))


def test_no_more_than_asked_for_come_in_one_go() -> None:
    deadlines = Deadlines()
    for number, person in enumerate(PEOPLE):
        deadlines.put(person, at(number))
    assert deadlines.due(at(100), 4) == tuple(PEOPLE[:4])
    assert deadlines.due(at(100), 4) == tuple(PEOPLE[4:])


def test_a_listener_hears_only_when_the_nearest_is_another() -> None:
    deadlines, heard = Deadlines(), []
    deadlines.listen(lambda: heard.append(deadlines.next()))
    deadlines.put(PEOPLE[0], at(30))
    deadlines.put(PEOPLE[1], at(40))
    deadlines.put(PEOPLE[1], at(20))
    deadlines.drop(PEOPLE[2])
    deadlines.drop(PEOPLE[1])
    deadlines.drop(PEOPLE[0])
    assert heard == [at(30), at(20), at(30), None]


@given(
    steps=st.lists(
        st.tuples(st.sampled_from(PEOPLE), st.none() | st.integers(0, 500), st.integers(0, 9)), max_size=60
    )
)
def test_it_agrees_with_a_plain_dictionary(steps: list[tuple[PersonId, int | None, int]]) -> None:
    deadlines, plain = Deadlines(), dict[PersonId, int]()
    for person, seconds, then in steps:
        if seconds is None:
            deadlines.drop(person)
            plain.pop(person, None)
        else:
            deadlines.put(person, at(seconds))
            plain[person] = seconds
        if then == 0:
            due = deadlines.due(at(250), 100)
            assert set(due) == {one for one, when in plain.items() if when <= 250}
            plain = {one: when for one, when in plain.items() if when > 250}
        assert deadlines.next() == (at(min(plain.values())) if plain else None)
        assert len(deadlines) == len(plain)


def test_entries_that_are_not_meant_any_more_do_not_pile_up() -> None:
    deadlines = Deadlines()
    for number in range(10_000):
        deadlines.put(PEOPLE[number % 6], at(1000 + number))
    assert len(deadlines._heap) <= 64 + 1
