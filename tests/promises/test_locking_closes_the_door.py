"""Promise: once a session is locked, ended or run out, its open pages, its cookie and its token are worth nothing.

A page stays connected while its session is closed in every way there is. Within a second its socket must be
gone and its states empty; what is sent through it, or by a new one with the same cookie, must change nothing and
show nothing. Time is moved by the test, not waited for.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from tests.promises.support.cast import CONFIGURATORS, Cast, assemble
from tests.promises.support.deeds import short
from tests.promises.support.doors import SOON, SWEPT, A, B, Door, door, newcomer
from tests.promises.support.house import changes, house
from tests.promises.support.voice import answered
from tests.tools.joining import Walker, made_up_passphrase
from tests.tools.pages import Page
from tests.tools.reflex_client import ReflexClient

MINUTE, HOUR = 60, 3600


@pytest.fixture(scope="module")
def cast(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cast]:
    with house(tmp_path_factory.mktemp("lock") / "data") as server:
        yield assemble(server)


def sign_in_over(one: Door) -> None:
    """Sign another person in, in the same browser."""
    other = one.cast[B].account
    one.walker.fetch("/session/sign-in", {"handle": other.handle, "passphrase": other.passphrase})


def end_from_me(one: Door) -> None:
    """End every other session from the own page of another device."""
    device = one.cast[A].again(one.cast.house)

    async def end() -> None:
        async with ReflexClient(one.cast.house.url, cookie=device.cookie_header, path="/en/me") as tab:
            await tab.boot()
            await answered(tab, one.names["me.end_others"], {"tag": tab.value("tag")})

    asyncio.run(end())


BY_HAND: dict[str, tuple[Callable[[Door], object], str]] = {
    "lock": (lambda one: one.walker.lock(), "locked"),
    "leave quickly": (lambda one: one.walker.leave(), "locked"),
    "sign out": (lambda one: one.walker.sign_out(), "nobody|expired"),
    "unlock while open": (lambda one: one.walker.unlock(one.account.passphrase), "nobody|expired"),
    "another person signs in here": (sign_in_over, "nobody|expired"),
    "ended from another device": (end_from_me, "nobody|expired"),
}  # fmt: skip


@pytest.mark.parametrize("how", list(BY_HAND))
def test_a_session_closed_by_hand_closes_its_pages(cast: Cast, how: str) -> None:
    act, phase = BY_HAND[how]
    one = door(cast)
    assert asyncio.run(one.closed_by(lambda: act(one), phase)) == []


def test_a_lock_and_an_unlock_close_the_pages_that_were_locked(cast: Cast) -> None:
    one = door(cast)
    one.walker.lock()
    locked = one.tab()

    async def unlock() -> None:
        async with locked:
            await locked.boot()
            assert locked.value("phase") == "locked"
            await asyncio.to_thread(one.walker.unlock, one.account.passphrase)
            await asyncio.wait_for(locked.closed.wait(), SOON)
        assert one.words not in locked.dump()

    asyncio.run(unlock())
    assert one.by_requests() == []


def changed(one: Door, device: Walker) -> None:
    new = made_up_passphrase()
    page = device.post("passphrase", {"current": one.account.passphrase, "passphrase": new, "again": new})
    assert page.path == "/en/passphrase/changed"


def rotated(one: Door, device: Walker) -> None:
    assert device.post("rotate", {"passphrase": one.account.passphrase}).codes
    while any(row.get("name", "").startswith("dek:") for row in one.cast.house.rows.taken().values()):
        time.sleep(0.02)  # the entries follow in the background


def recovered(one: Door, device: Walker) -> None:
    one.cast.house.walker().recover(one.account)


def deleted(one: Door, device: Walker) -> None:
    page = device.post("account/delete", {"passphrase": one.account.passphrase, "word": "delete"})
    assert page.status == 200


@pytest.mark.parametrize("act", [changed, rotated, recovered, deleted])
def test_new_secrets_end_every_other_session(cast: Cast, act: Callable[[Door, Walker], None]) -> None:
    one, device = newcomer(cast)
    assert asyncio.run(one.closed_by(lambda: act(one, device), "nobody|expired")) == []


@pytest.mark.parametrize("act", [changed, recovered, deleted])
def test_new_secrets_keep_out_whoever_was_on_the_way_in_with_the_old_one(
    cast: Cast, act: Callable[[Door, Walker], None]
) -> None:
    one, device = newcomer(cast)
    late, pages = cast.house.walker(), list[Page]()
    coming = threading.Thread(target=lambda: pages.append(late.sign_in(one.account)))
    cast.house.ask("stop_next")
    coming.start()
    assert cast.house.ask("stopped"), "the old passphrase was right a moment ago"
    act(one, device)
    cast.house.ask("go_on")
    coming.join(30)
    wrong = cast.house.walker().sign_in(replace(one.account, passphrase=made_up_passphrase()))
    assert [(page.path, page.status, page.text) for page in pages] == [(wrong.path, wrong.status, wrong.text)]
    assert not late.session


def test_an_ended_seat_takes_its_desk_away_at_once(cast: Cast) -> None:
    admin = cast["administrator"].again(cast.house)
    unit = cast.units[1]
    (code,) = admin.issue(unit.id, "configurator", ["desk to end"])
    walker = cast.house.walker()
    walker.join(code)
    seat = next(
        key[1][0].hex()
        for key, row in cast.house.rows.taken().items()
        if key[0] == "seats" and row["label"] == "desk to end"
    )
    names = {short(one): one for one in cast.house.ask("handlers")}

    async def try_on() -> str:
        async with walker.tab("/en/unit") as tab:
            await tab.boot()
            await tab.until(lambda one: unit.labels[0] in one.dump())
            await asyncio.to_thread(
                admin.post, "unit/slips", {"action": "reissue", "seat": seat, "back": "admin"}
            )
            await asyncio.wait_for(tab.closed.wait(), SOON)
        rows = cast.house.rows.taken()
        async with walker.tab("/en/unit") as tab:
            await tab.boot()
            for name, payload in (
                ("first_morning.load", {}), ("first_morning.pick", {"unit": unit.id}),
                ("first_morning.ask_end", {"seat": unit.seats[0]}), ("first_morning.end_seat", {}),
                ("first_morning.relabel", {"form": {"seat": unit.seats[0], "label": "taken"}}),
            ):  # fmt: skip
                await tab.raw(names[name], payload)
            await tab.quiet(0.2)
            assert tab.value("phase") == "open", "the account stays its owner's"
            assert changes(rows, cast.house.rows.taken()) == []
            return tab.dump()

    told = asyncio.run(try_on())
    assert not [word for word in (*unit.labels, unit.name) if word in told]
    page = walker.post(
        "unit/slips", {"action": "issue", "unit": unit.id, "role": "investigator", "labels": "x"}
    )
    assert page.status == 403


def run_out(one: Door, seconds: float, phase: str, *, sweep: bool = True) -> list[str]:
    """Let time pass with the page connected."""

    def pass_by() -> None:
        one.cast.house.ask("forward", seconds)
        if sweep:
            one.cast.house.ask("sweep")

    return asyncio.run(one.closed_by(pass_by, phase, SOON if sweep else SWEPT))


def test_ten_idle_minutes_lock_and_the_schedule_sees_to_it(cast: Cast) -> None:
    assert run_out(door(cast), 10 * MINUTE, "locked", sweep=False) == []


def units_shown(tab: ReflexClient) -> bool:
    """Whether the first morning's page knows its units; other states may have a var of that name too."""
    return any(
        values.get("mine_rx_state_") for name, values in tab.state.items() if name.endswith("first_morning")
    )


def test_a_unit_may_shorten_the_idle_minutes_of_sessions_that_are_open(cast: Cast) -> None:
    one, configurator = door(cast), cast[CONFIGURATORS[0]].again(cast.house)
    settled = {"country": "NL", "time_zone": "UTC", "language.en": "on"}

    async def settle(minutes: str) -> None:
        async with configurator.tab("/en/unit") as tab:
            await tab.boot()
            await tab.until(units_shown)
            await answered(tab, one.names["first_morning.settle"], {"form": {**settled, "minutes": minutes}})

    asyncio.run(settle("1"))
    assert run_out(one, MINUTE, "locked") == []
    configurator.unlock(cast[CONFIGURATORS[0]].account.passphrase)
    asyncio.run(settle("10"))


def test_an_act_puts_the_lock_off_and_looking_does_not(cast: Cast) -> None:
    async def story(act: str) -> str:
        one = door(cast)
        tab = await one.opened()
        one.cast.house.ask("forward", 9 * MINUTE)
        await (answered(tab, one.names[act], {"tag": one.tag}) if act else tab.boot(again=True))
        one.cast.house.ask("forward", 2 * MINUTE)
        await tab.close()
        return await one.phase()

    assert asyncio.run(story("me.show_log")) == "open"
    assert asyncio.run(story("")) == "locked"


@pytest.mark.parametrize(("seconds", "phase"), [(59, "open"), (60, "locked")])
def test_a_minute_without_a_page_locks(cast: Cast, seconds: int, phase: str) -> None:
    one = door(cast)

    async def go_and_come() -> str:
        tab = await one.opened()
        await tab.close()
        while any(cast.house.ask("references", cast[A].person.hex)):
            await asyncio.sleep(0.01)
        cast.house.ask("forward", seconds)
        return await one.phase()

    assert asyncio.run(go_and_come()) == phase


@pytest.mark.parametrize("locked", [False, True])
def test_after_twelve_hours_a_session_is_over_however_busy(cast: Cast, locked: bool) -> None:
    one = door(cast)

    async def work() -> None:
        tabs = [await one.opened(), await one.opened()]
        for number in range(79):
            cast.house.ask("forward", 9 * MINUTE)
            tab = tabs[number % 2]  # one alone would be found too loud
            await answered(tab, one.names["me.show_log"], {"tag": one.tag})
            assert not tab.closed.is_set()
        for tab in tabs:
            await tab.boot(again=True)
            assert tab.value("phase") == "open"
            await tab.close()

    if locked:
        one.walker.lock()
        cast.house.ask("forward", 12 * HOUR)
        assert one.by_requests() == []
    else:
        asyncio.run(work())
        assert run_out(one, 9 * MINUTE, "nobody|expired") == []
    assert one.walker.unlock(one.account.passphrase).status_code == 401
