"""AUDIT-C: three items on alcohol in the past year."""

from __future__ import annotations

from wellbeing.domain.instruments.instrument import Instrument, Item, Scale, options
from wellbeing.words import mark

INSTRUMENT = Instrument(
    name="auditc",
    title="AUDIT-C",
    about=mark("Three items about alcohol in the past year."),
    stem=(
        "Consider a “drink” to be a can or bottle of beer, a glass of wine, a wine cooler, or one "
        "cocktail or a "
        "shot of hard liquor (like scotch, gin, or vodka)."
    ),
    options=options("Never", "Less than monthly", "Monthly", "Weekly", "Daily or almost daily"),
    items=(
        Item(
            "How often did you have a drink containing alcohol in the past year?",
            options(
                "Never",
                "Monthly or less",
                "2 to 4 times a month",
                "2 to 3 times a week",
                "4 or more times a week",
            ),
        ),
        Item(
            "How many drinks did you have on a typical day when you were drinking in the past year?",
            options("0, 1, or 2", "3 or 4", "5 or 6", "7, 8, or 9", "10 or more"),
            hint=mark("A drink here holds about 14 grams of alcohol. Yours may hold less."),
        ),
        Item("How often did you have 6 or more drinks on one occasion in the past year?"),
    ),
    scales=(
        Scale(
            "all",
            mark("All three items"),
            (1, 2, 3),
            talk=(3, 12),
            more_is=mark("A higher number means more alcohol."),
        ),
    ),
    recall=mark("the past year"),
    recall_days=365,
    minutes=1,
    source=(
        "Bush K, Kivlahan DR, McDonell MB, Fihn SD, Bradley KA (1998). The AUDIT alcohol consumption "
        "questions "
        "(AUDIT-C). Archives of Internal Medicine 158:1789-1795"
    ),
    credit="From the AUDIT, © World Health Organization",
    licence="Not for sale or for use in conjunction with commercial purposes",
)
