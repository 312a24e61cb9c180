"""The check-in page: six questions that slide in place, and what was said once they are answered."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import reflex as rx

from wellbeing.domain.answers import FEELINGS, LEGENDS, LEGENDS_OF_PAST, NONE_OF_THESE, choices
from wellbeing.domain.checkin import Question
from wellbeing.domain.phases import Question as Asked
from wellbeing.ui.clock import Timer
from wellbeing.ui.door import Door
from wellbeing.ui.frame import framed
from wellbeing.ui.parts.buttons import button, link_button, marked
from wellbeing.ui.parts.choices import checkin_form, choice_cards, feeling_cards, note_field
from wellbeing.ui.parts.clock_face import ask_to_notify, clock_face, kinds
from wellbeing.ui.parts.drawings import strip_picture
from wellbeing.ui.parts.frames import Folded, card, error_summary, notice, offer, only_you
from wellbeing.ui.parts.pictograms import cup, moon, ripples, stack, vessel
from wellbeing.ui.person.followups import FollowUps
from wellbeing.ui.person.followups_card import followup_card
from wellbeing.ui.person.notices_card import notice_card
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
        rx.cond(Today.past == "", t("How was today?"), Today.past),
        rx.el.div(
            card(
                _day(t),
                _unsaved(t),
                _said(t),
                _summary(t),
                _form(t),
                only_you(t("Only you can see this.")),
            ),
            rx.el.div(
                _timer(t, locale),
                _offer(t, locale),
                followup_card(t),
                notice_card(t, locale),
                card(strip_picture(Today.strip), title=t("The last 14 days")),
                class_name="flow",
                on_mount=FollowUps.meet,
                on_unmount=FollowUps.leave,
            ),
            class_name="grid-wide",
        ),
        leave=Today.leave,
    )


def _timer(t: Translator, locale: str) -> rx.Component:
    """The ring, what it is with, and what may be done with it."""
    legend = t("What you work with")
    return card(
        clock_face(t, open_page=True, beside_card=True),
        rx.cond(
            Timer.question == Asked.FORGOTTEN.value,
            rx.el.p(rx.el.a(t("Say when you stopped"), href=f"/{locale}/exposure"), class_name="middle"),
        ),
        rx.el.div(
            rx.el.div(
                rx.el.p(legend, class_name="label", custom_attrs={"aria-hidden": "true"}),
                kinds(t, legend),
                rx.cond(Timer.practice != "", rx.el.p(Timer.practice, class_name="muted small")),
                class_name="flow-s",
            ),
            class_name="at-rest",
        ),
        rx.el.details(rx.el.summary(t("Switch material")), kinds(t, legend), class_name="at-work"),
        rx.foreach(Timer.hints, lambda hint: rx.el.p(hint, class_name="muted small")),
        ask_to_notify(t, Timer.turn("notification", "on", Door.tag), Timer.put_off(Door.tag)),
        rx.el.div(
            marked(t("Float the timer"), "float", kind="plain"),
            rx.el.a(t("What you worked on"), href=f"/{locale}/exposure", class_name="button-plain"),
            class_name="clock-more",
        ),
        custom_attrs={"aria-label": t("Timer")},
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


def _unsaved(t: Translator) -> rx.Component:
    """That what was given is not saved, why, and that it is kept here; `assets/unsaved.js` does the rest."""
    said = {"data-done": t("Copied."), "data-failed": t("That could not be copied.")}
    return error_summary(
        t("Not saved yet. Try again."),
        Today.unsaved,
        button(t("Try again"), custom_attrs={"data-again": ""}),
        # Browsers give a clipboard to secure pages only; the script shows the button where there is one.
        button(t("Copy my note"), kind="quiet", hidden=True, custom_attrs={"data-copy": ""}),
        rx.el.span(role="status", custom_attrs=said),
        custom_attrs={"data-unsaved": ""},
    )


def _form(t: Translator) -> rx.Component:
    """All questions in one form, of which one slide shows; what is tapped is saved by itself."""
    return checkin_form(
        *(_question(t, one) for slide in SLIDES for one in slide),
        Folded.create(
            rx.el.summary(
                t("A note to yourself"),
                rx.cond(Today.sealed | (Today.note != ""), rx.el.span(t("(written)"), class_name="muted")),
            ),
            note_field(
                t("About you, not the case"),
                answer=Today.note,
                sealed=Today.sealed,
                hint=t("No names, no descriptions. It is saved as you write."),
            ),
            rx.el.p(rx.cond(Today.note != "", t("Note saved."), ""), class_name="status note-kept"),
            on_toggle=Today.fold_note,
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
    legend = t(LEGENDS[one])
    if one in LEGENDS_OF_PAST:
        legend = rx.cond(Today.past == "", legend, t(LEGENDS_OF_PAST[one]))
    # Two questions share the last slide, so each button says whose answer it means.
    takes_back = t("Take answer {number} back", number=t.number(number))
    if one is Question.FEELINGS:
        words = {feeling.value: t(word) for feeling, word in FEELINGS.items()}
        untick = rx.cond(answer != "", marked(takes_back, "clear", one.value, kind="plain"))
        return feeling_cards(
            legend, words, t(NONE_OF_THESE), hint=t("Any number of them."), actions=(untick,), **shared
        )
    unsaid = Today.choose(one.value, "", Today.day, Door.tag)
    # What was answered is kept by going on: "Skip" would take it away.
    skip = rx.cond(
        answer == "",
        button(t("Skip"), kind="plain", on_click=unsaid),
        rx.fragment(
            button(t("Next"), kind="plain", on_click=Today.go(str(slide + 1))),
            button(takes_back, kind="plain", on_click=unsaid),
        ),
    )
    back = button(t("Back"), kind="plain", on_click=Today.go(str(slide - 1)))
    return choice_cards(
        one.value,
        legend,
        _choices(t, one),
        picture=PICTURES[one],
        on_answer=lambda step: Today.choose(one.value, str(step), Today.day, Door.tag),
        actions=(back, skip) if slide else (skip,),
        **shared,
    )


def _choices(t: Translator, one: Question) -> list[str | rx.Var[str]]:
    """The answers in words; those that name today are said of the day that is open."""
    pairs = zip(choices(one, past=False), choices(one, past=True), strict=True)
    return [t(now) if now == then else rx.cond(Today.past == "", t(now), t(then)) for now, then in pairs]


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
                button(t("Delete this check-in"), kind="plain", on_click=Today.remove(Today.day, Door.tag)),
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
                rx.el.a(t("Other ways"), href=f"/{locale}/relief", class_name="button-quiet"),
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
