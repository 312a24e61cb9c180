"""The handshake that is the first to find a session run out: it is let in, to what the session is by now."""

from __future__ import annotations

from tests.integration.edge.house import Browser, House
from wellbeing.domain.people import Role


def signed_in(house: House) -> Browser:
    """A browser whose person has just joined."""
    browser = house.browser()
    browser.join(house.code(Role.INVESTIGATOR), "quiet tide")
    return browser


def test_the_handshake_that_finds_ten_minutes_over_visits_a_locked_session(house: House) -> None:
    browser = signed_in(house)
    before = browser.socket()
    house.clock.forward(10 * 60)
    socket = browser.socket()
    assert socket.accepted
    assert socket.reference
    assert house.desks.person.sessions.presence(socket.reference).locked
    assert before.closed(within=1.0), "what was open while it was open is closed"
    assert not socket.closed(within=0.1)
    socket.leave()


def test_the_handshake_that_finds_twelve_hours_over_visits_as_nobody(house: House) -> None:
    browser = signed_in(house)
    before = browser.socket()
    house.clock.forward(12 * 3600)
    socket = browser.socket()
    assert socket.accepted
    assert socket.reference is None
    assert before.closed(within=1.0)
    assert not socket.closed(within=0.1)
    socket.leave()
