"""Services that exist but are not shown: what could not be confirmed of them, for whoever can find out.

Their numbers do not stand here: an unverified number in a file is one step from a page.
"""

from __future__ import annotations

from typing import Final

from wellbeing.domain.resources.gaps import Gap
from wellbeing.words import mark

ONE_SOURCE: Final = mark("only one source was found, and not its operator's")
NO_SOURCE: Final = mark("no source for its number was found")
LISTS: Final = mark("only lists that are known for mistakes carry it")
DIFFER: Final = mark("its sources differ or are old")
INTERNAL: Final = mark("its number is internal: add it as your unit's own contact")

KNOWN_GAPS: Final[tuple[Gap, ...]] = (
    Gap("AR", "Centro de Asistencia al Suicida", LISTS),
    Gap("AU", "Beyond Blue", LISTS),
    Gap("AU", "Fortem Australia", mark("its page is shown; no source for its number was found")),
    Gap("AU", "Suicide Call Back Service", LISTS),
    Gap("CA", "Boots on the Ground", NO_SOURCE),
    Gap("CA", "PSPNET", mark("its address was not confirmed")),
    Gap("DK", "Livslinien", mark("its number was seen only in a list, and its hours change")),
    Gap("FR", "SSPO, police nationale", ONE_SOURCE),
    Gap("FR", "ligne d'écoute externe, police nationale", ONE_SOURCE),
    Gap("GB", "Breathing Space", NO_SOURCE),
    Gap("GB", "Lifeline Northern Ireland", NO_SOURCE),
    Gap("GB", "NHS 111", mark("where and when its mental health option answers was not confirmed")),
    Gap("GB", "Police Care UK", NO_SOURCE),
    Gap("HU", "LESZ", LISTS),
    Gap("IE", "Garda Independent Counselling Service", INTERNAL),
    Gap("IE", "Text About It", LISTS),
    Gap("IT", "Telefono Amico", DIFFER),
    Gap("JP", "TELL, Yorisoi", LISTS),
    Gap("KR", "the national suicide prevention line", NO_SOURCE),
    Gap("MX", "SAPTEL, Línea de la Vida", LISTS),
    Gap("NL", "24/7 Loket Politie", INTERNAL),
    Gap("NZ", "Lifeline", ONE_SOURCE),
    Gap("PH", "NCMH", mark("its short number has only one source; the long one is shown")),
    Gap("PL", "Centrum Wsparcia, telefon dla dorosłych", ONE_SOURCE),
    Gap("SE", "Mind Självmordslinjen", mark("its number is shown; its hours could not be confirmed")),
    Gap("US", "Crisis Text Line", ONE_SOURCE),
    Gap("US", "Safe Call Now", NO_SOURCE),
    Gap("ZA", "SADAG", DIFFER),
)
"""Kept by hand; what whole countries lack is counted from the lines themselves."""
