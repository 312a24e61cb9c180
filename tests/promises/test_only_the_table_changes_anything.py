"""Promise: what a browser may call changes what its caller owns, or nothing.

Every handler and every route that the running server has registered is tried by seven callers, open and locked,
with what a page would send, with values of other kinds and with other people's names. Before and after each,
all rows of both databases, all live sessions, everybody else's page and the caller's own are compared.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import pytest

from tests.promises.support.callers import Caller, Doors, looked, watched
from tests.promises.support.cast import NOBODY, PEOPLE, Cast, assemble
from tests.promises.support.deeds import plausible, short
from tests.promises.support.errands import (
    FORM,
    Fields,
    Line,
    as_body,
    astray,
    filled,
    leaver,
    own_secrets,
    renewed,
)
from tests.promises.support.house import changes, house
from tests.promises.support.permitted import (
    DENIED,
    EXPORTS,
    HANDLERS,
    POSTS,
    READ,
    ROLES,
    ROUTES,
    SEND,
    Entry,
    Reach,
)
from tests.promises.support.voice import NOWHERE, PATIENCE
from tests.tools.joining import Account
from tests.tools.reflex_client import ReflexClient

pytestmark = pytest.mark.long

NEEDS_A_CODE = {"/{locale}/seat", "/{locale}/recover"}
ENDS_OTHERS = {"/{locale}/passphrase", "/{locale}/rotate"}
"""These end the person's other sessions."""
PAGES = ("today", "history", "me", "unit", "admin")
RARE = {"PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"}
METHODS = READ | SEND | RARE
RECORDS = "/records/log"
"""Everybody reads it whole, and a signed line names a unit by its number, which says nothing and opens nothing."""
STRANGER = Account("nobody at all", "made up by nobody at all")


@pytest.fixture(scope="module")
def cast(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cast]:
    with house(tmp_path_factory.mktemp("table") / "data", hurried=True) as server:
        yield assemble(server)


def test_every_handler_there_is_stands_in_the_list(cast: Cast) -> None:
    registered = {short(name) for name in cast.house.ask("handlers")}
    assert registered == set(HANDLERS) | DENIED


def test_the_table_of_the_product_is_the_one_written_down_here(cast: Cast) -> None:
    said = {short(name): rule for name, rule in cast.house.ask("rules").items()}
    assert set(said) == set(HANDLERS)
    for name, (roles, least) in said.items():
        entry = HANDLERS[name]
        assert least == ("nobody" if entry.anybody else "locked" if entry.locked else "open"), name
        who = {one for role in roles for one in ROLES[role]} or set(PEOPLE)
        assert who == set(entry.who), name


def test_only_the_list_changes_anything_for_open_callers(cast: Cast) -> None:
    callers = [Caller(cast, name, True, cast[name].open) for name in PEOPLE]
    wrong = asyncio.run(watched(cast, callers))
    assert not wrong, "\n".join(wrong)


def test_only_the_list_changes_anything_for_locked_callers_and_nobody(cast: Cast) -> None:
    callers = [Caller(cast, NOBODY, False, None)]
    for name in PEOPLE:
        walker = cast[name].again(cast.house)
        assert walker.lock().status_code == 204
        callers.append(Caller(cast, name, False, walker.cookie_header))
    wrong = asyncio.run(watched(cast, callers))
    assert not wrong, "\n".join(wrong)


async def looked_at(caller: Caller) -> None:
    """Open every page at once, and read all that it is told."""

    async def look(page: str) -> str:
        headers = {"X-Forwarded-For": caller.cast.house.address()}
        tab = ReflexClient(caller.cast.house.url, cookie=caller.cookie, path=f"/en/{page}", headers=headers)
        async with tab:
            await tab.boot(within=PATIENCE)
            if caller.is_open and page == "history":
                await tab.until(lambda one: caller.cast[caller.name].note in one.dump(), PATIENCE)
            await tab.quiet(0.4)
            return tab.dump()

    told = "\n".join(await asyncio.gather(*map(look, PAGES)))
    caller.wrong += [f"{caller.title} was told {word}" for word in caller.cast.leaks(caller.name, told)]
    if caller.name == NOBODY:
        return
    own = caller.cast[caller.name]
    if caller.is_open != (own.note in told) or (
        not caller.is_open and any(one in told for one in own.private)
    ):
        caller.wrong.append(f"{caller.title} was told too little or too much of their own")


async def all_look(callers: list[Caller]) -> list[str]:
    await asyncio.gather(*map(looked_at, callers))
    return [line for caller in callers for line in caller.wrong]


def test_no_page_tells_anybody_what_is_not_theirs(cast: Cast) -> None:
    wrong = asyncio.run(all_look(list(Doors(cast).callers())))
    assert not wrong, "\n".join(wrong)


async def deny(cast: Cast) -> tuple[list[str], int]:
    names = {short(one): one for one in cast.house.ask("handlers")}
    events = [event for one in sorted(DENIED) for event in plausible(one, cast, "investigator A")]
    events = [event for event in events if event[0] in DENIED]
    answers = []
    for start in range(0, len(events), 20):
        async with ReflexClient(cast.house.url, cookie=cast["investigator A"].open, path=NOWHERE) as tab:
            await tab.boot()
            await tab.quiet(0.1)
            heard = len(tab.received)
            for name, payload in events[start : start + 20]:
                await tab.raw(names[name], payload)
            await tab.quiet(0.3)
            answers += tab.received[heard:]
    return answers, len(events)


def test_what_is_denied_gets_no_answer_at_all(cast: Cast) -> None:
    def refused() -> int:
        return sum(
            cast.house.server.log.count(words)
            for words in ("an event was denied", "a page reported an error")
        )

    before = refused()
    answers, sent = asyncio.run(deny(cast))
    assert answers == []
    assert refused() - before == sent > len(DENIED)


def test_every_route_there_is_stands_in_the_list(cast: Cast) -> None:
    assert {path: set(methods) for path, methods in cast.house.ask("routes").items()} == ROUTES


def without_numbers(cast: Cast, text: str) -> str:
    """A text without the numbers of units; their names stay."""
    for unit in cast.units:
        text = text.replace(unit.id, "")
    return text


def test_looking_at_an_address_changes_nothing_and_no_other_method_is_taken(cast: Cast) -> None:
    wrong = []
    pages = {f"/en/{page}": READ for page in PAGES}
    for caller in Doors(cast).callers():
        with Line(cast.house.url, {"Origin": cast.house.url, "Cookie": caller.cookie}) as line:
            for path, taken in {**ROUTES, "": READ, **pages}.items():
                entry = Entry(PEOPLE, Reach.WORDS) if path in EXPORTS else Entry(())
                for method in (
                    METHODS - (taken & SEND) - (set() if caller.is_open or not caller.cookie else RARE)
                ):

                    def ask(method: str = method, path: str = path) -> str:
                        status, text, _ = line.send(
                            method,
                            filled(path),
                            "a=1",
                            Content_Type=FORM,
                            X_Forwarded_For=cast.house.address(),
                        )
                        if method not in taken and status < 400:
                            caller.wrong.append(f"{caller.title}: {method} {path} was taken: {status}")
                        return without_numbers(cast, text) if path == RECORDS else text

                    looked(caller, f"{method} {path}", entry, ask)
        wrong += caller.wrong
    assert not wrong, "\n".join(wrong)


def leaves_a_trace(path: str) -> bool:
    """Whether a post that fits must be seen in rows or sessions."""
    return POSTS[path].reach is not Reach.NOTHING and path not in NEEDS_A_CODE


def test_only_the_list_changes_anything_by_posts(cast: Cast) -> None:
    wrong = []
    doors = Doors(cast)
    for path, entry in POSTS.items():
        for caller in doors.callers():
            account = cast[caller.name].account if caller.cookie else STRANGER
            headers = {
                "Origin": cast.house.url,
                "Cookie": caller.cookie,
                "X-Forwarded-For": cast.house.address(),
            }
            with Line(cast.house.url, headers) as line:

                def post(fields: Fields, path: str = path, line: Line = line) -> str:
                    body, kind = as_body(path, fields)
                    return line.send("POST", filled(path), body, Content_Type=kind)[1]

                leaves = Reach.NOTHING if entry.reach is Reach.SLIPS else Reach.WORDS
                for fields in astray(path, cast, caller.name, account):
                    looked(caller, f"POST {path} astray", replace(entry, reach=leaves), partial(post, fields))
                if entry.reach is Reach.GONE and caller.is_open:
                    continue  # nobody of the cast may go: the next test lets somebody else go
                own = own_secrets(path, cast, caller.name, account)
                did = looked(caller, f"POST {path}", entry, partial(post, own))
                if caller.is_open and caller.name in entry.who and leaves_a_trace(path) and not did:
                    caller.wrong.append(f"{caller.title}: POST {path} did nothing, so the try proves nothing")
                if caller.is_open and path in ENDS_OTHERS:
                    renewed(cast, caller.name, replace(account, passphrase=own["passphrase"]))
            wrong += caller.wrong
    assert not wrong, "\n".join(wrong)


def test_an_account_that_goes_takes_only_itself_along(cast: Cast) -> None:
    walker, account = leaver(cast)
    rows = cast.house.rows.taken()
    walker.post("account/delete", {"passphrase": account.passphrase, "word": "delete"})
    found = changes(rows, cast.house.rows.taken())
    assert {one.table for one in found} >= {"people", "entries", "manifests", "slots", "keys"}
    assert {one.kind for one in found} == {"removed"}
    people = {one.row["person_id"] if "person_id" in one.row else one.row["id"] for one in found}
    assert len(people) == 1
    assert not any(key[1][0] in people for key in cast.house.rows.taken())
