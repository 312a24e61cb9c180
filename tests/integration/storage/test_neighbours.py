"""Processes of one data folder, each a real one: who holds whom, and what a kill lets go."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from tests.tools.neighbour import Neighbour
from wellbeing.storage.neighbours import LOOKS, serving


@pytest.fixture
def one(tmp_path: Path) -> Iterator[Neighbour]:
    with Neighbour(tmp_path, "one") as begun:
        yield begun


@pytest.fixture
def two(tmp_path: Path, one: Neighbour) -> Iterator[Neighbour]:
    with Neighbour(tmp_path, "two") as begun:
        yield begun


@pytest.fixture
def heron() -> UUID:
    return uuid4()


def test_a_person_is_with_one_process_and_the_others_know_which(
    one: Neighbour, two: Neighbour, heron: UUID
) -> None:
    assert one.ask("take", heron) == "yes"
    assert one.ask("take", heron) == "no"
    assert two.ask("take", heron) == "one"
    assert two.ask("take", uuid4()) == "yes"


def test_of_many_who_ask_at_once_one_gets_each_person(tmp_path: Path, one: Neighbour, two: Neighbour) -> None:
    people = [uuid4() for _ in range(200)]
    with Neighbour(tmp_path, "three") as three:
        asked = (one, two, three)
        answers: dict[str, list[str]] = {}
        threads = [
            threading.Thread(
                target=lambda who=who, at=at: answers.update(
                    {str(at): [who.ask("take", person) for person in people]}
                )
            )
            for at, who in enumerate(asked)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    for at in range(len(people)):
        assert [said[at] for said in answers.values()].count("yes") == 1


def test_a_killed_process_holds_nobody(one: Neighbour, two: Neighbour, heron: UUID) -> None:
    one.ask("take", heron)
    one.ask("leads")
    one.kill()
    assert two.ask("take", heron) == "yes"
    assert two.ask("serves", "one") == "no"
    assert two.ask("leads") == "yes"


def test_whoever_has_no_session_is_let_go_after_a_minute(one: Neighbour, two: Neighbour, heron: UUID) -> None:
    stays = uuid4()
    for person in (heron, stays):
        one.ask("take", person)
    for _ in range(LOOKS - 1):
        one.ask("keep", stays)
    assert two.ask("take", heron) == "one"
    one.ask("take", heron)  # came back: the minute begins anew
    for _ in range(LOOKS - 1):
        one.ask("keep", stays)
    assert two.ask("take", heron) == "one"
    one.ask("keep", stays)
    assert two.ask("take", heron) == "yes"
    assert two.ask("take", stays) == "one"


def test_looking_at_the_others_lets_go_of_nothing(one: Neighbour, two: Neighbour, heron: UUID) -> None:
    one.ask("take", heron)
    assert one.ask("serves", "two") == "yes"
    assert one.ask("serves", "one") == "no"  # one is no neighbour of itself
    for _ in range(3):
        one.ask("take", uuid4())
    assert two.ask("take", heron) == "one"
    assert two.ask("serves", "one") == "yes"


def test_two_processes_never_have_the_same_name(tmp_path: Path, one: Neighbour, heron: UUID) -> None:
    one.ask("take", heron)
    with Neighbour(tmp_path, "one") as again:
        assert again.began == "taken"
    with Neighbour(tmp_path, "two") as two:
        assert two.ask("take", heron) == "one"


def test_one_process_runs_the_daily_jobs(one: Neighbour, two: Neighbour) -> None:
    assert one.ask("leads") == "yes"
    assert two.ask("leads") == "no"
    assert one.ask("leads") == "yes"
    one.kill()
    assert two.ask("leads") == "yes"


def test_a_change_of_seats_is_heard_once_and_until_it_was_looked_at(one: Neighbour, two: Neighbour) -> None:
    assert two.ask("news") == "no"
    one.ask("tell")
    assert two.ask("stumble") == "stumbled"
    assert two.ask("news") == "yes"
    assert two.ask("news") == "no"


def test_nothing_of_anybody_is_written(tmp_path: Path, one: Neighbour, two: Neighbour, heron: UUID) -> None:
    one.ask("take", heron)
    two.ask("take", uuid4())
    one.ask("tell")
    one.ask("leads")
    written = {file.name: len(file.read_bytes()) for file in tmp_path.iterdir()}
    assert written == {"holding": 16, "holding-one": 0, "holding-two": 0, "leading": 0, "seats": 8}
    assert all(file.stat().st_mode & 0o077 == 0 for file in tmp_path.iterdir())


def test_locks_of_one_day_are_not_those_of_the_next(tmp_path: Path) -> None:
    with Neighbour(tmp_path, "one"):
        first = (tmp_path / "holding").read_bytes()
        with Neighbour(tmp_path, "two"):
            assert (tmp_path / "holding").read_bytes() == first
    with Neighbour(tmp_path, "one"):
        assert (tmp_path / "holding").read_bytes() != first


def test_who_serves_is_told_to_whoever_runs_the_computer(
    tmp_path: Path, one: Neighbour, two: Neighbour
) -> None:
    assert serving(tmp_path) == ("one", "two")
    one.kill()
    assert serving(tmp_path) == ("two",)
