"""Emergency numbers: each stands in two tables that are kept by different owners; some have a third page.

The tables are the short-number metadata of libphonenumber (Apache-2.0) and Microsoft's reference of the
emergency numbers its telephone service must connect. Where they disagree the country is on the gap list.
Where a country has a number for each service, another page says which of them brings an ambulance.
"""

from __future__ import annotations

from typing import Final

from wellbeing.domain.resources.data.seen import REVIEW, SEEN
from wellbeing.domain.resources.line import Alerts, Answer, Kind, Line, Source
from wellbeing.words import mark

TABLES: Final = (
    Source("github.com/google/libphonenumber/blob/v9.0.43/resources/ShortNumberMetadata.xml"),
    Source(
        "github.com/MicrosoftDocs/OfficeDocs-SkypeForBusiness/blob/main/Teams/emergency-numbers-reference.md"
    ),
)
_ONE_ONE_TWO: Final = (
    *("AT", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IN"),
    *("IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK", "ZA"),
)
AMBULANCE: Final = mark("Brings an ambulance. It may reach colleagues.")


def _number(country: str, number: str, *more: Source, also: str = "", rule: str = "") -> Line:
    return Line(
        id=f"{country.lower()}-emergency",
        country=country,
        kind=Kind.EMERGENCY,
        name="",
        sources=(*TABLES, *more),
        seen_on=SEEN,
        next_review=REVIEW,
        dial=number,
        display=number,
        also=also,
        always_open=True,
        alerts=Alerts.SENDS,
        rule=rule,
        free=Answer.UNKNOWN,
    )


EMERGENCY: Final = (
    *(_number(country, "112") for country in _ONE_ONE_TWO),
    _number("AR", "911"),
    _number("AU", "000"),
    _number("CA", "911"),
    _number("GB", "999", also="112"),
    _number("IE", "112", also="999"),
    _number("NZ", "111"),
    _number("PH", "911"),
    _number("US", "911"),
    _number(
        "BR", "192", Source("bastidoresdaemergencia.com.br/190-192-e-193-como-funcionam"), rule=AMBULANCE
    ),
    _number("IL", "101", Source("hit.ac.il/en/rnd/Student_Exchange/emergency"), rule=AMBULANCE),
    _number(
        "JP",
        "119",
        Source("pref.ibaraki.jp/bukyoku/seikan/kokuko/e-ibaraki-report", operator=True),
        rule=AMBULANCE,
    ),
    _number("NO", "113", Source("nrk.no/osloogviken (hjelpetelefoner slår alarm, 2021)"), rule=AMBULANCE),
    _number(
        "SG",
        "995",
        Source("scdf.gov.sg/home/about-us/information-on-ems", operator=True),
        rule=AMBULANCE,
    ),
)
"""One number for each country where the tables agree."""
