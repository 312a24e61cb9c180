"""ProQOL-5: thirty statements about work as one who helps, in three scales that are never added together."""

from __future__ import annotations

from wellbeing.domain.instruments.instrument import Band, Instrument, Scale, items, options
from wellbeing.words import mark

BANDS = (Band(10, 22, "low"), Band(23, 41, "average"), Band(42, 50, "high"))

INSTRUMENT = Instrument(
    name="proqol5",
    title="ProQOL-5",
    about=mark("Thirty statements about what work with harm gives you and takes from you."),
    stem=(
        "Consider each of the following questions about you and your current work situation. Select the "
        "number "
        "that honestly reflects how frequently you experienced these things in the last 30 days."
    ),
    options=options("Never", "Rarely", "Sometimes", "Often", "Very Often", first=1),
    items=items(
        "I am happy.",
        "I am preoccupied with more than one person I [help].",
        "I get satisfaction from being able to [help] people.",
        "I feel connected to others.",
        "I jump or am startled by unexpected sounds.",
        "I feel invigorated after working with those I [help].",
        "I find it difficult to separate my personal life from my life as a [helper].",
        "I am not as productive at work because I am losing sleep over traumatic experiences of a person "
        "I [help].",
        "I think that I might have been affected by the traumatic stress of those I [help].",
        "I feel trapped by my job as a [helper].",
        'Because of my [helping], I have felt "on edge" about various things.',
        "I like my work as a [helper].",
        "I feel depressed because of the traumatic experiences of the people I [help].",
        "I feel as though I am experiencing the trauma of someone I have [helped].",
        "I have beliefs that sustain me.",
        "I am pleased with how I am able to keep up with [helping] techniques and protocols.",
        "I am the person I always wanted to be.",
        "My work makes me feel satisfied.",
        "I feel worn out because of my work as a [helper].",
        "I have happy thoughts and feelings about those I [help] and how I could help them.",
        "I feel overwhelmed because my case [work] load seems endless.",
        "I believe I can make a difference through my work.",
        "I avoid certain activities or situations because they remind me of frightening experiences of "
        "the people "
        "I [help].",
        "I am proud of what I can do to [help].",
        "As a result of my [helping], I have intrusive, frightening thoughts.",
        'I feel "bogged down" by the system.',
        'I have thoughts that I am a "success" as a [helper].',
        "I can't recall important parts of my work with trauma victims.",
        "I am a very caring person.",
        "I am happy that I chose to do this work.",
    ),
    scales=(
        Scale(
            "satisfaction",
            mark("What the work gives you"),
            (3, 6, 12, 16, 18, 20, 22, 24, 27, 30),
            bands=BANDS,
            more_is=mark("A higher number means that it gives you more."),
        ),
        Scale(
            "burnout",
            mark("Being worn out by the work"),
            (1, 4, 8, 10, 15, 17, 19, 21, 26, 29),
            reverse=frozenset({1, 4, 15, 17, 29}),
            bands=BANDS,
            more_is=mark("A higher number means more worn out."),
        ),
        Scale(
            "stress",
            mark("What stays with you from others' harm"),
            (2, 5, 7, 9, 11, 13, 14, 23, 25, 28),
            bands=BANDS,
            more_is=mark("A higher number means that more stays with you."),
        ),
    ),
    recall=mark("the last thirty days"),
    recall_days=30,
    minutes=8,
    source=(
        "B. Hudnall Stamm (2009). Professional Quality of Life: Compassion Satisfaction and Fatigue "
        "Version 5 "
        "(ProQOL). ProQOL.org"
    ),
    credit="© B. Hudnall Stamm, 2009; Center for Victims of Torture, ProQOL.org",
    licence="May be freely copied with credit, without changes but the bracketed words, and not sold",
    replaced={
        "a [helper]": "an investigator",
        "[helping]": "helping",
        "[helped]": "helped",
        "[help]": "help",
        "[work]": "work",
    },
    on=True,
)
