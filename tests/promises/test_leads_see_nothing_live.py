"""Promise: while officers say yes, check in, change and take back, not one byte that a lead can see moves.

Attacks 1, 11, 12 and 13 of the design, over a running server. First the unit has too few seats for a picture,
then enough and an open period, then a picture. Each time the lead opens every page and asks for every address;
then the officers act; then the lead does it again. What the pages can call is compared in
`test_nobody_learns_who_works`. In between, files are seen to change: so the officers' acts did arrive.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.promises.support.cast import CONFIGURATORS, INVESTIGATORS, LEAD, Cast, assemble
from tests.promises.support.errands import Line, filled
from tests.promises.support.house import house
from tests.promises.support.permitted import EXPORTS, READ, ROUTES
from tests.promises.test_nobody_learns_who_works import _QUIET, PAGES, World, difference, enter, in_order
from tests.tools.reflex_client import ReflexClient
from wellbeing.domain.periods import Period

A, B = INVESTIGATORS
CANARY = "canary of the promise"
OWN = {"me", "history"}
"""What the lead writes there by looking: their own sign-ins."""
MORE_SEATS = 10
"""Beside the four there are: enough for a picture."""


@dataclass
class Life:
    """One installation that lives through a period, and what the lead saw each time they looked."""

    cast: Cast
    data: Path
    seen: dict[str, dict[tuple[str, str], str]] = field(default_factory=dict)
    boxes: dict[str, str] = field(default_factory=dict)
    """Digest of the file of boxes each time."""

    @property
    def now(self) -> datetime:
        return datetime.fromisoformat(self.cast.house.ask("moment")).astimezone(UTC)

    def look(self, name: str) -> None:
        """Everything that the lead can open and ask for, with every variable that a page is sent."""
        enter(self.cast[LEAD])
        self.seen[name] = asyncio.run(self._seen())
        self.boxes[name] = hashlib.sha256((self.data / "boxes.db").read_bytes()).hexdigest()

    async def _seen(self) -> dict[tuple[str, str], str]:
        lead, world = self.cast[LEAD], World(self.cast, A)
        told = {(LEAD, f"page {page}"): await world._page(LEAD, page) for page in PAGES if page not in OWN}
        with Line(self.cast.house.url, {"Cookie": lead.open}) as line:
            for path in (
                one for one, methods in sorted(ROUTES.items()) if methods & READ and one not in EXPORTS
            ):
                status, text, headers = line.send(
                    "GET", filled(path), X_Forwarded_For=self.cast.house.address()
                )
                said = sorted((name, value) for name, value in headers.items() if name not in _QUIET)
                told[LEAD, f"GET {path}"] = in_order(f"{status}\n{said}\n{text}")
        return told

    def pass_to(self, moment: datetime) -> None:
        """Let time pass, and let the jobs run as they would have."""
        self.cast.house.ask("forward", (moment - self.now).total_seconds())
        self.cast.house.ask("turn")
        self.cast.today = self.now.date()
        for one in self.cast.players.values():  # everybody's session is over
            one.walker = self.cast.house.walker()

    def act(self, *names: str, yes: bool = True) -> None:
        """Officers answer with the worst of everything, say yes or take it back, and their ballots follow."""
        for name in names:
            player = self.cast[name]
            enter(player)
            asyncio.run(self._check_in(name))
            self.cast.house.ask("choose", player.walker.session, yes)

    async def _check_in(self, name: str) -> None:
        player = self.cast[name]
        async with ReflexClient(self.cast.house.url, cookie=player.open) as tab:
            await tab.boot()
            answers = {"heaviness": "4", "energy": "0", "sleep": "0", "note": f"{CANARY} {name}"}
            pending = {"pending": ",".join(answers), "tag": player.tag, "day": self.cast.today.isoformat()}
            await tab.event("today.merge", form={**pending, **answers})


@pytest.fixture(scope="module")
def life(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Life]:
    data = tmp_path_factory.mktemp("life") / "data"
    with house(data, hurried=True) as there:
        one = Life(assemble(there), data)
        one.look("small")
        one.act(A)
        one.look("small, one answered")
        one.act(B)
        one.look("small, two answered")
        enter(one.cast[CONFIGURATORS[0]])
        unit = one.cast.units[0].id
        one.cast[CONFIGURATORS[0]].walker.issue(
            unit, "investigator", [f"more {n}" for n in range(MORE_SEATS)]
        )
        first = Period.at(one.now).later(1)
        one.pass_to(first.opens_at + timedelta(days=1, hours=9))
        one.look("open")
        one.act(A, B)
        one.look("open, two take part")
        one.act(A, yes=False)
        one.look("open, one took it back")
        one.pass_to(first.released_at + timedelta(hours=1))
        one.look("told")
        one.act(A, B)
        one.look("told, and the next is open")
        yield one


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("small", "small, one answered"),
        ("small", "small, two answered"),
        ("open", "open, two take part"),
        ("open", "open, one took it back"),
        ("told", "told, and the next is open"),
    ],
    ids=range(5),
)
def test_1_11_12_a_lead_sees_the_same_whatever_officers_do(life: Life, before: str, after: str) -> None:
    one, other = life.seen[before], life.seen[after]
    assert one.keys() == other.keys()
    assert len(one) > len(PAGES) + 20
    assert {asked: difference(one[asked], other[asked]) for asked in one if one[asked] != other[asked]} == {}


def test_the_officers_did_act_and_the_picture_did_come(life: Life) -> None:
    """If nothing had arrived, or nothing were ever shown, the comparison would prove nothing."""
    assert life.boxes["small"] == life.boxes["small, two answered"], "there is no box for a small unit"
    assert len({life.boxes[name] for name in ("open", "open, two take part", "open, one took it back")}) == 3
    changed = {asked for asked, text in life.seen["open"].items() if life.seen["told"][asked] != text}
    assert (LEAD, "page team") in changed


def test_13_no_word_of_anybody_is_in_anything_a_lead_sees(life: Life) -> None:
    everything = "\n".join(text for told in life.seen.values() for text in told.values())
    assert CANARY not in everything
    assert [word for name in (A, B) for word in life.cast[name].private if word in everything] == []
