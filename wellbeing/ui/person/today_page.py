"""The check-in page: six questions that slide in place, and what was said once they are answered."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import reflex as rx

from wellbeing.domain.answers import CHOICES, FEELINGS, LEGENDS, NONE_OF_THESE
from wellbeing.domain.checkin import Question
from wellbeing.ui.frame import framed
from wellbeing.ui.gate import Door
from wellbeing.ui.parts.buttons import button, link_button
from wellbeing.ui.parts.choices import checkin_form, choice_cards, feeling_cards, note_field
from wellbeing.ui.parts.drawings import strip_picture
from wellbeing.ui.parts.frames import card, notice, offer, only_you
from wellbeing.ui.parts.pictograms import cup, moon, ripples, stack, vessel
from wellbeing.ui.person.today import DONE, SLIDES, Today, slide_of
from wellbeing.words import Translator, translator

PICTURES: Final[dict[Question, Callable[[int], rx.Component]]] = {
    Question.HEAVINESS: stack,
    Question.ENERGY: vessel,
    Question.SLEEP: moon,
    Question.INTRUSIONS: ripples,
    Question.RECOVERY: cup,
}


def page(locale: str) -> rx.Component:
    """The check-in page in one locale."""
    t = translator(locale)
    return framed(
        t,
        locale,
        "today",
        t("How was today?"),
        rx.el.div(
            card(_day(t), _said(t), _summary(t), _form(t), only_you(t("Only you can see this."))),
            rx.el.div(
                _offer(t, locale),
                card(strip_picture(Today.strip), title=t("The last 14 days")),
                class_name="flow",
            ),
            class_name="grid-wide",
        ),
        leave=Today.leave,
    )


def _day(t: Translator) -> rx.Component:
    """Which day it is for, and the way to another one."""
    one = rx.foreach(
        Today.days,
        lambda day: button(
            f"{day['weekday']} {day['words']}",
            kind="quiet",
            on_click=Today.pick(day["day"]),
            custom_attrs={"aria-pressed": rx.cond(day["here"] != "", "true", "false")},
        ),
    )
    return rx.el.div(
        rx.el.div(
            rx.el.p(Today.title, class_name="eyebrow"),
            button(t("Another day"), kind="plain", on_click=Today.other_days),
            class_name="spread",
        ),
        rx.cond(
            Today.days.length() > 0, rx.el.div(one, class_name="row", role="group", aria_label=t("Days"))
        ),
    )


def _said(t: Translator) -> rx.Component:
    """Whether all is saved, read out when it changes."""
    tick = rx.el.span("\N{CHECK MARK} ", custom_attrs={"aria-hidden": "true"})
    return rx.el.p(
        rx.cond(Today.step == DONE, rx.fragment(tick, t("Saved. That is all for this day."))),
        class_name="status",
        role="status",
    )


def _form(t: Translator) -> rx.Component:
    """All questions in one form, of which one slide shows; what is tapped is saved by itself."""
    return checkin_form(
        *(_question(t, one) for slide in SLIDES for one in slide),
        rx.el.details(
            rx.el.summary(t("A note to yourself")),
            note_field(
                t("About you, not the case"),
                answer=Today.note,
                hint=t("No names, no descriptions. It is saved as you write."),
            ),
        ),
        day=Today.day,
        on_submit=Today.merge,
    )


def _question(t: Translator, one: Question) -> rx.Component:
    slide, number = slide_of(one), list(Question).index(one) + 1
    answer = Today.answers[one.value]
    shared: dict[str, Any] = {
        "answer": answer,
        "eyebrow": t("{number} of {count}", number=t.number(number), count=t.number(len(Question))),
        "hidden": Today.step != slide,
    }
    if one is Question.FEELINGS:
        words = {feeling.value: t(word) for feeling, word in FEELINGS.items()}
        return feeling_cards(
            t(LEGENDS[one]), words, t(NONE_OF_THESE), hint=t("Any number of them."), **shared
        )
    unsaid = Today.choose(one.value, "", Today.day, Door.tag)
    # What was answered is kept by going on: "Skip" would take it away.
    skip = rx.cond(
        answer == "",
        button(t("Skip"), kind="plain", on_click=unsaid),
        rx.fragment(
            button(t("Next"), kind="plain", on_click=Today.go(str(slide + 1))),
            button(t("Take the answer back"), kind="plain", on_click=unsaid),
        ),
    )
    back = button(t("Back"), kind="plain", on_click=Today.go(str(slide - 1)))
    return choice_cards(
        one.value,
        t(LEGENDS[one]),
        [t(word) for word in CHOICES[one]],
        picture=PICTURES[one],
        on_answer=lambda step: Today.choose(one.value, str(step), Today.day, Door.tag),
        actions=(back, skip) if slide else (skip,),
        **shared,
    )


def _summary(t: Translator) -> rx.Component:
    """What was said about the day, each answer with the way to change it."""
    rows = rx.foreach(
        Today.rows,
        lambda row: rx.el.li(
            rx.el.div(rx.el.p(row["name"], class_name="muted small"), rx.el.p(row["answer"])),
            button(
                t("Change"),
                kind="plain",
                on_click=Today.go(row["slide"]),
                custom_attrs={"aria-label": f"{t('Change')}: {row['name']}"},
            ),
        ),
    )
    return rx.fragment(
        rx.cond(
            Today.removed,
            notice(
                t("The check-in of this day is deleted."),
                rx.cond(Today.undo, button(t("Undo"), kind="quiet", on_click=Today.put_back)),
            ),
        ),
        rx.cond(
            Today.step == DONE,
            rx.el.div(
                rx.el.ul(rows, class_name="list"),
                button(t("Delete this check-in"), kind="plain", on_click=Today.remove),
            ),
        ),
    )


def _offer(t: Translator, locale: str) -> rx.Component:
    """One thing that helps after a heavy day, never an alert to anybody."""
    choice = rx.match(
        Today.offer,
        (
            "asked",
            offer(
                t("That sounds heavy. Two quiet minutes?"),
                button(t("Breathe for two minutes"), on_click=Today.take_offer("breathe")),
                link_button(t("Help now"), f"/{locale}/help-now", kind="quiet"),
                button(t("Not now"), kind="plain", on_click=Today.take_offer("")),
            ),
        ),
        (
            "breathe",
            offer(
                t("In for four seconds, out for six"),
                rx.el.span(class_name="breath", custom_attrs={"aria-hidden": "true"}),
                button(t("That is enough"), kind="quiet", on_click=Today.take_offer("")),
            ),
        ),
        rx.fragment(),
    )
    return rx.fragment(choice)
