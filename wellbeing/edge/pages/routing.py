"""A route of the pages: its handler gets a visit, and every error of ours becomes what it leads to."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Iterable

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from wellbeing.domain.errors import HarbourError, Locked, ServedElsewhere, SignedOut
from wellbeing.domain.logged import Logged
from wellbeing.edge.pages.visit import Site, Visit
from wellbeing.edge.quiet import sentence_page, status_of
from wellbeing.words import LOCALES

_log = logging.getLogger(__name__)
_OUR_TROUBLE = 500

_IN_A_LOCALE = "/{locale}/"

Handler = Callable[[Visit], Awaitable[Response]]


class Page(Route):
    """A route that unlocking leads back to."""

    @property
    def place(self) -> str:
        """Its name in the address of the unlock page: its path without the locale."""
        return _place(self.path)

    def address(self, locale: str) -> str:
        """Its path in a locale, if it has one in each."""
        return self.path.replace("{locale}", locale)


def route(
    site: Site, path: str, handler: Handler, methods: Iterable[str] = ("GET",), *, back: str = ""
) -> Route:
    """A route whose handler gets a visit; a path starting with /{locale} exists in each locale in use.

    A signed-out person is led to the sign-in page, a locked one to the unlock page and then back, and every
    other error of ours becomes a page with its sentence.

    Args:
        site: what the handler may use.
        path: one of our own, which holds nothing that anybody typed but the locale.
        handler: answers.
        methods: what it answers to.
        back: where unlocking leads, such as "today", from where it makes no sense to come back to.
    """

    async def answer(request: Request) -> Response:
        locale = request.path_params.get("locale", request.headers.get("x-locale", LOCALES[0]))
        if locale not in LOCALES:
            if "locale" in request.path_params:
                raise HTTPException(404)
            locale = LOCALES[0]
        visit = Visit(site, request, locale)
        try:
            return await handler(visit)
        except HarbourError as error:
            return _answered(visit, visit.meant(error), back or _place(path))

    methods = list(methods)
    return (Page if "GET" in methods and not back else Route)(path, answer, methods=methods)


def address(routes: Iterable[BaseRoute], place: str, locale: str) -> str | None:
    """The address of the page that asked for unlocking; None if none of ours has this name."""
    found = (one for one in routes if place and isinstance(one, Page) and one.place == place)
    return next((one.address(locale) for one in found), None)


def _answered(visit: Visit, error: HarbourError, back: str) -> Response:
    """What an error of ours leads to."""
    if isinstance(error, SignedOut):
        return visit.to("")
    if isinstance(error, Locked):
        return visit.to("unlock?next=" + back)
    if isinstance(error, ServedElsewhere) and (sent_on := visit.elsewhere(error)):
        return sent_on
    if status_of(error) >= _OUR_TROUBLE and not isinstance(error, ServedElsewhere):
        _log.warning("a page was not served (%s)", type(error).__name__, extra=Logged.PAGE_NOT_SERVED.extra)
    return sentence_page(visit.site.rendering, visit.locale, error)


def _place(path: str) -> str:
    """A path of ours without its locale."""
    return path.removeprefix(_IN_A_LOCALE) if path.startswith(_IN_A_LOCALE) else path.removeprefix("/")
