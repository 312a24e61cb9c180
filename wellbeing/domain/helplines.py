"""Numbers that may help right now, each with the page that published it; anything without a source stays out.

`seen_on` is the day the published page was read; `next_review` is at most 90 days later. A deploying unit
marks what it has confirmed itself. Hours and prices that no source states are left empty rather than guessed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

_SEEN: Final = date(2026, 11, 21)
_REVIEW: Final = date(2027, 2, 19)


class Kind(StrEnum):
    """What answers."""

    EMERGENCY = "emergency"
    CRISIS = "crisis"
    POLICE = "police"
    FINDER = "finder"


@dataclass(frozen=True, slots=True)
class Helpline:
    """One line or finder, as its operator or two independent pages publish it."""

    country: str
    """ISO 3166 alpha-2 code, "EU" for the Union, or empty for everywhere."""
    name: str
    """The operator's own name for it, in its own language."""
    kind: Kind
    number: str = ""
    """As it is shown; spaces help reading."""
    text: str = ""
    """A number that takes text messages."""
    site: str = ""
    """A page to open, without scheme."""
    always_open: bool = False
    """Whether a source says day and night, every day."""
    sources: tuple[str, ...] = ()
    """Where it is published: the operator's page, or two independent ones."""
    seen_on: date = _SEEN
    next_review: date = _REVIEW
    confirmed_by_unit: bool = False
    """Whether the deploying unit has checked it."""

    @property
    def own_name(self) -> str:
        """The name without the number, where it begins with it; empty when the number is all."""
        return self.name.removeprefix(self.number).strip()

    @property
    def dial(self) -> str:
        """What a telephone dials: the digits of the number."""
        return "".join(one for one in self.number if one.isdigit() or one == "+")


HELPLINES: Final[tuple[Helpline, ...]] = (
    Helpline(
        "EU",
        "112",
        Kind.EMERGENCY,
        number="112",
        sources=(
            "govtech.com/public-safety/European-Emergency-Number-112-Now-Works.html",
            "polanddaily24.com/today-is-european-112-day/lifestyle/18402",
        ),
    ),
    Helpline(
        "US",
        "911",
        Kind.EMERGENCY,
        number="911",
        sources=("contactlistens.org/get-help", "internationalmentalhealth.org/resources"),
    ),
    Helpline(
        "GB",
        "Mental Health Crisis Line for policing",
        Kind.POLICE,
        number="0300 131 2789",
        site="oscarkilo.org.uk/crisis-line",
        always_open=True,
        sources=("oscarkilo.org.uk/crisis-line", "polfed.org/notts/news/2025"),
    ),
    Helpline(
        "FR",
        "3114",
        Kind.CRISIS,
        number="3114",
        site="3114.fr",
        always_open=True,
        sources=(
            "mayotte.ars.sante.fr/3114-le-numero-national-de-prevention-du-suicide",
            "francetvinfo.fr/sante/psycho-bien-etre/sante-mentale (3114, 34 000 appels)",
        ),
    ),
    Helpline(
        "GB",
        "Samaritans",
        Kind.CRISIS,
        number="116 123",
        sources=(
            "oireachtas.ie/en/debates/question/2013-12-10/505",
            "irishexaminer.com (Samaritans, 2.9m calls)",
        ),
    ),
    Helpline(
        "IE",
        "Samaritans",
        Kind.CRISIS,
        number="116 123",
        sources=(
            "oireachtas.ie/en/debates/question/2013-12-10/505",
            "irishexaminer.com (Samaritans, 2.9m calls)",
        ),
    ),
    Helpline(
        "NL",
        "113 Zelfmoordpreventie",
        Kind.CRISIS,
        number="113",
        site="113.nl",
        always_open=True,
        sources=("113.nl/qa-nummerwijziging-113-en-gratis-nummer-0800-0113", "nu.nl/binnenland/6062813"),
    ),
    Helpline(
        "NZ",
        "1737 Need to talk?",
        Kind.CRISIS,
        number="1737",
        text="1737",
        always_open=True,
        sources=("scoop.co.nz/stories/PA1706/S00527", "pegasus.health.nz/?p=6300"),
    ),
    Helpline(
        "US",
        "988 Suicide & Crisis Lifeline",
        Kind.CRISIS,
        number="988",
        text="988",
        site="988lifeline.org",
        always_open=True,
        sources=(
            "cdcr.ca.gov/ccjbh/2022/07/19/dial-988-to-access-24-hour-emotional-support-and-resources",
            "mcphs.edu/student-life/counseling-services/emergency-services/988-suicide-and-crisis-lifeline",
        ),
    ),
    Helpline(
        "",
        "Find A Helpline",
        Kind.FINDER,
        site="findahelpline.com",
        sources=("findahelpline.com/AU", "lifeline-international.com (ThroughLine, April 2024)"),
    ),
    Helpline(
        "",
        "Befrienders Worldwide",
        Kind.FINDER,
        site="befrienders.org",
        sources=("befrienders.org/what-we-do",),
    ),
)
"""Everything that ships. A country that is not here is served by the finders and the unit's own contacts."""


def of_kind(kind: Kind) -> Sequence[Helpline]:
    """The lines of one kind, in the order they are shown."""
    return tuple(one for one in HELPLINES if one.kind is kind)


def overdue(today: date) -> Sequence[Helpline]:
    """The lines whose review day has passed; a release waits for them and `doctor` warns."""
    return tuple(one for one in HELPLINES if one.next_review < today)
