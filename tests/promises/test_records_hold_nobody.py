"""Promise: nobody's comings and goings stand in the administrators' records, in the log or in any answer to machines.

A real server logs all it can, as JSON. Its records, the rows of everything that is configured, its log and what
it answers to machines are compared byte by byte before and after a whole life of six people: joining, signing in
and out, wrong passphrases, recovering, exporting, locking, help, work, deletion. The same is done to a server
that has the mistake in it, which must be found.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.tools import engines
from tests.tools.joining import Account, Walker, made_up_passphrase
from tests.tools.reflex_client import apart
from tests.tools.server import Server

CONFIGURED = ("audit_lines", "keeping", "units", "seats", "policies", "contacts", "confirmations", "outcomes",
              "release_lines", "release_units", "floors", "marks", "duties", "meta")  # fmt: skip
MACHINES = ("/healthz", "/readyz")
LOGS = {"WELLBEING_LOG_FORMAT": "json", "WELLBEING_LOG_LEVEL": "info", "WELLBEING_TRUSTED_PROXY_HOPS": "1"}
ADDRESSES = count(1)
FIELDS = {"at", "level", "event", "from", "words"}


class Telling(Server):
    """A server with the mistake in it."""

    def command(self, *words: str) -> list[str]:
        """The command line, with the mistake."""
        return [sys.executable, "-m", "tests.tools.run_telling", *words]


@dataclass(frozen=True)
class Traces:
    """All that an administrator, a DPO or a machine that watches could look at."""

    records: list[tuple[Any, ...]]
    rows: dict[str, list[tuple[Any, ...]]]
    log: str
    answers: dict[str, tuple[int, bytes, dict[str, str]]]

    def differing(self, other: Traces) -> set[str]:
        """The names of what is not the same."""
        return {
            name
            for name in ("records", "rows", "log", "answers")
            if getattr(self, name) != getattr(other, name)
        }


def taken(server: Server) -> Traces:
    with engines.main_database(server.data) as ask:
        rows = {one: ask(f"SELECT * FROM {one} ORDER BY 1, 2") for one in CONFIGURED}
    answers = {}
    for path in MACHINES:
        got = httpx.get(f"{server.url}{path}")
        answers[path] = (
            got.status_code,
            got.content,
            {name: value for name, value in got.headers.items() if name != "date"},
        )
    return Traces(rows.pop("audit_lines"), rows, server.log, answers)


@dataclass(frozen=True)
class Place:
    """A server that is configured, with slips for people who have not come yet."""

    server: Server
    codes: list[str]


def walker_at(url: str) -> Walker:
    """A browser at an address of its own, so that one person's tries do not hold up the next."""
    return Walker(url, address=f"198.51.100.{next(ADDRESSES)}")


def configured(server: Server) -> Place:
    with walker_at(server.url) as admin, walker_at(server.url) as conf:
        admin.join(server.code)
        unit = admin.create_unit("North")
        (code,) = admin.issue(unit, "configurator", ["desk 1"])
        conf.join(code)
        return Place(server, conf.issue(unit, "investigator", [str(number) for number in range(6)]))


def lives(place: Place) -> None:
    """Six people, and everything that anybody can do here about themselves."""
    url, accounts = place.server.url, []
    for code in place.codes:
        with walker_at(url) as walker:
            accounts.append(walker.join(code))
            assert walker.sign_out().status_code == 204
    for number, account in enumerate(accounts):
        with walker_at(url) as walker:
            for _ in range(3):
                assert walker.sign_in(Account(account.handle, made_up_passphrase())).alerts
            walker.sign_in(account)
            assert walker.lock().status_code == 204
            assert walker.unlock("not this one").status_code == 403
            assert walker.get("about").status == walker.get("records").status == 200, "locked, too"
            assert walker.unlock(account.passphrase).status_code == 204
            apart(works(walker))
            for path in (
                "/export/json",
                "/export/csv",
                "export/print",
                "help-now",
                "about",
                "records",
                "privacy",
            ):
                assert walker.get(path).status == 200
            assert walker.get("/records/log").response.text.count("\n") >= 1
            assert walker.leave().status_code == 204
        with walker_at(url) as again:
            own = again.recover(account)
            again.post("passphrase", {"passphrase": own.passphrase, "new": made_up_passphrase()})
            if number % 2:
                gone = again.post("account/delete", {"passphrase": own.passphrase, "word": "delete"})
                assert gone.status == 200
    httpx.get(f"{url}/en/help-now")
    httpx.get(f"{url}/en/no-such-page")


async def works(walker: Walker) -> None:
    """A check-in, and a session of work."""
    async with walker.tab("/en/today") as tab:
        await tab.boot()
        tag = next(iter(re.findall(r'"tag_rx_state_":\s*"([0-9a-f]{16})"', tab.dump())), "")
        assert tag
        await tab.event("timer.act", form={"verb": "start", "kind": "stills", "version": "0", "tag": tag})
        await tab.event(
            "today.merge",
            form={
                "tag": tag,
                "energy": "1",
                "pending": "energy",
                "day": datetime.now(UTC).date().isoformat(),
            },
        )
        await tab.quiet(0.2)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    with Server(tmp_path_factory.mktemp("nobody") / "data", environment=LOGS) as server:
        yield configured(server)


def test_a_whole_life_leaves_not_one_byte(place: Place) -> None:
    before = taken(place.server)
    lives(place)
    after = taken(place.server)
    assert after.differing(before) == set()
    assert before.records, "there is something to compare"
    place.server.stop()
    lines = (place.server.data / "audit.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(one)["body"] for one in lines] == [row[1] for row in before.records]
    started(place.server)


def test_what_a_configurator_does_is_seen(place: Place) -> None:
    """The comparison sees: one slip changes the records and the seats, and nothing that machines are told."""
    before = taken(place.server)
    with walker_at(place.server.url) as admin:
        code = place.server.run("invite").stdout
        assert "/join#" in code
        admin.join(re.findall(r"/join#([0-9A-Za-z-]+)", code)[-1])
        joined = taken(place.server)
        assert joined.differing(before) == {"records", "rows"}
        assert len(joined.records) == len(before.records) + 1
        admin.create_unit("South")
    assert len(taken(place.server).records) == len(joined.records) + 1


def test_the_mistake_is_found(tmp_path: Path) -> None:
    with Telling(tmp_path / "data", environment=LOGS) as server:
        place = configured(server)
        before = taken(server)
        with walker_at(server.url) as walker:
            account = walker.join(place.codes[0])
            assert taken(server).differing(before) == set()
            walker.sign_out()
            walker.sign_in(account)
        assert taken(server).differing(before) == {"records", "log"}


def test_every_line_of_the_log_is_json_with_a_code_and_no_address(place: Place) -> None:
    place.server.restart()
    written = [json.loads(one) for one in place.server.lines if one.startswith("{")]
    assert {one["event"] for one in written} >= {"started", "stopped"}
    assert all(set(one) == FIELDS for one in written)
    text = json.dumps(written)
    assert not re.search(r"127\.0\.0\.1|/en/|\?|token|cookie|North|desk 1", text)


def test_nothing_of_it_says_more_than_ready(place: Place) -> None:
    ready = httpx.get(f"{place.server.url}/readyz", headers={"Host": "anything.example"})
    assert ready.status_code == 200
    assert ready.json() == {
        "ready": True,
        "parts": dict.fromkeys(("database", "keys", "schema", "jobs", "disk"), "ready"),
    }
    assert ready.headers["cache-control"] == "no-store"
    assert not re.search(rb"\d", ready.content)


def started(server: Server) -> None:
    server.start()
