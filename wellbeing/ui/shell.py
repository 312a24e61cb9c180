"""The frame around every page: skip link, bars, the way to help, leaving quickly, and covers when locked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import reflex as rx
from reflex.vars import ArrayVar
from reflex_components_core.core.banner import has_connection_errors

from wellbeing.ui.parts.buttons import marked
from wellbeing.ui.parts.clock_face import Face, clock_awry, clock_pill, clock_source, due_card
from wellbeing.ui.parts.veils import sign_in_veil, unlock_veil
from wellbeing.words import LOCALES, Translator, direction, html_language

_ICONS = {
    "today": "M20.5 9.2A9 9 0 1 1 14 3.2M8.5 15.500h7M10 12h4",
    "history": "M4 20V12M9.3 20V6M14.6 20v-5M20 20V9",
    "help": "M12 21a9 9 0 1 1 0-18 9 9 0 0 1 0 18zm0-5a4 4 0 1 1 0-8 4 4 0 0 1 0 8zM5.7 5.7l3.4 3.4m5.8 5.8"
    "l3.4 3.4m0-12.6l-3.4 3.4m-5.8 5.8l-3.4 3.4",
    "team": "M4 20v-6M9.3 20v-9M14.6 20v-7M20 20v-4M4 10V8M9.3 7V4M14.6 9V7M20 12v-2",
    "unit": "M4 20V9l8-5 8 5v11M4 20h16M10 20v-6h4v6",
    "admin": "M5 6h14M5 12h14M5 18h14M9 4v4M15 10v4M9 16v4",
    "me": "M12 11.5a3.8 3.8 0 1 0 0-7.6 3.8 3.8 0 0 0 0 7.6zM4.5 20.5a7.5 6.5 0 0 1 15 0",
}


@dataclass(frozen=True, slots=True)
class Status:
    """What the gate's state tells the frame; bound to it as Vars."""

    phase: rx.Var[str]
    """waiting (not known yet), nobody, expired, locked or open."""
    tag: rx.Var[str]
    """Opaque, the same for the same person; empty when nobody is signed in."""
    desks: ArrayVar[Sequence[str]]
    """Which of "team", "unit" and "admin" this person may open."""
    ribbon: rx.Var[str]
    """A line above everything, for made-up data; empty otherwise."""


def shell(
    t: Translator, locale: str, route: str, *content: rx.Component, status: Status, face: Face
) -> rx.Component:
    """The whole page.

    Args:
        t: the translator of `locale`.
        locale: first part of the route.
        route: "today", "history", "me", "team", "unit" or "admin".
        content: what stands in `main`; its first heading is `parts.frames.heading`.
        status: the Vars of the gate.
        face: the Vars and events of the clock.
    """
    return rx.el.div(
        rx.el.a(t("Skip to content"), href="#main", reload_document=True, class_name="skip"),
        rx.cond(status.ribbon != "", rx.el.aside(status.ribbon, class_name="ribbon")),
        _bar(t, locale, route, status),
        rx.el.div(class_name="link-bar", role="status", custom_attrs={"id": "link-bar"}),
        clock_source(face, t),
        rx.el.main(
            clock_awry(t),
            *(() if route == "break" else (due_card(t),)),
            *content,
            class_name="main",
            tab_index=-1,
            custom_attrs={"id": "main"},
        ),
        _foot(t, locale),
        _dock(t, locale, route, status),
        unlock_veil(t, locale),
        sign_in_veil(t, locale),
        class_name="page",
        lang=html_language(locale),
        dir=direction(locale),
        custom_attrs={
            "id": "harbour",
            "data-phase": status.phase,
            "data-tag": status.tag,
            "data-link": rx.cond(has_connection_errors, "down", "up"),
            "data-locale": locale,
            "data-locales": " ".join(LOCALES),
            "data-route": route,
            "data-blank": f"/{locale}/blank",
            "data-away": rx.cond(
                (face.stage == "") | (face.stage == "rest"),
                t("Not connected. Your answers wait here."),
                t("Not connected. Your timer keeps going on this computer. Answers wait here."),
            ),
            "data-back": t("Back. Saved."),
            "data-new-build": t("New version. Reload when ready."),
            "data-reload": t("Reload"),
        },
    )


def theme_choice(t: Translator) -> rx.Component:
    """Three buttons that choose the theme of this browser."""
    choices = (("system", t("As the system")), ("light", t("Light")), ("dark", t("Dark")))
    return rx.el.div(
        *(marked(word, "theme-choice", name) for name, word in choices),
        class_name="row",
        role="group",
        custom_attrs={"aria-label": t("Theme")},
    )


def _desks(t: Translator) -> tuple[tuple[str, str], ...]:
    return (("team", t("Team")), ("unit", t("Unit")), ("admin", t("Admin")))


def _bar(t: Translator, locale: str, route: str, status: Status) -> rx.Component:
    return rx.el.header(
        rx.el.a(
            rx.el.span(class_name="mark", custom_attrs={"aria-hidden": "true"}),
            rx.el.span(t("Harbour"), class_name="brand-name"),
            href=f"/{locale}/today",
            class_name="brand",
        ),
        rx.el.nav(
            *(_link(word, locale, name, route) for name, word in _places(t)),
            *(
                rx.cond(status.desks.contains(name), _link(word, locale, name, route))
                for name, word in _desks(t)
            ),
            class_name="bar-nav",
            custom_attrs={"aria-label": t("Pages")},
        ),
        clock_pill(locale),
        rx.el.div(
            rx.el.a(
                t("I'm not OK"),
                href=f"/{locale}/help-now",
                reload_document=True,
                class_name="button-quiet small-button help wide-only",
            ),
            marked(t("Lock"), "lock", small=True),
            marked(t("Leave quickly"), "leave", small=True),
            class_name="bar-end",
        ),
        class_name="bar",
    )


def _places(t: Translator) -> tuple[tuple[str, str], ...]:
    return (("today", t("Today")), ("history", t("History")), ("me", t("Me")))


def _link(
    word: str,
    locale: str,
    name: str,
    route: str,
    picture: rx.Component | None = None,
    *,
    leaves: bool = False,
) -> rx.Component:
    return rx.el.a(
        picture or rx.fragment(),
        rx.el.span(word),
        href=f"/{locale}/{name}",
        reload_document=leaves,
        custom_attrs={"aria-current": "page"} if name == route else {},
    )


def _dock(t: Translator, locale: str, route: str, status: Status) -> rx.Component:
    today, history, me = _places(t)
    places = (today, history, ("help-now", t("I'm not OK")), me)
    return rx.el.nav(
        *(
            _link(word, locale, name, route, _icon(name.partition("-")[0]), leaves=name == "help-now")
            for name, word in places
        ),
        *(
            rx.cond(status.desks.contains(name), _link(word, locale, name, route, _icon(name)))
            for name, word in _desks(t)
        ),
        class_name="dock",
        custom_attrs={"aria-label": t("Pages, below")},
    )


def _foot(t: Translator, locale: str) -> rx.Component:
    return rx.el.footer(
        rx.el.a(t("Who sees what"), href=f"/{locale}/privacy", reload_document=True),
        rx.el.a(t("People and lines that help"), href=f"/{locale}/resources"),
        rx.el.span(t("Shift three times leaves quickly."), class_name="wide-only"),
        class_name="foot",
    )


def _icon(name: str) -> rx.Component:
    return rx.el.svg(
        rx.el.path(d=_ICONS[name], class_name="p-line"),
        view_box="0 0 24 24",
        custom_attrs={"aria-hidden": "true"},
    )
