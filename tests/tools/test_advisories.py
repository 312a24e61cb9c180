"""The audit says what is found, what is accepted, and that nobody answered: silence is no yes."""

from __future__ import annotations

import gzip
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from tests.tools.advisories import KNOWN, ROOT, Answer, accepted, of_npm, of_python

TOLD = "GHSA-aaaa-bbbb-cccc"
PYTHON = ROOT / "requirements-dev.lock"
PAGES = ROOT / "reflex.lock"


@contextmanager
def service(weak: str, status: int = 200) -> Iterator[str]:
    """Both services on one port of this computer: one package is weak, or every answer is a refusal."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers["content-length"]))
            asked = json.loads(gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw)
            self.answer(self.osv(asked) if "queries" in asked else self.npm(asked))

        def do_GET(self) -> None:
            at, name = "2026-01-01T00:00:00Z", unquote(self.path.strip("/"))
            told = {"id": TOLD, "summary": "made up", "modified": at, "published": at, "affected": []}
            page = {"name": name, "dist-tags": {}, "versions": {"1.0.0": {"name": name, "version": "1.0.0"}}}
            self.answer(told if TOLD in name else page)

        def osv(self, asked: dict[str, Any]) -> dict[str, Any]:
            hit = {"vulns": [{"id": TOLD, "modified": "2026-01-01T00:00:00Z"}]}
            return {"results": [hit if one["package"]["name"] == weak else {} for one in asked["queries"]]}

        def npm(self, asked: dict[str, Any]) -> dict[str, Any]:
            hit = {"id": 1, "url": f"https://github.com/advisories/{TOLD}", "title": "made up"}
            return {weak: [hit | {"severity": "low", "vulnerable_versions": "*"}]} if weak in asked else {}

        def answer(self, said: dict[str, Any]) -> None:
            body = json.dumps(said).encode()
            self.send_response(status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def both(at: str, known: frozenset[str] = frozenset()) -> tuple[Answer, Answer]:
    return of_python(PYTHON, known, at), of_npm(PAGES, known, at)


def test_a_weak_package_is_named_in_both_locks() -> None:
    with service("jinja2") as at:
        assert [one.split(" ")[0] for one in of_python(PYTHON, frozenset(), at).found or ()] == ["jinja2"]
    with service("react-router") as at:
        (found,) = of_npm(PAGES, frozenset(), at).found or ()
        assert found == f"react-router * has {TOLD}: made up"


def test_what_was_accepted_is_no_finding() -> None:
    with service("jinja2") as at:
        assert of_python(PYTHON, frozenset({TOLD}), at).found == ()
    with service("react-router") as at:
        assert of_npm(PAGES, frozenset({TOLD}), at).found == ()


def test_every_locked_package_is_asked_about_and_none_is_weak() -> None:
    with service("nothing-of-ours") as at:
        python, npm = both(at)
    assert python == Answer(python.asked, ())
    assert npm == Answer(npm.asked, ())
    assert python.asked > 100
    assert npm.asked > 100


@pytest.mark.parametrize("status", [404, 405, 503])
def test_a_refusal_is_no_answer(status: int) -> None:
    with service("jinja2", status) as at:
        assert [one.found for one in both(at)] == [None, None]


def test_an_answer_that_makes_no_sense_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.tools.advisories._lay_out", lambda folder, pins: None)
    with service("jinja2") as at, pytest.raises(SystemExit):
        of_python(PYTHON, frozenset(), at)


def test_nobody_there_is_no_answer() -> None:
    with service("jinja2") as at:
        pass
    answers = both(at)
    assert [one.found for one in answers] == [None, None]
    assert all("not asked about" in one.line("x") for one in answers)


def test_an_accepted_one_has_a_package_a_reason_and_a_day(tmp_path: Path) -> None:
    file = tmp_path / "known.toml"
    file.write_text(f'[{TOLD}]\npackage = "jinja2"\nreason = "not called"\nuntil = 2026-12-01\n', "utf-8")
    assert accepted(date(2026, 11, 30), file) == {TOLD}
    assert accepted(date(2026, 12, 1), file) == frozenset()
    file.write_text(f"[{TOLD}]\nuntil = 2026-12-01\n", "utf-8")
    with pytest.raises(KeyError):
        accepted(date(2026, 11, 30), file)
    assert accepted(date.max, KNOWN) == frozenset()
