"""The page of the own yes: what would go, what it could tell anybody, and two answers of equal weight."""

from __future__ import annotations

from typing import Any, Final

import reflex as rx

from wellbeing.domain.ballot import Answer
from wellbeing.services.odds import guessed
from wellbeing.ui.door import Door
from wellbeing.ui.frame import framed
from wellbeing.ui.parts.buttons import button
from wellbeing.ui.parts.frames import card, facts, notice, only_you, status, twin
from wellbeing.ui.parts.lens import lens
from wellbeing.ui.parts.odds_bars import odds_bars, odds_bars_of
from wellbeing.ui.person.sharing import Sharing
from wellbeing.ui.person.sharing_words import CELLS
from wellbeing.ui.pictures.odds import bar
from wellbeing.words import Translator, translator

_SHOWN: Final[Any] = Sharing
"""The state, for lists whose Var says less than what they hold."""


def page(locale: str) -> rx.Component:
    """The page in one locale."""
    t = translator(locale)
    return framed(
        t,
        locale,
        "sharing",
        t("Being counted"),
        rx.el.p(
            t("Your lead sees a blurred picture of a team. You decide whether you are in it."),
            class_name="lead",
        ),
        rx.cond(Sharing.ran_out, notice(t("A yes lasts a year. You can say it again here, or leave it."))),
        lens(t),
        rx.cond(Sharing.loaded, _own(t)),
        _guesses(t),
        rx.cond(Sharing.some.length() > 0, _noticing(t)),
        rx.cond(Sharing.history.length() > 0, _history(t)),
        rx.el.p(rx.el.a(t("Who sees what"), href=f"/{locale}/privacy", reload_document=True)),
        rx.el.p(rx.el.a(t("What my lead sees"), href=f"/{locale}/seen")),
        only_you(t("Only you can see this page. Nobody can see what you say here.")),
        leave=Sharing.leave,
    )


def _own(t: Translator) -> rx.Component:
    return rx.fragment(
        rx.foreach(Sharing.parts, lambda part: _part(part, t)),
        card(
            rx.el.p(Sharing.answer),
            rx.el.div(
                button(
                    rx.cond(Sharing.counted, t("Count me for a year from now"), t("Count me for a year")),
                    kind="quiet",
                    on_click=Sharing.choose(Answer.YES.value, Door.tag),
                ),
                button(
                    rx.cond(Sharing.counted, t("Take it back"), t("Do not count me")),
                    kind="quiet",
                    on_click=Sharing.choose(Answer.NO.value, Door.tag),
                ),
                class_name="row pair",
            ),
            status(Sharing.said),
            rx.el.p(
                t("No takes back whatever is not told yet. What was told stays told."),
                class_name="muted small",
            ),
            title=t("Your answer"),
        ),
    )


def _part(part: Any, t: Translator) -> rx.Component:
    """What would go for one period, before it goes."""
    bands = rx.el.svg(
        rx.el.path(d=CELLS, class_name="cells"),
        rx.el.path(d=part.cell, class_name="cells-own"),
        view_box="0 0 100 20",
        class_name="cells-row",
        custom_attrs={"aria-hidden": "true"},
    )
    return card(
        rx.cond(
            part.band != "",
            rx.fragment(
                bands,
                facts(
                    (t("Average strain of your days"), part.band),
                    (t("Time with material"), part.hours),
                    (t("Breaks kept on 3 of 4 days"), part.kept),
                ),
                rx.el.p(t("These three and nothing else. No day, no answer, no note."), class_name="muted"),
            ),
            rx.el.p(t("Nothing yet. It needs a day with two answers or more.")),
        ),
        rx.el.p(rx.cond(part.why != "", part.why, part.lies)),
        rx.cond(part.group != "", rx.el.p(t("Counted together:"), " ", part.group, class_name="muted small")),
        title=t("What would go now"),
        eyebrow=part.title,
    )


def _guesses(t: Translator) -> rx.Component:
    names = (t("One report"), t("Three months"), t("A year"), t("Three full years"))
    bars = [bar(t("Tossing a coin"), 0.5, t)]
    bars += [bar(name, share, t) for name, share in zip(names, guessed(), strict=True)]
    title = t("How often the best guess about you is right")
    return card(
        rx.el.p(t("Suppose somebody knows everything about everybody else in your team.")),
        rx.el.p(t("Suppose your days are always at the same extreme. Then they guess about you.")),
        odds_bars(title, bars),
        rx.el.details(
            rx.el.summary(t("The same as a table")),
            rx.el.table(
                rx.el.thead(rx.el.tr(rx.el.th(t("After"), scope="col"), rx.el.th(t("Right"), scope="col"))),
                rx.el.tbody(*(rx.el.tr(rx.el.td(one.name), rx.el.td(one.value)) for one in bars)),
            ),
            class_name="twin",
        ),
        rx.el.p(t("That is the most anybody can learn from the pictures. Most would learn less.")),
        title=title,
    )


def _noticing(t: Translator) -> rx.Component:
    """What a team of this size shows; it follows from its seats and from nothing that anybody does."""
    return card(
        rx.el.p(t("Suppose days get harder. This is how often the picture says so.")),
        rx.el.h3(t("Days get harder for 3 of 10")),
        odds_bars_of(Sharing.some_said, _SHOWN.some),
        rx.el.h3(t("Days get harder for 6 of 10")),
        odds_bars_of(Sharing.most_said, _SHOWN.most),
        twin(
            t("The same as a table"),
            rx.Var.create([t("In the picture"), t("3 of 10 get harder days"), t("6 of 10 get harder days")]),
            _SHOWN.odds,
        ),
        rx.el.p(
            t("A picture that changed by chance alone is called a change 5 times in 100."),
            class_name="muted small",
        ),
        title=t("What your lead can notice"),
    )


def _history(t: Translator) -> rx.Component:
    return card(
        twin(
            t("What you put in so far"),
            rx.Var.create(
                [
                    t("Four weeks from"),
                    t("Average strain of your days"),
                    t("Time with material"),
                    t("Breaks kept on 3 of 4 days"),
                ]
            ),
            _SHOWN.history,
        ),
        rx.el.p(Sharing.used, class_name="muted small num"),
        title=t("Your own history"),
    )
