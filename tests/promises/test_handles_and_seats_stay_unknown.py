"""Promise: nobody learns which handles exist or which seats are taken; not by words, bytes, work or time.

Sixty handles that exist and sixty that do not are tried at every door. The answers must be the same to the last
byte, and the server must have derived as many keys for each: the time alone is compared with a wide margin, for
a busy computer's clock proves little.
"""

from __future__ import annotations

import asyncio
import json
import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import pytest

from tests.promises.support.errands import FORM, Line
from tests.promises.support.house import House, changes, house
from tests.promises.support.states import var
from tests.tools.joining import Account, Walker, made_up_passphrase
from wellbeing.crypto import codes, recovery

MANY = 60
WORDS = "quartz ribbon saddle timber velvet"
VARIES = {"date"}
"""Headers that say when, and nothing else."""
Answer = tuple[int, str, str]
"""Status, body and headers, with what was typed taken out."""


@dataclass
class Unit:
    """A unit with many seats, of which the first sixty are taken."""

    house: House
    admin: Walker
    configurator: Walker
    desk: Account
    id: str
    codes: list[str]
    handles: list[str] = field(default_factory=list)
    accounts: list[Account] = field(default_factory=list)
    rows: list[dict[Any, dict[str, Any]]] = field(default_factory=list)
    """Every seat's row, before and after sixty people joined."""
    seen: list[list[str]] = field(default_factory=list)
    """What configurator and administrator are shown, before and after."""

    def look(self) -> None:
        """Note every seat's row, and what is shown of it."""
        self.rows.append({key: row for key, row in self.house.rows.taken().items() if key[0] == "seats"})

        async def look() -> list[str]:
            shown = []
            for walker, page, state, parts in (
                (self.configurator, "unit", "first_morning", ("seats", "steps", "roster")),
                (self.admin, "admin", "units", ("units", "administrators")),
            ):
                async with walker.tab(f"/en/{page}") as tab:
                    await tab.boot()
                    await tab.until(lambda one, state=state, parts=parts: bool(var(one, state, parts[0])))
                    await tab.quiet(0.1)
                    shown += [json.dumps(var(tab, state, part)) for part in parts]
            return shown

        self.seen.append(asyncio.run(look()))


@pytest.fixture(scope="module")
def unit(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Unit]:
    with house(tmp_path_factory.mktemp("unknown") / "data") as server:
        admin, configurator = server.walker(), server.walker()
        admin.join(server.server.code)
        place = admin.create_unit("Unit of many")
        desk = configurator.join(admin.issue(place, "configurator", ["desk"])[0])
        labels = [f"seat {number}" for number in range(MANY + 6)]
        one = Unit(
            server, admin, configurator, desk, place, configurator.issue(place, "investigator", labels)
        )
        one.look()
        for number, code in enumerate(one.codes[:MANY]):
            account = Account(f"known {number:06}", made_up_passphrase())
            typed = {"passphrase": account.passphrase, "again": account.passphrase}
            page = server.walker().post("join", {"code": code, "handle": account.handle, **typed})
            assert page.codes, page.text[:200]
            one.accounts.append(account)
        one.look()
        yield one


def tried(
    house: House, path: str, fields: dict[str, str], handle: str, cookie: str | None = None
) -> tuple[Answer, float]:
    """One try from an address of its own: the answer without what was typed, and its seconds."""
    scripted = path.startswith("/session/")
    body, kind = (json.dumps(fields), "application/json") if scripted else (urlencode(fields), FORM)
    with Line(house.url, {"Origin": house.url, "Cookie": cookie, "X-Forwarded-For": house.address()}) as line:
        line.send("GET", "/healthz")
        began = time.perf_counter()
        status, text, headers = line.send("POST", path, body, Content_Type=kind)
        taken = time.perf_counter() - began
    plain = [f"{name}: {value}" for name, value in sorted(headers.items()) if name not in VARIES]
    for own in (handle, fields.get("code", "")):
        text = text.replace(own, "*" * len(own)) if own else text
    return (status, text, "\n".join(plain)), taken


def wrong(handle: str) -> dict[str, tuple[str, dict[str, str]]]:
    """A wrong try at each door that takes a handle: path and fields."""
    pair = {"passphrase": WORDS, "again": WORDS, "offered": WORDS}
    return {
        "the first page": ("/en/", {"handle": handle, "passphrase": WORDS}),
        "the dialog": ("/session/sign-in", {"handle": handle, "passphrase": WORDS, "tag": "x"}),
        "the recovery code": (
            "/en/recover",
            {"handle": handle, "code": codes.grouped(recovery.generate()), **pair},
        ),
        "a mistyped recovery code": ("/en/recover", {"handle": handle, "code": "ABCD-EFGH", **pair}),
        "a new account": ("/en/join", {"handle": handle, "code": codes.grouped(codes.invitation()), **pair}),
    }


DERIVED = {
    "the first page": (1, 1),
    "the dialog": (1, 1),
    "the recovery code": (1, 1),
    "a new account": (1, 2),
}
"""How often the queue is asked and a secret derived for one wrong try, where it is at all."""


@pytest.mark.parametrize("door", list(wrong("")))
def test_a_handle_that_exists_answers_like_one_that_does_not(unit: Unit, door: str) -> None:
    answers: dict[str, set[Answer]] = {"known": set(), "other": set()}
    seconds: dict[str, list[float]] = {"known": [], "other": []}
    worked: dict[str, set[tuple[int, int]]] = {"known": set(), "other": set()}
    unit.house.ask("forward", 3601)  # the tries of other tests count no more
    for number in range(MANY):
        for kind in ("known", "other") if number % 2 else ("other", "known"):
            handle = f"{kind} {number:06}"
            path, fields = wrong(handle)[door]
            before = unit.house.ask("kdf")
            answer, taken = tried(unit.house, path, fields, handle)
            after = unit.house.ask("kdf")
            answers[kind].add(answer)
            seconds[kind].append(taken)
            worked[kind].add((after[0] - before[0], after[1] - before[1]))
    assert answers["known"] == answers["other"]
    assert len(answers["known"]) == 1
    assert worked["known"] == worked["other"] == {DERIVED.get(door, (0, 0))}
    known, other = (statistics.median(seconds[kind]) for kind in ("known", "other"))
    assert abs(known - other) < 0.005 + 0.5 * min(known, other)


@pytest.mark.parametrize("door", ["the first page", "the dialog", "the recovery code"])
def test_waits_come_for_handles_that_do_not_exist_as_well(unit: Unit, door: str) -> None:
    def story(handle: str) -> list[int]:
        path, _ = wrong(handle)[door]
        given = []
        for seconds in (0,) * 6 + (61,) * 9 + (3600,):
            unit.house.ask("forward", seconds)
            given.append(tried(unit.house, path, wrong(handle)[door][1], handle)[0][0])
        return given

    unit.house.ask("forward", 3601)
    known, other = story("known 000000"), story("other 000000")
    assert known == other
    assert known.count(403) >= 5
    assert 429 in known


def test_a_refused_try_writes_nothing_for_nobody_and_little_for_somebody(unit: Unit) -> None:
    unit.house.ask("forward", 3601)
    unit.house.ask("sweep")
    rows = unit.house.rows.taken()
    for _ in range(4):
        unit.house.ask("forward", 3601)
        for number in range(8):
            unit.house.ask("forward", 61)
            for handle in ("other 000001", "known 000001"):
                tried(unit.house, "/en/", {"handle": handle, "passphrase": f"{WORDS} {number}"}, handle)
    unit.house.ask("sweep")
    found = changes(rows, unit.house.rows.taken())
    assert {(one.table, one.kind) for one in found} == {("inbox", "added")}
    assert len({one.row["person_id"] for one in found}) == 1
    assert 0 < len(found) <= 20


def test_a_seat_is_the_same_to_the_last_byte_whether_anyone_has_joined(unit: Unit) -> None:
    before, after = unit.rows
    assert len(before) == len(unit.codes) + 2
    assert before == after


def test_nobody_is_shown_whether_anyone_has_joined(unit: Unit) -> None:
    before, after = unit.seen
    assert "seat 59" in before[0]
    assert before == after


def test_a_used_code_cannot_be_matched_with_its_seat(unit: Unit) -> None:
    rows = unit.house.rows.taken()
    spent = [row for key, row in rows.items() if key[0] == "spent"]
    assert len(spent) >= MANY
    assert {name for row in spent for name in row} == {"digest"}
    seats = [
        value
        for key, row in rows.items()
        if key[0] == "seats"
        for value in row.values()
        if isinstance(value, bytes)
    ]
    assert not {row["digest"] for row in spent} & set(seats)


def refused_codes(unit: Unit) -> dict[str, str]:
    """A code of each kind that is worth nothing today."""
    ended, replaced = unit.codes[MANY], unit.codes[MANY + 1]
    seats = {row["label"]: key[1][0].hex() for key, row in unit.rows[0].items()}
    for number, action in ((MANY, "end"), (MANY + 1, "reissue")):
        sign_in_again(unit.configurator, unit.desk)
        unit.configurator.post("unit/slips", {"action": action, "seat": seats[f"seat {number}"]})
    sign_in_again(unit.configurator, unit.desk)

    async def end() -> None:
        async with unit.configurator.tab("/en/unit") as tab:
            await tab.boot()
            await tab.until(lambda one: bool(var(one, "first_morning", "seats")))
            await tab.event("first_morning.ask_end", seat=str(UUID(seats[f"seat {MANY}"])))
            await tab.event("first_morning.end_seat")
            await tab.until(lambda one: '"issued":false' in one.dump().replace(" ", ""))

    asyncio.run(end())
    return {
        "made up": codes.grouped(codes.invitation()),
        "mistyped": unit.codes[0][:-1] + ("A" if unit.codes[0][-1] != "A" else "B"),
        "no code at all": "a-text-of-20-letters-",
        "used": unit.codes[0],
        "ended": ended,
        "replaced": replaced,
        "run out": unit.codes[MANY + 2],
    }


def sign_in_again(walker: Walker, account: Account) -> None:
    """A session that has not run out."""
    walker.cookies.clear()
    walker.sign_in(account)


UNREADABLE = {"mistyped", "no code at all"}
"""Their check character tells anybody that they are no codes, without asking a server."""


@pytest.mark.parametrize("path", ["/en/join", "/en/seat"])
def test_codes_that_are_worth_nothing_are_all_worth_the_same_nothing(unit: Unit, path: str) -> None:
    refused = refused_codes(unit)
    unit.house.ask("forward", 15 * 86_400)
    sign_in_again(unit.configurator, unit.desk)
    (fresh,) = unit.configurator.issue(unit.id, "investigator", [f"fresh {path}"])
    walker = unit.house.walker()
    sign_in_again(walker, unit.accounts[7])
    rows = unit.house.rows.taken()
    pair = {"passphrase": WORDS, "again": WORDS, "offered": WORDS}
    answers, worked = {}, {}
    for kind, code, handle in (
        *((kind, code, "other 000003") for kind, code in refused.items()),
        *((f"{kind}, with a handle that is taken", code, "known 000003") for kind, code in refused.items()),
        *([("good, with a handle that is taken", fresh, "known 000003")] if path == "/en/join" else []),
    ):
        before = unit.house.ask("kdf")
        answers[kind] = tried(
            unit.house, path, {"code": code, "handle": handle, **pair}, handle, walker.cookie_header
        )[0]
        worked[kind] = tuple(now - then for now, then in zip(unit.house.ask("kdf"), before, strict=True))
    for kinds in ([one for one in answers if one.split(",")[0] in UNREADABLE],
                  [one for one in answers if one.split(",")[0] not in UNREADABLE]):  # fmt: skip
        assert len({answers[kind] for kind in kinds}) == 1, {kind: answers[kind][0] for kind in kinds}
        assert len({worked[kind] for kind in kinds}) == 1, {kind: worked[kind] for kind in kinds}
    assert {answer[0] for answer in answers.values()} == {422}
    assert changes(rows, unit.house.rows.taken()) == []
