"""The frame of our pages: what is shown to nobody, over locked entries and to their open owner."""

from __future__ import annotations

from typing import Any

import reflex as rx
from reflex_components_core.base.error_boundary import error_boundary
from reflex_components_core.el.element import Element

from wellbeing.domain.errors import NotYours
from wellbeing.ui.clock import face
from wellbeing.ui.door import Door
from wellbeing.ui.noticed import banner
from wellbeing.ui.parts.buttons import link_button
from wellbeing.ui.parts.drawings import ring_picture
from wellbeing.ui.parts.frames import Words, heading, notice
from wellbeing.ui.pictures.ring import arc
from wellbeing.ui.rules import Phase
from wellbeing.ui.shell import Status, shell
from wellbeing.words import LOCALES, Translator, translator


class NativeForm(Element):
    """A form that the browser posts by itself; Reflex's own always holds the post back."""

    tag = "form"

    action: rx.Var[str]
    method: rx.Var[str]


def framed(
    t: Translator, locale: str, route: str, title: Words, *content: rx.Component, leave: Any, desk: str = ""
) -> rx.Component:
    """A whole page.

    Args:
        t: the translator of its locale.
        locale: the locale.
        route: its name in the address and in the navigation.
        title: its heading.
        content: what the owner of open entries sees.
        leave: the event that empties the page's state when it is left.
        desk: "team", "unit" or "admin" when a seat must carry it; the handlers check it anyway.
    """
    inside = rx.fragment(*content)
    if desk:
        inside = rx.cond(Door.desks.contains(desk), inside, notice(t(NotYours.sentence())))
    return shell(
        t,
        locale,
        route,
        heading(title),
        rx.el.div(rx.cond(Door.message != "", notice(Door.message, tone="warm")), role="alert"),
        banner(t),
        rx.el.div(
            rx.match(
                Door.phase,
                (Phase.OPEN.value, inside),
                # The page outlived the server: what was typed stays under the dialog that asks to sign in.
                (Phase.EXPIRED.value, inside),
                (Phase.LOCKED.value, _resting(t("Your entries are locked."))),
                (Phase.NOBODY.value, _signed_out(t, locale)),
                _arriving(t, locale),
            ),
            class_name="flow",
            on_unmount=leave,
        ),
        status=Status(Door.phase, Door.tag, Door.desks, Door.ribbon),
        face=face(),
    )


def boundary() -> rx.Component:
    """Catch what breaks in a page's script; no trace is shown or sent, for it may quote the page."""
    return error_boundary(fallback_render=_stopped(), on_error=rx.noop())


def _stopped() -> rx.Component:
    t = translator(LOCALES[0])
    return rx.el.main(
        rx.el.h1(t("This page has stopped.")),
        rx.el.p(t("What you tapped before is saved. Please load the page again.")),
        rx.el.div(
            link_button(t("Home"), f"/{LOCALES[0]}/today"),
            link_button(t("Help now"), f"/{LOCALES[0]}/help-now", kind="quiet"),
            class_name="row",
        ),
        class_name="main narrow",
    )


def _resting(text: str) -> rx.Component:
    return rx.el.div(ring_picture(arc(1)), rx.el.p(text), class_name="empty")


def _signed_out(t: Translator, locale: str) -> rx.Component:
    return rx.el.div(
        rx.el.p(t("Sign in to see your own page."), class_name="lead"),
        link_button(t("Sign in"), f"/{locale}/"),
        class_name="flow",
    )


def _arriving(t: Translator, locale: str) -> rx.Component:
    """What stands in the built file, before anybody is known; it tells nothing about anybody."""
    return rx.el.div(
        _resting(t("One moment.")),
        rx.el.noscript(
            rx.el.p(t("This page needs JavaScript."), " ", rx.el.a(t("Sign in"), href=f"/{locale}/"))
        ),
    )
