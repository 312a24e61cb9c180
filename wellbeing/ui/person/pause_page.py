"""The break page: one picture and one instruction at a time, the ring, and the way back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import reflex as rx

from wellbeing.domain.policy.rules import SUGGESTIONS
from wellbeing.ui.clock import Timer
from wellbeing.ui.door import Door
from wellbeing.ui.frame import framed
from wellbeing.ui.parts.buttons import button
from wellbeing.ui.parts.clock_face import clock_face
from wellbeing.ui.parts.frames import card, only_you
from wellbeing.ui.parts.rest_pictures import puzzle_board, rest_picture
from wellbeing.ui.person.outcomes_page import outcome_card
from wellbeing.ui.person.pause import STEPS, Pause
from wellbeing.words import Translator, mark, translator

RESTS: Final[Mapping[str, tuple[str, str, str]]] = {
    "look_far": (
        mark("Look far"),
        mark("Look out of a window, as far as you can."),
        mark("Let your eyes rest on one thing far away. Nothing else is asked."),
    ),
    "walk": (
        mark("Walk"),
        mark("Stand up and walk, outside if you can."),
        mark("Leave the phone here. Feel your feet on the ground."),
    ),
    "breathe": (
        mark("Breathe"),
        mark("Breathe slowly with the circle."),
        mark("In for four seconds, out for six."),
    ),
    "grounding": (
        mark("Notice what is here"),
        mark("Look around and name, silently:"),
        mark("Take your time. Begin again if you like."),
    ),
    "colleague": (
        mark("Talk to somebody"),
        mark("Walk over to a colleague and talk for a while."),
        mark("It need not be about work."),
    ),
    "puzzle": (
        mark("Turn blocks"),
        mark("Turn the blocks and let them fit."),
        mark("There is nothing to win. It ends with your break."),
    ),
}
"""Each way to rest: its name, its one instruction, and a line below it. No claim is made for any."""
SENSES: Final = (
    mark("things you can see"),
    mark("things you can touch"),
    mark("things you can hear"),
    mark("things you can smell"),
    mark("thing you can taste"),
)
EVENING: Final = (
    ("desk", mark("Close what is open."), mark("Close the material and lock the machine it is on.")),
    ("evening", mark("Breathe out slowly, three times."), mark("Let your shoulders drop each time.")),
    (
        "home",
        mark("Think of one thing you will do after work."),
        mark("Something small, with your hands or with people."),
    ),
)
"""The quiet steps that end a day: picture, instruction, a line below it."""


def page(locale: str) -> rx.Component:
    """The break page in one locale."""
    t = translator(locale)
    return framed(
        t,
        locale,
        "break",
        rx.cond(Timer.ended, t("The end of the day"), t("A break")),
        rx.cond(
            Timer.ended,
            _evening(t, locale),
            rx.el.div(
                _rest(t),
                rx.el.div(
                    _over(t, locale, outcome_card(t, locale)),
                    card(clock_face(t, open_page=True)),
                    card(_choice(t), title=t("Another way")),
                    class_name="flow",
                ),
                class_name="grid-wide",
            ),
        ),
        leave=Pause.leave,
    )


def _rest(t: Translator) -> rx.Component:
    """What is shown now."""
    shown = rx.match(
        Pause.shown,
        *((name, rx.fragment(*_instruction(name, t))) for name in SUGGESTIONS),
        rx.fragment(),
    )
    return card(shown, class_name="card rest")


def _instruction(name: str, t: Translator) -> list[rx.Component]:
    _, instruction, below = RESTS[name]
    title = rx.el.h2(t(instruction))
    line = rx.el.p(t(below), class_name="muted")
    likes = Pause.likes.contains(name)
    like = button(
        rx.cond(likes, t("One of my favourites"), t("Make it a favourite")),
        kind="quiet",
        on_click=Pause.like(name, Door.tag),
        custom_attrs={"aria-pressed": rx.cond(likes, "true", "false")},
    )
    if name == "breathe":
        words = rx.el.div(rx.el.span(t("In")), rx.el.span(t("Out")), class_name="breath-words")
        circle = rx.el.span(class_name="breath")
        return [title, rx.el.div(circle, words, custom_attrs={"aria-hidden": "true"}), line, like]
    if name == "grounding":
        rows = (rx.el.li(rx.el.b(t.number(5 - at)), t(words)) for at, words in enumerate(SENSES))
        return [title, rx.el.ul(*rows, class_name="senses"), line, like]
    if name == "puzzle":
        return [title, *_puzzle(t), line, like]
    return [rest_picture(name), title, line, like]


def _puzzle(t: Translator) -> list[rx.Component]:
    """The board and its keys; a touch on the board turns the piece."""
    keys = (
        ("left", "\N{LEFTWARDS ARROW}", t("Left")),
        ("turn", "\N{CLOCKWISE OPEN CIRCLE ARROW}", t("Turn")),
        ("right", "\N{RIGHTWARDS ARROW}", t("Right")),
        ("down", "\N{DOWNWARDS ARROW}", t("Down")),
    )
    return [
        puzzle_board(t("Blocks. Arrow keys move and turn the piece.")),
        rx.el.div(
            *(
                button(sign, kind="quiet", custom_attrs={"data-move": move, "aria-label": words})
                for move, sign, words in keys
            ),
            class_name="puzzle-keys",
            dir="ltr",
        ),
        rx.el.span(hidden=True, custom_attrs={"data-script": "puzzle"}),
    ]


def _choice(t: Translator) -> rx.Component:
    """The ways to rest that the unit's rule offers, favourites marked."""
    return rx.el.ul(
        *(rx.cond(Pause.offered.contains(name), rx.el.li(_way(name, t))) for name in SUGGESTIONS),
        class_name="rest-choice",
    )


def _way(name: str, t: Translator) -> rx.Component:
    return rx.el.button(
        rest_picture(name, class_name="rest-picture"),
        rx.el.span(t(RESTS[name][0])),
        rx.cond(Pause.likes.contains(name), rx.el.span(t("favourite"), class_name="muted small")),
        type="button",
        on_click=Pause.show(name),
        custom_attrs={"aria-pressed": rx.cond(Pause.shown == name, "true", "false"), "data-top": ""},
    )


def _over(t: Translator, locale: str, *more: rx.Component) -> rx.Component:
    """What stands there once the break has had its length; `more` is shown below the words."""
    return rx.cond(
        Timer.stage == "break_over",
        rx.el.section(
            rx.el.h2(t("Your break has had its length.")),
            rx.el.p(t("Stay as long as you need. Nothing goes on by itself.")),
            *more,
            rx.el.div(
                rx.el.a(t("Something that helps"), href=f"/{locale}/relief"),
                class_name="row",
            ),
            class_name="offer",
        ),
    )


def _evening(t: Translator, locale: str) -> rx.Component:
    """Three quiet steps, then the offer to check in; each may be left out."""
    check_in = rx.el.a(t("Check in"), href=f"/{locale}/today", class_name="button")
    steps = [
        rx.fragment(
            rx.el.p(
                t("{number} of {count}", number=t.number(at + 1), count=t.number(STEPS)), class_name="eyebrow"
            ),
            rest_picture(picture),
            rx.el.h2(t(instruction)),
            rx.el.p(t(below), class_name="muted"),
            rx.el.div(
                button(t("Next"), on_click=Pause.onward),
                rx.el.a(t("Not now"), href=f"/{locale}/today", class_name="button-plain"),
                class_name="row",
            ),
        )
        for at, (picture, instruction, below) in enumerate(EVENING)
    ]
    end = rx.fragment(
        rest_picture("evening"),
        rx.el.h2(t("That was today's work.")),
        rx.el.p(t("A check-in takes twenty seconds. It can wait, too."), class_name="muted"),
        rx.el.div(check_in, class_name="row"),
        only_you(t("Only you can see this.")),
    )
    return card(rx.match(Pause.step, *enumerate(steps), end), class_name="card rest")
