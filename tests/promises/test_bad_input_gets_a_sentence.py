"""Promise: whatever is typed, tapped or sent, it gets its one clear sentence, and nothing is lost by it.

Everything goes through the real server: forms as a browser without JavaScript sends them, JSON as the dialogs
send it, events over a raw websocket. What was typed stays on the page where it is no secret; secrets do not.
What goes wrong with the host is in `test_bad_hosts_get_a_sentence`.
"""

from __future__ import annotations

import asyncio
import html
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import httpx
import pytest

from tests.promises.support.bad_input import EVENTS, JOIN, LONG, SIGNED_IN, SIGNED_OUT, SLIPS
from tests.promises.support.runners import Runner
from tests.promises.support.sentences import complaints, sentence, technical, told
from tests.promises.support.states import var
from tests.tools.joining import Account, Walker
from wellbeing.domain import errors
from wellbeing.edge import quiet

_ADDRESSES = count(1)


@dataclass
class Harbour:
    """A running server, its administrator at a browser, and codes in every state."""

    server: Runner
    admin: Account
    walker: Walker
    unit: str
    open: ExitStack
    codes: dict[str, str] = field(default_factory=dict)

    def stranger(self, locale: str = "en") -> Walker:
        """A browser at an address of its own, so that no case uses up what another one may still try."""
        address = f"192.0.2.{next(_ADDRESSES)}"
        return self.open.enter_context(Walker(self.server.url, locale, address))

    def filled(self, fields: Mapping[str, str]) -> dict[str, str]:
        """The fields with the real values in place of what is named in angle brackets."""
        known = {"<handle>": self.admin.handle, "<passphrase>": self.admin.passphrase}
        return _put_in(fields, known | {f"<{name}>": code for name, code in self.codes.items()})


def _put_in(fields: Mapping[str, Any], known: Mapping[str, str]) -> dict[str, Any]:
    return {
        name: _put_in(value, known) if isinstance(value, dict) else known.get(str(value), value)
        for name, value in fields.items()
    }


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Harbour]:
    data = tmp_path_factory.mktemp("harbour") / "data"
    behind_proxy = {"WELLBEING_TRUSTED_PROXY_HOPS": "1"}
    late = Runner(data, environment={**behind_proxy, "DAYS_LATER": "15"})
    with ExitStack() as opened:
        with Runner(data, environment=behind_proxy) as server:
            expired = server.code
            used = server.run("invite").stdout.partition("join#")[2].split()[0]
            with Walker(server.url, address="192.0.2.250") as walker:
                admin = walker.join(used)
        with late:
            walker = opened.enter_context(Walker(late.url, address="192.0.2.251"))
            walker.sign_in(admin)
            unit = walker.create_unit("Lighthouse")
            fresh, older = walker.issue(unit, "configurator", ["one", "two"])
            seats = asyncio.run(_seats(walker, unit))
            walker.post("unit/slips", {"action": "reissue", "seat": seats["two"]})
            known = {"used": used, "expired": expired, "fresh": fresh, "older": older}
            yield Harbour(late, admin, walker, unit, opened, known)
            _nothing_was_lost(late, admin, fresh)
            assert technical(late.log.partition("Ctrl-C.")[2]) == []


def _nothing_was_lost(server: Runner, admin: Account, fresh: str) -> None:
    """After all the refusals the code still joins, and both secrets of the account still open it."""
    with Walker(server.url, address="192.0.2.253") as walker:
        walker.join(fresh)
        walker.sign_out()
        walker.sign_in(admin)
        assert walker.session
        walker.sign_out()
        walker.recover(admin)
        assert walker.session


async def _seats(walker: Walker, unit: str) -> dict[str, str]:
    async with walker.tab("/en/admin") as tab:
        await tab.boot()
        await tab.event("units.open_unit", unit=unit)
        await tab.until(lambda one: len(var(one, "units", "configurators")) == 2)
        return {row["label"]: row["id"] for row in var(tab, "units", "configurators")}


@pytest.mark.parametrize("name", SIGNED_OUT)
def test_a_form_says_what_is_wrong_and_keeps_what_is_no_secret(harbour: Harbour, name: str) -> None:
    path, fields, error = SIGNED_OUT[name]
    for locale in harbour.server.locales:
        walker, typed = harbour.stranger(locale), harbour.filled(fields)
        asked = walker.get(f"/{locale}/{path}")
        answer = walker.submit(asked, asked.form(*fields), typed)
        assert complaints(answer) == [sentence(error, locale)]
        assert answer.status in {403, 422}
        assert answer.form(*fields).fields["handle"] == typed["handle"]
        secrets = {typed["passphrase"], typed.get("again", typed["passphrase"])} - {""}
        assert not [one for one in secrets if one in answer.response.text]
        assert technical(answer.text) == []
        assert not walker.session


def test_everything_that_is_wrong_with_joining_is_said_at_once(harbour: Harbour) -> None:
    every = (errors.InvitationRefused, errors.HandleUnusable, errors.PassphraseTooShort)
    for locale in harbour.server.locales:
        walker = harbour.stranger(locale)
        asked = walker.get(f"/{locale}/join")
        answer = walker.submit(asked, asked.form(*JOIN), dict.fromkeys(JOIN, ""))
        assert complaints(answer) == [" ".join(sentence(error, locale) for error in every)]
        assert answer.status == 422
        assert technical(answer.text) == []
        assert not walker.session


@pytest.mark.parametrize("name", SIGNED_IN)
def test_a_form_behind_sign_in_says_what_is_wrong(harbour: Harbour, name: str) -> None:
    path, fields, error = SIGNED_IN[name]
    asked = harbour.walker.get(path)
    typed = harbour.filled(fields)
    answer = harbour.walker.submit(asked, asked.form(*fields), typed)
    assert complaints(answer) == [sentence(error)]
    assert answer.status in {403, 422}
    assert not [one for one in set(typed.values()) - {"", "delete", "a"} if one in answer.response.text]
    assert technical(answer.text) == []


@pytest.mark.parametrize("name", SLIPS)
def test_slips_that_cannot_be_printed_say_why(harbour: Harbour, name: str) -> None:
    fields, error = SLIPS[name]
    answer = harbour.walker.post("unit/slips", {"unit": harbour.unit, **fields})
    assert sentence(error) in answer.text
    assert not answer.codes
    assert technical(answer.text) == []


@pytest.mark.parametrize("name", EVENTS)
def test_an_event_says_what_is_wrong_and_changes_nothing(harbour: Harbour, name: str) -> None:
    handler, payload, error = EVENTS[name]

    async def story() -> None:
        async with harbour.walker.tab() as tab:
            await tab.boot()
            known = {"<tag>": tab.value("tag"), "<today>": var(tab, "today", "day")}
            assert await told(tab, handler, **_put_in(payload, known)) == sentence(error)

    before = harbour.walker.get("/export/csv").response.text.count("check-in")
    asyncio.run(story())
    assert harbour.walker.get("/export/csv").response.text.count("check-in") == before


@pytest.mark.parametrize("said", [{"passphrase": "wrong"}, {"passphrase": ["a", "list"]}, {}], ids=str)
def test_the_dialog_says_what_is_wrong(harbour: Harbour, said: dict[str, Any]) -> None:
    for locale in harbour.server.locales:
        who = f"nobody {next(_ADDRESSES)}"  # each handle has an allowance of its own
        answer = harbour.stranger(locale).fetch("/session/sign-in", {"handle": who, **said})
        assert answer.status_code == 403
        assert answer.json() == {"message": sentence(errors.SecretsDiffer, locale)}


@pytest.mark.parametrize(
    ("path", "kind", "body", "status"),
    [
        ("/en/join", "application/x-www-form-urlencoded", "code=" + 2 * LONG, 413),
        ("/en/join", "multipart/form-data; boundary=none", "no parts at all", 400),
        ("/session/sign-in", "application/json", "{", 400),
        ("/session/sign-in", "application/json", "[" * 30_000, 400),
        ("/session/unlock", "application/json", '["a list"]', 400),
        ("/session/unlock", "text/plain", '{"passphrase": "x"}', 400),
        ("/en/unit/slips", "application/x-www-form-urlencoded", "action=dance", 400),
        ("/en/nowhere", "application/x-www-form-urlencoded", "a=b", 404),
    ],
)
def test_what_is_no_form_gets_a_plain_page(
    harbour: Harbour, path: str, kind: str, body: str, status: int
) -> None:
    headers = {
        "Origin": harbour.server.url,
        "Content-Type": kind,
        "X-Forwarded-For": "192.0.2.252",
        "Cookie": harbour.walker.cookie_header,
    }
    answer = httpx.post(harbour.server.url + path, content=body.encode(), headers=headers)
    assert answer.status_code == status
    assert all(words in html.unescape(answer.text) for words in quiet._WORDS[status])
    assert technical(answer.text.replace("/shell.js", "")) == []
