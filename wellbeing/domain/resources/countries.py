"""The countries whose lines or emergency numbers are known here, by the names people use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from wellbeing.words import mark

COUNTRIES: Final[Mapping[str, str]] = {
    "AR": mark("Argentina"),
    "AT": mark("Austria"),
    "AU": mark("Australia"),
    "BE": mark("Belgium"),
    "BG": mark("Bulgaria"),
    "BR": mark("Brazil"),
    "CA": mark("Canada"),
    "CH": mark("Switzerland"),
    "CY": mark("Cyprus"),
    "CZ": mark("Czechia"),
    "DE": mark("Germany"),
    "DK": mark("Denmark"),
    "EE": mark("Estonia"),
    "ES": mark("Spain"),
    "FI": mark("Finland"),
    "FR": mark("France"),
    "GB": mark("United Kingdom"),
    "GR": mark("Greece"),
    "HR": mark("Croatia"),
    "HU": mark("Hungary"),
    "IE": mark("Ireland"),
    "IL": mark("Israel"),
    "IN": mark("India"),
    "IT": mark("Italy"),
    "JP": mark("Japan"),
    "KR": mark("South Korea"),
    "LT": mark("Lithuania"),
    "LU": mark("Luxembourg"),
    "LV": mark("Latvia"),
    "MT": mark("Malta"),
    "MX": mark("Mexico"),
    "NL": mark("Netherlands"),
    "NO": mark("Norway"),
    "NZ": mark("New Zealand"),
    "PH": mark("Philippines"),
    "PL": mark("Poland"),
    "PT": mark("Portugal"),
    "RO": mark("Romania"),
    "SE": mark("Sweden"),
    "SG": mark("Singapore"),
    "SI": mark("Slovenia"),
    "SK": mark("Slovakia"),
    "US": mark("United States"),
    "ZA": mark("South Africa"),
}
"""ISO 3166 alpha-2 code and English name; a country without any line is on the gap list."""

MANY: Final = 3
"""Where units work in more countries than this, none of them says where somebody is."""


def nearest(worked_in: Iterable[str], accepted: str) -> tuple[str, ...]:
    """The countries that come first on the help page: where the units work, then the browser's.

    A browser often names a country that it was never in: "en-US" is how many are delivered. Where units work
    is configuration and tells nothing of a person.

    Args:
        worked_in: the countries of this installation's units; unknown and empty ones count for nothing.
        accepted: the browser's language header.
    """
    units = [one for one in dict.fromkeys(worked_in) if one in COUNTRIES]
    region = from_languages(accepted)
    if len(units) > MANY:
        units = []
    ordered = [region, *units] if region in units else [*units, region]
    return tuple(dict.fromkeys(one for one in ordered if one))


def from_languages(accepted: str) -> str:
    """The first country that a browser's language header names and that is known here; empty for none.

    Only a region that the browser itself says counts, such as "fr-BE": a language is no country.
    """
    for part in accepted[:400].split(","):
        tag = part.partition(";")[0].strip()
        region = tag.rpartition("-")[2].upper() if "-" in tag else ""
        if region in COUNTRIES:
            return region
    return ""
