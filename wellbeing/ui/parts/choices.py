"""Answer cards: native radios and checkboxes under a picture and a word.

The inputs are uncontrolled. `assets/checkin.js` ticks them from `data-answer`, keeps what the server has not
confirmed, and sends it again; so an answer given while the server is away is neither lost nor hidden.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import reflex as rx

from wellbeing.ui.parts.pictograms import feeling

Picture = Callable[[int], rx.Component]


def choice_cards(
    question: str,
    legend: str | rx.Var[str],
    words: Sequence[str | rx.Var[str]],
    *,
    answer: rx.Var[str],
    picture: Picture | None = None,
    on_answer: Callable[[int], Any] | None = None,
    eyebrow: str = "",
    hint: str = "",
    actions: Sequence[rx.Component] = (),
    hidden: bool | rx.Var[bool] = False,
) -> rx.Component:
    """One single-choice question.

    Args:
        question: name of the field; values are "0" to len(words) - 1.
        legend: the question as it is read.
        words: what each step is called, left to right.
        answer: what is stored: "" or a step.
        picture: draws the picture of a step.
        on_answer: gives the event for choosing a step.
        eyebrow: a small line above the question: "1 of 6, only you see this".
        hint: a line under the question.
        actions: buttons under the cards, such as skip and undo.
        hidden: whether this question is not asked now; all are shown while the server is away.
    """
    cards = [
        _card(
            rx.el.input(
                type="radio",
                name=question,
                value=str(step),
                **({"on_change": on_answer(step)} if on_answer else {}),
            ),
            picture(step) if picture else None,
            word,
        )
        for step, word in enumerate(words)
    ]
    return _group(
        question, legend, cards, answer=answer, eyebrow=eyebrow, hint=hint, actions=actions, hidden=hidden
    )


def feeling_cards(
    legend: str | rx.Var[str],
    words: Mapping[str, str],
    none_word: str | rx.Var[str],
    *,
    answer: rx.Var[str],
    eyebrow: str = "",
    hint: str = "",
    actions: Sequence[rx.Component] = (),
    hidden: bool | rx.Var[bool] = False,
) -> rx.Component:
    """The question that takes any number of answers, and "none of these" as one of its own.

    Fields are `feelings.<name>` and `feelings.none`; `answer` is "", "-" for none of these, or names
    with commas.
    The script submits the form after each tick, because a set is one answer and not five.
    """
    cards = [
        _card(rx.el.input(type="checkbox", name=f"feelings.{name}", value="1"), feeling(name), word)
        for name, word in {**words, "none": none_word}.items()
    ]
    return _group(
        "feelings", legend, cards, answer=answer, eyebrow=eyebrow, hint=hint, actions=actions, hidden=hidden
    )


def note_field(
    label: str, *, answer: rx.Var[str], sealed: rx.Var[bool], hint: str = "", longest: int = 4000
) -> rx.Component:
    """The note: uncontrolled, sent two seconds after the last key, kept out of the browser's own memory.

    While it is `sealed` nothing can be written: the note that is stored is still on its way.
    """
    return rx.el.label(
        rx.el.span(label, class_name="label"),
        rx.el.span(hint, class_name="hint") if hint else rx.fragment(),
        rx.el.textarea(
            name="note",
            max_length=longest,
            auto_complete="off",
            read_only=sealed,
            custom_attrs={"data-question": "note", "data-answer": answer},
        ),
        class_name="field",
    )


def checkin_form(*children: rx.Component, day: rx.Var[str], on_submit: Any, **props: Any) -> rx.Component:
    """The one form around all questions; `day` is the ISO date they are for, or "" while not known.

    `on_submit` gets the form's data. Of it only the fields named in `pending` (with commas) are to be merged,
    for the day in `day`; a field that is missing was taken back. `tag` says whose page
    it was given on.
    """
    return rx.el.form(
        rx.el.input(type="hidden", name="pending"),
        rx.el.input(type="hidden", name="tag"),
        rx.el.input(type="hidden", name="day"),
        *children,
        on_submit=on_submit,
        auto_complete="off",
        custom_attrs={"id": "check-in", "data-day": day},
        **{"class_name": "flow", **props},
    )


def _card(field: rx.Component, picture: rx.Component | None, word: str | rx.Var[str]) -> rx.Component:
    return rx.el.label(field, picture or rx.fragment(), rx.el.span(word), class_name="choice")


def _group(
    question: str,
    legend: str | rx.Var[str],
    cards: Sequence[rx.Component],
    *,
    answer: rx.Var[str],
    eyebrow: str,
    hint: str,
    actions: Sequence[rx.Component],
    hidden: bool | rx.Var[bool],
) -> rx.Component:
    return rx.el.fieldset(
        rx.el.legend(
            rx.el.span(eyebrow, class_name="eyebrow") if eyebrow else rx.fragment(),
            rx.el.span(legend),
            tab_index=-1,
        ),
        rx.el.p(hint, class_name="hint") if hint else rx.fragment(),
        rx.el.div(*cards, class_name="choice-grid", custom_attrs={"data-steps": str(len(cards))}),
        rx.el.div(*actions, class_name="row") if actions else rx.fragment(),
        class_name="choices",
        # Reflex takes `hidden` of a fieldset for a style, so it goes the way of unknown attributes.
        custom_attrs={"data-question": question, "data-answer": answer, "hidden": hidden},
    )
