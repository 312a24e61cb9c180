"""What a default rests on, and where a person can read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from wellbeing.words import mark


class Basis(StrEnum):
    """How firm the ground under a default is."""

    EVIDENCE = "evidence"
    CONVENTION = "convention"
    JUDGEMENT = "judgement"


BASIS_NAMES: Final[Mapping[Basis, str]] = {
    Basis.EVIDENCE: mark("Rests on published guidance or research."),
    Basis.CONVENTION: mark("A convention, not verified."),
    Basis.JUDGEMENT: mark("Our judgement."),
}


@dataclass(frozen=True, slots=True)
class Source:
    """Where the ground of a default can be read."""

    publisher: str
    title: str
    address: str


HSE: Final = Source(
    "Health and Safety Executive (UK)",
    "Breaks in work with display screens",
    "https://www.hse.gov.uk/contact/faqs/vdubreaks.htm",
)
NIBUSINESS: Final = Source(
    "nibusinessinfo.co.uk",
    "Computer health and safety: task design and rest breaks",
    "https://www.nibusinessinfo.co.uk/content/computer-health-and-safety-task-design-and-rest-breaks",
)
IWF_BREAKS: Final = Source(
    "PREDA, from a BBC report on the Internet Watch Foundation",
    "The team fighting to remove online child abuse images",
    "https://www.preda.org/the-team-fighting-to-remove-online-child-abuse-images/",
)
IWF_WELFARE: Final = Source(
    "Internet Watch Foundation",
    "Safeguarding the unsung heroes: staff welfare across the organisation",
    "https://www.iwf.org.uk/news-media/blogs/"
    "safeguarding-the-unsung-heroes-fostering-staff-welfare-across-the-organisation/",
)
WIKIMEDIA: Final = Source(
    "Wikimedia Meta-Wiki",
    "Best practice on viewing graphic imagery",
    "https://meta.wikimedia.org/wiki/Best_practice_on_viewing_graphic_imagery",
)
DART: Final = Source(
    "Dart Center",
    "Working with traumatic imagery",
    "https://dartcenter.org/content/working-with-traumatic-imagery",
)
MITCHELL: Final = Source(
    "BMC Psychiatry",
    "A survey of 500 investigators on exposure, breaks and support",
    "https://bmcpsychiatry.biomedcentral.com/articles/10.1186/s12888-023-05445-w",
)
COLLEGE: Final = Source(
    "College of Policing (UK)",
    "Pre-deployment process for child abuse image investigations",
    "https://production.copweb.aws.college.police.uk/support-forces/practices/"
    "pre-deployment-process-online-child-sexual-abuse-and-indecent-images-children-iioc-investigations",
)
NICE: Final = Source(
    "National Institute for Health and Care Excellence (UK)",
    "Guideline NG116, which advises against psychological debriefing",
    "https://www.nice.org.uk/guidance/ng116/chapter/recommendations",
)
ACT_POLICING: Final = Source(
    "The Age",
    "ACT Policing's sexual assault and child abuse team",
    "https://www.theage.com.au/act-news/act-policings-sexual-assault-and-child-abuse-team-"
    "on-what-they-do-and-how-they-cope-20171221-h08jul.html",
)
BREAKTIMER: Final = Source(
    "BreakTimer, a free break timer", "Its source code", "https://github.com/tom-james-watson/breaktimer-app"
)
WORKRAVE: Final = Source(
    "Workrave, a free break timer", "Its source code", "https://github.com/rcaelers/workrave"
)
SAFEEYES: Final = Source(
    "Safe Eyes, a free break timer", "Its source code", "https://github.com/slgobinath/SafeEyes"
)
