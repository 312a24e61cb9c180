"""The ring of time and what may be done with it, for a page, for the frame and for the veils.

What changes by itself, such as the minutes, is left empty here and filled by `assets/ring.js`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import reflex as rx

from wellbeing.domain.clock import QUESTION_SENTENCES
from wellbeing.domain.exposure import ACT_NAMES, KIND_NAMES, Act
from wellbeing.ui.parts.buttons import Kind as Look
from wellbeing.ui.parts.buttons import button
from wellbeing.ui.parts.frames import notice
from wellbeing.ui.parts.rest_pictures import rest_picture
from wellbeing.ui.pictures.ring import VIEW, arc
from wellbeing.words import Translator

PAUSES: Final = (15, 30, 60, 240)
CALLS: Final = (30, 60)
"""Minutes of a pause and of a call that are offered; each ends by itself."""
FIRST: Final = (Act.AWAY_COUNTS, Act.START, Act.BACK, Act.BREAK)
"""Acts that are a coloured button."""
NEXT: Final = (Act.AWAY_WORKED, Act.SNOOZE, Act.POSTPONE, Act.SKIP)
LAST: Final = (Act.TOOK_BREAK, Act.STOP, Act.URGENT)
DUE: Final = (Act.BREAK, Act.SNOOZE, Act.POSTPONE, Act.SKIP)
"""Acts on the card of a break that is due."""


@dataclass(frozen=True, slots=True)
class Face:
    """The Vars and events of the clock, as the page's state has them."""

    stage: rx.Var[str]
    sync: Any
    """The event of asking what the clock is."""
    act: Any
    """The event of doing something; both take a form that `assets/timer.js` and `verbs.js` fill."""
    data: Mapping[str, rx.Var[str]]
    """What the scripts read."""


def act_words(act: Act, t: Translator) -> str:
    """The words on an act's button; ending leads to the quiet steps of a day's end."""
    return t("End for today") if act is Act.STOP else t(ACT_NAMES[act])


def clock_source(face: Face, t: Translator) -> rx.Component:
    """What the scripts count from and speak with; nothing of it is seen or read out."""
    said = {
        "name": t("Harbour"),
        "title": t("\N{BLACK CIRCLE} {minutes} min \N{MIDDLE DOT} Harbour", minutes="{}"),
        "title-due": t("\N{BLACK CIRCLE} Harbour"),
        "rest": t("Start when you open material."),
        "running": t("min to break"),
        "notice": t("min to break"),
        "due": t("Time for a break"),
        "away": t("Welcome back"),
        "paused": t("min of pause left"),
        "break": t("min of break left"),
        "break_over": t("Break is over"),
        "notify": t("Time for a pause."),
        **{f"ask-{one.value}": t(words) for one, words in QUESTION_SENTENCES.items()},
        "told-notice": t("A break in a minute."),
        "told-due": t("Time for a break."),
        "told-break_over": t("Your break has had its length."),
        "told-running": t("The pause is over."),
    }
    return rx.fragment(
        rx.el.div(
            *(rx.el.span(words, custom_attrs={"data-say": name}) for name, words in said.items()),
            hidden=True,
            custom_attrs={"id": "clock", **{f"data-{name}": value for name, value in face.data.items()}},
        ),
        _form("clock-ask", face.sync, "sent"),
        _form("clock-act", face.act, "verb", "minutes", "kind", "version", "tag"),
        rx.el.p(role="status", class_name="visually-hidden", custom_attrs={"data-clock-told": ""}),
    )


def clock_pill(locale: str) -> rx.Component:
    """The small ring in the bar; it shows only while something runs."""
    return rx.el.a(
        ring_of_time(),
        rx.el.span(custom_attrs={"data-clock-minutes": ""}),
        rx.el.span(class_name="clock-words", custom_attrs={"data-clock-words": ""}),
        href=f"/{locale}/today",
        class_name="clock-pill",
    )


def clock_ring() -> rx.Component:
    """The ring with its minutes and words inside."""
    return rx.el.div(
        ring_of_time(),
        rx.el.div(
            rx.el.span(class_name="clock-number", custom_attrs={"data-clock-minutes": ""}),
            rx.el.span(class_name="clock-words", custom_attrs={"data-clock-words": ""}),
        ),
        class_name="clock-ring",
    )


def clock_face(t: Translator, *, open_page: bool, beside_card: bool = False) -> rx.Component:
    """The ring and every verb there is, without kinds; `assets/verbs.js` shows those that may be used now.

    Args:
        t: the translator.
        open_page: whether entries are open there, so that a start needs a kind to be chosen first.
        beside_card: whether the page also has the card of a break that is due, which then has the verbs.
    """
    return rx.el.div(
        clock_ring(),
        rx.el.p(class_name="num", custom_attrs={"data-clock-question": ""}),
        rx.el.p(class_name="muted small", custom_attrs={"data-clock-held": ""}),
        rx.el.div(
            *(_verb(act, t, "primary") for act in FIRST),
            *(_verb(act, t, "quiet") for act in NEXT),
            class_name="clock-verbs",
        ),
        rx.el.div(
            _timed(Act.PAUSE, PAUSES, t),
            _timed(Act.QUIET, CALLS, t),
            *(_verb(act, t, "plain") for act in LAST),
            class_name="clock-more",
        ),
        class_name="clock-face beside" if beside_card else "clock-face",
        custom_attrs={"data-face": "open" if open_page else "neutral"},
    )


def kinds(t: Translator, legend: str) -> rx.Component:
    """The kinds of material, one tap each; the one in use or used last is pressed."""
    return rx.el.div(
        *(
            rx.el.button(t(words), type="button", custom_attrs={"data-kind": kind.value})
            for kind, words in KIND_NAMES.items()
        ),
        class_name="kinds",
        role="group",
        custom_attrs={"aria-label": legend},
    )


def due_card(t: Translator) -> rx.Component:
    """A break is due or near: one picture, one sentence, the verbs.

    The style shows it over the foot of the page: nothing moves when it comes, and all can be scrolled clear.
    """
    return rx.el.section(
        rest_picture("look_far"),
        rx.el.h2(
            rx.el.span(t("Time for a break"), class_name="when-due"),
            rx.el.span(t("A break in a minute"), class_name="when-notice"),
            rx.el.span(class_name="due-length", custom_attrs={"data-clock-length": ""}),
        ),
        rx.el.div(
            *(_verb(act, t, "primary" if act is Act.BREAK else "quiet") for act in DUE), class_name="row"
        ),
        class_name="due",
        custom_attrs={"aria-label": t("Your break")},
    )


def ask_to_notify(t: Translator, allow: Any, put_off: Any) -> rx.Component:
    """Asked for only once a session runs; the script shows it where the browser has not decided yet."""
    return rx.el.div(
        rx.el.p(t("May this computer tell you when a break is due?")),
        rx.el.p(t("You would see it beside other windows too. It says only: Time for a pause.")),
        rx.el.div(
            button(t("Yes, tell me"), kind="quiet", on_click=allow, custom_attrs={"data-allow": ""}),
            button(t("Not now"), kind="plain", on_click=put_off),
            class_name="row",
        ),
        class_name="notice ask",
        hidden=True,
        custom_attrs={"data-ask": ""},
    )


def clock_awry(t: Translator) -> rx.Component:
    """Shown by the script when this computer's clock is more than two minutes off."""
    return notice(t("This computer's clock is off. We use the server's."), tone="warm awry")


def ring_of_time() -> rx.Component:
    """A ring whose share is left to the script; the whole circle is a hundred long."""
    whole = arc(1)
    return rx.el.svg(
        rx.el.path(d=whole, class_name="track"),
        rx.el.path(d=whole, class_name="clock-arc", custom_attrs={"pathLength": "100"}),
        view_box=VIEW,
        custom_attrs={"aria-hidden": "true"},
    )


def _form(name: str, event: Any, *fields: str) -> rx.Component:
    """A form that only scripts fill and send."""
    return rx.el.form(
        *(rx.el.input(type="hidden", name=field) for field in fields),
        on_submit=event,
        hidden=True,
        custom_attrs={"id": name},
    )


def _verb(act: Act, t: Translator, look: Look) -> rx.Component:
    words: Any = act_words(act, t)
    if act in {Act.SNOOZE, Act.POSTPONE}:
        words = rx.el.span(words, custom_attrs={f"data-clock-{act.value}": ""})  # the minutes are the rule's
    return button(words, kind=look, hidden=True, custom_attrs={"data-verb": act.value})


def _timed(act: Act, lengths: Iterable[int], t: Translator) -> rx.Component:
    """An act that ends by itself, with the lengths to choose from."""
    return rx.el.details(
        rx.el.summary(act_words(act, t)),
        rx.el.div(
            *(
                button(
                    t.n("{count} minute", "{count} minutes", minutes),
                    kind="quiet",
                    custom_attrs={"data-verb": act.value, "data-minutes": str(minutes)},
                )
                for minutes in lengths
            ),
            class_name="row",
        ),
        hidden=True,
        custom_attrs={"data-timed": ""},
    )
