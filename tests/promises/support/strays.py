"""Words that go astray: to handlers that do not exist, in wrong arguments, in addresses and forms."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import httpx

from tests.promises.support.states import state_name
from tests.tools.reflex_client import HYDRATE, ROOT, ReflexClient

Word = Callable[[str], str]
"""Makes a canary that says where it was sent."""


def events(word: Word, today: str) -> list[tuple[str, Any]]:
    """Names and payloads of events that no page of ours sends."""
    whole = {"question": "heaviness", "answer": "1", "day": "2026-01-01", "tag": ""}
    return [
        (word("unknown-handler"), {"text": word("payload-of-unknown-handler")}),
        (f"{today}.{word('unknown-method')}", {word("key"): word("value")}),
        (f"{ROOT}.no___such___state.save", {"text": word("unknown-state")}),
        (f"{today}.setvar", {"var_name": "note", "value": word("setvar")}),
        (f"{today}.choose", {name: word(f"wrong-{name}") for name in whole}),
        (f"{today}.choose", {**whole, "answer": [word("list")]}),
        (f"{today}.choose", {**whole, "day": {word("key-of-day"): word("dict")}}),
        (f"{today}.choose", {**whole, "extra": word("extra-argument")}),
        (f"{today}.choose", {"question": word("missing-arguments")}),
        (f"{today}.choose", [word("payload-is-a-list")]),
        (f"{today}.choose", word("payload-is-a-text")),
        (f"{today}.merge", {"form": {"pending": word("pending"), "note": word("lost-note")}}),
        (f"{today}.merge", {"form": {"pending": "note", "day": word("day"), "note": word("no-day")}}),
        (f"{today}.merge", {"form": word("form-is-a-text")}),
        (f"{today}.merge", {"form": {"pending": "note", "note": word("huge") * 1500}}),
        (
            f"{ROOT}.reflex___state____update_vars_internal_state.update_vars_internal",
            {"vars": {"a": word("v")}},
        ),
        (HYDRATE, {"vars": {f"{today}.note_rx_state_": word("hydrated-var")}, "hashes": []}),
        (
            f"{ROOT}.reflex___state____frontend_event_exception_state.handle_frontend_exception",
            {"info": word("page-error"), "component_stack": word("page-stack")},
        ),
    ]


def frames(word: Word) -> list[str]:
    """Websocket frames that no client of ours sends."""
    report = {"message": word("client-error"), "stack": word("stack")}
    return [
        f"42/_event,{json.dumps(['client_error', report])}",
        f"42/_event,{json.dumps(['client_error', word('client-error-text')])}",
        f"42/_event,{json.dumps([word('event-name'), word('event-data')])}",
        f"42/_event,{json.dumps(['event', word('event-is-a-text')])}",
        f"42/_event,{json.dumps(['event', {word('no-name'): 1}])}",
        f"42/_event,{json.dumps(['event', {'name': 7, 'payload': word('name-is-a-number')}])}",
        f'42/_event,["event", {word("broken-json")}',
        f"42/{word('namespace')},[]",
        word("no-frame-at-all"),
        f"42/_event,{json.dumps(['event', {'name': word('too-big') * 4000}])}",
    ]


async def by_websocket(url: str, cookie: str, word: Word) -> None:
    """Send every wrong event and frame, each over a socket of its own, since some of them close it."""
    async with ReflexClient(url, cookie=cookie) as tab:
        await tab.boot()
        today = state_name(tab, "today")
    for name, payload in events(word, today):
        async with ReflexClient(url, cookie=cookie) as tab:
            await tab.boot()
            await tab.raw(name, payload)
            await tab.quiet(0.15)
    for frame in frames(word):
        async with ReflexClient(url, cookie=cookie) as tab:
            await tab.frame(frame)
            await tab.quiet(0.15)


def by_http(url: str, word: Word) -> None:
    """Put words where they do not belong: into paths, queries, headers and forms, as nobody."""
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    said = {"Content-Type": "application/json"}
    secret = {"handle": word("no-handle"), "passphrase": word("wrong-passphrase"), "again": word("again")}
    alone = httpx.Limits(max_keepalive_connections=0)  # a refused body closes its connection
    with httpx.Client(base_url=url, headers={"Origin": url}, timeout=30, limits=alone) as http:
        http.get(f"/en/{word('path')}")
        http.get("/en/today", params={word("query"): word("query-value")})
        http.get("/en/", headers={"User-Agent": word("agent").encode(), "X-Any": word("header").encode()})
        http.post("/en/", data=secret)
        http.post("/en/join", data={"code": word("code"), **secret})
        http.post("/en/recover", data={"code": word("recovery-code"), **secret})
        http.post("/en/nowhere", data=secret)
        http.post("/en/join", content=f"code=%FF%{word('bad-form')}".encode(), headers=form)
        http.post("/en/join", files={"passphrase": (word("file-name"), word("file-body") * 1000)})
        http.post("/session/unlock", content=f"{{ {word('bad-json')}".encode(), headers=said)
        http.post("/session/sign-in", json={"handle": [word("list")], "passphrase": word("json-passphrase")})
        http.post("/en/", content=(word("too-long") * 5000).encode(), headers=form)
        http.put("/en/today", content=word("put").encode())
