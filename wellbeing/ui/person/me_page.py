"""The page about oneself: sessions, the own log, how long entries stay, secrets, theme and language."""

from __future__ import annotations

import reflex as rx

from wellbeing.ui.clock import Timer
from wellbeing.ui.door import Door
from wellbeing.ui.frame import framed
from wellbeing.ui.parts.buttons import button, link_button, marked
from wellbeing.ui.parts.frames import card, notice, only_you, status
from wellbeing.ui.parts.reminders import reminders
from wellbeing.ui.person.helps_now import helps_now
from wellbeing.ui.person.me import Me
from wellbeing.ui.person.rotation import Rotation
from wellbeing.ui.shell import theme_choice
from wellbeing.words import LOCALES, Translator, html_language, language_name, translator


def page(locale: str) -> rx.Component:
    """The page in one locale."""
    t = translator(locale)
    return framed(
        t,
        locale,
        "me",
        t("Me"),
        status(Me.said, sticks=True),
        _rotation(t),
        _desks(t, locale),
        reminders(t, Timer.ways, lambda way, wanted: Timer.turn(way, wanted, Door.tag)),
        helps_now(t, locale),
        _sessions(t),
        _log(t),
        _keep(t),
        _sharing(t, locale),
        _secrets(t, locale),
        _look(t),
        _leaving(t, locale),
        # On a phone the line below every page has no room.
        rx.el.p(rx.el.a(t("Who sees what"), href=f"/{locale}/privacy", reload_document=True)),
        rx.el.p(rx.el.a(t("What my lead sees"), href=f"/{locale}/seen")),
        rx.el.p(rx.el.a(t("What administrators did"), href=f"/{locale}/records", reload_document=True)),
        rx.el.p(rx.el.a(t("What runs here"), href=f"/{locale}/about", reload_document=True)),
        only_you(t("Only you can see this.")),
        leave=Me.leave,
    )


def _rotation(t: Translator) -> rx.Component:
    return rx.cond(
        Rotation.total > 0,
        notice(
            t("Your entries are moving to the new key. You can go on using the app."),
            rx.el.progress(
                value=Rotation.done, max=Rotation.total, custom_attrs={"aria-label": t("How much is done")}
            ),
        ),
    )


def _desks(t: Translator, locale: str) -> rx.Component:
    """The way to the desks of other seats, where a phone's bar has no room for it."""
    places = (("team", t("Team")), ("unit", t("First morning and seats")), ("admin", t("Units")))
    return rx.cond(
        Door.desks.length() > 0,
        card(
            rx.el.ul(
                *(
                    rx.cond(Door.desks.contains(name), rx.el.li(rx.el.a(word, href=f"/{locale}/{name}")))
                    for name, word in places
                ),
                class_name="list",
            ),
            title=t("Your other desks"),
        ),
    )


def _sessions(t: Translator) -> rx.Component:
    rows = rx.foreach(
        Me.sessions,
        lambda one: rx.el.li(
            rx.el.div(
                rx.el.strong(rx.cond(one.here, t("This one"), t("Another one"))),
                rx.el.p(t("Since"), " ", one.started, class_name="muted small"),
                rx.el.p(t("Last used"), " ", one.seen, class_name="muted small"),
                rx.cond(one.locked, rx.el.p(t("Locked"), class_name="muted small")),
            ),
            rx.cond(
                one.here,
                marked(t("Sign out"), "sign-out", kind="plain"),
                button(
                    t("End"),
                    kind="plain",
                    on_click=Me.end_session(one.id, Door.tag),
                    custom_attrs={"aria-label": f"{t('End')}: {one.started}"},
                ),
            ),
        ),
    )
    return card(
        rx.el.ul(rows, class_name="list"),
        rx.cond(
            Me.sessions.length() > 1,
            button(t("End all others"), kind="quiet", on_click=Me.end_others(Door.tag)),
        ),
        title=t("Where you are signed in"),
    )


def _log(t: Translator) -> rx.Component:
    rows = rx.foreach(
        Me.log, lambda line: rx.el.li(rx.el.span(line.what), rx.el.span(line.when, class_name="muted num"))
    )
    return card(
        rx.el.p(t("This log is sealed like your entries. Nobody else keeps one."), class_name="muted"),
        button(
            rx.cond(Me.log_open, t("Hide the log"), t("Show the log")),
            kind="quiet",
            on_click=Me.show_log(Door.tag),
            custom_attrs={"aria-expanded": rx.cond(Me.log_open, "true", "false")},
        ),
        rx.cond(Me.log_open, rx.el.ul(rows, class_name="list")),
        title=t("What happened to your account"),
    )


def _keep(t: Translator) -> rx.Component:
    """Told in good time what goes; nobody else learns what is chosen here."""
    choice = rx.el.select(
        rx.foreach(Me.lengths, lambda one: rx.el.option(one.words, value=one.value)),
        name="months",
        default_value=Me.months,
        key=Me.months + Me.stays,
    )
    return card(
        rx.el.p(Me.stays),
        rx.cond(
            Me.going != "",
            notice(
                Me.going,
                rx.el.p(rx.el.a(t("Take everything along first"), href=f"/{t.locale}/history#take-along")),
            ),
        ),
        rx.el.form(
            rx.el.input(type="hidden", name="tag", value=Door.tag),
            rx.el.label(
                rx.el.span(t("Months an entry stays"), class_name="label"),
                rx.el.span(
                    t("Counted from the month it is about. Nobody is told what you choose."),
                    " ",
                    t("A shorter time takes nothing before the end of next month."),
                    class_name="hint",
                ),
                choice,
                class_name="field",
            ),
            rx.el.div(button(t("Save"), kind="quiet", type="submit"), class_name="row"),
            on_submit=Me.keep,
            class_name="flow-s",
        ),
        title=t("How long entries stay"),
    )


def _sharing(t: Translator, locale: str) -> rx.Component:
    """The same words whatever was answered there."""
    return card(
        rx.el.p(t("Whether you are in your team's picture is yours to say.")),
        rx.el.p(rx.el.a(t("Being counted"), href=f"/{locale}/sharing")),
        title=t("Your team's picture"),
    )


def _secrets(t: Translator, locale: str) -> rx.Component:
    """Secrets are typed on pages of the edge: none ever passes through a state."""
    places = (
        ("passphrase", t("Change the passphrase")),
        ("recovery-code", t("Make a new recovery code")),
        ("rotate", t("Change the key")),
        ("seat", t("Add a seat with a code")),
    )
    return card(
        rx.el.ul(
            *(
                rx.el.li(rx.el.a(word, href=f"/{locale}/{place}", reload_document=True))
                for place, word in places
            ),
            class_name="list",
        ),
        title=t("Secrets and seats"),
    )


def _look(t: Translator) -> rx.Component:
    languages = rx.el.div(
        *(
            rx.el.a(
                language_name(one),
                href=f"/{one}/me",
                reload_document=True,
                lang=html_language(one),
                class_name="button-quiet",
                custom_attrs={"aria-current": "true"} if one == t.locale else {},
            )
            for one in LOCALES
        ),
        class_name="row",
    )
    return card(
        rx.el.h3(t("Theme")),
        theme_choice(t),
        rx.el.h3(t("Language")),
        languages,
        title=t("How it looks"),
    )


def _leaving(t: Translator, locale: str) -> rx.Component:
    return card(
        rx.el.p(t("Deleting destroys your keys first, so that nobody can read your entries again.")),
        rx.el.div(
            link_button(t("Take everything along first"), f"/{locale}/history#take-along", kind="quiet"),
            link_button(t("Delete the account"), f"/{locale}/account/delete", kind="danger"),
            class_name="row",
        ),
        title=t("Leave for good"),
    )
