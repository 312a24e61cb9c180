"""The page of a unit's break times: what is announced, the drawn day, the fields, the history."""

from __future__ import annotations

import reflex as rx

from wellbeing.domain.exposure import KIND_NAMES
from wellbeing.domain.policy import PRESET_NAMES, PRESET_SAYS, Preset
from wellbeing.services.publishing import NOTE_LENGTH
from wellbeing.ui.frame import framed
from wellbeing.ui.parts.buttons import button
from wellbeing.ui.parts.frames import card, notice, status
from wellbeing.ui.parts.workday_bar import workday_bar
from wellbeing.ui.unit.policy import COMMENT_DAYS, BreakTimes
from wellbeing.ui.unit.policy_fields_page import in_sight, the_rest
from wellbeing.ui.unit.policy_versions_page import file_card, history, waiting
from wellbeing.words import Translator, translator


def page(locale: str) -> rx.Component:
    """The page in one locale."""
    t = translator(locale)
    return framed(
        t,
        locale,
        "unit/policy",
        t("Break times"),
        status(BreakTimes.said, sticks=True),
        rx.el.p(rx.el.a(t("Back to the first morning"), href=f"/{locale}/unit")),
        _which(t),
        rx.cond(
            BreakTimes.unit != "",
            rx.fragment(
                waiting(t),
                _presets(t),
                _effect(t),
                in_sight(t),
                _announce(t),
                the_rest(t),
                history(t),
                file_card(t),
            ),
            notice(t("Your seat configures no unit at the moment.")),
        ),
        leave=BreakTimes.leave,
        desk="unit",
    )


def _which(t: Translator) -> rx.Component:
    one = rx.foreach(
        BreakTimes.mine,
        lambda unit: button(
            unit["name"],
            kind="quiet",
            on_click=BreakTimes.pick(unit["id"]),
            custom_attrs={"aria-pressed": rx.cond(unit["id"] == BreakTimes.unit, "true", "false")},
        ),
    )
    return rx.fragment(
        rx.el.h2(BreakTimes.name, id="rule-unit", tab_index=-1),
        rx.cond(
            BreakTimes.mine.length() > 1,
            rx.el.div(one, class_name="row", role="group", aria_label=t("Units")),
        ),
        rx.el.p(BreakTimes.stands, class_name="muted"),
        rx.el.p(
            t("The rule is for everybody in this unit, and for no unit below it."),
            " ",
            t("Nobody here learns who works, rests or puts a break off."),
            class_name="muted",
        ),
        rx.cond(
            BreakTimes.runs != "",
            notice(
                BreakTimes.runs,
                t("Officers are offered a check-in 1, 4 and 12 weeks after it ends."),
                t("The offer is private. Nobody learns who takes it."),
            ),
        ),
    )


def _presets(t: Translator) -> rx.Component:
    return card(
        rx.el.div(
            *(
                rx.el.button(
                    rx.el.strong(t(PRESET_NAMES[one])),
                    rx.el.span(t(PRESET_SAYS[one]), class_name="small"),
                    type="button",
                    on_click=BreakTimes.take_preset(one.value),
                    class_name="preset",
                    custom_attrs={"aria-pressed": rx.cond(BreakTimes.preset == one.value, "true", "false")},
                )
                for one in Preset
            ),
            class_name="grid",
            role="group",
            custom_attrs={"aria-label": t("Begin with")},
        ),
        title=t("Begin with"),
    )


def _effect(t: Translator) -> rx.Component:
    kinds = rx.el.select(
        *(rx.el.option(t(word), value=kind.value) for kind, word in KIND_NAMES.items()),
        value=BreakTimes.kind,
        on_change=BreakTimes.draw_for,
    )
    bars = rx.foreach(
        BreakTimes.pictures,
        lambda one: rx.fragment(
            rx.el.p(one.sentence), workday_bar(one, t, t("As it is now, when that differs"))
        ),
    )
    return card(
        rx.el.label(
            rx.el.span(t("A day of work with"), class_name="label"),
            kinds,
            class_name="field",
        ),
        rx.el.p(BreakTimes.effect, class_name="effect", role="status"),
        bars,
        rx.el.p(t("Drawn as if every break is taken when it is due."), class_name="muted small"),
        title=t("What a day looks like"),
    )


def _announce(t: Translator) -> rx.Component:
    """The first day, the note and the time for comments; nothing is stored before the button."""
    return card(
        rx.cond(
            BreakTimes.waiting != "",
            rx.el.p(t("New break times are announced already. Take them back to announce others.")),
            _form(t),
        ),
        title=t("Announce"),
    )


def _form(t: Translator) -> rx.Component:
    days = rx.el.select(
        *(
            rx.el.option(
                t.n("For {count} day", "For {count} days", one) if one else t("Not this time"), value=str(one)
            )
            for one in COMMENT_DAYS
        ),
        name="comment_days",
        value=BreakTimes.comment_days,
        on_change=BreakTimes.ask_comments,
    )
    return rx.el.form(
        rx.el.details(
            rx.el.summary(t("What changes")),
            rx.cond(
                BreakTimes.changes.length() > 0,
                rx.el.ul(rx.foreach(BreakTimes.changes, rx.el.li)),
                rx.el.p(t("Nothing differs from what holds now.")),
            ),
        ),
        rx.el.div(
            _labelled(
                t("First day"),
                "starts",
                rx.el.input(
                    type="date",
                    name="starts",
                    id="rule-starts",
                    key=BreakTimes.starts,
                    default_value=BreakTimes.starts,
                    required=True,
                    on_blur=BreakTimes.begin,
                    custom_attrs={"aria-invalid": _is_wrong("starts")},
                ),
            ),
            _labelled(t("Ask for comments"), "comment_days", days),
            class_name="field-row",
        ),
        rx.cond(
            BreakTimes.comment_days != "0",
            rx.el.p(
                t("Comments are unsigned, shuffled, and come when the time is over."),
                " ",
                t("The way somebody writes can still tell who it was."),
                " ",
                t("Among few people it is easily known. Talking may be better there."),
                class_name="muted small",
            ),
        ),
        _labelled(
            t("Note to the unit"),
            "note",
            rx.el.textarea(
                name="note",
                id="rule-note",
                key=BreakTimes.unit + BreakTimes.note,
                default_value=BreakTimes.note,
                max_length=NOTE_LENGTH,
                rows="3",
                auto_complete="off",
                on_blur=BreakTimes.write,
            ),
        ),
        rx.el.div(
            button(t("Announce"), type="submit"),
            button(t("Back to what holds now"), kind="quiet", on_click=BreakTimes.start_over),
            class_name="row",
        ),
        rx.el.p(
            t("Nothing is stored before you announce. You can take it back until it starts."),
            class_name="hint",
        ),
        on_submit=BreakTimes.announce,
        auto_complete="off",
        class_name="flow",
    )


def _labelled(label: str, name: str, control: rx.Component) -> rx.Component:
    return rx.el.label(
        rx.el.span(label, class_name="label"),
        control,
        rx.el.span(BreakTimes.wrong[name], class_name="field-error", role="alert"),
        class_name="field",
    )


def _is_wrong(name: str) -> rx.Var[str]:
    return rx.cond(BreakTimes.wrong.contains(name), "true", "false")
