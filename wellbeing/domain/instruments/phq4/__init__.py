"""PHQ-4: two items on worry and two on mood."""

from __future__ import annotations

from wellbeing.domain.instruments.instrument import Band, Instrument, Scale, items, options
from wellbeing.words import mark

INSTRUMENT = Instrument(
    name="phq4",
    title="PHQ-4",
    about=mark("Four short items about worry and mood."),
    stem="Over the last 2 weeks, how often have you been bothered by the following problems?",
    options=options("Not at all", "Several days", "More than half the days", "Nearly every day"),
    items=items(
        "Feeling nervous, anxious or on edge",
        "Not being able to stop or control worrying",
        "Little interest or pleasure in doing things",
        "Feeling down, depressed, or hopeless",
    ),
    scales=(
        Scale(
            "all",
            mark("All four items"),
            (1, 2, 3, 4),
            bands=(Band(0, 2, "none"), Band(3, 5, "mild"), Band(6, 8, "moderate"), Band(9, 12, "severe")),
            more_is=mark("A higher number means more days with these problems."),
        ),
        Scale("worry", mark("Worry (items 1 and 2)"), (1, 2), talk=(3, 6)),
        Scale("mood", mark("Mood (items 3 and 4)"), (3, 4), talk=(3, 6)),
    ),
    recall=mark("the last two weeks"),
    recall_days=14,
    minutes=1,
    source=(
        "Kroenke K, Spitzer RL, Williams JBW, Löwe B (2009). An ultra-brief screening scale for anxiety and "
        "depression: the PHQ-4. Psychosomatics 50:613-621"
    ),
    credit=(
        "Developed by Drs. Robert L. Spitzer, Janet B.W. Williams, Kurt Kroenke and colleagues, with an "
        "educational grant from Pfizer Inc."
    ),
    licence="No permission required to reproduce, translate, display or distribute",
    on=True,
)
