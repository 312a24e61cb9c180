"""Where a browser is kept or sent when several processes serve, and that a single one does nothing."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from starlette.responses import Response

from wellbeing.edge import cookies
from wellbeing.edge.affinity import SENT_ON, Affinity
from wellbeing.edge.caller import Caller
from wellbeing.services.neighbours import Alone

OURS = "https://harbour.example"


@dataclass
class Two(Alone):
    """A process called "two", beside one called "one"."""

    name: str = "two"

    def serves(self, name: str) -> bool:
        """Only "one" lives besides."""
        return name == "one"


AFFINITY = Affinity(Two(), {"known here"}.__contains__)


def set_by(affinity: Affinity, caller: Caller) -> list[str]:
    response = Response()
    affinity.keep(response, caller)
    return response.headers.getlist("set-cookie")


def test_a_browser_is_kept_once() -> None:
    assert set_by(AFFINITY, Caller(OURS)) == [cookies.process("two")]
    assert set_by(AFFINITY, Caller(OURS, process="one")) == [cookies.process("two")]
    assert set_by(AFFINITY, Caller(OURS, process="two")) == []


def test_a_single_process_does_nothing() -> None:
    alone, caller = Affinity(), Caller(OURS, cookie="somebody's", process="one")
    assert set_by(alone, caller) == []
    assert not alone.stranded(caller)


@pytest.mark.parametrize(
    ("cookie", "process", "stranded"),
    [
        ("somebody's", "one", True),
        ("somebody's", "two", False),
        ("somebody's", "three", False),
        ("somebody's", "", False),
        ("known here", "one", False),
        (None, "one", False),
    ],
)
def test_who_is_signed_in_with_another_process_that_lives(
    cookie: str | None, process: str, stranded: bool
) -> None:
    assert AFFINITY.stranded(Caller(OURS, cookie=cookie, process=process)) is stranded


def test_a_form_is_sent_on_with_the_new_name_and_only_once() -> None:
    sent = AFFINITY.sent_on(Caller(OURS, process="two"), "/en/", "one")
    assert sent is not None
    assert (sent.status_code, sent.headers["location"]) == (SENT_ON, "/en/")
    assert sent.headers.getlist("set-cookie") == [cookies.process("one")]
    assert AFFINITY.sent_on(Caller(OURS, process="one"), "/en/", "one") is None
