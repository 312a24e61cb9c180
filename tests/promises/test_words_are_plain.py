"""Promise: what people read is short and calm, and never judges, sorts or frightens them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from babel.messages.pofile import read_po

from tests.tools.page_texts import said
from wellbeing.domain.checkin import CheckIn
from wellbeing.domain.export import Export, as_csv, as_json
from wellbeing.domain.exposure import Kind
from wellbeing.domain.record import Session
from wellbeing.words.extract import TEMPLATE, collected

LONGEST = 15
"""Most words in one sentence: tired people read these."""

NEVER = {
    r"diagnos\w*": "the app is no medical device and names no illness",
    r"screen(ed|ing|er)|screens? (for|positive|negative)": "nobody is screened for anything",
    r"patients?": "the people here are officers",
    r"complian\w*|non-?complian\w*": "a break is care, not a duty to be checked",
    r"scor(e|es|ed|ing)": "a number about a person reads as a verdict",
    r"fit(ness)? for duty": "nothing here decides about anybody's work",
    r"streaks?": "a missed day is no loss",
    r"fail(s|ed|ure|ures|ing)?": "a person who could not do something has not failed",
    r"subjects?": "people are called you, or your team",
    r"non-?respon\w*": "whoever does not answer owes no answer",
    r"ptsd risk|(?<!child may be )(?<!nobody is )at risk": "no risk is computed",
    r"clinical(?! review)|clinically|(un)?safe (range|level|zone)": "no line parts the well from the ill",
    r"you( a|')re (safe|fine|healthy|normal|unwell|ill)|(ab)?normal (range|level)s?": "nothing says that all is well",
    r"disorders?|depress(ed|ion|ive)|anxiety|ptsd": "an illness is named in documents only",
    r"you (may |might |could )?(suffer|meet the criteria|test(ed)? (positive|negative))": "nobody is told what they have",
    r"than (most|(the )?other (officers|people|units)|your (colleagues|team|unit's))": "nobody is compared",
    r"(take|stop|change|reduce|ask for) (your |any )?(medicines?|medication|pills|tablets)|prescri\w*": "no advice on medicine",
    r"well done|congratulations|(good|great|nice) (job|work|score|result)|keep it up|proud of you": "nothing is praised",
    r"you(('ve| have))? (missed|forgot|neglected)|overdue": "no guilt",
    r"insufficient data": "say what is hidden and whom it protects",
    r"anonymous\w*": "entries are private and team numbers are blurred; neither is anonymous",
    r"lock(ed)?[- ]?out": "nobody is shut out of help",
    r"(?<!not )monitor(s|ed|ing)?": "nobody watches",
    r"p.rn\w*": "it is child sexual abuse material (CSAM)",
    r"suicid\w* (risk|watch)": "crisis help sorts nobody",
    r"please contact (your|the) administrator": "an administrator cannot open anything",
}
"""What is never said to people, and why not."""


def _messages() -> list[str]:
    """Every message of the catalog, and of the sources as they are now."""
    with TEMPLATE.open("rb") as source:
        catalog = [*read_po(source), *collected()]
    found: list[str] = []
    for message in catalog:
        if message.id:
            found += [message.id] if isinstance(message.id, str) else list(message.id)
    return list(dict.fromkeys(found))


MESSAGES = _messages()


def sentences(message: str) -> list[str]:
    """The sentences of a message; a colon or a dash with spaces ends none."""
    return [one for one in re.split(r"(?<=[.!?…])[\"”)]*\s+|\n+", message) if one.strip()]


def words(sentence: str) -> list[str]:
    """The words a person reads, a placeholder counting as one."""
    return [one for one in sentence.split() if re.search(r"\w", one)]


def blamed(message: str) -> list[str]:
    """The banned words in a message, with the reason."""
    return [
        f"{found[0]}: {reason}"
        for pattern, reason in NEVER.items()
        if (found := re.search(rf"\b(?:{pattern})\b", message, re.IGNORECASE))
    ]


def test_there_are_messages() -> None:
    assert len(MESSAGES) > 30


def test_every_sentence_is_short() -> None:
    long = [
        (len(words(one)), one)
        for message in MESSAGES
        for one in sentences(message)
        if len(words(one)) > LONGEST
    ]
    assert not long


def test_no_message_uses_a_word_that_judges() -> None:
    assert not {message: found for message in MESSAGES if (found := blamed(message))}


def test_no_page_as_it_is_drawn_uses_a_word_that_judges() -> None:
    """Every branch of every page behind sign-in, with what never passed through the catalog too."""
    from wellbeing.app import PAGES

    found = {text for _, page, _ in PAGES for text in said(page("en").render())}
    assert len(found) > 400
    assert {text: wrong for text in found if (wrong := blamed(text))} == {}


def test_no_export_uses_a_word_that_judges() -> None:
    began = datetime(2026, 11, 20, 9, tzinfo=UTC)
    sessions = tuple(
        Session(uuid4(), began.date(), kind, began, began + timedelta(minutes=45), 45, False, False, True)
        for kind in Kind
    )
    worst = CheckIn(began.date(), heaviness=4, energy=0, sleep=0, intrusions=3, recovery=0)
    export = Export(began, "handle", 24, (worst,), (), sessions=sessions)
    for text in (as_json(export), as_csv(export)):
        assert "live" in text
        assert blamed(text.replace("_", " ")) == []


@pytest.mark.parametrize(
    "message",
    [
        "Your score is high.",
        "You screen positive for this.",
        "This is in the clinical range.",
        "You are safe.",
        "You're fine.",
        "You may be at risk.",
        "You are fit for duty.",
        "More than most officers.",
        "Ask for medication.",
        "Well done!",
        "You missed two days.",
        "Moderate depression",
        "Day 5 of your streak!",
        "You failed to answer.",
        "Screening questions",
        "3 patients",
    ],
)
def test_the_list_catches_what_it_is_for(message: str) -> None:
    assert blamed(message)


@pytest.mark.parametrize(
    "message",
    [
        "Works with a screen reader.",
        "Clear the screen.",
        "This is not monitored.",
        "Breaks can wait when a child may be at risk.",
        "If you are not safe now, call.",
        "A clinical reviewer is named.",
    ],
)
def test_the_list_leaves_ordinary_words(message: str) -> None:
    assert not blamed(message)


def test_a_long_sentence_is_noticed() -> None:
    assert [len(words(one)) for one in sentences("One two. " + "word " * 16 + "end.")] == [2, 17]


def test_the_older_term_stands_nowhere_in_the_product() -> None:
    root = Path(__file__).parents[2]
    kinds = {".py", ".md", ".html", ".js", ".css", ".po", ".pot", ".txt", ".toml", ".svg", ".webmanifest"}
    places = [root / "wellbeing", root / "assets", root / "docs", *root.glob("*.md")]
    files = [
        path
        for place in places
        for path in ([place] if place.is_file() else place.rglob("*"))
        if path.suffix in kinds and "node_modules" not in path.parts
    ]
    assert len(files) > 20
    said = [path.name for path in files if re.search(r"\bp[o]rn", path.read_text("utf-8"), re.IGNORECASE)]
    assert not said
