"""A route of the pages: its handler gets a visit, and every error of ours becomes what it leads to."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Iterable

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from wellbeing.domain.errors import HarbourError, Locked, ServedElsewhere, SignedOut
from wellbeing.domain.logged import Logged
from wellbeing.edge.pages.visit import Site, Visit
from wellbeing.edge.quiet import sentence_page, status_of
from wellbeing.words import LOCALES

_log = logging.getLogger(__name__)
_OUR_TROUBLE = 500

Handler = Callable[[Visit], Awaitable[Response]]


def route(site: Site, path: str, handler: Handler, methods: Iterable[str] = ("GET",)) -> Route:
    """A route whose handler gets a visit; a path starting with /{locale} exists in each locale in use.

    A signed-out person is led to the sign-in page, a locked one to the unlock page, and every other error
    of ours becomes a page with its sentence.
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
            return _answered(visit, visit.meant(error))

    return Route(path, answer, methods=list(methods))


def _answered(visit: Visit, error: HarbourError) -> Response:
    """What an error of ours leads to."""
    if isinstance(error, SignedOut):
        return visit.to("")
    if isinstance(error, Locked):
        return visit.to("unlock?next=" + _last_part(visit.request))
    if isinstance(error, ServedElsewhere) and (sent_on := visit.elsewhere(error)):
        return sent_on
    if status_of(error) >= _OUR_TROUBLE and not isinstance(error, ServedElsewhere):
        _log.warning("a page was not served (%s)", type(error).__name__, extra=Logged.PAGE_NOT_SERVED.extra)
    return sentence_page(visit.site.rendering, visit.locale, error)


def _last_part(request: Request) -> str:
    """The path without its locale: one of our own routes, never what somebody typed."""
    place = request.url.path.lstrip("/")
    return (
        place.removeprefix(request.path_params["locale"] + "/") if "locale" in request.path_params else place
    )
