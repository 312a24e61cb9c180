"""Our own week: eighteen plain statements about work and life, which are never added up."""

from __future__ import annotations

from wellbeing.domain.instruments.instrument import Instrument, Item, Option
from wellbeing.words import mark

INSTRUMENT = Instrument(
    name="own-week",
    title=mark("My week"),
    about=mark("What the work does to a week, and what helps. Our own words, no sum."),
    stem=mark("In the past seven days:"),
    options=(
        Option(0, mark("Not at all")),
        Option(1, mark("A little")),
        Option(2, mark("Somewhat")),
        Option(3, mark("Quite a lot")),
        Option(4, mark("Very much")),
    ),
    items=(
        Item(mark("Unwanted images or sounds from work came back.")),
        Item(mark("I kept away from things that remind me of work.")),
        Item(mark("I felt numb or switched off.")),
        Item(mark("I was short-tempered.")),
        Item(mark("It was hard to keep my mind on things.")),
        Item(mark("I was jumpy or on guard.")),
        Item(mark("I found it hard to trust people.")),
        Item(mark("I was over-protective of children or family, or kept away from everyday care.")),
        Item(mark("I used more alcohol, tobacco or medicines than I like.")),
        Item(mark("I was in touch with friends.")),
        Item(mark("My work felt worth doing.")),
        Item(mark("There was more work than I could do.")),
        Item(mark("My supervisor supported me.")),
        Item(mark("I heard how a case ended.")),
        Item(mark("I could take my breaks.")),
        Item(mark("I could not do what I thought was right.")),
        Item(mark("I recovered on my days off.")),
        Item(
            mark("Being close to someone was harder because of work."),
            opt_in=mark("Show one more, about closeness"),
        ),
    ),
    scales=(),
    recall=mark("the past seven days"),
    recall_days=7,
    minutes=3,
    source="Harbour, docs/instruments/own-week.md",
    credit="",
    licence="The licence of this program",
    own=True,
    on=True,
)
"""Asked in every language that the program speaks."""
