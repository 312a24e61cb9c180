"""Promise: what people read is short and calm, and never judges, sorts or frightens them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from html import unescape
from pathlib import Path
from uuid import uuid4

import pytest
from babel.messages.pofile import read_po

from tests.promises.test_words_come_from_the_catalog import PAGES as EDGE_PAGES
from tests.promises.test_words_come_from_the_catalog import SHEETS
from tests.tools.page_texts import said
from wellbeing.domain.answers import lines as diary
from wellbeing.domain.checkin import CheckIn
from wellbeing.domain.export import Export, as_csv, as_json
from wellbeing.domain.exposure import Kind
from wellbeing.domain.instruments.sheet import Sheet
from wellbeing.domain.instruments.shelf import shelf
from wellbeing.domain.instruments.telling import printed
from wellbeing.domain.learning import CARDS
from wellbeing.domain.plan import Plan, Step, told
from wellbeing.domain.policy import FIELDS
from wellbeing.domain.preferences import Preferences, Rhythm
from wellbeing.domain.record import Session
from wellbeing.domain.relief import Tool, Use
from wellbeing.domain.resources import LINES
from wellbeing.domain.support import Talk, Talked
from wellbeing.edge.rendering import Rendering
from wellbeing.services.patterns import NAMES as NOTICES
from wellbeing.words import translator
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
QUOTED = {
    text
    for one in shelf()
    if not one.own
    for text in (
        one.title,
        one.shown(one.stem),
        *(one.shown(item.text) for item in one.items),
        *(option.text for number in range(1, len(one.items) + 1) for option in one.answers(number)),
    )
    if text
}
"""Published words, which are quoted as they are."""
WORST_SHEETS = tuple(
    Sheet(
        one.name,
        date(2026, 11, 20),
        tuple((number, max(one.codes(number))) for number in range(1, len(one.items) + 1)),
        finished=True,
    )
    for one in shelf()
)


def seen(html: str) -> str:
    """What a page shows, and what its attributes read out."""
    body = re.sub(r"<(script|style)\b.*?</\1>", " ", html, flags=re.DOTALL)
    named = re.findall(r'(?:aria-label|alt|title|placeholder)="([^"]*)"', body)
    return unescape(" ".join([re.sub(r"<[^>]*>", " ", body), *named]))


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


@pytest.mark.parametrize("template", EDGE_PAGES)
def test_no_page_of_the_edge_as_it_is_rendered_uses_a_word_that_judges(template: str) -> None:
    """What a person reads without scripts: help, its card, the cards to learn from, the plan, the export."""
    given = {**EDGE_PAGES[template], "sheets": printed((*SHEETS, *WORST_SHEETS), translator("en"))}
    if template == "export":
        given["lines"] = lambda one: diary(one, translator("en"))
        given["plan"] = told(Plan("x"), translator("en"))
    html = Rendering("").page(template, "en", **given).body.decode()
    text = " ".join(seen(html).split())
    # Published items and titles are quoted, and an address is nobody's words.
    for quoted in sorted(QUOTED, key=len, reverse=True):
        text = text.replace(quoted, "")
    assert text
    assert blamed(re.sub(r"\S+/\S+", "", text)) == []


def test_no_line_source_or_name_uses_a_word_that_judges() -> None:
    names = [text for line in LINES for text in (line.name, line.keyword, line.hours, line.region)]
    names += [one.publisher for card in CARDS.values() for one in card.sources]
    names += [
        text for field in FIELDS.values() for one in field.sources for text in (one.publisher, one.title)
    ]
    assert len(set(names)) > 60
    assert {text: wrong for text in names if (wrong := blamed(text))} == {}


def test_no_export_uses_a_word_that_judges() -> None:
    began = datetime(2026, 11, 20, 9, tzinfo=UTC)
    sessions = tuple(
        Session(uuid4(), began.date(), kind, began, began + timedelta(minutes=45), 45, False, False, True)
        for kind in Kind
    )
    worst = CheckIn(began.date(), heaviness=4, energy=0, sleep=0, intrusions=3, recovery=0)
    export = Export(
        began,
        "handle",
        24,
        (worst,),
        (),
        sheets=WORST_SHEETS,
        sessions=sessions,
        plan=Plan(*("words" for _ in Step)),
        uses=tuple(Use(uuid4(), began.date(), tool, 10, 10) for tool in Tool),
        preferences=Preferences(
            resting=frozenset(NOTICES),
            rhythms=tuple((one.name, Rhythm.WEEKLY) for one in shelf()),
            talks=tuple(Talked(talk, began.date()) for talk in Talk),
        ),
    )
    for text in (as_json(export), as_csv(export)):
        assert all(kind.value in text for kind in (*Kind, *Tool))
        assert all(one.name in text for one in shelf())
        # An abbreviation that a questionnaire is known by stands in its name only.
        assert blamed(re.sub(r"\bpcptsd5\b", "", text).replace("_", " ")) == []


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
