"""The manifest notices what was removed, added, swapped or set back."""

import contextlib
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from wellbeing.domain.errors import Damaged
from wellbeing.vault.manifest import Line, Root, RootLine, Shard
from wellbeing.vault.noticed import Notes, Noticed

MONTH = 202811
IDS = [UUID(int=number) for number in (5, 1, 9, 2**127, 3)]

noticed = st.lists(st.builds(Noticed, st.integers(0, 255), st.integers(0, 2**32 - 1)), max_size=5).map(tuple)
lines = st.builds(
    Line,
    record=st.uuids(),
    kind=st.integers(0, 255),
    rev=st.integers(0, 2**32 - 1),
    day=st.integers(0, 2**32 - 1),
    outline=st.binary(min_size=3, max_size=3),
    digest=st.binary(min_size=12, max_size=12),
)


def shard(*ids: UUID, month: int = MONTH) -> Shard:
    made = Shard(month)
    for number, one in enumerate(ids):
        made = made.put(Line(one, kind=2, rev=1, day=739_000 + number))
    return made


def rooted(*shards: Shard) -> Root:
    return Root().with_shards(shards, saved=1_795_000_000)


@given(many=st.lists(lines, max_size=30))
def test_a_shard_is_a_sorted_table(many: list[Line]) -> None:
    made = Shard(MONTH)
    for line in many:
        made = made.put(line)
    wanted = {line.record: line for line in many}
    assert list(made) == [wanted[one] for one in sorted(wanted, key=lambda uuid: uuid.bytes)]
    assert (len(made), made.ids(), made.rev) == (len(wanted), set(wanted), len(many))
    assert all(made.get(one) == line for one, line in wanted.items())
    assert Shard.decode(MONTH, made.encode()) == made


class ShardAgainstDict(RuleBasedStateMachine):
    """A shard does what a dictionary does."""

    def __init__(self) -> None:
        super().__init__()
        self.shard = Shard(MONTH)
        self.model: dict[UUID, Line] = {}

    @rule(line=lines)
    def put(self, line: Line) -> None:
        self.shard = self.shard.put(line)
        self.model[line.record] = line

    @rule(record=st.uuids())
    def drop_stranger(self, record: UUID) -> None:
        if record not in self.model:
            assert self.shard.drop(record) is self.shard
            assert self.shard.get(record) is None

    @precondition(lambda self: self.model)
    @rule(data=st.data())
    def drop(self, data: st.DataObject) -> None:
        record = data.draw(st.sampled_from(sorted(self.model)))
        self.shard = self.shard.drop(record)
        del self.model[record]

    @invariant()
    def agrees(self) -> None:
        assert {line.record: line for line in self.shard} == self.model


ShardAgainstDict.TestCase.settings = settings(max_examples=40, stateful_step_count=20)
TestShardAgainstDict = ShardAgainstDict.TestCase


def test_a_day_is_found_by_kind() -> None:
    made = shard(*IDS).put(Line(uuid4(), kind=3, rev=1, day=739_000))
    found = made.on_day(2, 739_002)
    assert found is not None
    assert found == made.get(IDS[2])
    assert made.on_day(2, 1) is None
    assert made.on_day(1, 739_000) is None
    assert Shard(MONTH).on_day(2, 739_000) is None


def test_a_change_raises_the_revision_and_leaves_the_old_shard_alone() -> None:
    before = shard(*IDS)
    after = before.put(Line(IDS[0], 2, rev=2, day=1)).drop(IDS[1])
    assert (before.rev, len(before)) == (5, 5)
    assert (after.rev, len(after)) == (7, 4)
    assert before.drop(uuid4()) is before


@given(
    rev=st.integers(0, 2**32 - 1),
    saved=st.integers(0, 2**63),
    months=st.lists(st.integers(1, 999912), unique=True, max_size=30).map(sorted),
    notes=st.builds(Notes, noticed, noticed),
)
def test_a_root_comes_back(rev: int, saved: int, months: list[int], notes: Notes) -> None:
    root = Root(rev, saved, tuple(RootLine(month, rev, month % 50) for month in months), notes)
    assert Root.decode(root.encode()) == root
    assert root.count == sum(month % 50 for month in months)


@given(raw=st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    for one in (raw, b"\x01" + raw):
        with contextlib.suppress(Damaged):
            assert Shard.decode(MONTH, one).encode() == one or one[0] == 1
        with contextlib.suppress(Damaged):
            assert Root.decode(one).encode() == one


def test_another_version_is_refused() -> None:
    for version in (b"\x00", b"\x03", b"\xff"):
        with pytest.raises(Damaged):
            Shard.decode(MONTH, version + shard(*IDS).encode()[1:])
        with pytest.raises(Damaged):
            Root.decode(version + rooted(shard(*IDS)).encode()[1:])


def test_a_shard_of_the_first_version_is_read_without_outlines() -> None:
    lines = b"".join(one.bytes + bytes((2,)) + bytes(3) + b"\x07" + bytes(4) for one in sorted(IDS))
    made = Shard.decode(MONTH, b"\x01" + bytes(3) + b"\x09" + lines)
    assert list(made) == [Line(one, 2, 7, 0) for one in sorted(IDS)]
    assert (made.rev, made.encode()[0]) == (9, 2)
    assert Shard.decode(MONTH, made.encode()) == made
    with pytest.raises(Damaged):
        Shard.decode(MONTH, b"\x01" + bytes(4) + lines + bytes(15))


def test_the_root_follows_its_shards() -> None:
    one, two = shard(*IDS[:2]), shard(*IDS[2:], month=MONTH + 1)
    root = rooted(two, one)
    assert root == Root(1, 1_795_000_000, (RootLine(MONTH, 2, 2), RootLine(MONTH + 1, 3, 3)))
    assert root.count == 5
    emptied = root.with_shards([one.drop(IDS[0]).drop(IDS[1])], saved=1_795_000_060)
    assert emptied == Root(2, 1_795_000_060, (RootLine(MONTH + 1, 3, 3),))
    assert root.without_expired(MONTH + 1).lines == root.lines[1:]
    assert (root.line(MONTH), root.line(1)) == (RootLine(MONTH, 2, 2), None)


def test_what_was_noticed_outlives_changes_of_the_root() -> None:
    notes = Notes((Noticed(1, 739_000),), (Noticed(3),))
    root = Root(notes=notes).with_shards([shard(*IDS)], saved=1).without_expired(MONTH + 1)
    assert Root.decode(root.encode()).notes == notes
