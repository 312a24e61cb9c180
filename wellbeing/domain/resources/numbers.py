"""Numbers: what may be dialled in each country, and numbers that must never be shown again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

_ANYWHERE: Final = r"\+?\d{2,15}"
PATTERNS: Final[Mapping[str, str]] = {
    "AT": r"1\d{2}|0\d{6,12}",
    "AU": r"000|13\d{4}|1[38]00\d{6}|0\d{9}",
    "BE": r"1\d{2,3}|0\d{8,9}|0800\d{5}",
    "BR": r"1\d{2}|0800\d{7}",
    "CA": r"911|988|1?\d{10}",
    "CH": r"1\d{2}|0\d{9}",
    "DE": r"11\d|116\d{3}|0\d{9,11}",
    "ES": r"112|0\d{2}|[679]\d{8}",
    "FI": r"112|0\d{7,10}",
    "FR": r"1\d|112|3\d{3}|0\d{9}",
    "GB": r"112|999|111|116\d{3}|\d{5}|0\d{9,10}",
    "IE": r"112|999|116\d{3}|\d{5}|[01]\d{8,9}",
    "IL": r"10\d|112|1\d{3}|0\d{8,9}",
    "IN": r"112|1\d{4}|1?800\d{6,8}|0\d{10}",
    "NL": r"11[23]|0800\d{4,7}|0\d{9}",
    "NO": r"11\d|116\d{3}|[2-9]\d{7}",
    "NZ": r"111|1\d{3}|0\d{7,10}",
    "PH": r"911|1\d{3}|09\d{9}",
    "PT": r"112|1\d{3}|[2389]\d{8}",
    "SE": r"112|90\d{3}|0\d{7,10}",
    "SG": r"99\d|1\d{3}|[3689]\d{7}",
    "US": r"911|988|\d{5,6}|1?\d{10}",
}
"""What a number of the country looks like, whole; one that is not here may have 2 to 15 digits."""


@dataclass(frozen=True, slots=True)
class Denied:
    """A number that was a helpline once, or that lists give for one by mistake."""

    country: str
    """Where it is wrong; empty for everywhere."""
    digits: str
    why: str


DENIED: Final[tuple[Denied, ...]] = (
    Denied("NL", "09000113", "replaced by 113 and 0800 0113"),
    Denied("GB", "08457909090", "out of use, and may cost money"),
    Denied("IE", "08457909090", "out of use, and may cost money"),
    Denied("BR", "141", "replaced by 188"),
    Denied("IN", "18005990019", "replaced by the current national line"),
    Denied("ES", "003717717", "digits of another number in a wrong order"),
    Denied("PT", "544545213", "digits of another number in a wrong order"),
    Denied("CA", "18007842433", "a line of another country"),
    Denied("MX", "988", "a line of other countries"),
    Denied("SE", "0771220060", "closed at the end of 2019"),
    Denied("", "18002738255", "replaced by 988"),
)
"""Wrong numbers that lists still carry; one such list cost time when it mattered most."""


def digits(text: str) -> str:
    """The digits of a number, and a plus that leads them."""
    kept = "".join(one for one in text if one.isdecimal() and one.isascii())
    return "+" + kept if text.strip().startswith("+") else kept


def fits(country: str, number: str) -> bool:
    """Whether a number, in digits, could be dialled in the country."""
    pattern = _ANYWHERE if number.startswith("+") else PATTERNS.get(country, _ANYWHERE)
    return re.fullmatch(pattern, number, re.ASCII) is not None


def denied(country: str, number: str) -> Denied | None:
    """Why a number, in digits, must not be shown for the country; None when it may."""
    bare = number.removeprefix("+")
    return next((one for one in DENIED if one.digits == bare and one.country in {"", country}), None)
