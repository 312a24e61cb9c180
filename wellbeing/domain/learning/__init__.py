"""Learning: short cards, one module each, with sources; which card is opened is kept nowhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from wellbeing.domain.learning import (
    after_a_bad_file,
    court,
    early_signs,
    for_families,
    for_supervisors,
    leave_and_return,
    leaving_the_unit,
    secondary_trauma,
    sleep,
    viewing_craft,
)
from wellbeing.domain.learning.card import AUDIENCES, TOPICS, Audience, Card, Part, Source, Topic

__all__ = ["AUDIENCES", "CARDS", "TOPICS", "Audience", "Card", "Part", "Source", "Topic", "by_topic"]

CARDS: Final[Mapping[str, Card]] = {
    module.CARD.id: module.CARD
    for module in (
        secondary_trauma,
        early_signs,
        sleep,
        viewing_craft,
        after_a_bad_file,
        court,
        leave_and_return,
        leaving_the_unit,
        for_families,
        for_supervisors,
    )
}
"""By the name in their address, in the order of the list."""


def by_topic() -> dict[Topic, tuple[Card, ...]]:
    """The cards of each topic, in the order of both."""
    return {topic: tuple(one for one in CARDS.values() if one.topic is topic) for topic in Topic}
