"""The history page: the year, the trends, the days and their notes, and taking everything along."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wellbeing.domain.trends import SPANS
from wellbeing.ui.door import Door
from wellbeing.ui.frame import framed
from wellbeing.ui.parts.buttons import button, link_button
from wellbeing.ui.parts.drawings import calendar_picture, legend, trend_picture
from wellbeing.ui.parts.frames import card, empty, ghost, notice, only_you, status, twin
from wellbeing.ui.person.history import History
from wellbeing.ui.person.looking_back import LEVELS
from wellbeing.words import Translator, translator


def page(locale: str) -> rx.Component:
    """The history page in one locale."""
    t = translator(locale)
    return framed(
        t,
        locale,
        "history",
        t("History"),
        _damaged(t),
        _removed(t),
        rx.el.p(rx.el.a(t("What you worked on"), href=f"/{locale}/exposure")),
        rx.el.p(t("Blurred while nothing happened. Press a key or click."), class_name="rests-note notice"),
        rx.el.div(
            rx.cond(History.day != "", _one_day(t), _look_back(t)),
            _search(t),
            rx.cond(History.day == "", card(_days(t), title=t("Days and notes"))),
            rx.el.p(History.kept, class_name="muted"),
            rx.cond(History.going != "", rx.el.p(History.going, class_name="muted")),
            class_name="flow rests",
        ),
        _questionnaires(t, locale),
        _export(t, locale),
        rx.el.p(rx.el.a(t("Being counted"), href=f"/{locale}/sharing")),
        only_you(t("Only you can see this.")),
        leave=History.leave,
    )


def _damaged(t: Translator) -> rx.Component:
    return rx.cond(
        History.damaged != "",
        notice(
            History.damaged,
            t("A backup may still hold them. Ask for it before you remove them."),
            button(t("Remove what does not open"), kind="danger", on_click=History.discard_damaged(Door.tag)),
            tone="warm",
        ),
    )


def _removed(t: Translator) -> rx.Component:
    return rx.cond(
        History.removed != "",
        notice(
            rx.el.p(t("Deleted."), " ", History.removed),
            rx.cond(History.undo, button(t("Undo"), kind="quiet", on_click=History.put_back(Door.tag))),
            role="status",
        ),
    )


def _look_back(t: Translator) -> rx.Component:
    steps = ((str(step), t(word)) for step, word in enumerate(LEVELS))
    key = legend(("none", t("No answer")), ("few", t("Too few answers")), *steps)
    return rx.fragment(
        card(
            calendar_picture(History.calendar),
            key,
            twin(t("Show as table"), History.calendar.head, History.calendar.rows),
            title=t("Your year"),
        ),
        card(
            _spans(t),
            rx.cond(
                History.pattern,
                rx.fragment(
                    rx.el.p(
                        t("The line is the middle of each week's answers. The shade is their middle half."),
                        class_name="muted",
                    ),
                    rx.el.div(
                        rx.foreach(History.trends, lambda chart: _chart(t, chart)), class_name="grid grid-two"
                    ),
                ),
                empty(ghost(), t("Two more check-ins and a pattern can show.")),
            ),
            title=t("Trends"),
        ),
    )


def _spans(t: Translator) -> rx.Component:
    return rx.el.div(
        *(
            button(
                t("{count} weeks", count=t.number(weeks)),
                kind="quiet",
                on_click=History.show_weeks(str(weeks), Door.tag),
                custom_attrs={"aria-pressed": rx.cond(History.span == str(weeks), "true", "false")},
            )
            for weeks in SPANS
        ),
        class_name="row",
        role="group",
        custom_attrs={"aria-label": t("How many weeks")},
    )


def _chart(t: Translator, chart: Any) -> rx.Component:
    drawn = rx.fragment(
        trend_picture(chart.picture, marks=(chart.top, chart.half, "0")),
        twin(t("Show as table"), chart.picture.head, chart.picture.rows),
    )
    return rx.el.div(
        rx.el.h3(chart.name),
        rx.cond(
            chart.ghost, rx.el.p(t("Not answered often enough to show a pattern."), class_name="muted"), drawn
        ),
        class_name="flow-s",
    )


def _days(t: Translator) -> rx.Component:
    rows = rx.foreach(
        History.days,
        lambda day: rx.el.li(
            rx.el.div(
                rx.el.strong(day.words),
                rx.el.p(day.strain, class_name="muted small"),
                rx.cond(day.note != "", rx.el.p(day.note, class_name="note")),
            ),
            button(
                t("Open"),
                kind="plain",
                on_click=History.open_day(day.day, Door.tag),
                custom_attrs={"aria-label": f"{t('Open')}: {day.words}"},
            ),
        ),
    )
    return rx.cond(
        History.days.length() > 0,
        rx.fragment(
            rx.el.ul(rows, class_name="list"),
            rx.cond(
                History.more, button(t("Show older days"), kind="quiet", on_click=History.older(Door.tag))
            ),
        ),
        empty(ghost(), t("Your days show here after the first check-in.")),
    )


def _one_day(t: Translator) -> rx.Component:
    rows = rx.foreach(
        History.day_rows,
        lambda row: rx.el.li(
            rx.el.div(rx.el.p(row["name"], class_name="muted small"), rx.el.p(row["answer"]))
        ),
    )
    return card(
        rx.el.p(History.day_strain, class_name="muted"),
        rx.el.ul(rows, class_name="list"),
        rx.cond(History.day_note != "", rx.el.p(History.day_note, class_name="note")),
        rx.el.div(
            button(t("Change this day"), on_click=History.edit_day(Door.tag)),
            button(t("Back to the year"), kind="quiet", on_click=History.close_day),
            button(t("Delete this day"), kind="plain", on_click=History.remove_day(Door.tag)),
            class_name="row",
        ),
        title=History.day_title,
    )


def _search(t: Translator) -> rx.Component:
    """Words travel over the open socket only: an address would keep them."""
    found = rx.foreach(
        History.found,
        lambda hit: rx.el.li(
            rx.el.div(
                rx.el.strong(hit.words),
                rx.el.p(
                    rx.foreach(
                        hit.pieces,
                        lambda piece: rx.cond(piece.hit, rx.el.mark(piece.text), rx.el.span(piece.text)),
                    ),
                    class_name="note",
                ),
            ),
            button(
                t("Open"),
                kind="plain",
                on_click=History.open_day(hit.day, Door.tag),
                custom_attrs={"aria-label": f"{t('Open')}: {hit.words}"},
            ),
        ),
    )
    return card(
        rx.el.form(
            rx.el.input(type="hidden", name="tag", value=Door.tag),
            rx.el.label(
                rx.el.span(t("Words in your notes"), class_name="label"),
                rx.el.input(name="words", type="search", auto_complete="off", max_length=200),
                class_name="field",
            ),
            rx.el.div(button(t("Search"), kind="quiet", type="submit"), class_name="row"),
            on_submit=History.search,
            auto_complete="off",
            class_name="flow-s",
        ),
        status(
            rx.cond(
                History.searched & (History.found.length() == 0), t("No note holds all of these words."), ""
            )
        ),
        rx.el.ul(found, class_name="list"),
        title=t("Search"),
    )


def _questionnaires(t: Translator, locale: str) -> rx.Component:
    """The way to the questionnaires and their own lines over time."""
    return card(
        rx.el.p(t("A few questions now and then, for your own thinking. Nobody else sees them.")),
        rx.el.div(
            rx.el.a(
                t("Open the questionnaires"), href=f"/{locale}/questionnaires", class_name="button-quiet"
            ),
            class_name="row",
        ),
        title=t("Questionnaires"),
    )


def _export(t: Translator, locale: str) -> rx.Component:
    """Everything, to take along: the files come from the edge and pass through no state."""
    return card(
        rx.el.p(t("A file outside this app is no longer protected by it. Whoever holds it can read it.")),
        rx.el.div(
            *(
                rx.el.a(
                    word,
                    href=f"/export/{kind}",
                    download=True,
                    reload_document=True,
                    class_name="button-quiet",
                    custom_attrs={"data-export": "true"},
                )
                for kind, word in (("json", t("Everything as JSON")), ("csv", t("Everything as CSV")))
            ),
            link_button(t("A page to print"), f"/{locale}/export/print", kind="quiet"),
            class_name="row",
        ),
        rx.el.progress(
            custom_attrs={"id": "export-progress", "aria-label": t("How much is ready"), "hidden": True}
        ),
        rx.el.p(
            class_name="status",
            role="status",
            custom_attrs={
                "id": "export-status",
                "data-done": t("Your file is ready."),
                "data-failed": t("The file could not be made. Please try again."),
            },
        ),
        title=t("Take everything along"),
        custom_attrs={"id": "take-along"},
    )
