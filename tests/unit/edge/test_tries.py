"""Allowances of one address do not touch another."""

from __future__ import annotations

from wellbeing.edge.options import Limits
from wellbeing.edge.tries import Tries


def test_an_address_gets_its_share_and_others_theirs() -> None:
    tries = Tries(Limits(requests="3/minute", posts="2/minute", connects="1/minute"))
    assert [tries.request("a") for _ in range(4)] == [True, True, True, False]
    assert [tries.post("a") for _ in range(3)] == [True, True, False]
    assert [tries.connect("a") for _ in range(2)] == [True, False]
    assert tries.request("b")
    assert tries.post("b")
    assert tries.connect("b")


def test_refused_secrets_are_counted_and_only_they() -> None:
    tries = Tries(Limits(refused_tries="2/minute;10/hour"))
    assert tries.may_try("a")
    tries.refused("a")
    assert tries.may_try("a")
    tries.refused("a")
    assert not tries.may_try("a")
    assert tries.may_try("b")
