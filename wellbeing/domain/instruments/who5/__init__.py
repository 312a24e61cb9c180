"""WHO-5: five statements about feeling well."""

from __future__ import annotations

from wellbeing.domain.instruments.instrument import Band, Instrument, Scale, items, options
from wellbeing.words import mark

INSTRUMENT = Instrument(
    name="who5",
    title="WHO-5",
    about=mark("Five statements about feeling well."),
    stem=(
        "Please indicate for each of the five statements which is closest to how you have been feeling "
        "over the "
        "last two weeks."
    ),
    options=options(
        "All of the time",
        "Most of the time",
        "More than half of the time",
        "Less than half of the time",
        "Some of the time",
        "At no time",
        down=True,
    ),
    items=items(
        "I have felt cheerful and in good spirits",
        "I have felt calm and relaxed",
        "I have felt active and vigorous",
        "I woke up feeling fresh and rested",
        "My daily life has been filled with things that interest me",
    ),
    scales=(
        Scale(
            "all",
            mark("All five statements, times four"),
            (1, 2, 3, 4, 5),
            factor=4,
            bands=(
                Band(0, 28, "28 or less"),
                Band(29, 50, "50 or less"),
                Band(51, 100, "above 50"),
            ),
            talk=(0, 50),
            change=10,
            more_is=mark("A higher number means that you felt well more of the time."),
        ),
    ),
    recall=mark("the last two weeks"),
    recall_days=14,
    minutes=1,
    source=(
        "Psychiatric Research Unit, WHO Collaborating Center for Mental Health, Frederiksborg General "
        "Hospital, "
        "DK-3400 Hillerød (1998); Topp CW, Østergaard SD, Søndergaard S, Bech P (2015). "
        "Psychotherapy and Psychosomatics 84:167-176"
    ),
    credit="WHO-5 Well-Being Index, © World Health Organization",
    licence=(
        "Free to use with its source named; treated here as CC BY-NC-SA 3.0 IGO, not "
        "part of the code's licence"
    ),
    on=True,
)
