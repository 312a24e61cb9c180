"""How much one address, one session and one message may ask of the server."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Allowances of the edge; the defaults leave room for a unit that shares one address.

    Rates are written as the `limits` library reads them, several separated by ";".
    """

    body_bytes: int = 65_536
    """Largest request body; the longest form is a page of seat labels."""
    body_seconds: float = 10.0
    """Longest wait for a whole request body."""
    frame_bytes: int = 65_536
    """Largest websocket message, in bytes."""
    event_burst: int = 60
    """Websocket messages that may come at once, per socket."""
    events_per_second: float = 15.0
    """Websocket messages that may follow, per socket; beyond that it is closed."""
    person_burst: int = 40
    """Websocket messages and handshakes that may come at once from one person, all their pages together."""
    person_events_per_second: float = 5.0
    """Those that may follow; beyond that they are taken from the surplus."""
    surplus_burst: int = 120
    """Messages and handshakes beyond their own share that all people together may send at once.

    Twelve tabs that come back at once are up to 72 of them, 40 of which are the person's own share.
    """
    surplus_events_per_second: float = 20.0
    """Those that may follow; when none is left the socket is closed.

    A whole page costs some 12 ms of a core. Eight people who take all they may then ask for 60 a second,
    which leaves others a quarter of the core; 100 a second left them none.
    """
    strangers_burst: int = 300
    """Events that all browsers in which nobody is signed in may send at once: a whole unit arrives."""
    strangers_events_per_second: float = 60.0
    """Events that they may send afterwards, all together; each costs the server some 4 ms."""
    strangers_connects_burst: int = 450
    """Websockets that all of them may open at once."""
    strangers_connects_per_second: float = 50.0
    """Websockets that they may open afterwards, all together; each costs some 3 ms, its refusal far less."""
    sockets: int = 2_000
    """Open websockets in all."""
    sockets_of_strangers: int = 1_000
    """Open websockets of browsers in which nobody is signed in; the rest is kept for people who are."""
    sockets_per_session: int = 12
    """Open websockets of one signed-in browser: its tabs."""
    sockets_per_address: int = 400
    """Open websockets of one address; a whole unit may sit behind one."""
    connects: str = "600/minute"
    """Websocket handshakes of one address."""
    requests: str = "1500/minute"
    """Requests of one address, files that belong to the build left out."""
    posts: str = "240/minute"
    """Forms sent by one address."""
    refused_tries: str = "20/minute;60/hour"
    """Refused secrets from one address, all accounts together; a known device is not held back by them."""
