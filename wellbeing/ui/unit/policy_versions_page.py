"""The versions of a unit's break times: the announced one with its undo, the history, and files."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wellbeing.ui.parts.buttons import button
from wellbeing.ui.parts.frames import card, notice
from wellbeing.ui.unit.policy import BreakTimes
from wellbeing.words import Translator


def waiting(t: Translator) -> rx.Component:
    """What is announced and has not started."""
    return rx.foreach(
        BreakTimes.versions,
        lambda one: rx.cond(
            one.waits,
            notice(
                rx.el.p(rx.el.strong(one.title), " · ", one.dates),
                rx.cond(one.note != "", rx.el.p(one.note, class_name="note", dir="auto")),
                rx.cond(one.about_comments != "", rx.el.p(one.about_comments)),
                rx.el.div(
                    button(t("Take it back"), kind="quiet", on_click=BreakTimes.take_back(one.number)),
                    class_name="row",
                ),
            ),
        ),
    )


def history(t: Translator) -> rx.Component:
    """Every version, the newest first."""
    return card(
        rx.cond(
            BreakTimes.versions.length() > 0,
            rx.el.ul(rx.foreach(BreakTimes.versions, lambda one: _version(one, t)), class_name="list"),
            rx.el.p(t("Nothing was announced yet: 50 minutes of work, 10 of rest."), class_name="muted"),
        ),
        title=t("History"),
    )


def _version(one: Any, t: Translator) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.p(rx.el.strong(one.title), " · ", one.state),
            rx.el.p(one.dates, class_name="muted small"),
            rx.cond(one.note != "", rx.el.p(one.note, class_name="note", dir="auto")),
            rx.el.details(
                rx.el.summary(t("What changed")),
                rx.cond(
                    one.changes.length() > 0,
                    rx.el.ul(rx.foreach(one.changes, rx.el.li)),
                    rx.el.p(t("Nothing differs from the version before.")),
                ),
            ),
            rx.cond(one.about_comments != "", rx.el.p(one.about_comments, class_name="muted small")),
            rx.cond(
                one.comments.length() > 0,
                rx.el.details(
                    rx.el.summary(t("Comments, unsigned and shuffled")),
                    rx.el.ul(
                        rx.foreach(one.comments, lambda words: rx.el.li(words, class_name="note", dir="auto"))
                    ),
                ),
            ),
        ),
        rx.el.div(
            _verb(t("Use as a draft"), one, BreakTimes.start_from(one.number)),
            _verb(t("Save as a file"), one, BreakTimes.take_along(one.number)),
            class_name="row",
        ),
    )


def _verb(word: str, one: Any, event: Any) -> rx.Component:
    return button(word, kind="plain", on_click=event, custom_attrs={"aria-label": f"{word}: {one.title}"})


def file_card(t: Translator) -> rx.Component:
    """Break times from another unit; they become a draft, which shows what would change."""
    return card(
        rx.el.details(
            rx.el.summary(t("Bring in a file")),
            rx.el.form(
                rx.el.label(
                    rx.el.span(t("File"), class_name="label"),
                    rx.el.input(
                        type="file", accept=".json,application/json", custom_attrs={"data-reads": "rule-file"}
                    ),
                    class_name="field js-only",
                ),
                rx.el.label(
                    rx.el.span(t("What the file says"), class_name="label"),
                    rx.el.span(t("It is read here. Nothing is announced by it."), class_name="hint"),
                    rx.el.textarea(
                        name="file",
                        id="rule-file",
                        rows="4",
                        required=True,
                        auto_complete="off",
                        spell_check=False,
                    ),
                    rx.el.span(BreakTimes.wrong["file"], class_name="field-error", role="alert"),
                    class_name="field",
                ),
                rx.el.div(button(t("Show what would change"), kind="quiet", type="submit"), class_name="row"),
                on_submit=BreakTimes.read,
                class_name="flow-s",
            ),
        ),
        button(t("Save the default as a file"), kind="plain", on_click=BreakTimes.take_along("")),
        # Only a script that is async is run when a link leads here.
        rx.el.script(src="/reads.js", custom_attrs={"async": True}),
        title=t("Files"),
    )
