"""Promise: every sentence can be translated, since none stands in a page, a template or a script itself."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace as Some
from typing import Any
from uuid import UUID

import pytest

from tests.tools.lines import OF_LINES
from tests.tools.outside import outside
from tests.tools.page_texts import untranslated
from wellbeing.domain import team_words
from wellbeing.domain.answers import lines
from wellbeing.domain.checkin import CheckIn, Feeling
from wellbeing.domain.contact import CONTACT_KINDS, Contact, ContactKind, ContactWords
from wellbeing.domain.duty import DUTY_NAMES, Duty, DutyKind, Record, RuleLine
from wellbeing.domain.errors import HarbourError, InvitationRefused
from wellbeing.domain.export import Export
from wellbeing.domain.installation import Installation
from wellbeing.domain.instruments.sheet import Sheet
from wellbeing.domain.instruments.telling import printed
from wellbeing.domain.learning import AUDIENCES, CARDS, TOPICS, by_topic
from wellbeing.domain.people import UnitId
from wellbeing.domain.periods import Period
from wellbeing.domain.plan import AUTHORS, SOURCE, Plan, told
from wellbeing.domain.relief import TOOL_NAMES, Tool, Use
from wellbeing.domain.resources import LINES, Directory
from wellbeing.domain.team import (
    AroundRule,
    Band,
    Bucket,
    Comparison,
    Marker,
    Measure,
    Range,
    Reach,
    Series,
    Sign,
    Situation,
    State,
    Trend,
    View,
)
from wellbeing.edge.pages.help_now import shown
from wellbeing.edge.rendering import Rendering
from wellbeing.services.leaving import Receipt
from wellbeing.words import PSEUDO, translator

ROOT = Path(__file__).parents[2]
TEMPLATES = sorted((ROOT / "wellbeing" / "edge" / "templates").rglob("*.html"))
SCRIPTS = sorted((ROOT / "assets").rglob("*.js"))

_JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
_COMMENT = re.compile(r"/\*.*?\*/|(?<![:\"'`])//[^\n]*", re.DOTALL)
_STRING = re.compile(r"\"((?:[^\"\\\n]|\\.)*)\"|'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`", re.DOTALL)
_SENTENCE = re.compile(r"^[A-Z][a-z]+( [\w,'’-]+)*[.!?…]?$")  # noqa: RUF001  a typographic apostrophe


def spoken(script: str) -> list[str]:
    """The strings of a script that look like words for people: a capital, then small letters."""
    found = [
        next(part for part in match if part)
        for match in _STRING.findall(_COMMENT.sub("", script))
        if any(match)
    ]
    return [one for one in found if _SENTENCE.match(one) and one not in NAMES]


NAMES = frozenset(
    [
        *("Alt", "ArrowDown", "ArrowLeft", "ArrowRight", "ArrowUp", "Backspace", "Control", "End", "Enter"),
        *("Esc", "Escape", "Home", "Meta", "Shift", "Space", "Tab", "GET", "POST", "Harbour"),
    ]
)
"""Names of keys and of HTTP, which are no sentences."""


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_a_template_holds_no_sentence(template: Path) -> None:
    source = template.read_text("utf-8")
    assert outside(_JINJA.sub("", source)) == []
    assert "t.n(" not in source, "write n(…): Jinja's extractor does not see t.n(…)"


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_a_script_holds_no_sentence(script: Path) -> None:
    assert spoken(script.read_text("utf-8")) == []


ERRORS: Mapping[str, Any] = {
    "errors": (("code", InvitationRefused.sentence()), ("", HarbourError.sentence())),
    "wrong": {"code": InvitationRefused.sentence()},
}
SLIP = Some(label="seat 12", unit_name="Harbour lab", code="7QF2-K9WD", expires_on=date(2026, 12, 5))
RECEIPT = Receipt(date(2026, 11, 21), check_ins=4_000, log_lines=3, backup_days=35, reference="9F3A")
CHECK_IN = CheckIn(
    date(2026, 11, 20), 3, 1, 0, 3, frozenset({Feeling.LOW, Feeling.ON_EDGE}), 1, note="a long day"
)
EXPORT = Export(
    datetime(2026, 11, 21, tzinfo=UTC),
    handle="grey buoy",
    retention_months=24,
    check_ins=(CHECK_IN, CheckIn(date(2026, 11, 21), feelings=frozenset())),
    log=(),
    damaged=2,
    plan=Plan(trusted="my sister"),
    uses=(Use(UUID(int=3), date(2026, 11, 20), Tool.WALK, 7, None),),
)
CONTACT = Contact(
    UUID(int=1), UnitId(UUID(int=2)), ContactKind.PEER, ContactWords("Zeta peers", "zeta days"), dial="01 23"
)
HELP: Mapping[str, Any] = {
    **shown(Directory.of(LINES), PSEUDO, ("FR",), date(2026, 11, 21)),
    "contacts": (CONTACT,),
    "overdue": frozenset({"fr-3114"}),
    "reviewer": "",
}
PERIOD = Period.of(date(2026, 10, 20))
HALF = Range(0.4, 0.6)
CHANGED = Comparison(Trend.RISING, 8, PERIOD.last)
TOLD = View(
    *(UnitId(UUID(int=2)), "Zeta", ("Eta", "Zeta"), False, Situation.TOLD, Bucket.SOME, None),
    series=tuple(
        Series(one, (Band(PERIOD, State.SHOWN, HALF, HALF), Band(PERIOD.later(1), State.HIDDEN)), 2)
        for one in Measure
    ),
    overall=CHANGED,
    around=AroundRule(PERIOD.first, CHANGED),
    markers=(Marker(PERIOD.first, Sign.RULE, "Zeta", "", 2),),
    reach=(Reach(0.4, 0.3, 0.2), Reach(1.0, 0.6, None)),
)
TEAM = (
    TOLD,
    *(
        View(UnitId(UUID(int=2)), "Zeta", (), False, one, None, None)
        for one in (Situation.WAITING, Situation.SMALL, Situation.ENDS)
    ),
)
RECORD = Record(
    *("Zeta", PERIOD.last),
    rules=(
        RuleLine(2, PERIOD.first, PERIOD.last, PERIOD.last, "zeta", False, True, 50, 10),
        RuleLine(1, PERIOD.first, PERIOD.last, None, "", True, False, 50, 10),
    ),
    lines=2,
    confirmed=1,
    contacts=((ContactKind.PEER, "zeta"),),
    outcomes=((PERIOD.last, "zeta"),),
    duties=tuple(Duty(UUID(int=4), UnitId(UUID(int=2)), PERIOD.last, one, "zeta") for one in DutyKind),
    released=(PERIOD,),
    withheld=1,
)
SHEETS = tuple(
    Sheet(name, date(2026, 11, 21), ((1, 1),), frozenset({2}), finished=True) for name in ("phq4", "own-week")
)
PAGES: dict[str, Mapping[str, Any]] = {
    "blank": {},
    "delete": {"word": "delete"},
    "demo": {"doors": (Some(name="lead", title="A welfare lead", words="Nothing about one person."),)},
    "export": {
        "export": EXPORT,
        "lines": lambda one: lines(one, translator(PSEUDO)),
        "sheets": printed(SHEETS, translator(PSEUDO)),
        "plan": told(EXPORT.plan, translator(PSEUDO)),
        "tools": TOOL_NAMES,
    },
    "help_card": HELP,
    "help_now": HELP,
    "join": {"handle": "", "code": "", "words": "- -", **ERRORS},
    "learn": {"topics": TOPICS, "cards": by_topic()},
    "learn_card": {"card": CARDS["viewing-craft"], "audiences": AUDIENCES, "reviewer": ""},
    "plan": {
        "phase": "open",
        "steps": told(Plan(trusted="my sister"), translator(PSEUDO)),
        "authors": AUTHORS,
        "source": SOURCE,
    },
    "landing": {"signed_in": False, "handle": "", **ERRORS},
    "team": {"phase": "open", "views": TEAM, "words": team_words},
    "duty": {
        "phase": "open",
        "records": (RECORD,),
        "contacts": CONTACT_KINDS,
        "duties": DUTY_NAMES,
        "answered": DutyKind.COMMENTS,
    },
    "passphrase": {"words": "- -"},
    "passphrase_changed": {},
    "plain": {"title": "There is no such page", "words": "The address may be old or mistyped."},
    "privacy": {},
    "receipt": {"receipt": RECEIPT},
    "recover": {"handle": "", "words": "- -"},
    "recovery": {"code": ("1", "2"), "groups": (1, 2)},
    "renew": {},
    "rotate": {},
    "about": {
        "phase": "open",
        "told": Installation(
            "0.1.0",
            "5f0c",
            "0004",
            "SQLite",
            ("en",),
            10,
            64,
            3,
            "5f0c",
            True,
            35,
            date(2026, 11, 20),
            False,
            True,
            1,
            "Zeta",
        ),
        "languages": "Zeta",
        "locks": 10,
        "usual": 24,
        "least": 6,
        "most": 60,
    },
    "records": {
        "phase": "open",
        "shown": Some(
            number=2,
            pages=3,
            total=120,
            head="5f0c",
            public_key="5f0c",
            sound=False,
            lines=(Some(number=70),),
        ),
        "rows": [
            (70, date(2026, 11, 20), "Zeta", "Zeta", "Zeta", "5f0c1a2b"),
            (69, date(2026, 11, 20), "Zeta", "Zeta", "", "5f0c1a2b"),
        ],
    },
    "seat": {},
    "seat_added": {"roles": ("configurator", "administrator")},
    "slips": {"slips": (Some(slip=SLIP, link="/#", picture=""),), "near": True, "back": "unit"},
    "unlock": {"next": "today"},
}
"""Every page of the edge with something to show; the last test of this file notices one that is missing."""
OWN_WORDS = (
    *OF_LINES,
    *(CONTACT.words.name, CONTACT.words.hours),
    *(SLIP.label, SLIP.unit_name, SLIP.code, RECEIPT.reference, EXPORT.handle, CHECK_IN.note),
    *(text for source in CARDS["viewing-craft"].sources for text in (source.publisher, source.address)),
    *("my sister", AUTHORS, SOURCE),
    *("Zeta", "zeta", "Eta"),
    *("0.1.0", "5f0c", "5f0c1a2b", "0004", "SQLite", "wellbeing audit verify --head …"),
)


@pytest.mark.parametrize("template", PAGES)
def test_a_page_of_the_edge_is_wholly_translated(template: str) -> None:
    rendering = Rendering("All people here are made up.")
    for more in ({}, {"signed_in": True}, {"code": (), "groups": ()}):
        if not more or more.keys() <= PAGES[template].keys():
            html = rendering.page(template, PSEUDO, **{**PAGES[template], **more}).body.decode()
            assert outside(html, OWN_WORDS) == []
            assert 'dir="rtl"' in html


def test_no_page_of_the_edge_is_forgotten() -> None:
    whole = re.compile(r"\{% extends|<!doctype")
    pages = {path.stem for path in TEMPLATES if whole.search(path.read_text("utf-8"))}
    assert pages - {"frame"} == set(PAGES)


def test_there_are_templates_and_scripts() -> None:
    assert TEMPLATES
    assert SCRIPTS


def test_a_planted_sentence_is_found() -> None:
    assert outside(_JINJA.sub("", '<p>{{ t("Lock") }}</p><p>Unlock</p>')) == ["Unlock"]
    assert spoken("// It's fine\nstatus.textContent = 'Not saved yet.'; x = `Try again`") == [
        "Not saved yet.",
        "Try again",
    ]
    assert spoken("addEventListener('keydown', (e) => e.key === 'Escape' && go('/en/today'))") == []


def test_the_pages_behind_sign_in_are_wholly_translated(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.tools.page_texts"],
        cwd=tmp_path, env={**os.environ, "WELLBEING_LOCALES": PSEUDO, "PYTHONPATH": str(ROOT)},
        capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    told = json.loads(done.stdout)
    assert all(count > 20 for count in told["texts"].values())
    assert not {route: found for route, found in told["untranslated"].items() if found}


def test_a_sentence_planted_in_a_page_is_found() -> None:
    tree = {
        "contents": '(day_rx_state_?.["name"] ? "\\u27e6\\u0160kip\\u27e7" : "Skip it")',
        "props": [
            'className:"row wide"',
            '"aria-label":"Days"',
            'title:(open ? "Close" : "\\u27e6o\\u27e7")',
        ],
        "children": [{"contents": 'state_?.valueOf?.() === "here"?.valueOf?.()'}],
    }
    assert untranslated(tree) == ["Close", "Days", "Skip it"]
