"""The page of the safety plan: seven steps, each with room to write, saved as one writes."""

from __future__ import annotations

import reflex as rx

from wellbeing.domain.plan import AUTHORS, HINTS, SOURCE, STEP_LENGTH, TITLES, Step
from wellbeing.ui.frame import framed
from wellbeing.ui.parts.buttons import button, link_button
from wellbeing.ui.parts.choices import checkin_form
from wellbeing.ui.parts.frames import card, error_summary, notice, only_you, status
from wellbeing.ui.person.plan import SafetyPlan
from wellbeing.words import Translator, translator


def page(locale: str) -> rx.Component:
    """The page in one locale."""
    t = translator(locale)
    return framed(
        t,
        locale,
        "plan",
        t("My safety plan"),
        rx.el.p(
            t("For a very bad hour, written on a better day. Any step may stay empty."), class_name="lead"
        ),
        notice(
            t("No names of cases, no descriptions. This is about you."),
            t("While Harbour is locked or away, it cannot be read. A printed copy helps then."),
        ),
        _unsaved(t),
        card(
            checkin_form(
                *(_step(step, number, t) for number, step in enumerate(Step, start=1)),
                day=SafetyPlan.day,
                on_submit=SafetyPlan.merge,
            ),
            status(SafetyPlan.said),
            only_you(t("Only you can see this.")),
        ),
        # Behind the steps: whoever reads them in a bad hour finds them first, and these when all are read.
        rx.el.div(
            link_button(t("A page to print"), f"/{locale}/plan/print", kind="quiet"),
            link_button(t("Help now"), f"/{locale}/help-now", kind="quiet"),
            class_name="row",
        ),
        rx.el.p(
            t(
                "The steps follow {authors}, 2012 ({address}). The words are ours.",
                authors=AUTHORS,
                address=SOURCE,
            ),
            class_name="muted small",
        ),
        leave=SafetyPlan.leave,
    )


def _step(step: Step, number: int, t: Translator) -> rx.Component:
    """One step; the script of the check-in keeps what the server has not confirmed and sends it again."""
    return rx.el.label(
        rx.el.span(f"{t.number(number)}. {t(TITLES[step])}", class_name="label"),
        rx.el.span(t(HINTS[step]), class_name="hint"),
        rx.el.textarea(
            name=step.value,
            max_length=STEP_LENGTH,
            rows="3",
            auto_complete="off",
            # Nothing can be written before what is stored has come.
            read_only=SafetyPlan.day == "",
            custom_attrs={"data-question": step.value, "data-answer": SafetyPlan.steps[step.value]},
        ),
        class_name="field",
    )


def _unsaved(t: Translator) -> rx.Component:
    return error_summary(
        t("Not saved yet. Try again."),
        SafetyPlan.unsaved,
        button(t("Try again"), custom_attrs={"data-again": ""}),
        custom_attrs={"data-unsaved": ""},
    )
