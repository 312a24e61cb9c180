"""The page of people and lines that help: needs, the unit's contacts, lines, and a message to send."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wellbeing.domain.resources import COUNTRIES, GUIDANCE, MINUTES, NEEDS, Need
from wellbeing.ui.door import Door
from wellbeing.ui.frame import framed
from wellbeing.ui.parts.buttons import button, link_button
from wellbeing.ui.parts.frames import card, only_you, status
from wellbeing.ui.person.helps_now import helps_now
from wellbeing.ui.person.resources import Resources
from wellbeing.ui.person.resources_asking import asking
from wellbeing.words import Translator, translator


def page(locale: str) -> rx.Component:
    """The page in one locale."""
    t = translator(locale)
    return framed(
        t,
        locale,
        "resources",
        t("People and lines that help"),
        status(Resources.said, sticks=True),
        _first(t, locale),
        _filters(t),
        _contacts(t),
        *(_guidance(t, need) for need in GUIDANCE),
        _lines(t),
        helps_now(t, locale),
        _home(t),
        _wrong(t, locale),
        only_you(t("Nobody can see what you look for here, or that you did.")),
        rx.el.script(src="/copy.js", custom_attrs={"async": True}),
        leave=Resources.leave,
    )


def _first(t: Translator, locale: str) -> rx.Component:
    return rx.el.div(
        link_button(t("I'm not OK"), f"/{locale}/help-now"),
        link_button(t("A card to print"), f"/{locale}/help-card", kind="quiet"),
        class_name="row",
    )


def _filters(t: Translator) -> rx.Component:
    country = rx.el.form(
        rx.el.label(
            rx.el.span(t("Another country, for now"), class_name="label"),
            _countries(t, "country", Resources.country, t("Where I work and live")),
            class_name="field",
        ),
        rx.el.div(button(t("Show"), kind="quiet", type="submit"), class_name="row"),
        on_submit=Resources.in_country,
        class_name="flow-s",
    )
    minutes = ((str(one), t.n("{count} minute", "{count} minutes", one)) for one in MINUTES)
    return card(
        _choices(t("What do you need?"), Resources.need, Resources.by_need, NEEDS.items(), t),
        rx.el.details(
            rx.el.summary(t("By time, or another country")),
            rx.el.div(
                _choices(t("How much time do you have?"), Resources.minutes, Resources.by_minutes, minutes),
                country,
                class_name="flow",
            ),
        ),
    )


def _choices(label: str, chosen: Any, event: Any, choices: Any, t: Translator | None = None) -> rx.Component:
    return rx.el.div(
        rx.el.p(label, class_name="label"),
        rx.el.div(
            *(
                button(
                    t(word) if t else word,
                    kind="quiet",
                    on_click=event(str(value)),
                    custom_attrs={"aria-pressed": rx.cond(chosen == str(value), "true", "false")},
                )
                for value, word in choices
            ),
            class_name="row",
            role="group",
            custom_attrs={"aria-label": label},
        ),
        class_name="flow-s",
    )


def _countries(t: Translator, name: str, chosen: rx.Var[str], none: str) -> rx.Component:
    named = sorted(((code, t(word)) for code, word in COUNTRIES.items()), key=lambda one: one[1])
    return rx.el.select(
        rx.el.option(none, value=""),
        *(rx.el.option(word, value=code) for code, word in named),
        name=name,
        default_value=chosen,
        key=chosen,
    )


def _contacts(t: Translator) -> rx.Component:
    return card(
        rx.cond(
            Resources.contacts.length() > 0,
            rx.el.ul(rx.foreach(Resources.contacts, lambda row: _row(t, row)), class_name="list"),
            rx.el.p(t("Your unit has named nobody here yet."), class_name="muted"),
        ),
        title=t("People your unit names"),
    )


def _guidance(t: Translator, need: Need) -> rx.Component:
    """Whom to ask, and what, where no line answers."""
    one = GUIDANCE[need]
    return rx.cond(
        Resources.need == need.value,
        card(
            rx.el.ul(*(rx.el.li(t(words)) for words in one.whom)),
            rx.el.h3(t("What you may ask")),
            rx.el.ul(*(rx.el.li(t(words)) for words in one.questions)),
            rx.el.p(t(one.limit), class_name="muted small"),
            title=t(one.title),
        ),
    )


def _lines(t: Translator) -> rx.Component:
    return card(
        rx.el.p(t("Each line has its own rule. It stands under the number."), class_name="muted"),
        rx.cond(
            Resources.lines.length() > 0,
            rx.el.ul(rx.foreach(Resources.lines, lambda row: _row(t, row)), class_name="list"),
            rx.el.p(t("No line with a source is known for this. Try another need or country.")),
        ),
        title=t("Lines and places"),
    )


def _row(t: Translator, row: Any) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.strong(rx.el.bdi(row.name)),
            rx.el.p(row.facts, class_name="muted small"),
            rx.el.p(row.rule, class_name="small"),
            rx.cond(row.late != "", rx.el.p(row.late, class_name="small")),
            rx.cond(row.confirmed != "", rx.el.p(row.confirmed, class_name="muted small")),
            rx.el.div(
                rx.cond(
                    row.dial != "", rx.el.a(row.number, href=row.dial, class_name="button num", dir="ltr")
                ),
                rx.cond(
                    row.text_link != "",
                    rx.el.a(t("Text"), " ", row.text, href=row.text_link, class_name="button-quiet"),
                ),
                rx.cond(
                    row.mail != "",
                    rx.el.a(row.mail, href=f"mailto:{row.mail}", class_name="button-quiet", dir="ltr"),
                ),
                rx.cond(
                    row.write != "",
                    rx.el.a(row.write, href=f"https://{row.write}", rel="noreferrer", dir="ltr"),
                ),
                class_name="row",
            ),
            _kept(t, row),
            rx.cond(Resources.asking == row.key, asking(t)),
            class_name="flow-s",
        )
    )


def _kept(t: Translator, row: Any) -> rx.Component:
    """What one may do with it, besides calling."""
    return rx.el.div(
        rx.cond(
            row.asks,
            button(
                t("Ask for a call"),
                kind="plain",
                on_click=Resources.ask_for(row.key),
                custom_attrs={
                    "aria-expanded": rx.cond(Resources.asking == row.key, "true", "false"),
                    "aria-label": f"{t('Ask for a call')}: {row.name}",
                },
            ),
        ),
        button(
            rx.cond(row.liked, t("Favourite"), t("Make a favourite")),
            kind="plain",
            on_click=Resources.like(row.key, Door.tag),
            custom_attrs={
                "aria-pressed": rx.cond(row.liked, "true", "false"),
                "aria-label": f"{t('Favourite')}: {row.name}",
            },
        ),
        class_name="row",
    )


def _home(t: Translator) -> rx.Component:
    return card(
        rx.el.p(t("Its lines stand beside those of the country you work in."), class_name="muted"),
        rx.el.form(
            rx.el.input(type="hidden", name="tag", value=Door.tag),
            rx.el.label(
                rx.el.span(t("Country"), class_name="label"),
                rx.el.span(t("Sealed like your entries. You may leave it out."), class_name="hint"),
                _countries(t, "home", Resources.home, t("Not said")),
                class_name="field",
            ),
            rx.el.div(button(t("Save"), kind="quiet", type="submit"), class_name="row"),
            on_submit=Resources.live_in,
            class_name="flow-s",
        ),
        title=t("Where home is"),
    )


def _wrong(t: Translator, locale: str) -> rx.Component:
    return card(
        rx.el.p(t("Use another one now. Then tell whoever set up Harbour in your unit.")),
        rx.el.p(t("Please do not call a line only to test it.")),
        rx.el.p(rx.el.a(t("All countries"), href=f"/{locale}/help-now", reload_document=True)),
        title=t("Is a number wrong?"),
    )
