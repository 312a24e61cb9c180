"""The doors of the demo: one click to enter as each role; no other installation has this page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from wellbeing.edge.pages.landing import sign_in
from wellbeing.edge.pages.visit import Site, Visit
from wellbeing.words import LOCALES, best_locale, mark

RIBBON = mark("This is a demo. Everybody in it is made up, and all of it goes when it stops.")


@dataclass(frozen=True, slots=True)
class Door:
    """One made-up person that a visitor may be."""

    name: str
    """What the address says, such as "investigator"."""
    title: str
    """English words on the button."""
    words: str
    """English words about what there is to see."""
    place: str
    """The page it leads to, without its locale."""
    handle: str = field(repr=False)
    passphrase: str = field(repr=False)


class DemoPages:
    """The page with the doors, and what each of them does."""

    def __init__(self, doors: Sequence[Door]) -> None:
        """Know the doors; `open` is called once the edge stands."""
        self._doors = {door.name: door for door in doors}
        self._site: Site | None = None

    def open(self, site: Site) -> None:
        """Use what the pages of the edge use."""
        self._site = site

    def routes(self) -> list[Route]:
        """The page in each language, and a door for each role."""
        return [
            Route("/demo", self._choose),
            Route("/{locale}/demo", self._show),
            Route("/{locale}/demo/enter/{name}", self._enter, methods=["POST"]),
        ]

    async def _choose(self, request: Request) -> Response:
        return RedirectResponse(f"/{best_locale(request.headers.get('accept-language'))}/demo", 303)

    async def _show(self, request: Request) -> Response:
        return self._visit(request).page("demo", doors=tuple(self._doors.values()))

    async def _enter(self, request: Request) -> Response:
        visit = self._visit(request)
        door = self._doors.get(request.path_params["name"])
        if door is None:
            raise HTTPException(404)
        cookie = await sign_in(visit, door.handle, door.passphrase)
        return await visit.signed_in(visit.to(door.place), cookie)

    def _visit(self, request: Request) -> Visit:
        locale = request.path_params["locale"]
        if self._site is None or locale not in LOCALES:
            raise HTTPException(404)
        return Visit(self._site, request, locale)
