"""Promise: what a person gives while nothing can be saved stays on the page, is said so, and is saved later.

The database is a real one that another process has locked, behind the real server.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from tests.promises.support.states import var
from tests.tools.engines import held
from tests.tools.joining import Walker
from tests.tools.reflex_client import ReflexClient, apart
from tests.tools.server import Server
from wellbeing.domain.errors import DatabaseBusy, SignedOut

NOTE = "the heron waits"
LONGER_THAN_A_LOCK_IS_WAITED_FOR = 20


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(tmp_path_factory.mktemp("locked") / "data") as running:
        yield running


@pytest.fixture(scope="module")
def cookies(server: Server) -> Iterator[tuple[str, str]]:
    """Two people who are signed in."""
    with Walker(server.url) as first, Walker(server.url) as second:
        first.join(server.code)
        (code,) = first.issue("", "administrator", ["second"])
        second.join(code)
        yield first.cookie_header, second.cookie_header


def form(tab: ReflexClient, note: str, **more: str) -> dict[str, str]:
    """What the page sends for a note."""
    given = {
        "pending": "note",
        "note": note,
        "day": var(tab, "today", "day"),
        "tag": str(var(tab, "door", "tag")),
    }
    return {**given, **more}


def unsaved(tab: ReflexClient) -> list[str]:
    """Why the page says that something waits."""
    return list(var(tab, "today", "unsaved"))


def test_a_locked_database_is_said_and_the_answer_is_saved_once_it_is_free(
    server: Server, cookies: tuple[str, str]
) -> None:
    async def story() -> None:
        async with ReflexClient(server.url, cookie=cookies[0]) as tab:
            await tab.boot()
            day, tag = var(tab, "today", "day"), str(var(tab, "door", "tag"))
            date.fromisoformat(day)
            with held(server.data, from_readers=True):
                await tab.event("today.merge", form=form(tab, NOTE))
                await tab.until(lambda one: bool(unsaved(one)), LONGER_THAN_A_LOCK_IS_WAITED_FOR)
                assert unsaved(tab) == [DatabaseBusy.sentence()]
                assert var(tab, "today", "note") == "", (
                    "what is not saved is not confirmed, so the page keeps it"
                )
                heard = len(tab.updates)
                await tab.event("today.choose", question="heaviness", answer="2", day=day, tag=tag)
                await tab.until(lambda one: len(one.updates) > heard, LONGER_THAN_A_LOCK_IS_WAITED_FOR)
                await tab.quiet(1)
                assert var(tab, "today", "answers")["heaviness"] == ""
                assert unsaved(tab)
                assert not tab.closed.is_set(), "the page stays as it is"
            await tab.event("today.merge", form=form(tab, NOTE, pending="note,heaviness", heaviness="2"))
            await tab.until(lambda one: not unsaved(one))
            assert (var(tab, "today", "note"), var(tab, "today", "answers")["heaviness"]) == (NOTE, "2")
            assert NOTE not in server.log

    apart(story())


def test_what_waited_on_the_page_of_another_person_is_saved_for_nobody(
    server: Server, cookies: tuple[str, str]
) -> None:
    async def story() -> None:
        async with ReflexClient(server.url, cookie=cookies[0]) as tab:
            await tab.boot()
            waited = form(tab, "not for you")
        async with ReflexClient(server.url, cookie=cookies[1], token=tab.token) as back:
            await back.boot(again=True)
            await back.event("today.merge", form=waited)
            await back.until(lambda one: var(one, "door", "message") == SignedOut.sentence())
            await back.event("today.fold_note", turned="open")
            await back.until(lambda one: var(one, "today", "reading"))
            assert var(back, "today", "note") == ""

    apart(story())
