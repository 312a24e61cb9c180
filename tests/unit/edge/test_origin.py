"""Which hosts and origins are ours, to the letter."""

from __future__ import annotations

import pytest
from starlette.datastructures import Headers

from wellbeing.edge.origin import Origins, from_elsewhere, same_origin

OURS = "https://harbour.example"


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("harbour.example", OURS),
        ("HARBOUR.example", OURS),
        ("harbour.example:443", OURS),
        ("harbour.example:80", None),
        ("harbour.example:8443", None),
        ("evil.example", None),
        ("harbour.example.evil.example", None),
        ("sub.harbour.example", None),
        ("", None),
    ],
)
def test_only_the_public_host_is_ours(host: str, expected: str | None) -> None:
    assert Origins([OURS]).of_host(Headers({"host": host})) == expected


def test_a_port_belongs_to_the_origin() -> None:
    origins = Origins(["http://127.0.0.1:8300", "http://localhost:8300"])
    assert origins.of_host(Headers({"host": "127.0.0.1:8300"})) == "http://127.0.0.1:8300"
    assert origins.of_host(Headers({"host": "localhost:8300"})) == "http://localhost:8300"
    assert origins.of_host(Headers({"host": "127.0.0.1"})) is None


def test_an_address_of_version_six_is_a_host_too() -> None:
    assert Origins(["http://[::1]:8300"]).of_host(Headers({"host": "[::1]:8300"})) == "http://[::1]:8300"


def test_two_host_headers_are_none() -> None:
    twice = Headers(raw=[(b"host", b"harbour.example"), (b"host", b"harbour.example")])
    assert Origins([OURS]).of_host(twice) is None


@pytest.mark.parametrize("wrong", ["harbour.example", "ftp://harbour.example", "https://", "https://a/b"])
def test_what_is_no_origin_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match="public origin"):
        Origins([wrong])


def test_at_least_one_origin_is_needed() -> None:
    with pytest.raises(ValueError, match="needed"):
        Origins([])


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({"origin": OURS}, True),
        ({"origin": OURS, "sec-fetch-site": "same-origin"}, True),
        ({"origin": OURS, "sec-fetch-site": "same-site"}, False),
        ({"origin": OURS, "sec-fetch-site": "cross-site"}, False),
        ({"origin": OURS, "sec-fetch-site": "none"}, False),
        ({}, False),
        ({"origin": "null"}, False),
        ({"origin": ""}, False),
        ({"origin": "http://harbour.example"}, False),
        ({"origin": "https://sub.harbour.example"}, False),
        ({"origin": "https://harbour.example.evil.example"}, False),
        ({"origin": "https://harbour.example:8443"}, False),
        ({"origin": OURS + "/"}, False),
    ],
)
def test_a_sending_page_must_be_exactly_ours(headers: dict[str, str], *, expected: bool) -> None:
    assert same_origin(Headers(headers), OURS) is expected


def test_two_origins_are_none() -> None:
    assert not same_origin(
        Headers(raw=[(b"origin", OURS.encode()), (b"origin", b"https://evil.example")]), OURS
    )


@pytest.mark.parametrize(
    ("site", "expected"), [("none", False), ("same-origin", False), ("cross-site", True)]
)
def test_a_link_elsewhere_is_noticed(site: str, *, expected: bool) -> None:
    assert from_elsewhere(Headers({"sec-fetch-site": site})) is expected
