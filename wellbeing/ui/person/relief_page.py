"""The page of something that helps: a number, a picture and one instruction, a number; nothing is timed."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wellbeing.domain.relief import HIGHEST, Tool
from wellbeing.ui.door import Door
from wellbeing.ui.frame import framed
from wellbeing.ui.parts.buttons import button, link_button
from wellbeing.ui.parts.frames import card, notice, only_you
from wellbeing.ui.parts.rest_pictures import puzzle_board, rest_picture
from wellbeing.ui.person.notices_card import switches_card
from wellbeing.ui.person.pause_page import SENSES
from wellbeing.ui.person.relief import Relief
from wellbeing.ui.person.relief_words import TOOLS
from wellbeing.words import Translator, translator


def page(locale: str) -> rx.Component:
    """The page in one locale."""
    t = translator(locale)
    return framed(
        t,
        locale,
        "relief",
        t("Something that helps"),
        rx.el.div(
            rx.el.div(
                rx.match(
                    Relief.step,
                    ("before", _rating(t, t("How distressed are you right now?"), Relief.rate, t("Skip"))),
                    ("choose", _choice(t)),
                    ("tool", _tool(t, locale)),
                    ("after", _rating(t, t("And now?"), Relief.finish, t("Skip"))),
                    ("done", _done(t, locale)),
                    rx.fragment(),
                ),
                custom_attrs={"data-step": Relief.step},
            ),
            rx.el.div(_people(t, locale), _helps(t), switches_card(t), class_name="flow"),
            class_name="grid-wide",
        ),
        rx.el.script(src="/steps.js", custom_attrs={"async": True}),
        leave=Relief.leave,
    )


def _rating(t: Translator, question: str, event: Any, skip: str) -> rx.Component:
    """Eleven radios; what is chosen is sent with the button, so that a slip costs nothing."""
    radios = (
        rx.el.label(
            rx.el.input(type="radio", name="rating", value=str(number)),
            rx.el.span(t.number(number), class_name="num"),
            class_name="choice",
        )
        for number in range(HIGHEST + 1)
    )
    return card(
        rx.el.form(
            rx.el.input(type="hidden", name="tag", value=Door.tag),
            rx.el.fieldset(
                rx.el.legend(question, tab_index=-1),
                rx.el.p(t("0 is calm, 10 is the worst you can imagine."), class_name="hint"),
                rx.el.div(*radios, class_name="rating"),
                class_name="choices",
            ),
            rx.el.div(
                button(t("Continue"), type="submit"),
                button(skip, kind="plain", on_click=event({"tag": Door.tag})),
                class_name="row",
            ),
            on_submit=event,
            auto_complete="off",
            class_name="flow",
            key=Relief.step,
        ),
        only_you(t("Only you can see this.")),
    )


def _choice(t: Translator) -> rx.Component:
    """The tools, with the one that helped last time said first."""
    buttons = (
        rx.el.li(
            rx.el.button(
                rest_picture(picture),
                rx.el.span(t(name)),
                rx.cond(Relief.last == tool.value, rx.el.span(t("helped last time"), class_name="small")),
                type="button",
                on_click=Relief.choose(tool.value),
            )
        )
        for tool, (picture, name, _, _) in TOOLS.items()
    )
    return card(
        rx.el.h2(t("Two minutes of one thing"), tab_index=-1),
        rx.cond(
            Relief.last != "",
            rx.el.p(t("What helped last time:"), " ", rx.el.strong(Relief.last_words)),
        ),
        rx.el.ul(*buttons, class_name="rest-choice"),
        rx.el.div(button(t("Back"), kind="plain", on_click=Relief.go("before")), class_name="row"),
    )


def _tool(t: Translator, locale: str) -> rx.Component:
    shown = rx.match(
        Relief.tool,
        *((tool.value, rx.fragment(*_instruction(tool, t, locale))) for tool in Tool),
        rx.fragment(),
    )
    return card(
        shown,
        rx.el.div(
            button(t("That is enough"), on_click=Relief.go("after")),
            button(t("Another way"), kind="plain", on_click=Relief.go("choose")),
            class_name="row",
        ),
        class_name="card rest",
    )


def _instruction(tool: Tool, t: Translator, locale: str) -> list[rx.Component]:
    picture, _, instruction, below = TOOLS[tool]
    title = rx.el.h2(t(instruction), tab_index=-1)
    line = rx.el.p(t(below), class_name="muted")
    if tool is Tool.BREATHE:
        words = rx.el.div(rx.el.span(t("In")), rx.el.span(t("Out")), class_name="breath-words")
        breath = rx.el.div(rx.el.span(class_name="breath"), words, custom_attrs={"aria-hidden": "true"})
        return [title, breath, line]
    if tool is Tool.GROUNDING:
        senses = (rx.el.li(rx.el.b(t.number(5 - at)), t(words)) for at, words in enumerate(SENSES))
        return [title, rx.el.ul(*senses, class_name="senses"), line]
    if tool is Tool.PUZZLE:
        return [title, *_blocks(t), line]
    if tool is Tool.CALL:
        people = rx.el.div(
            rx.el.a(t("People and lines that help"), href=f"/{locale}/resources", class_name="button-quiet"),
            rx.el.a(t("My safety plan"), href=f"/{locale}/plan", class_name="button-quiet"),
            class_name="row",
        )
        return [rest_picture(picture), title, line, people]
    return [rest_picture(picture), title, line]


def _blocks(t: Translator) -> list[rx.Component]:
    """The board and its keys, as on the break page."""
    keys = (
        ("left", "\N{LEFTWARDS ARROW}", t("Left")),
        ("turn", "\N{CLOCKWISE OPEN CIRCLE ARROW}", t("Turn")),
        ("right", "\N{RIGHTWARDS ARROW}", t("Right")),
        ("down", "\N{DOWNWARDS ARROW}", t("Down")),
    )
    return [
        rx.el.div(
            puzzle_board(t("Blocks. Arrow keys move and turn the piece.")),
            custom_attrs={"data-any-time": "true"},
        ),
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


def _done(t: Translator, locale: str) -> rx.Component:
    return card(
        rx.el.h2(Relief.told, tab_index=-1),
        rx.cond(
            Relief.high,
            notice(
                t("That is a lot to carry alone. A person may help more than a tool."),
                rx.el.div(
                    link_button(t("Help now"), f"/{locale}/help-now", kind="quiet"),
                    rx.el.a(
                        t("People and lines that help"),
                        href=f"/{locale}/resources",
                        class_name="button-quiet",
                    ),
                    class_name="row",
                ),
                tone="warm",
            ),
        ),
        rx.el.div(
            button(t("Once more"), kind="quiet", on_click=Relief.go("before")),
            rx.cond(
                Relief.kept,
                button(t("Do not keep this"), kind="plain", on_click=Relief.take_back(Door.tag)),
            ),
            rx.el.a(t("Today"), href=f"/{locale}/today", class_name="button-plain"),
            class_name="row",
        ),
    )


def _people(t: Translator, locale: str) -> rx.Component:
    return card(
        rx.el.p(t("You may leave at any moment. Nothing is kept then.")),
        rx.el.div(
            link_button(t("I'm not OK"), f"/{locale}/help-now", kind="quiet"),
            rx.el.a(t("My safety plan"), href=f"/{locale}/plan", class_name="button-quiet"),
            class_name="row",
        ),
        soft=True,
    )


def _helps(t: Translator) -> rx.Component:
    """Counts and nothing else; too few are said to be too few."""
    one = rx.foreach(
        Relief.helps,
        lambda row: rx.el.li(
            rx.el.div(
                rx.el.strong(row.name),
                rx.el.p(row.told, class_name="muted small"),
                rx.cond(
                    row.enough, rx.fragment(), rx.el.p(t("Too few to say more."), class_name="muted small")
                ),
            )
        ),
    )
    return rx.cond(
        Relief.helps.length() > 0,
        card(
            rx.el.ul(one, class_name="list"),
            rx.el.p(t("Lower may have other reasons too."), class_name="muted small"),
            title=t("What helps me"),
        ),
    )
