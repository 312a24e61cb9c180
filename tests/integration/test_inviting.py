"""`wellbeing invite`: the link it prints leads to where the app is, or says that it only assumes so."""

from __future__ import annotations

import re
from pathlib import Path

from tests.tools.joining import Walker
from tests.tools.server import Server

ASSUMED = "Harbour is not running. The link is for the address that its settings name."


def printed(said: str) -> tuple[str, str]:
    """The two addresses on the screen."""
    link, plain = re.search(r"(\S+)/en/join#", said), re.search(r"open (\S+)/en/join and", said)
    assert link, said
    assert plain, said
    return link[1], plain[1]


def test_the_link_is_right_whatever_port_the_app_was_given(tmp_path: Path) -> None:
    with Server(tmp_path / "data") as server:
        said = server.run("invite").stdout
        assert printed(said) == (server.url, server.url)
        assert ASSUMED not in said
        with Walker(server.url) as walker:
            assert walker.join(said.partition("join#")[2].split()[0]).recovery_code
        aside = server.run("invite", "--public-origin", "https://harbour.example").stdout
        assert printed(aside) == ("https://harbour.example", "https://harbour.example")
    left = (tmp_path / "data" / "serving").read_text(encoding="utf-8")
    assert left == f"{server.url}/en", "a killed server leaves it behind"
    said = server.run("invite").stdout
    assert printed(said) == ("http://127.0.0.1:8460", "http://127.0.0.1:8460")
    assert ASSUMED in " ".join(said.split())
    said = server.run("invite", "--port", "9").stdout
    assert printed(said) == ("http://127.0.0.1:9", "http://127.0.0.1:9")
    assert ASSUMED not in " ".join(said.split())
