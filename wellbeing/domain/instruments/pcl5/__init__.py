"""PCL-5: twenty items on what a very stressful experience may leave behind."""

from __future__ import annotations

from wellbeing.domain.instruments.instrument import Instrument, Scale, items, options
from wellbeing.words import mark

INSTRUMENT = Instrument(
    name="pcl5",
    title="PCL-5",
    about=mark("Twenty items about what a very stressful experience may leave behind."),
    stem="In the past month, how much were you bothered by:",
    options=options("Not at all", "A little bit", "Moderately", "Quite a bit", "Extremely"),
    items=items(
        "Repeated, disturbing, and unwanted memories of the stressful experience?",
        "Repeated, disturbing dreams of the stressful experience?",
        "Suddenly feeling or acting as if the stressful experience were actually happening again (as if "
        "you were "
        "actually back there reliving it)?",
        "Feeling very upset when something reminded you of the stressful experience?",
        "Having strong physical reactions when something reminded you of the stressful experience (for "
        "example, "
        "heart pounding, trouble breathing, sweating)?",
        "Avoiding memories, thoughts, or feelings related to the stressful experience?",
        "Avoiding external reminders of the stressful experience (for example, people, places, "
        "conversations, "
        "activities, objects, or situations)?",
        "Trouble remembering important parts of the stressful experience?",
        "Having strong negative beliefs about yourself, other people, or the world (for example, having "
        "thoughts "
        "such as: I am bad, there is something seriously wrong with me, no one can be trusted, the world is "
        "completely dangerous)?",
        "Blaming yourself or someone else for the stressful experience or what happened after it?",
        "Having strong negative feelings such as fear, horror, anger, guilt, or shame?",
        "Loss of interest in activities that you used to enjoy?",
        "Feeling distant or cut off from other people?",
        "Trouble experiencing positive feelings (for example, being unable to feel happiness or have loving "
        "feelings for people close to you)?",
        "Irritable behavior, angry outbursts, or acting aggressively?",
        "Taking too many risks or doing things that could cause you harm?",
        "Being “superalert” or watchful or on guard?",
        "Feeling jumpy or easily startled?",
        "Having difficulty concentrating?",
        "Trouble falling or staying asleep?",
    ),
    scales=(
        Scale(
            "all",
            mark("All twenty items"),
            tuple(range(1, 21)),
            talk=(31, 80),
            change=12,
            more_is=mark("A higher number means that these bothered you more."),
        ),
        Scale("memories", mark("Memories coming back (items 1 to 5)"), tuple(range(1, 6))),
        Scale("avoiding", mark("Keeping away (items 6 and 7)"), (6, 7)),
        Scale("thoughts", mark("Thoughts and mood (items 8 to 14)"), tuple(range(8, 15))),
        Scale("guard", mark("Being on guard (items 15 to 20)"), tuple(range(15, 21))),
    ),
    recall=mark("the past month"),
    recall_days=31,
    minutes=8,
    source=(
        "Weathers FW, Litz BT, Keane TM, Palmieri PA, Marx BP, Schnurr PP (2013). The PTSD Checklist for "
        "DSM-5 "
        "(PCL-5), standard. www.ptsd.va.gov"
    ),
    credit="National Center for PTSD, US Department of Veterans Affairs",
    licence="Work of the US Government, in the public domain",
)
