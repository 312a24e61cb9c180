"""The exposure page: today and this week, half a year, sleep and unwanted images beside it, the sessions."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wellbeing.domain.exposure import KIND_NAMES, LONGEST_SESSION
from wellbeing.ui.door import Door
from wellbeing.ui.frame import framed
from wellbeing.ui.parts.buttons import button, link_button
from wellbeing.ui.parts.dose import beside_picture, kind_bars, week_picture, weeks_key, weeks_picture
from wellbeing.ui.parts.frames import card, empty, ghost, only_you, twin
from wellbeing.ui.person.exposure import ExposureRecord
from wellbeing.words import Translator, translator


def page(locale: str) -> rx.Component:
    """The exposure page in one locale."""
    t = translator(locale)
    return framed(
        t,
        locale,
        "exposure",
        t("What you worked on"),
        _said(t),
        rx.el.p(
            rx.el.a(t("Your unit's break times, and your own"), href=f"/{locale}/rule"),
        ),
        rx.el.p(t("Blurred while nothing happened. Press a key or click."), class_name="rests-note notice"),
        rx.el.div(
            rx.foreach(ExposureRecord.seen, lambda one: _pictures(one, t)),
            rx.el.div(_sessions(t), _form(t), class_name="grid-wide"),
            class_name="flow rests",
        ),
        _take_along(t, locale),
        only_you(t("Only you can see this.")),
        leave=ExposureRecord.leave,
    )


def _said(t: Translator) -> rx.Component:
    """What was done, with its undo; it stays in sight, for the form stands far below it."""
    undo = button(t("Undo"), kind="quiet", on_click=ExposureRecord.put_back(Door.tag))
    return rx.el.div(
        rx.cond(
            ExposureRecord.said != "",
            rx.el.div(rx.el.p(ExposureRecord.said), rx.cond(ExposureRecord.undo, undo), class_name="row"),
        ),
        class_name="status sticks",
        role="status",
    )


def _pictures(one: Any, t: Translator) -> rx.Component:
    return rx.fragment(
        card(
            rx.el.p(one.today, " ", one.week.sentence, class_name="lead"),
            rx.el.div(
                rx.el.div(
                    week_picture(one.week),
                    twin(t("Show as table"), one.week.head, one.week.rows),
                    class_name="flow-s",
                ),
                rx.cond(
                    one.kinds.length() > 0,
                    kind_bars(one.kinds),
                    rx.el.p(t("Nothing this week yet. Start when you open material."), class_name="muted"),
                ),
                class_name="grid grid-two",
            ),
            title=t("This week"),
        ),
        card(
            weeks_picture(one.weeks),
            weeks_key(t),
            rx.el.p(
                t("A higher mark is a longer day. It says nothing of safe or unsafe."), class_name="muted"
            ),
            twin(t("Show as table"), one.weeks.head, one.weeks.rows),
            title=t("Half a year"),
        ),
        card(
            beside_picture(one.beside),
            rx.foreach(one.leans, rx.el.p),
            rx.el.p(
                t("This is what lay side by side. It cannot say why, and much else changes too."),
                class_name="muted",
            ),
            twin(t("Show as table"), one.beside.head, one.beside.rows),
            title=t("Beside your sleep and unwanted images"),
        ),
    )


def _sessions(t: Translator) -> rx.Component:
    row = rx.foreach(
        ExposureRecord.sessions,
        lambda one: rx.el.li(
            rx.el.div(rx.el.strong(one.when), rx.el.p(one.what, class_name="muted small")),
            rx.cond(
                one.open,
                rx.el.div(
                    _verb(t("Correct"), one, ExposureRecord.edit(one.id, Door.tag)),
                    _verb(t("Remove"), one, ExposureRecord.remove(one.id, Door.tag)),
                    class_name="row",
                ),
            ),
        ),
    )
    return card(
        rx.cond(
            ExposureRecord.sessions.length() > 0,
            rx.el.ul(row, class_name="list"),
            empty(ghost(), t("Your sessions show here after the first one.")),
        ),
        rx.cond(
            ExposureRecord.longer != "",
            button(ExposureRecord.longer, kind="quiet", on_click=ExposureRecord.older(Door.tag)),
        ),
        rx.el.p(
            t("The last four weeks can be corrected."),
            " ",
            t("Time that overlaps counts once."),
            class_name="muted small",
        ),
        title=t("Sessions"),
    )


def _verb(word: str, one: Any, event: Any) -> rx.Component:
    return button(word, kind="plain", on_click=event, custom_attrs={"aria-label": f"{word}: {one.when}"})


def _form(t: Translator) -> rx.Component:
    """A session that was not timed, or one to correct; typed words stay when something is wrong."""
    kinds = rx.el.select(
        *(rx.el.option(t(word), value=kind.value) for kind, word in KIND_NAMES.items()),
        name="kind",
        default_value=ExposureRecord.form["kind"],
    )
    return card(
        rx.el.form(
            rx.el.input(type="hidden", name="tag", value=Door.tag),
            _field(t("What it was with"), "kind", kinds),
            _field(t("Day"), "day", _input("day", "date")),
            rx.el.div(
                _field(t("Began at"), "start", _input("start", "time")),
                _field(
                    t("Minutes"),
                    "minutes",
                    _input("minutes", "number", min=1, max=LONGEST_SESSION, input_mode="numeric"),
                ),
                class_name="field-row",
            ),
            rx.el.div(
                button(rx.cond(ExposureRecord.editing == "", t("Add"), t("Correct")), type="submit"),
                rx.cond(
                    ExposureRecord.editing != "",
                    button(t("Leave it as it is"), kind="quiet", on_click=ExposureRecord.edit("", Door.tag)),
                ),
                class_name="row",
            ),
            on_submit=ExposureRecord.save,
            key=ExposureRecord.drawn,
            auto_complete="off",
            class_name="flow",
        ),
        title=rx.cond(ExposureRecord.editing == "", t("Add a session"), t("Correct a session")),
    )


def _input(name: str, kind: Any, **props: Any) -> rx.Component:
    return rx.el.input(
        type=kind,
        name=name,
        id=f"session-{name}",
        default_value=ExposureRecord.form[name],
        required=True,
        auto_complete="off",
        custom_attrs={"aria-invalid": rx.cond(ExposureRecord.wrong.contains(name), "true", "false")},
        **props,
    )


def _field(label: str, name: str, control: rx.Component) -> rx.Component:
    return rx.el.label(
        rx.el.span(label, class_name="label"),
        control,
        rx.el.span(ExposureRecord.wrong[name], class_name="field-error", role="alert"),
        class_name="field",
    )


def _take_along(t: Translator, locale: str) -> rx.Component:
    return card(
        rx.el.p(t("The record is yours. It stays yours when you leave the unit.")),
        rx.el.p(t("At home no app is needed. CSV opens in any spreadsheet, and a page can be printed.")),
        rx.el.p(t("A file outside this app is no longer protected by it. Whoever holds it can read it.")),
        rx.el.div(
            rx.el.a(
                t("Take everything along"), href=f"/{locale}/history#take-along", class_name="button-quiet"
            ),
            link_button(t("A page to print"), f"/{locale}/export/print", kind="quiet"),
            class_name="row",
        ),
        title=t("Take it along"),
    )
