"""Any casts in any order, with crashes, foreign keys and swapped files: counters are always one vote each."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tests.unit.anonymity.made import ANY, KEY, Noise, ballot_key, exact, group
from wellbeing.anonymity.box import Box
from wellbeing.domain.contribution import NOTHING, Contribution
from wellbeing.domain.errors import BoxFull, Damaged

PEOPLE = st.integers(0, 5)
BOXES = st.sampled_from([(group(1, roster=12), 742), (group(1, roster=12), 743), (group(2, roster=12), 742)])


class Votes(RuleBasedStateMachine):
    """Two groups and two periods; each box is kept sealed between acts, as in the file."""

    @initialize(noise=st.tuples(*[st.integers(-300, 300)] * 6))
    def open_them(self, noise: Any) -> None:
        self.noise = noise
        self.sealed: dict[Any, bytes] = {}
        self.before: dict[Any, tuple[bytes, dict[int, Contribution]]] = {}
        self.wanted: dict[Any, dict[int, Contribution]] = {}
        for of, period in (
            (group(1, roster=12), 742),
            (group(1, roster=12), 743),
            (group(2, roster=12), 742),
        ):
            made = Box.fresh(of.id, period, of.roster, Noise(noise))
            self.sealed[of, period], self.wanted[of, period] = made.seal(KEY), {}

    def opened(self, where: Any) -> Box:
        return Box.open(KEY, where[0].id, where[1], self.sealed[where])

    @rule(where=BOXES, person=st.integers(0, 14), one=ANY)
    def casts(self, where: Any, person: int, one: Contribution) -> None:
        made, there = self.opened(where), self.wanted[where]
        self.before[where] = self.sealed[where], dict(there)
        if len(there) >= 12 and person not in there:
            assert made.with_ballot(ballot_key(person)) == made
            if one == NOTHING:
                assert made.cast(ballot_key(person), one) == made
            else:
                with pytest.raises(BoxFull):
                    made.cast(ballot_key(person), one)
            return
        self.sealed[where] = made.cast(ballot_key(person), one).with_ballot(ballot_key(person)).seal(KEY)
        there[person] = one

    @rule(where=BOXES, person=PEOPLE)
    def withdraws(self, where: Any, person: int) -> None:
        self.casts(where, person, NOTHING)

    @rule(where=BOXES, person=PEOPLE, one=ANY)
    def a_cast_is_lost_in_a_crash_and_done_again(self, where: Any, person: int, one: Contribution) -> None:
        if len(self.wanted[where]) < 12 or person in self.wanted[where]:
            self.opened(where).cast(ballot_key(person), one).seal(KEY)  # never reaches the file
        self.casts(where, person, one)
        self.casts(where, person, one)

    @rule(where=BOXES)
    def an_older_file_comes_back(self, where: Any) -> None:
        if where in self.before:
            self.sealed[where], self.wanted[where] = self.before.pop(where)

    @rule(one=BOXES, other=BOXES)
    def files_are_swapped(self, one: Any, other: Any) -> None:
        if one != other:
            with pytest.raises(Damaged):
                Box.open(KEY, one[0].id, one[1], self.sealed[other])

    @rule(where=BOXES, bit=st.integers(0, 8 * 1024))
    def a_bit_flips(self, where: Any, bit: int) -> None:
        raw = bytearray(self.sealed[where])
        raw[bit // 8 % len(raw)] ^= 1 << bit % 8
        with pytest.raises(Damaged):
            Box.open(KEY, where[0].id, where[1], bytes(raw))

    @invariant()
    def every_counter_is_its_noise_and_one_vote_a_person(self) -> None:
        for where, there in self.wanted.items():
            made = self.opened(where)
            votes = exact(12, tuple(there.values())).all
            assert made.counters.all == tuple(a + b for a, b in zip(votes, self.noise, strict=True))
            assert made.ballots == len(there) <= made.roster

    @invariant()
    def everybody_finds_their_own_and_no_others(self) -> None:
        for where, there in self.wanted.items():
            made = self.opened(where)
            assert {person: made.mine(ballot_key(person)) for person in there} == there
            assert made.mine(ballot_key(99)) == NOTHING


TestVotes = Votes.TestCase
TestVotes.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)
