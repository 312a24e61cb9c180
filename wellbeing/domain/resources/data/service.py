"""Lines for police and their families, programmes for this work, and finders for every country."""

from __future__ import annotations

from typing import Final

from wellbeing.domain.resources.data.seen import REVIEW, REVIEW_OTHERS, SEEN
from wellbeing.domain.resources.line import Answer, Audience, Kind, Line, Need, Source
from wellbeing.words import mark

SERVICE: Final = (
    Line(
        id="gb-police-crisis",
        country="GB",
        kind=Kind.POLICE,
        name="Mental Health Crisis Line for policing",
        sources=(
            Source("oscarkilo.org.uk/crisis-line", operator=True),
            Source("polfed.org/notts/news/2025"),
        ),
        seen_on=SEEN,
        next_review=REVIEW,
        dial="03001312789",
        display="0300 131 2789",
        site="oscarkilo.org.uk/crisis-line",
        region=mark("England and Wales"),
        audience=Audience.POLICE,
        needs=(Need.CRISIS,),
        always_open=True,
        languages=("en",),
    ),
    *(
        Line(
            id=f"{country.lower()}-copline",
            country=country,
            kind=Kind.POLICE,
            name="COPLINE",
            sources=(
                Source("copline.org/about/who-we-are", operator=True),
                Source("blueline.ca/hotline-provides-support-to-those-who-protect-and-serve"),
            ),
            seen_on=SEEN,
            next_review=REVIEW,
            dial="18002675463",
            display="1 800 267 5463",
            site="copline.org",
            audience=Audience.POLICE,
            needs=(Need.PEER, Need.CRISIS, Need.FAMILY),
            always_open=True,
            independent=Answer.YES,
            rule=mark("Not part of any police department. Ask what they pass on."),
            answered_by=mark("retired officers"),
        )
        for country in ("CA", "US")
    ),
    Line(
        id="us-shift-wellness",
        country="US",
        kind=Kind.PROGRAMME,
        name="SHIFT Wellness",
        sources=(Source("shiftwellness.org", operator=True), Source("griffeye.com/how-can-we-support")),
        seen_on=SEEN,
        next_review=REVIEW_OTHERS,
        site="shiftwellness.org",
        audience=Audience.CSAM_STAFF,
        needs=(Need.PROFESSIONAL, Need.LEARN),
        languages=("en",),
    ),
    Line(
        id="au-fortem",
        country="AU",
        kind=Kind.PROGRAMME,
        name="Fortem Australia",
        sources=(Source("fortemaustralia.org.au/why-we-exist", operator=True),),
        seen_on=SEEN,
        next_review=REVIEW_OTHERS,
        site="fortemaustralia.org.au",
        audience=Audience.RESPONDERS,
        needs=(Need.PROFESSIONAL,),
        languages=("en",),
    ),
    Line(
        id="gb-oscar-kilo",
        country="GB",
        kind=Kind.PROGRAMME,
        name="Oscar Kilo",
        sources=(
            Source("oscarkilo.org.uk/psychological-risk-assessment-programme-extended", operator=True),
            Source("polfed.org/wilts/news/2025/oscar-kilo-the-national-police-wellbeing-service"),
        ),
        seen_on=SEEN,
        next_review=REVIEW_OTHERS,
        site="oscarkilo.org.uk",
        audience=Audience.POLICE,
        needs=(Need.PROFESSIONAL, Need.LEARN),
        languages=("en",),
    ),
    Line(
        id="find-a-helpline",
        country="",
        kind=Kind.FINDER,
        name="Find A Helpline",
        sources=(
            Source("findahelpline.com/AU", operator=True),
            Source("lifeline-international.com (ThroughLine, April 2024)"),
        ),
        seen_on=SEEN,
        next_review=REVIEW,
        site="findahelpline.com",
        rule=mark("A list of lines by country. Each has a rule of its own."),
    ),
    Line(
        id="befrienders",
        country="",
        kind=Kind.FINDER,
        name="Befrienders Worldwide",
        sources=(Source("befrienders.org/what-we-do", operator=True),),
        seen_on=SEEN,
        next_review=REVIEW,
        site="befrienders.org",
        rule=mark("A list of lines by country. Each has a rule of its own."),
    ),
)
"""What is made for people who do this work, and the way to a line in any other country."""
