"""The configurator's page of contacts: the crisis lines to confirm, and the people the unit names."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wellbeing.domain.contact import CONTACT_KINDS, NAME_LENGTH, TEXT_LENGTH
from wellbeing.domain.resources import Answer
from wellbeing.ui.frame import framed
from wellbeing.ui.parts.buttons import button
from wellbeing.ui.parts.frames import card, notice, status
from wellbeing.ui.unit.contacts import Contacts
from wellbeing.words import LOCALES, Translator, language_name, translator


def page(locale: str) -> rx.Component:
    """The page in one locale."""
    t = translator(locale)
    return framed(
        t,
        locale,
        "unit/contacts",
        t("Contacts and help lines"),
        status(Contacts.said, sticks=True),
        rx.el.p(rx.el.a(t("Back to the first morning"), href=f"/{locale}/unit")),
        _which(t),
        rx.cond(
            Contacts.unit != "",
            rx.fragment(_lines(t, locale), _contacts(t), _form(t)),
            notice(t("Your seat configures no unit at the moment.")),
        ),
        leave=Contacts.leave,
        desk="unit",
    )


def _which(t: Translator) -> rx.Component:
    one = rx.foreach(
        Contacts.mine,
        lambda unit: button(
            unit["name"],
            kind="quiet",
            on_click=Contacts.pick(unit["id"]),
            custom_attrs={"aria-pressed": rx.cond(unit["id"] == Contacts.unit, "true", "false")},
        ),
    )
    return rx.fragment(
        rx.el.h2(Contacts.name),
        rx.cond(
            Contacts.mine.length() > 1,
            rx.el.div(one, class_name="row", role="group", aria_label=t("Units")),
        ),
    )


def _lines(t: Translator, locale: str) -> rx.Component:
    rows = rx.foreach(
        Contacts.lines,
        lambda line: rx.el.li(
            rx.el.div(
                rx.el.strong(rx.el.bdi(line.name), " ", rx.el.span(line.number, class_name="num", dir="ltr")),
                rx.el.p(line.state, class_name="small"),
                rx.el.p(
                    t("Published at"),
                    ":",
                    rx.foreach(
                        line.sources,
                        lambda source: rx.fragment(
                            " ",
                            rx.el.a(source.words, href=f"https://{source.link}", rel="noreferrer", dir="ltr"),
                        ),
                    ),
                    class_name="muted small",
                ),
                rx.el.p(t("Read on"), " ", line.read_on, class_name="muted small"),
            ),
            rx.el.div(
                rx.cond(
                    line.mine | line.confirmed,
                    button(
                        t("Take back"),
                        kind="plain",
                        on_click=Contacts.withdraw(line.id),
                        custom_attrs={"aria-label": f"{t('Take back')}: {line.name}"},
                    ),
                    button(
                        t("I checked it"),
                        kind="quiet",
                        on_click=Contacts.confirm(line.id),
                        custom_attrs={"aria-label": f"{t('I checked it')}: {line.name}"},
                    ),
                ),
                class_name="row",
            ),
        ),
    )
    return card(
        rx.el.p(t("Open the pages named beside a line and compare every digit.")),
        rx.el.p(t("Two people do this, each by themselves.")),
        rx.el.p(t("Please do not call a line to test it. Write to its office.")),
        rx.el.p(t("These lines always stay on the help page. Nobody can remove them.")),
        rx.cond(
            Contacts.lines.length() > 0,
            rx.el.ul(rows, class_name="list"),
            rx.el.p(
                t("No line is known for your country yet, or it has not been said."),
                " ",
                rx.el.a(t("Say where the unit works."), href=f"/{locale}/unit"),
            ),
        ),
        title=t("Help lines of your country"),
    )


def _contacts(t: Translator) -> rx.Component:
    rows = rx.foreach(
        Contacts.contacts,
        lambda one: rx.el.li(
            rx.el.div(
                rx.el.strong(rx.el.bdi(one.name)),
                rx.el.p(one.kind_words, " · ", rx.el.bdi(one.reach), class_name="muted small"),
                rx.cond(
                    one.on_help_page,
                    rx.el.p(t("Also on the help page, for anybody here."), class_name="muted small"),
                ),
                rx.cond(Contacts.removing == one.id, _removing(t)),
                rx.cond(Contacts.translating == one.id, _translating(t)),
            ),
            rx.el.div(
                *(
                    button(
                        word,
                        kind="plain",
                        on_click=event,
                        custom_attrs={"aria-label": f"{word}: {one.name}"},
                    )
                    for word, event in (
                        (t("Up"), Contacts.move(one.id, "up")),
                        (t("Down"), Contacts.move(one.id, "down")),
                        (t("Change"), Contacts.edit(one.id)),
                        (t("Translate"), Contacts.ask_words(one.id)),
                        (t("Remove"), Contacts.ask_remove(one.id)),
                    )
                ),
                class_name="row",
            ),
        ),
    )
    return card(
        rx.el.p(t("Peer supporters, a psychologist, a chaplain, the union, who keeps a weapon.")),
        rx.el.p(t("People of your unit see them. Say honestly what each one passes on.")),
        rx.cond(
            Contacts.contacts.length() > 0,
            rx.el.ul(rows, class_name="list"),
            rx.el.p(t("Nobody is named yet."), class_name="muted"),
        ),
        rx.el.div(
            button(
                t("Add a contact"),
                kind="quiet",
                on_click=Contacts.edit("new"),
                custom_attrs={"aria-expanded": rx.cond(Contacts.editing == "new", "true", "false")},
            ),
            class_name="row",
        ),
        title=t("People your unit names"),
    )


def _form(t: Translator) -> rx.Component:
    kinds = rx.el.select(
        *(rx.el.option(t(word), value=kind.value) for kind, word in CONTACT_KINDS.items()),
        name="kind",
        default_value=Contacts.shown["kind"],
    )
    independent = rx.el.select(
        rx.el.option(t("Not known"), value=Answer.UNKNOWN.value),
        rx.el.option(t("Independent of the employer"), value=Answer.YES.value),
        rx.el.option(t("Part of the employer"), value=Answer.NO.value),
        name="independent",
        default_value=Contacts.shown["independent"],
    )
    form = rx.el.form(
        _labelled(t("What they are"), kinds),
        _field(t("Name"), "name", Contacts.shown["name"], NAME_LENGTH, required=True),
        _field(t("Telephone"), "dial", Contacts.shown["dial"], 24, input_mode="tel"),
        _field(t("Number for text messages"), "sms", Contacts.shown["sms"], 24, input_mode="tel"),
        _field(t("E-mail"), "mail", Contacts.shown["mail"], 120, input_mode="email"),
        _field(t("Page"), "site", Contacts.shown["site"], 120),
        _field(t("When they can be reached"), "hours", Contacts.shown["hours"], TEXT_LENGTH),
        _field(t("What they pass on, and to whom"), "rule", Contacts.shown["rule"], TEXT_LENGTH),
        _labelled(t("Whose they are"), independent),
        rx.el.label(
            rx.el.input(
                type="checkbox",
                name="on_help_page",
                value="1",
                default_checked=Contacts.shown["on_help_page"] == "1",
            ),
            rx.el.span(t("Also on the help page, which anybody who reaches this server may open")),
            class_name="check",
        ),
        rx.el.div(
            button(t("Save"), type="submit"),
            button(t("Close"), kind="quiet", on_click=Contacts.edit(Contacts.editing)),
            class_name="row",
        ),
        on_submit=Contacts.save,
        key=Contacts.editing,
        class_name="flow",
    )
    return rx.cond(
        Contacts.editing != "",
        card(rx.el.p(t("A name and one way to reach them are enough.")), form, title=t("Contact")),
    )


def _translating(t: Translator) -> rx.Component:
    languages = rx.el.select(*(rx.el.option(language_name(one), value=one) for one in LOCALES), name="locale")
    return rx.el.form(
        _labelled(t("Language"), languages),
        _field(t("Name"), "name", "", NAME_LENGTH),
        _field(t("When they can be reached"), "hours", "", TEXT_LENGTH),
        _field(t("What they pass on, and to whom"), "rule", "", TEXT_LENGTH),
        rx.el.p(t("What stays empty is shown in the first language."), class_name="hint"),
        rx.el.div(button(t("Save"), kind="quiet", type="submit"), class_name="row"),
        on_submit=Contacts.translate,
        class_name="flow-s",
    )


def _removing(t: Translator) -> rx.Component:
    return notice(
        t("Take this contact off the list?"),
        rx.el.div(
            button(t("Remove it"), kind="danger", on_click=Contacts.remove),
            button(t("Keep it"), kind="quiet", on_click=Contacts.ask_remove("")),
            class_name="row",
        ),
        tone="warm",
        role="alert",
    )


def _labelled(label: str, control: rx.Component) -> rx.Component:
    return rx.el.label(rx.el.span(label, class_name="label"), control, class_name="field")


def _field(label: str, name: str, value: Any, longest: int, **props: Any) -> rx.Component:
    return _labelled(
        label,
        rx.el.input(name=name, default_value=value, max_length=longest, auto_complete="off", **props),
    )
