"""What is taken out of a request before anything behind the edge may see it."""

from __future__ import annotations

from starlette.types import Scope

from wellbeing.edge import cookies
from wellbeing.edge.caller import KEY, take_out

OURS = "https://harbour.example"


def _scope(*headers: tuple[str, str], kind: str = "http") -> Scope:
    return {
        "type": kind,
        "headers": [(name.encode(), value.encode()) for name, value in headers],
        "client": ("192.0.2.7", 1234),
        "scheme": "http",
    }


def test_cookies_credentials_and_forwarding_headers_do_not_go_on() -> None:
    sent = [
        ("host", "harbour.example"),
        ("cookie", f"{cookies.SESSION}=abc"),
        ("authorization", "forged"),
        ("Authorization", "forged again"),
        ("proxy-authorization", "forged"),
        ("forwarded", "for=1.2.3.4"),
        ("x-forwarded-for", "1.2.3.4"),
        ("x-forwarded-proto", "http"),
        ("x-real-ip", "1.2.3.4"),
        ("accept", "*/*"),
    ]
    caller, inner = take_out(_scope(*sent), OURS, hops=0)
    assert [name for name, _ in inner["headers"]] == [b"host", b"accept"]
    assert inner["client"] == ("0.0.0.0", 0)
    assert inner["scheme"] == "https"
    assert inner[KEY] is caller
    assert caller.cookie == "abc"
    assert caller.address == "192.0.2.7"


def test_a_caller_never_prints_what_it_holds() -> None:
    caller, _ = take_out(_scope(("cookie", f"{cookies.SESSION}=canary")), OURS, hops=0)
    assert "canary" not in repr(caller)
    assert "192.0.2.7" not in repr(caller)


def test_the_address_comes_from_as_many_proxies_as_are_trusted() -> None:
    sent = _scope(("x-forwarded-for", "6.6.6.6, 203.0.113.5"), ("x-forwarded-for", "10.0.0.1"))
    assert take_out(sent, OURS, hops=0)[0].address == "192.0.2.7"
    assert take_out(sent, OURS, hops=1)[0].address == "10.0.0.1"
    assert take_out(sent, OURS, hops=2)[0].address == "203.0.113.5"
    assert take_out(sent, OURS, hops=4)[0].address == "192.0.2.7"


def test_a_forged_address_is_not_one() -> None:
    assert take_out(_scope(("x-forwarded-for", "<script>")), OURS, hops=1)[0].address == "192.0.2.7"


def test_a_websocket_gets_the_scheme_of_a_websocket() -> None:
    assert take_out(_scope(kind="websocket"), OURS, hops=0)[1]["scheme"] == "wss"
