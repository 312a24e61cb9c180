"""PHQ-8: eight items on mood, sleep, energy and concentration; it has no item about death or self-harm."""

from __future__ import annotations

from wellbeing.domain.instruments.instrument import Band, Instrument, Scale, items, options
from wellbeing.words import mark

INSTRUMENT = Instrument(
    name="phq8",
    title="PHQ-8",
    about=mark("Eight items about mood, sleep, energy and concentration."),
    stem="Over the last 2 weeks, how often have you been bothered by any of the following problems?",
    options=options("Not at all", "Several days", "More than half the days", "Nearly every day"),
    items=items(
        "Little interest or pleasure in doing things",
        "Feeling down, depressed, or hopeless",
        "Trouble falling or staying asleep, or sleeping too much",
        "Feeling tired or having little energy",
        "Poor appetite or overeating",
        "Feeling bad about yourself — or that you are a failure or have let yourself or your family down",
        "Trouble concentrating on things, such as reading the newspaper or watching television",
        "Moving or speaking so slowly that other people could have noticed? Or the opposite — being so "
        "fidgety "
        "or restless that you have been moving around a lot more than usual",
    ),
    scales=(
        Scale(
            "all",
            mark("All eight items"),
            tuple(range(1, 9)),
            bands=(
                Band(0, 4, "minimal"),
                Band(5, 9, "mild"),
                Band(10, 14, "moderate"),
                Band(15, 19, "moderately severe"),
                Band(20, 24, "severe"),
            ),
            talk=(10, 24),
            more_is=mark("A higher number means more days with these problems."),
        ),
    ),
    recall=mark("the last two weeks"),
    recall_days=14,
    minutes=2,
    source=(
        "Kroenke K, Strine TW, Spitzer RL, Williams JBW, Berry JT, Mokdad AH (2009). The PHQ-8 as a "
        "measure of "
        "current depression in the general population. Journal of Affective Disorders 114:163-173"
    ),
    credit=(
        "Developed by Drs. Robert L. Spitzer, Janet B.W. Williams, Kurt Kroenke and colleagues, with an "
        "educational grant from Pfizer Inc."
    ),
    licence="No permission required to reproduce, translate, display or distribute",
)
