"""K6: six items on strain in the past thirty days."""

from __future__ import annotations

from wellbeing.domain.instruments.instrument import Band, Instrument, Scale, items, options
from wellbeing.words import mark

INSTRUMENT = Instrument(
    name="k6",
    title="K6",
    about=mark("Six items about strain."),
    stem="During the past 30 days, about how often did you feel",
    options=options(
        "All of the time",
        "Most of the time",
        "Some of the time",
        "A little of the time",
        "None of the time",
        down=True,
    ),
    items=items(
        "nervous?",
        "hopeless?",
        "restless or fidgety?",
        "so depressed that nothing could cheer you up?",
        "that everything was an effort?",
        "worthless?",
    ),
    scales=(
        Scale(
            "all",
            mark("All six items"),
            tuple(range(1, 7)),
            bands=(
                Band(0, 4, "low"),
                Band(5, 12, "moderate mental distress"),
                Band(13, 24, "serious psychological distress"),
            ),
            talk=(13, 24),
            more_is=mark("A higher number means more of the time."),
        ),
    ),
    recall=mark("the past thirty days"),
    recall_days=30,
    minutes=1,
    source=(
        "Kessler RC, Barker PR, Colpe LJ et al. (2003). Screening for serious mental illness in the general "
        "population. Archives of General Psychiatry 60:184-189"
    ),
    credit="© World Health Organization 2003",
    licence="Available for unrestricted use; the source is named",
)
