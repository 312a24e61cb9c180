"""Asking a contact to call: the exact message, and the ways in which the person sends it themselves."""

from __future__ import annotations

import reflex as rx

from wellbeing.ui.parts.buttons import button
from wellbeing.ui.person.resources import MESSAGES, Resources
from wellbeing.words import Translator


def asking(t: Translator) -> rx.Component:
    """The exact message; it goes nowhere but by the person's own telephone or mail program."""
    message = rx.el.label(
        rx.el.span(t("The message, word for word"), class_name="label"),
        rx.el.textarea(value=Resources.message, read_only=True, rows="2", auto_complete="off"),
        class_name="field",
    )
    choices = rx.el.div(
        *(
            button(
                t(words),
                kind="quiet",
                on_click=Resources.say(str(number)),
                custom_attrs={"aria-pressed": rx.cond(Resources.message == t(words), "true", "false")},
            )
            for number, words in enumerate(MESSAGES)
        ),
        class_name="row",
        role="group",
        custom_attrs={"aria-label": t("Other messages")},
    )
    ways = rx.el.div(
        rx.cond(
            Resources.sms_link != "",
            rx.el.a(t("Open in your messages"), href=Resources.sms_link, class_name="button"),
        ),
        rx.cond(
            Resources.mail_link != "",
            rx.el.a(t("Open in your mail"), href=Resources.mail_link, class_name="button"),
        ),
        button(t("Copy the words"), kind="quiet", hidden=True, custom_attrs={"data-copies": ""}),
        button(t("Close"), kind="quiet", on_click=Resources.ask_for("")),
        class_name="row",
    )
    no_channel = (Resources.sms_link == "") & (Resources.mail_link == "")
    return rx.el.div(
        rx.el.p(t("To"), ": ", rx.el.bdi(Resources.asked)),
        message,
        choices,
        rx.el.p(
            rx.cond(
                no_channel,
                t("Your unit named no address for messages here. Copy the words, or call."),
                t("Your own program opens with these words. It sends when you press send there."),
            )
        ),
        rx.el.p(t("Harbour sends nothing and keeps nothing of this."), class_name="muted small"),
        ways,
        rx.el.p(
            class_name="status",
            role="status",
            custom_attrs={"data-done": t("Copied."), "data-failed": t("That could not be copied.")},
        ),
        class_name="flow-s",
        role="group",
        custom_attrs={"data-message": "", "aria-label": t("Ask somebody to call you")},
    )
