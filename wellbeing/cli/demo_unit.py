"""What the made-up unit tells its people: break times, contacts, and what became of the work."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final
from uuid import uuid4

from wellbeing.domain.contact import Contact, ContactKind, ContactWords
from wellbeing.domain.days import local_day
from wellbeing.domain.people import UnitId
from wellbeing.domain.policy import PRESETS, Preset
from wellbeing.domain.resources.line import Answer

if TYPE_CHECKING:
    from wellbeing.services.desks import Desks

ZONE: Final = "Europe/Amsterdam"
FIRST_NOTE: Final = "We begin with ten minutes after fifty. Tell us how it goes."
NEXT_NOTE: Final = (
    "From then on a break comes after forty minutes and lasts fifteen. You asked for both in the spring. "
    "Comments are unsigned."
)
SOONER_NOTE: Final = "From Monday on a break comes after forty-five minutes, five sooner than before."
SOONER_BACK: Final = 170
"""Days ago that a break began to come sooner: long enough for the pictures to show both sides of it."""
AHEAD_DAYS: Final = 14
COMMENT_DAYS: Final = 7

CONTACTS: Final = (
    (
        ContactKind.PEER,
        ContactWords("Peer supporters, room 2.14", "Working days, 8 to 18", "They keep it to themselves."),
        "5512",
        "peers@sealantern.example",
        Answer.NO,
    ),
    (
        ContactKind.HEALTH,
        ContactWords(
            "Psychologist for the unit", "Tuesdays and Thursdays", "What you say stays there. Ask first."
        ),
        "5540",
        "psychologist@sealantern.example",
        Answer.NO,
    ),
    (
        ContactKind.CHAPLAIN,
        ContactWords("Chaplain of the region", "Any day, also in the evening", "Bound to silence."),
        "",
        "chaplain@sealantern.example",
        Answer.YES,
    ),
    (
        ContactKind.UNION,
        ContactWords("Staff association", "Working days, 9 to 16", "They pass on what you agree to."),
        "5567",
        "",
        Answer.YES,
    ),
)
"""Numbers are extensions that no telephone outside a house reaches. None stands on the help page:
somebody in need may look at a demo too."""

OUTCOMES: Final = (
    (4, "A child was found safe after work that many of you had a part in."),
    (19, "A court followed the evidence in every point. Nobody had to be heard twice."),
    (33, "Two children are safe. A partner unit sends its thanks."),
    (58, "An old series has been closed. Its files need no more eyes."),
)
"""Days ago, and what was posted."""


def furnish(
    desks: Desks,
    reference: str,
    unit: UnitId,
    until: date,
    days: int,
    at: Callable[[datetime | None], None],
) -> None:
    """Publish, name and post as a configurator, each on its day; then the clock goes with real time.

    Args:
        desks: what people can do.
        reference: the configurator's connection.
        unit: the made-up unit.
        until: today.
        days: how many days ago it began; the clock stands there.
        at: sets the clock.
    """
    publishing, hourly = desks.unit.publishing, PRESETS[Preset.HOURLY]
    publishing.publish(reference, unit, hourly, until - timedelta(days=days - 1), FIRST_NOTE)
    for kind, words, dial, mail, independent in CONTACTS:
        contact = Contact(uuid4(), unit, kind, words, dial=dial, mail=mail, independent=independent)
        desks.unit.contacts.put(reference, contact)
    for back, became in reversed(OUTCOMES):
        if back < days:
            at(datetime.combine(until - timedelta(days=back), time(9), UTC))
            desks.unit.outcomes.post(reference, unit, became)
    if days > SOONER_BACK:
        at(datetime.combine(until - timedelta(days=SOONER_BACK + 7), time(9), UTC))
        sooner = replace(hourly, continuous_limit_min=45)
        publishing.publish(reference, unit, sooner, until - timedelta(days=SOONER_BACK), SOONER_NOTE)
    at(None)
    shorter = replace(hourly, continuous_limit_min=40, break_min=15, high_impact_break_min=15)
    starts = local_day(datetime.now(UTC), ZONE) + timedelta(days=AHEAD_DAYS)
    publishing.publish(reference, unit, shorter, starts, NEXT_NOTE, COMMENT_DAYS)
