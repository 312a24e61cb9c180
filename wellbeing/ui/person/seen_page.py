"""The page on which officers see what their leads see, and how to check that nothing else was told."""

from __future__ import annotations

import reflex as rx

from wellbeing.ui.frame import framed
from wellbeing.ui.parts.buttons import button, link_button
from wellbeing.ui.parts.frames import card, facts, notice
from wellbeing.ui.parts.team_pictures import hatching, small_words, team_picture
from wellbeing.ui.person.seen import WhatLeadsSee
from wellbeing.words import Translator, translator


def page(locale: str) -> rx.Component:
    """The page in one locale."""
    t = translator(locale)
    return framed(
        t,
        locale,
        "seen",
        t("What my lead sees"),
        hatching(),
        rx.el.p(
            t("This is all of it: the same pictures, from the same numbers."),
            class_name="lead",
        ),
        rx.foreach(
            WhatLeadsSee.pictures,
            lambda one: rx.fragment(rx.el.h2(one.name), team_picture(one, t)),
        ),
        rx.cond(
            WhatLeadsSee.loaded & (WhatLeadsSee.pictures.length() == 0),
            notice(t("You have no seat in a unit, so no lead sees anything of it.")),
        ),
        small_words(t),
        rx.el.p(rx.el.a(t("Being counted"), href=f"/{locale}/sharing")),
        _log(t),
        _check(t),
        leave=WhatLeadsSee.leave,
    )


def _log(t: Translator) -> rx.Component:
    """Every byte behind the pictures."""
    one = rx.foreach(
        WhatLeadsSee.lines,
        lambda line: rx.el.li(
            rx.el.code(line.body, class_name="log-line", dir="ltr", translate="no"),
            rx.el.p(
                t("Signature"),
                ": ",
                rx.el.code(line.signature, class_name="log-line", dir="ltr", translate="no"),
                class_name="muted small",
            ),
        ),
    )
    return card(
        rx.el.p(t("Every picture is made from these lines and from nothing else.")),
        rx.cond(
            WhatLeadsSee.lines.length() > 0,
            rx.el.details(
                rx.el.summary(t("Show the lines, the newest first")),
                rx.el.ul(one, class_name="list log"),
                rx.cond(
                    WhatLeadsSee.more, button(t("Older ones"), kind="quiet", on_click=WhatLeadsSee.older)
                ),
            ),
            rx.el.p(t("Nothing was told yet."), class_name="muted"),
        ),
        title=t("Every line that was told"),
    )


def _check(t: Translator) -> rx.Component:
    return card(
        rx.el.p(t("Each line holds the hash of the one before. Nothing can be changed or left out unseen.")),
        facts(
            (
                t("Newest hash"),
                rx.el.code(WhatLeadsSee.head, class_name="log-line", dir="ltr", translate="no"),
            ),
            (t("Public key"), rx.el.code(WhatLeadsSee.key, class_name="log-line", dir="ltr", translate="no")),
        ),
        rx.el.ol(
            rx.el.li(t("Write the newest hash and the key down, on paper at home.")),
            rx.el.li(t("Some weeks later, save the whole log and look for that hash in it.")),
            rx.el.li(t("Hash each body with SHA-256. The next line has to name it as “before”.")),
            rx.el.li(t("Check each signature with the key by Ed25519.")),
            rx.el.li(t("Or ask your administrator to run {command}.", command="wellbeing releases verify")),
        ),
        rx.el.div(link_button(t("Save the whole log"), "/seen/log", kind="quiet"), class_name="row"),
        title=t("Check it yourself"),
    )
