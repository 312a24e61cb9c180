"""Confirming: which groups somebody still has to type is remembered while they are here, and no longer."""

from __future__ import annotations

from tests.world import Someone, World


def test_it_goes_with_the_last_session(world: World, heron: Someone) -> None:
    passphrases, sessions = world.desks.person.passphrases, world.desks.person.sessions
    asked = passphrases.to_confirm(heron.cookie)
    elsewhere = world.sign_in(heron)
    sessions.end(heron.cookie)
    sessions.lock(elsewhere.cookie)
    sessions.sweep()
    assert passphrases.to_confirm(elsewhere.cookie) == asked, "locked is here"
    sessions.end(elsewhere.cookie)
    sessions.sweep()
    assert passphrases._confirming._expected == {}
    again = world.sign_in(heron)
    assert passphrases.to_confirm(again.cookie) == ()
    assert sessions.presence(again.reference).code_unconfirmed, "and is told to make a new one"
