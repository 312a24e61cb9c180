"""GAD-7: seven items on worry and tension."""

from __future__ import annotations

from wellbeing.domain.instruments.instrument import Band, Instrument, Scale, items, options
from wellbeing.words import mark

INSTRUMENT = Instrument(
    name="gad7",
    title="GAD-7",
    about=mark("Seven items about worry and tension."),
    stem="Over the last 2 weeks, how often have you been bothered by any of the following problems?",
    options=options("Not at all", "Several days", "More than half the days", "Nearly every day"),
    items=items(
        "Feeling nervous, anxious or on edge",
        "Not being able to stop or control worrying",
        "Worrying too much about different things",
        "Trouble relaxing",
        "Being so restless that it is hard to sit still",
        "Becoming easily annoyed or irritable",
        "Feeling afraid as if something awful might happen",
    ),
    scales=(
        Scale(
            "all",
            mark("All seven items"),
            tuple(range(1, 8)),
            bands=(
                Band(0, 4, "minimal"),
                Band(5, 9, "mild"),
                Band(10, 14, "moderate"),
                Band(15, 21, "severe"),
            ),
            talk=(10, 21),
            change=4,
            more_is=mark("A higher number means more days with these problems."),
        ),
    ),
    recall=mark("the last two weeks"),
    recall_days=14,
    minutes=2,
    source=(
        "Spitzer RL, Kroenke K, Williams JBW, Löwe B (2006). A brief measure for assessing generalized "
        "anxiety "
        "disorder: the GAD-7. Archives of Internal Medicine 166:1092-1097"
    ),
    credit=(
        "Developed by Drs. Robert L. Spitzer, Janet B.W. Williams, Kurt Kroenke and colleagues, with an "
        "educational grant from Pfizer Inc."
    ),
    licence="No permission required to reproduce, translate, display or distribute",
)
