"""The gate: default deny, states that belong to their owner, sentences instead of traces."""

from __future__ import annotations

import asyncio
import logging
from contextlib import asynccontextmanager, nullcontext
from types import SimpleNamespace
from typing import Any

import pytest
from reflex_base.event import Event
from reflex_base.registry import RegistrationContext

import wellbeing.app  # noqa: F401 - registers every state
from tests.unit.ui.desk_fakes import TODAY, FakePresence, Page, person_desks
from wellbeing.domain.checkin import CheckIn, Question
from wellbeing.domain.errors import AnswerOutOfRange, Locked, NotYours, SignedOut
from wellbeing.domain.people import Role
from wellbeing.ui import gate, guard, visit
from wellbeing.ui.door import Door
from wellbeing.ui.guard import LONGEST
from wellbeing.ui.person.today import Today
from wellbeing.ui.rules import HYDRATE, NAVIGATE, PAGE_ERROR, Phase, Rule, Visit
from wellbeing.ui.unit.firstmorning import FirstMorning
from wellbeing.words import translator

DAY = TODAY.isoformat()


@pytest.fixture(autouse=True)
def _nothing_serves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard._serving, "app", None)


def tapped(**more: str) -> dict[str, str]:
    return {"question": "heaviness", "answer": "3", "day": DAY, "tag": "tag-a", **more}


def test_every_name_outside_the_table_is_denied() -> None:
    page = Page(person_desks())
    names = set(RegistrationContext.get().event_handlers) | {"nonsense", "", f"{Today.get_full_name()}._show"}
    denied = {name for name in names if page.send(name) is not None and name not in page.gate.rules}
    assert denied == names - set(page.gate.rules)
    assert any(name.endswith(".setvar") for name in denied)
    assert PAGE_ERROR in denied


def test_a_page_for_nobody_is_told_nothing_but_that() -> None:
    page = Page(person_desks(), reference="")
    assert page.send(HYDRATE, hashes=["x"]) is None
    assert page.state(Door).phase == Phase.NOBODY
    assert (page.state(Door).tag, page.state(Door).desks) == ("", [])


def test_another_owner_finds_the_states_empty() -> None:
    page = Page(person_desks())
    page.desks.person.checkins.days[TODAY] = CheckIn(TODAY, note="canary")
    look(page)
    assert page.state(Today).note == "canary"
    page.desks.person.sessions.live["ref-b"] = FakePresence(session_id="session-b", tag="tag-b")
    page.handshake("ref-b")
    page.send(HYDRATE)
    assert "canary" not in str(page.root.dict())
    assert page.state(Door).tag == "tag-b"


def test_a_lock_empties_the_states_before_anything_is_sent() -> None:
    page = Page(person_desks())
    page.desks.person.checkins.days[TODAY] = CheckIn(TODAY, note="canary")
    look(page)
    page.desks.person.sessions.live["ref-a"] = FakePresence(epoch=2, locked=True)
    page.send(HYDRATE)
    assert "canary" not in str(page.root.dict())
    assert page.state(Door).phase == Phase.LOCKED
    assert page.state(Door).tag == "tag-a"


def test_a_page_that_outlived_the_server_asks_to_sign_in_again() -> None:
    page = Page(person_desks(), reference="of an older process")
    page.send(HYDRATE)
    assert page.state(Door).phase == Phase.EXPIRED
    page.send(HYDRATE, hashes=["a fresh load"])
    assert page.state(Door).phase == Phase.NOBODY


def test_a_session_that_ended_is_nobody_and_not_expired() -> None:
    page = Page(person_desks())
    page.send(HYDRATE, hashes=["x"])
    page.desks.person.sessions.live.clear()
    page.send(HYDRATE)
    assert page.state(Door).phase == Phase.NOBODY


def test_the_framework_may_not_set_variables_through_hydrate() -> None:
    page = Page(person_desks())
    event = Event(name=HYDRATE, payload={"vars": {f"{Door.get_full_name()}.tag": "forged"}})
    assert asyncio.run(page.gate.preprocess(None, page.root, event)) is None
    assert event.payload == {}


@pytest.mark.parametrize(
    ("presence", "refusal"),
    [(None, SignedOut), (FakePresence(locked=True), Locked), (FakePresence(), NotYours)],
)
def test_a_rule_refuses_with_its_own_sentence(presence: Any, refusal: type[Exception]) -> None:
    rule = Rule(frozenset({Role.CONFIGURATOR}))
    with pytest.raises(refusal):
        rule.check(Visit("ref", presence))
    rule.check(Visit("ref", FakePresence(roles=frozenset({Role.CONFIGURATOR}))))  # type: ignore[arg-type]


def test_a_handler_of_another_seat_is_refused_before_it_runs() -> None:
    page = Page(person_desks(roles=frozenset({Role.INVESTIGATOR})))
    assert page.call((FirstMorning, "pick"), unit="x") is not None
    assert page.state(Door).message == NotYours.sentence()
    assert page.state(FirstMorning).unit == ""


def test_an_answer_on_a_page_of_somebody_else_is_refused() -> None:
    page = Page(person_desks())
    page.call((Today, "choose"), **tapped(tag="tag-b"))
    assert page.state(Door).message == SignedOut.sentence()
    assert page.desks.person.checkins.days == {}


def test_what_goes_wrong_is_said_in_the_language_of_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(visit, "LOCALES", ("en", "xb"))
    page = Page(person_desks(), path="/xb/today")
    page.call((Today, "choose"), **tapped(answer="9"))
    assert page.state(Door).message == translator("xb")(AnswerOutOfRange.sentence())
    assert page.desks.person.checkins.days == {}
    page.call((Today, "choose"), **tapped())
    assert page.state(Door).message == ""


def test_the_unexpected_ends_as_a_number_and_never_as_its_text(caplog: pytest.LogCaptureFixture) -> None:
    page = Page(person_desks())
    page.desks.person.checkins.trouble = RuntimeError("canary")
    with caplog.at_level(logging.DEBUG):
        page.call((Today, "choose"), **tapped())
    message = page.state(Door).message
    assert "Something went wrong" in message
    assert "canary" not in message + caplog.text
    assert "RuntimeError" in caplog.text


def test_what_failed_is_named_by_its_page_also_where_pages_share_it(caplog: pytest.LogCaptureFixture) -> None:
    page = Page(person_desks(roles=frozenset({Role.CONFIGURATOR})))  # there is no desk of units
    page.call((FirstMorning, "load"))
    assert "AttributeError in FirstMorning.load" in caplog.text


@pytest.mark.parametrize("value", ["x" * (LONGEST + 1), ["list"], {"deep": {"deeper": 1}}, {1: [2]}])
def test_arguments_no_page_sends_are_refused(value: Any) -> None:
    page = Page(person_desks())
    page.call((Today, "choose"), **{**tapped(), "answer": value})
    assert page.state(Door).message
    assert page.desks.person.checkins.days == {}


def test_a_missing_argument_is_no_crash() -> None:
    page = Page(person_desks())
    page.call((Today, "choose"), question="heaviness")
    assert "Something went wrong" in page.state(Door).message


def test_only_acts_put_off_the_lock() -> None:
    page = Page(person_desks())
    touched = page.desks.person.sessions.touched
    page.send(HYDRATE, hashes=["x"])
    page.send(NAVIGATE)
    page.call((Today, "load"))
    page.call((Today, "leave"))
    assert touched == []
    page.send(NAVIGATE)
    assert touched == ["ref-a"]
    page.call((Today, "choose"), **tapped())
    assert touched == ["ref-a", "ref-a"]


def test_a_lock_during_a_save_leaves_nothing_on_the_page() -> None:
    page = Page(person_desks())
    page.call((Today, "load"))
    live = page.desks.person.sessions.live
    page.desks.person.checkins.afterwards = lambda: live.update({"ref-a": FakePresence(epoch=2, locked=True)})
    page.call((Today, "choose"), **tapped())
    assert page.desks.person.checkins.days[TODAY].heaviness == 3
    assert page.state(Today).answers["heaviness"] == ""
    assert page.state(Door).phase == Phase.LOCKED


def test_the_pages_of_a_session_are_emptied_at_once_when_it_ends() -> None:
    page = Page(person_desks())
    page.desks.person.checkins.days[TODAY] = CheckIn(TODAY, note="canary")
    look(page)
    app = fake_app(page)
    assert asyncio.run(page.gate.forget(app, "session-a")) == 0
    page.desks.person.sessions.live.clear()
    assert asyncio.run(page.gate.forget(app, "session-b")) == 0
    assert asyncio.run(page.gate.forget(app, "session-a")) == 1
    assert "canary" not in str(page.root.dict())
    assert asyncio.run(page.gate.forget(app, "session-a")) == 0


@pytest.mark.parametrize("ended", [True, False])
def test_nothing_is_known_of_a_page_that_was_emptied(ended: bool) -> None:
    """Whoever has no clock is never pushed one, so nothing else would forget their pages."""
    page = Page(person_desks(roles=frozenset({Role.LEAD})))
    page.send(HYDRATE, hashes=["x"])
    assert page.gate.pages_of("person-a") == [("tab", "ref-a")]  # type: ignore[arg-type]
    app = fake_app(page)
    if ended:
        page.desks.person.sessions.live.clear()
        asyncio.run(page.gate.forget(app, "session-a"))
    else:
        asyncio.run(page.gate.forget_closed(app, "tab"))
    assert (page.gate._pages, page.gate._tokens) == ({}, {})


def test_a_page_that_changes_hands_is_known_of_one_person() -> None:
    page = Page(person_desks())
    page.send(HYDRATE, hashes=["x"])
    page.desks.person.sessions.live["ref-b"] = FakePresence(person="person-b", session_id="session-b")
    page.handshake("ref-b")
    page.send(HYDRATE)
    assert page.gate._tokens == {"person-b": {"tab"}}


def test_a_listener_of_the_sessions_empties_pages_from_any_thread() -> None:
    page = Page(person_desks())
    page.desks.person.checkins.days[TODAY] = CheckIn(TODAY, note="canary")
    look(page)

    async def live() -> None:
        page.gate.watch(fake_app(page))
        page.desks.person.sessions.live.clear()
        (heard,) = page.desks.person.sessions.listeners
        await asyncio.to_thread(heard, "session-a")
        await asyncio.sleep(0.05)

    asyncio.run(live())
    assert "canary" not in str(page.root.dict())


def test_nothing_is_left_for_a_socket_that_took_the_token_over() -> None:
    page = Page(person_desks())
    page.call((Today, "load"))

    async def live() -> None:
        page.gate.watch(fake_app(page, token_to_sid={"tab": "another socket"}))

    asyncio.run(live())
    page.call((Today, "choose"), **tapped())
    assert page.desks.person.checkins.days[TODAY].answered(Question.HEAVINESS, None).empty
    assert page.state(Today).answers["heaviness"] == ""


def look(page: Page) -> None:
    """Load the day and open its note."""
    page.call((Today, "load"))
    page.call((Today, "fold_note"), turned="open")


@pytest.mark.parametrize("back", [False, True])
def test_a_closed_tab_is_emptied_unless_it_comes_back(monkeypatch: pytest.MonkeyPatch, back: bool) -> None:
    monkeypatch.setattr(gate, "GRACE_SECONDS", 0.02)
    page = Page(person_desks())
    page.desks.person.checkins.days[TODAY] = CheckIn(TODAY, note="canary")
    look(page)
    app = fake_app(page, token_to_sid={"tab": "socket"})
    before = app.event_namespace.on_disconnect

    async def live() -> None:
        page.gate.watch(app)
        app.event_namespace.on_disconnect("socket", "transport close")
        assert "canary" in str(page.root.dict()), "a socket that was lost gets a moment to come back"
        if back:
            app.event_namespace.token_to_sid["tab"] = "another socket"
        await asyncio.sleep(0.1)

    asyncio.run(live())
    assert ("canary" in str(page.root.dict())) is back
    assert before.heard == ["socket"], "the framework's own hook runs as before"
    assert page.desks.person.sessions.live, "the session goes on in its other tabs"


def test_a_tab_that_comes_back_late_is_filled_anew() -> None:
    page = Page(person_desks())
    page.desks.person.checkins.days[TODAY] = CheckIn(TODAY, note="canary")
    page.call((Today, "load"))
    asyncio.run(page.gate.forget_closed(fake_app(page), "tab"))
    assert page.state(Today).day == ""
    page.send(HYDRATE)
    page.call((Today, "load"))
    assert (page.state(Door).phase, page.state(Today).day) == (Phase.OPEN, DAY)


class Hook:
    """The framework's own hook, which lets a socket go."""

    def __init__(self, token_to_sid: dict[str, str]) -> None:
        self.tokens = token_to_sid
        self.heard: list[str] = []

    def __call__(self, sid: str) -> None:
        self.heard.append(sid)
        for token in [one for one, of in self.tokens.items() if of == sid]:
            del self.tokens[token]


def fake_app(page: Page, token_to_sid: dict[str, str] | None = None) -> Any:
    @asynccontextmanager
    async def modify_state(_key: Any) -> Any:
        yield page.root

    tokens = token_to_sid or {}
    return SimpleNamespace(
        set_contexts=nullcontext,
        state_manager=SimpleNamespace(modify_state=modify_state),
        event_namespace=SimpleNamespace(
            token_to_sid=tokens,
            sid_to_token={sid: token for token, sid in tokens.items()},
            on_disconnect=Hook(tokens),
        ),
    )
