"""The dialogs that cover a locked or expired page; `assets/unlock.js` opens them and posts their forms."""

from __future__ import annotations

import reflex as rx

from wellbeing.ui.parts.buttons import button, marked
from wellbeing.ui.parts.clock_face import clock_face, clock_ring
from wellbeing.words import Translator


def unlock_veil(t: Translator, locale: str) -> rx.Component:
    """Over a locked page: the timer goes on, and the passphrase opens it again."""
    return _veil(
        "unlock",
        t("Locked"),
        t("Your entries are closed. Your passphrase opens them."),
        [_secret(t("Passphrase"))],
        button(t("Unlock"), type="submit", wide=True),
        marked(t("Sign out"), "sign-out", kind="plain"),
        ring=clock_face(t, open_page=False),
        t=t,
        locale=locale,
    )


def sign_in_veil(t: Translator, locale: str) -> rx.Component:
    """Over a page whose session ended: what was written on it is kept, and its ring goes on."""
    handle = rx.el.label(
        rx.el.span(t("Handle"), class_name="label"),
        rx.el.input(name="handle", auto_complete="username", auto_capitalize="none", required=True),
        class_name="field",
    )
    return _veil(
        "sign-in",
        t("Please sign in again"),
        t("Your session has ended. What you wrote here still waits on this page."),
        [handle, _secret(t("Passphrase"))],
        button(t("Sign in"), type="submit", wide=True),
        rx.el.a(t("Start page"), href=f"/{locale}/", reload_document=True, class_name="button-plain"),
        ring=clock_ring(),
        t=t,
        locale=locale,
    )


def _veil(
    name: str,
    title: str,
    text: str,
    fields: list[rx.Component],
    *buttons: rx.Component,
    ring: rx.Component,
    t: Translator,
    locale: str,
) -> rx.Component:
    """The ring, a form and the ways out."""
    return rx.el.dialog(
        rx.el.div(
            ring,
            rx.el.h2(title, custom_attrs={"id": f"{name}-title"}),
            rx.el.p(text, class_name="muted"),
            rx.el.form(
                *fields,
                rx.el.p(class_name="field-error", role="alert"),
                buttons[0],
                class_name="flow",
                custom_attrs={
                    "data-session": name,
                    "data-away": t("The server did not answer. Please try again."),
                },
            ),
            rx.el.div(
                *buttons[1:],
                rx.el.a(
                    t("I'm not OK"),
                    href=f"/{locale}/help-now",
                    reload_document=True,
                    class_name="button-plain",
                ),
                marked(t("Leave quickly"), "leave", kind="plain"),
                class_name="spread",
            ),
        ),
        class_name="veil",
        custom_attrs={"id": name, "aria-labelledby": f"{name}-title"},
    )


def _secret(label: str) -> rx.Component:
    return rx.el.label(
        rx.el.span(label, class_name="label"),
        rx.el.input(type="password", name="passphrase", auto_complete="current-password", required=True),
        class_name="field",
    )
