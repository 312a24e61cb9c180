"""Promise: several processes serve as one, and none of them says where anybody is but to that person.

PostgreSQL, nginx with the site of docs/deploy and two processes of the real command, each with a memory of its
own. A browser is sent to the process that its person is with; whoever has no right secret learns nothing.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import psycopg
import pytest

from tests.promises.support.sentences import complaints, sentence
from tests.promises.support.states import var
from tests.tools import several as tools
from tests.tools.engines import name_it
from tests.tools.joining import SESSION, Account, Walker
from tests.tools.reflex_client import HandshakeError, ReflexClient, apart
from tests.tools.server import Server, ServerError
from tests.tools.several import PROCESS, Several
from wellbeing.cli.errors import AlreadyRunning
from wellbeing.domain.errors import SecretsDiffer, ServedElsewhere

pytestmark = pytest.mark.skipif(tools.missing() is not None, reason=str(tools.missing()))


@pytest.fixture(scope="module")
def several(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Several]:
    with Several(tmp_path_factory.mktemp("several")) as made:
        made.populate(16)
        made.start()
        yield made


@pytest.fixture
def account(several: Several) -> Account:
    """Somebody who has not signed in before."""
    return several.people.pop()


@pytest.fixture
def browser(several: Several) -> Iterator[Callable[..., Walker]]:
    """Makes a browser that comes through the proxy, at first to the process of a name if one is given."""
    made: list[Walker] = []

    def new(process: str = "") -> Walker:
        walker = Walker(several.url)
        if process:
            walker.cookies[PROCESS] = process
        made.append(walker)
        return walker

    yield new
    for one in made:
        one.__exit__(None, None, None)


def is_in(walker: Walker) -> bool:
    """Whether a browser is signed in, as a page that needs its keys says."""
    return walker.get("passphrase").status == httpx.codes.OK and walker.get("passphrase").path.endswith(
        "/passphrase"
    )


def within(seconds: float, true: Callable[[], bool]) -> bool:
    """Whether something comes true in so many seconds."""
    until = time.monotonic() + seconds
    while not true():
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True


async def shows(walker: Walker, question: str, answer: str) -> None:
    """Answer a question in a tab, and have another tab show it."""
    async with walker.tab() as tab:
        await tab.boot()
        await tab.event(
            "today.choose",
            question=question,
            answer=answer,
            day=var(tab, "today", "day"),
            tag=tab.value("tag"),
        )
        await tab.until(lambda one: var(one, "today", "answers")[question] == answer)


# ------------------------------------------------------------------------------------------- one person


@pytest.mark.parametrize("first", tools.NAMES)
def test_all_devices_of_a_person_are_with_one_process(
    several: Several, browser: Callable[..., Walker], account: Account, first: str
) -> None:
    home, phone = browser(first), browser(next(one for one in several.names if one != first))
    home.sign_in(account)
    assert several.sits_at(home) == first
    assert phone.sign_in(account).path == "/en/today/"
    assert several.sits_at(phone) == first
    assert is_in(home)
    assert is_in(phone)
    apart(shows(home, "sleep", "2"))
    apart(shows(phone, "sleep", "3"))


def test_the_dialog_over_an_expired_page_is_sent_on_too(
    several: Several, browser: Callable[..., Walker], account: Account
) -> None:
    home, phone = browser("one"), browser("two")
    home.sign_in(account)
    said = phone.fetch("/session/sign-in", {"handle": account.handle, "passphrase": account.passphrase})
    assert said.status_code == httpx.codes.OK
    assert several.sits_at(phone) == "one"
    assert is_in(phone)


def test_the_recovery_code_is_used_where_the_person_is(
    several: Several, browser: Callable[..., Walker], account: Account
) -> None:
    home, phone = browser("one"), browser("two")
    home.sign_in(account)
    renewed = phone.recover(account)
    assert several.sits_at(phone) == "one"
    assert is_in(phone)
    assert not is_in(home)  # a new passphrase signs everybody else out, as with one process
    assert browser("two").sign_in(renewed).path == "/en/today/"


def test_whoever_left_is_not_bound_to_a_process(
    several: Several, browser: Callable[..., Walker], account: Account
) -> None:
    home, phone = browser("one"), browser("two")
    home.sign_in(account)
    home.sign_out()
    assert phone.sign_in(account).path == "/en/today/"  # for a minute still where they were; it does not show
    assert is_in(phone)


# ------------------------------------------------------------------------------- who has no right secret


def test_a_wrong_secret_gets_the_same_answer_wherever_its_owner_is(
    browser: Callable[..., Walker], account: Account
) -> None:
    browser("one").sign_in(account)
    seen = set()
    for process in tools.NAMES:
        for handle in (account.handle, f"nobody {secrets.token_hex(3)}"):
            with Walker(browser(process).url) as stranger:
                stranger.cookies[PROCESS] = process
                page = stranger.sign_in(Account(handle, "harbour plank violin drift copper"))
                assert complaints(page) == [sentence(SecretsDiffer)]
                cookies = sorted(stranger.cookies.items())
                seen.add((page.status, page.text.replace(handle, ""), cookies == [(PROCESS, process)]))
    assert len(seen) == 1


def test_the_cookie_says_the_name_of_the_process_alone(
    several: Several, browser: Callable[..., Walker], account: Account
) -> None:
    walker = browser()
    walker.sign_in(account)
    assert several.sits_at(walker) in tools.NAMES
    answer = httpx.get(f"{several.url}/en/", verify=False)
    lines = [one for one in answer.headers.get_list("set-cookie") if PROCESS in one]
    assert [line.split("; ")[1:] for line in lines] == [["Path=/", "Secure", "HttpOnly", "SameSite=Strict"]]
    for page in ("help-now", "learn", "privacy"):
        assert "set-cookie" not in httpx.get(f"{several.url}/en/{page}", verify=False).headers


# --------------------------------------------------------------------------- a proxy that leads elsewhere


def beside(several: Several, process: str, walker: Walker) -> dict[str, Any]:
    """What a request to a process takes that the proxy meant for another one."""
    headers = {"Host": f"127.0.0.1:{several.port}", "Cookie": walker.cookie_header, "Origin": several.url}
    return {"base_url": several[process].url, "headers": {**headers, "Content-Type": "application/json"}}


def test_nobody_is_signed_out_by_a_proxy_that_leads_elsewhere(
    several: Several, browser: Callable[..., Walker], account: Account
) -> None:
    walker = browser("one")
    walker.sign_in(account)
    with httpx.Client(**beside(several, "two", walker)) as astray:
        for answer in (
            astray.get("/en/passphrase"),
            astray.get("/en/"),
            astray.get("/en/unlock"),
            astray.post("/session/lock", json={}),
            astray.post("/session/unlock", json={"passphrase": account.passphrase}),
        ):
            assert answer.status_code == httpx.codes.SERVICE_UNAVAILABLE
            assert sentence(ServedElsewhere) in answer.text
            assert "set-cookie" not in answer.headers
        assert astray.get("/en/help-now").status_code == httpx.codes.OK
    tab = ReflexClient(
        several["two"].url, walker.cookie_header, several.url, headers={"Host": f"127.0.0.1:{several.port}"}
    )
    with pytest.raises(HandshakeError) as refused:
        apart(tab.connect())
    assert refused.value.status == httpx.codes.FORBIDDEN
    assert is_in(walker)


def test_a_form_is_sent_on_once(several: Several, browser: Callable[..., Walker], account: Account) -> None:
    browser("one").sign_in(account)
    walker = browser("one")
    form = {"handle": account.handle, "passphrase": account.passphrase}
    with httpx.Client(**beside(several, "two", walker)) as astray:
        answer = astray.post("/session/sign-in", json=form)
    assert answer.status_code == httpx.codes.SERVICE_UNAVAILABLE  # the cookie led to "one" already


def test_a_process_that_never_was_keeps_nobody_waiting(
    several: Several, browser: Callable[..., Walker], account: Account
) -> None:
    walker = browser("one")
    walker.sign_in(account)
    walker.cookies[PROCESS] = "nine"
    with httpx.Client(**beside(several, "two", walker)) as astray:
        assert astray.get("/en/passphrase").headers["location"] == "/en/"


# ---------------------------------------------------------------------------------- across the processes


def test_a_seat_that_is_taken_away_is_gone_at_every_process(
    several: Several, browser: Callable[..., Walker]
) -> None:
    master, keeper = browser("one"), browser("two")
    master.sign_in(several.admin)
    keeper.sign_in(several.keeper)
    assert (several.sits_at(master), several.sits_at(keeper)) == ("one", "two")
    with psycopg.connect(several.database_url.replace("+psycopg", "")) as database:
        row = database.execute("SELECT id FROM seats WHERE label = 'desk'").fetchone()
    assert row is not None

    async def closed_when_gone() -> bool:
        async with keeper.tab("/en/unit") as tab:
            await tab.boot()
            assert tab.value("desks") == ["unit"]
            master.post("unit/slips", {"action": "reissue", "seat": str(row[0])})
            await tab.until(lambda one: one.closed.is_set(), 5)
        async with keeper.tab("/en/unit") as tab:
            await tab.boot()
            return tab.value("desks") == []

    assert apart(closed_when_gone())


def test_one_of_them_runs_the_daily_jobs(several: Several) -> None:
    lines = [line.split() for line in (several.folder / "jobs").read_text(encoding="utf-8").splitlines()]
    ran = [(pid, name) for what, _, pid, name, _ in lines if what == "begin"]
    assert sorted(name for _, name in ran[:4]) == ["backing_up", "ending", "opening", "tidying"]
    assert len({pid for pid, _ in ran[:4]}) == 1
    leaders = list(dict.fromkeys(pid for pid, _ in ran))
    assert len(leaders) <= 1 + several["one"].ended + several["two"].ended  # another one only after an end
    assert len(ran) == len(set(ran))


# ---------------------------------------------------------------------------------- one of them is killed


def test_a_killed_process_takes_only_its_own_sessions_along(
    several: Several, browser: Callable[..., Walker], account: Account
) -> None:
    other = several.people.pop()
    stays, goes = browser("one"), browser("two")
    stays.sign_in(account)
    goes.sign_in(other)

    async def through_the_kill() -> None:
        async with stays.tab() as tab:
            await tab.boot()
            several["two"].kill()
            day, tag = var(tab, "today", "day"), tab.value("tag")
            await tab.event("today.choose", question="sleep", answer="1", day=day, tag=tag)
            await tab.until(lambda one: var(one, "today", "answers")["sleep"] == "1")
            assert not tab.closed.is_set()  # the same socket all along

    try:
        apart(through_the_kill())
        assert is_in(stays)
        assert goes.get("passphrase").path == "/en/"  # said at once: signed out
        assert goes.sign_in(other).path == "/en/today/"
        assert several.sits_at(goes) == "one"
    finally:
        several["two"].start()
    assert is_in(stays)
    assert is_in(goes)
    assert several.sits_at(goes) == "one"
    back = browser("two")
    assert back.sign_in(other).path == "/en/today/"
    assert several.sits_at(back) == "one"


# --------------------------------------------------------------------------------------- what is refused


def test_a_process_without_a_name_does_not_serve_beside_named_ones(several: Several) -> None:
    alone = Server(several.data, environment={"WELLBEING_DATABASE_URL": several.database_url})
    with pytest.raises(ServerError, match=AlreadyRunning.sentence()):
        alone.start()


def test_two_processes_never_have_the_same_name(several: Several) -> None:
    again = several._process("one")
    with pytest.raises(ServerError, match=AlreadyRunning.sentence()):
        again.start()
    assert several["one"].healthy()


def test_several_need_a_database_server(several: Several, tmp_path: Any) -> None:
    words = ("--process", "one", "--public-origin", several.url)
    name_it(tmp_path / "data", "")  # also where every other folder gets a database of a server
    with pytest.raises(ServerError, match="The setting process cannot be used"):
        Server(tmp_path / "data", arguments=words).start()


def test_nobody_stands_in_the_files_of_the_processes(
    several: Several, browser: Callable[..., Walker]
) -> None:
    walker = browser()
    account = several.people.pop()
    walker.sign_in(account)
    kept = {
        file.name: file.read_bytes() for file in several.data.iterdir() if file.name.startswith("holding")
    }
    assert {len(held) for name, held in kept.items() if "-" in name} == {0}
    assert len(kept["holding"]) == 16
    assert walker.cookies[SESSION]
