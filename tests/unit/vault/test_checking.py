"""Checking notices what was removed, added, swapped or set back."""

from dataclasses import replace
from uuid import UUID, uuid4

from wellbeing.vault import checking
from wellbeing.vault.checking import Findings, Standing, standing
from wellbeing.vault.manifest import ROOT, Line, Root, Shard

NOW = 202611
MONTH = 202811
IDS = [UUID(int=number) for number in (5, 1, 9, 2**127, 3)]


def shard(*ids: UUID, month: int = MONTH) -> Shard:
    made = Shard(month)
    for number, one in enumerate(ids):
        made = made.put(Line(one, kind=2, rev=1, day=739_000 + number))
    return made


def rooted(*shards: Shard) -> Root:
    return Root().with_shards(shards, saved=1_795_000_000)


def test_what_agrees_is_clean() -> None:
    one, two = shard(*IDS[:2]), shard(*IDS[2:], month=MONTH + 1)
    found = checking.check(rooted(one, two), {MONTH: one, MONTH + 1: two}, IDS, NOW)
    assert found == Findings()
    assert found.clean
    assert checking.check(Root(), {}, [], NOW).clean


def test_nothing_at_all_is_never_clean() -> None:
    """Whoever has an account has a root: where everything is gone, the root is too."""
    found = checking.check(None, {}, [], NOW)
    assert found.months_damaged == {ROOT}
    assert not found.clean


def test_a_removed_row_is_noticed() -> None:
    one = shard(*IDS)
    found = checking.check(rooted(one), {MONTH: one}, IDS[1:], NOW)
    assert found == Findings(missing=frozenset({IDS[0]}))
    assert not found.clean


def test_a_row_that_came_back_or_never_was_is_noticed() -> None:
    one = shard(*IDS)
    stranger = uuid4()
    root = rooted(one).with_shards([one.drop(IDS[0])], saved=1)
    found = checking.check(root, {MONTH: one.drop(IDS[0])}, [*IDS, stranger], NOW)
    assert found == Findings(unexpected=frozenset({IDS[0], stranger}))


def test_a_shard_that_was_set_back_is_noticed() -> None:
    before = shard(*IDS[:4])
    after = before.put(Line(IDS[4], 2, 1))
    found = checking.check(rooted(after), {MONTH: before}, IDS[:4], NOW)
    assert found.months_rolled_back == {MONTH}
    assert found.troubles == 1


def test_a_root_that_was_set_back_is_noticed() -> None:
    before = shard(*IDS[:4])
    after = before.put(Line(IDS[4], 2, 1))
    found = checking.check(rooted(before), {MONTH: after}, IDS, NOW)
    assert found.months_rolled_back == {ROOT}


def test_a_shard_that_is_gone_or_does_not_open_is_noticed_and_hides_nothing_else() -> None:
    one, two = shard(*IDS[:2]), shard(*IDS[2:], month=MONTH + 1)
    root = rooted(one, two)
    stored: list[dict[int, Shard | None]] = [{MONTH + 1: two}, {MONTH: None, MONTH + 1: two}]
    for shards in stored:
        found = checking.check(root, shards, [*IDS[:2], *IDS[3:]], NOW)
        assert found == Findings(missing=frozenset({IDS[2]}), months_damaged=frozenset({MONTH}))


def test_a_shard_put_back_after_its_month_emptied_is_noticed() -> None:
    one = shard(*IDS)
    found = checking.check(Root(7), {MONTH: one}, IDS, NOW)
    assert found.months_rolled_back == {MONTH}
    assert found.unexpected == set(IDS)


def test_a_newer_shard_that_the_root_does_not_know_says_that_the_root_is_behind() -> None:
    one = shard(*IDS)
    found = checking.check(Root(2), {MONTH: one}, IDS, NOW)
    assert found == Findings(months_rolled_back=frozenset({ROOT}))


def test_how_one_shard_stands_to_the_root() -> None:
    one = shard(*IDS)
    root = rooted(one)
    older, newer = shard(*IDS[:4]), one.put(Line(uuid4(), 2, 1))
    miscounted = replace(one, packed=one.packed[25:])
    stands = [standing(root, MONTH, other, NOW) for other in (one, None, older, miscounted, newer)]
    assert stands == [Standing.SOUND, Standing.LOST, Standing.BACK, Standing.BACK, Standing.AHEAD]
    assert standing(Root(9), MONTH, one, NOW) is Standing.EMPTIED
    assert standing(Root(9), MONTH, Shard(MONTH), NOW) is Standing.SOUND
    assert standing(Root(9), MONTH, one, MONTH + 1) is Standing.SOUND


def test_a_lost_root_is_noticed() -> None:
    one = shard(*IDS)
    assert checking.check(None, {MONTH: one}, IDS, NOW).months_damaged == {ROOT}
    assert checking.check(None, {}, IDS, NOW).months_damaged == {ROOT}


def test_months_that_are_over_may_be_gone_or_still_there() -> None:
    old, kept = shard(*IDS[:2], month=NOW - 1), shard(*IDS[2:], month=NOW)
    root = rooted(old, kept)
    stored: list[tuple[dict[int, Shard | None], list[UUID]]] = [
        ({NOW: kept}, IDS[2:]),
        ({NOW - 1: old, NOW: kept}, IDS),
        ({NOW - 1: old, NOW: kept}, IDS[2:]),
    ]
    for shards, present in stored:
        assert checking.check(root, shards, present, NOW).clean
        assert checking.check(root.without_expired(NOW), shards, present, NOW).clean


def test_this_month_is_not_over() -> None:
    one = shard(*IDS, month=NOW)
    assert checking.check(rooted(one), {}, [], NOW).months_damaged == {NOW}


def test_what_opening_found_is_told_with_the_rest() -> None:
    one = shard(*IDS)
    found = checking.check(rooted(one), {MONTH: one}, IDS, NOW, rolled_back=IDS[:1], damaged=IDS[1:2])
    assert found == Findings(rolled_back=frozenset(IDS[:1]), damaged=frozenset(IDS[1:2]))
    assert found.troubles == 2
    assert not replace(found, rolled_back=frozenset()).clean
