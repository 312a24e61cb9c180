"""How items are asked: one at a time, where a tap answers and turns on, or all of them below each other."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wellbeing.ui.door import Door
from wellbeing.ui.parts.buttons import button
from wellbeing.ui.parts.frames import card
from wellbeing.ui.person.questionnaire_words import language, step_heading
from wellbeing.ui.person.questionnaires import Questionnaires
from wellbeing.words import Translator


def item_by_item(t: Translator) -> rx.Component:
    """One item: a tap answers it and turns to the next, and the way back is always there."""
    count = Questionnaires.items.length()

    def shown(item: Any) -> rx.Component:
        taps = rx.foreach(
            item.choices,
            lambda choice: button(
                choice.text,
                kind="quiet",
                wide=True,
                on_click=_says(item.number, choice.code),
                custom_attrs={"aria-pressed": rx.cond(item.answer == choice.code, "true", "false")},
            ),
        )
        skip = _says(item.number, "")
        return rx.fragment(
            _hint(item),
            _if_wanted(
                item,
                rx.el.fieldset(
                    # What is asked before all items stands before each: only one of them is on the screen.
                    rx.el.legend(
                        rx.el.span(
                            rx.cond(item.stem != "", item.stem, Questionnaires.stem), class_name="eyebrow"
                        ),
                        rx.el.span(item.text),
                        tab_index=-1,
                        **language(),
                    ),
                    rx.el.div(taps, class_name="field", **language()),
                    class_name="choices",
                    custom_attrs=_described(item),
                ),
            ),
            rx.el.div(
                rx.cond(
                    Questionnaires.at > 0,
                    button(
                        t("Back"),
                        kind="plain",
                        on_click=Questionnaires.go((Questionnaires.at - 1).to_string()),
                    ),
                ),
                button(t("Skip"), kind="plain", on_click=skip),
                rx.cond(
                    item.answer != "",
                    button(
                        t("Next"),
                        kind="plain",
                        on_click=Questionnaires.go((Questionnaires.at + 1).to_string()),
                    ),
                ),
                class_name="row",
            ),
        )

    return card(
        rx.el.div(
            rx.el.p(Questionnaires.title, class_name="eyebrow", **language()),
            rx.el.p(Questionnaires.at + 1, " / ", count, class_name="eyebrow num"),
            class_name="spread",
        ),
        rx.foreach(Questionnaires.current, shown),
        rx.el.div(
            button(t("Stop here for now"), kind="plain", on_click=Questionnaires.shelve), class_name="row"
        ),
    )


def in_a_list(t: Translator) -> rx.Component:
    """All items below each other; the radios are saved one by one."""

    def shown(item: Any) -> rx.Component:
        radios = rx.foreach(
            item.choices,
            lambda choice: rx.el.label(
                rx.el.input(
                    type="radio",
                    name="item-" + item.number,
                    value=choice.code,
                    checked=item.answer == choice.code,
                    on_change=lambda _value: _says(item.number, choice.code),
                ),
                rx.el.span(choice.text),
                class_name="check choice-line",
            ),
        )
        asked = rx.el.fieldset(
            rx.el.legend(
                rx.cond(item.stem != "", rx.el.span(item.stem + " ", class_name="muted")),
                rx.el.span(item.text),
                **language(),
            ),
            rx.el.div(radios, class_name="row", **language()),
            rx.cond(
                item.answer != "",
                rx.el.div(
                    button(
                        t("Take back"),
                        kind="plain",
                        on_click=_says(item.number, ""),
                    ),
                    class_name="row",
                ),
            ),
            class_name="flow-s",
            custom_attrs=_described(item),
        )
        return rx.el.div(_hint(item), _if_wanted(item, asked), class_name="flow-s")

    return card(
        step_heading(Questionnaires.title),
        rx.el.p(Questionnaires.stem, **language()),
        rx.foreach(Questionnaires.items, shown),
        _open(t),
        rx.el.div(
            button(
                t("Finish"),
                on_click=Questionnaires.finish(Questionnaires.name, Questionnaires.begun, Door.tag),
            ),
            button(t("Stop here for now"), kind="plain", on_click=Questionnaires.shelve),
            class_name="row",
        ),
    )


def the_end(t: Translator) -> rx.Component:
    """Behind the last item: finish, look everything over, or go back."""
    return card(
        rx.el.h2(t("That was the last one."), tab_index=-1),
        _open(t),
        rx.el.div(
            button(
                t("Finish"),
                on_click=Questionnaires.finish(Questionnaires.name, Questionnaires.begun, Door.tag),
            ),
            button(t("Look over all answers"), kind="quiet", on_click=Questionnaires.start("list")),
            button(
                t("Back"),
                kind="plain",
                on_click=Questionnaires.go((Questionnaires.at - 1).to_string()),
            ),
            class_name="row",
        ),
    )


def _says(number: Any, code: Any) -> Any:
    """What a tap sends, whole: it may wait here until the server is back, which knows of no page by then."""
    return Questionnaires.answer(Questionnaires.name, number, code, Questionnaires.begun, Door.tag)


def _open(t: Translator) -> rx.Component:
    return rx.cond(
        (Questionnaires.unanswered > 0) & ~Questionnaires.own,
        rx.el.p(t("With an item unanswered there is no number. That is fine."), class_name="muted"),
    )


def _hint(item: Any) -> rx.Component:
    """Our own line before an item, which is read out with it: what is published is never changed."""
    return rx.cond(
        item.hint != "", rx.el.p(item.hint, class_name="hint", custom_attrs={"id": f"hint-{item.number}"})
    )


def _if_wanted(item: Any, asked: rx.Component) -> rx.Component:
    """An item for which one opts in stands behind one tap; any other is simply there."""
    return rx.cond(
        item.opt_in != "",
        rx.el.details(
            rx.el.summary(item.opt_in, tab_index=0),
            asked,
            open=item.answer != "",
            key=item.number,
        ),
        asked,
    )


def _described(item: Any) -> dict[str, Any]:
    return {"aria-describedby": rx.cond(item.hint != "", f"hint-{item.number}", rx.Var("undefined"))}
