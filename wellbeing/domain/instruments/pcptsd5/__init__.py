"""PC-PTSD-5: one question that opens or ends it, and five about the past month."""

from __future__ import annotations

from wellbeing.domain.instruments.instrument import Gate, Instrument, Item, Option, Scale
from wellbeing.words import mark

MONTH = "In the past month, have you..."

INSTRUMENT = Instrument(
    name="pcptsd5",
    title="PC-PTSD-5",
    about=mark("What frightening events may leave behind. A first question, then five more."),
    stem=(
        "Sometimes things happen to people that are unusually or especially frightening, horrible, or "
        "traumatic. "
        "For example: a serious accident or fire, a physical or sexual assault or abuse, an earthquake "
        "or flood, "
        "a war, seeing someone be killed or seriously injured, having a loved one die through homicide "
        "or suicide."
    ),
    options=(Option(1, "Yes"), Option(0, "No")),
    items=(
        Item(
            "Have you ever experienced this kind of event?",
            hint=mark("You may count what you saw, heard or read at work."),
        ),
        Item(
            "had nightmares about the event(s) or thought about the event(s) when you did not want to?",
            stem=MONTH,
        ),
        Item(
            "tried hard not to think about the event(s) or went out of your way to avoid situations that "
            "reminded "
            "you of the event(s)?",
            stem=MONTH,
        ),
        Item("been constantly on guard, watchful, or easily startled?", stem=MONTH),
        Item("felt numb or detached from people, activities, or your surroundings?", stem=MONTH),
        Item(
            "felt guilty or unable to stop blaming yourself or others for the event(s) or any problems the "
            "event(s) may have caused?",
            stem=MONTH,
        ),
    ),
    scales=(
        Scale(
            "all",
            mark("Times you said yes to the five"),
            (2, 3, 4, 5, 6),
            talk=(3, 5),
            more_is=mark("A higher number means more of these in the past month."),
        ),
    ),
    recall=mark("the past month"),
    recall_days=31,
    minutes=1,
    gate=Gate(1, closes=0),
    source=(
        "Prins A, Bovin MJ, Smolenski DJ et al. (2016). The Primary Care PTSD Screen for DSM-5 (PC-PTSD-5): "
        "development and evaluation within a veteran primary care sample. "
        "Journal of General Internal Medicine 31:1206-1211"
    ),
    credit="National Center for PTSD, US Department of Veterans Affairs",
    licence="Work of the US Government, in the public domain",
    on=True,
)
