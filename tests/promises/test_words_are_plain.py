"""Promise: what people read is short and calm, and never judges, sorts or frightens them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from wellbeing.words.extract import TEMPLATE

LONGEST = 15
"""Most words in one sentence: tired people read these."""

NEVER = {
    r"diagnos\w*": "the app is no medical device and names no illness",
    r"screen(ed|ing|er)|screens? for": "nobody is screened for anything",
    r"patients?": "the people here are officers",
    r"complian\w*|non-?complian\w*": "a break is care, not a duty to be checked",
    r"scor(e|es|ed|ing)": "a number about a person reads as a verdict",
    r"fit(ness)? for duty": "nothing here decides about anybody's work",
    r"streaks?": "a missed day is no loss",
    r"fail(s|ed|ure|ures|ing)?": "a person who could not do something has not failed",
    r"subjects?": "people are called you, or your team",
    r"non-?respon\w*": "whoever does not answer owes no answer",
    r"ptsd risk|at risk": "no risk is computed",
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
    with TEMPLATE.open("rb") as source:
        catalog = read_po(source)
    found: list[str] = []
    for message in catalog:
        if message.id:
            found += [message.id] if isinstance(message.id, str) else list(message.id)
    return found


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


@pytest.mark.parametrize(
    "message",
    [
        "Your score is high.",
        "Day 5 of your streak!",
        "You failed to answer.",
        "Screening questions",
        "3 patients",
    ],
)
def test_the_list_catches_what_it_is_for(message: str) -> None:
    assert blamed(message)


@pytest.mark.parametrize(
    "message", ["Works with a screen reader.", "Clear the screen.", "This is not monitored."]
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
