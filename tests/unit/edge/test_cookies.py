"""Our cookies, read strictly and set with every protection."""

from __future__ import annotations

import pytest

from wellbeing.edge import cookies


def test_our_cookies_are_read_and_others_left_out() -> None:
    ours = {cookies.SESSION: "abc_DEF-1", cookies.DEVICE: "one.two", cookies.PROCESS: "one"}
    header = "; ".join(["theme=dark", *(f"{name}={value}" for name, value in ours.items()), "x=y"])
    assert cookies.read(header) == ours


@pytest.mark.parametrize(
    "header",
    [
        "",
        cookies.SESSION,
        f"{cookies.SESSION}=",
        f'{cookies.SESSION}="quo;ted"',
        f"{cookies.SESSION}=a b",
        f"{cookies.SESSION}=" + "a" * 5000,
        "__Host-wellbeing-other=1",
        "__host-wellbeing=1",
    ],
)
def test_what_is_malformed_is_nobody(header: str) -> None:
    assert cookies.read(header) == {}


def test_the_first_of_two_counts() -> None:
    assert cookies.read(f"{cookies.SESSION}=one; {cookies.SESSION}=two") == {cookies.SESSION: "one"}


@pytest.mark.parametrize("line", [cookies.session("c"), cookies.device("m"), cookies.no_session()])
def test_every_cookie_is_bound_to_the_host_and_kept_from_scripts(line: str) -> None:
    name = line.partition("=")[0]
    parts = {part.strip().lower() for part in line.split(";")}
    assert name.startswith("__Host-")
    assert {"path=/", "secure", "httponly", "samesite=strict"} <= parts
    assert not any(part.startswith("domain") for part in parts)


def test_the_session_ends_with_the_browser_and_the_device_does_not() -> None:
    assert "Max-Age" not in cookies.session("c")
    assert "Max-Age=15552000" in cookies.device("m")


def test_the_oldest_account_of_a_shared_device_is_forgotten_first() -> None:
    marks = ""
    for number in range(8):
        marks = cookies.with_mark(marks, f"m{number}")
    assert marks.split(".") == ["m2", "m3", "m4", "m5", "m6", "m7"]
    assert cookies.with_mark(marks, "m3").split(".")[-1] == "m3"
