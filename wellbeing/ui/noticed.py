"""What was noticed about the stored entries and the recovery code, told on every page until it is settled."""

from __future__ import annotations

import reflex as rx

from wellbeing.ui.door import Door, same_reader
from wellbeing.ui.guard import only
from wellbeing.ui.parts.buttons import button, link_button
from wellbeing.ui.parts.frames import notice
from wellbeing.ui.visit import ask
from wellbeing.ui.wiring import desks
from wellbeing.words import Translator


class Seen(rx.State):
    """The one act there is about what was noticed; what is shown stands in `Door`."""

    @only()
    async def acknowledge(self, tag: str) -> None:
        """Stop telling what this page tells."""
        await same_reader(self, tag)
        await ask(self, desks().person.sessions.acknowledge)
        (await self.get_state(Door)).noticed = []


def banner(t: Translator) -> rx.Component:
    """The calm notices above a page of open entries; nothing when there is nothing to tell."""
    return rx.fragment(_changed(t), _code(t))


def _code(t: Translator) -> rx.Component:
    """A new recovery code that nobody confirmed, perhaps because its page never arrived."""
    return rx.cond(
        Door.unconfirmed,
        notice(
            t("Your newest recovery code is not confirmed. Older prints open nothing."),
            link_button(t("Confirm it or make another"), f"/{t.locale}/recovery-code/confirm", kind="quiet"),
            tone="warm",
            role="status",
            custom_attrs={"id": "unconfirmed"},
        ),
    )


def _changed(t: Translator) -> rx.Component:
    return rx.cond(
        Door.noticed.length() > 0,
        notice(
            t("Something stored is not as you left it."),
            rx.el.ul(rx.foreach(Door.noticed, rx.el.li)),
            t("If you did not restore a backup, tell the person who runs this installation."),
            button(t("I have seen this"), kind="quiet", on_click=Seen.acknowledge(Door.tag)),
            tone="warm",
            role="status",
            custom_attrs={"id": "noticed"},
        ),
    )
