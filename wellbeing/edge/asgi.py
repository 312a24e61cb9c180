"""The edge itself: everything that reaches the app, and everything that leaves it, passes through here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from wellbeing.edge import bodies
from wellbeing.edge.affinity import Affinity
from wellbeing.edge.answers import Answer, PlainPage, headers_alone
from wellbeing.edge.caller import Caller, take_out
from wellbeing.edge.frontend import read_frontend
from wellbeing.edge.headers import SecurityHeaders
from wellbeing.edge.kdf import AT_ONCE, Slowly
from wellbeing.edge.line import TOO_MUCH
from wellbeing.edge.options import Limits
from wellbeing.edge.origin import METHODS, SAFE_METHODS, Origins, same_origin
from wellbeing.edge.pages import page_routes
from wellbeing.edge.pages.visit import Site
from wellbeing.edge.quiet import locale_of, plain_page
from wellbeing.edge.rendering import Rendering
from wellbeing.edge.sockets import EVENT_PATH, Sockets
from wellbeing.edge.tries import Tries
from wellbeing.services.desks import Desks
from wellbeing.services.installation import Standing
from wellbeing.services.neighbours import Neighbours

HEALTH = frozenset({"/healthz", "/readyz"})
"""Answer under any host name and as often as asked, for machines that watch whether the server is up."""
_KEPT_BACK = ("/_", "/ping", "/auth-codespace")
"""What Reflex answers besides its pages and files: nobody outside needs it."""
_LIMITS = Limits()


class Edge:
    """Wraps an ASGI app; made once per process, from the same desks as the app behind it."""

    def __init__(
        self,
        desks: Desks,
        public_origins: Iterable[str],
        *,
        frontend: Path,
        trusted_proxy_hops: int = 0,
        ribbon: str = "",
        extra_routes: Sequence[Route] = (),
        limits: Limits = _LIMITS,
        secrets_at_once: int = AT_ONCE,
        neighbours: Neighbours | None = None,
        standing: Standing | None = None,
    ) -> None:
        """Read the build and make the pages.

        Args:
            desks: the services.
            public_origins: where people reach the app, such as "https://wellbeing.example".
            frontend: the folder the build calls build/client.
            trusted_proxy_hops: how many proxies stand before the server, each adding to X-Forwarded-For.
            ribbon: English words shown on every page; empty for none.
            extra_routes: pages of a special installation, such as the demo's.
            limits: allowances.
            secrets_at_once: how many acts with an Argon2id may be under way, a few more than the vault takes.
            neighbours: the other processes of this installation; None when there are none.
            standing: looks at the installation; None where there is none behind the desks.

        Raises:
            HostUnfit: there is no usable build in the folder.
            ValueError: a public origin is not one.
        """
        self._origins = Origins(public_origins)
        self._hops = trusted_proxy_hops
        self._limits = limits
        self._frontend = read_frontend(frontend)
        self._headers = SecurityHeaders(self._frontend)
        self._rendering = Rendering(ribbon)
        self._tries = Tries(limits)
        self.sockets = Sockets(desks.person.sessions, limits)
        self._affinity = Affinity(neighbours, desks.person.sessions.presence_of_cookie)
        self.site = Site(
            desks,
            self._rendering,
            self._tries,
            self.sockets,
            affinity=self._affinity,
            standing=standing,
            slowly=Slowly(secrets_at_once),
        )
        self._pages = Starlette(
            routes=[*extra_routes, *page_routes(self.site)],
            exception_handlers={HTTPException: self._refused, Exception: self._refused},
        )
        self._pages.router.redirect_slashes = False

    def wrap(self, app: ASGIApp) -> ASGIApp:
        """The app behind the edge; what is not a request or a websocket passes through."""

        async def edge(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] == "http":
                await self._request(app, scope, receive, send)
            elif scope["type"] == "websocket":
                await self._websocket(app, scope, receive, send)
            else:
                await app(scope, receive, send)

        return edge

    __call__ = wrap

    async def _websocket(self, app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a handshake of our own pages through; refuse any other before it is accepted."""
        headers = Headers(scope=scope)
        origin = self._origins.of_host(headers)
        caller, inner = take_out(scope, origin or self._origins.first, self._hops)
        if (
            origin is not None
            and scope["path"].rstrip("/") == EVENT_PATH
            and same_origin(headers, origin)
            and not self._affinity.stranded(caller)
            and self.sockets.has_room(caller.address, stranger=not caller.cookie)
            and self._tries.connect(caller.address)
        ):
            await self.sockets.serve(app, inner, receive, send, caller)
        else:
            await send({"type": "websocket.close", "code": TOO_MUCH})

    async def _request(self, app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request: from the edge's pages, from a rewritten chunk, or from the app behind."""
        path = scope["path"]
        headers = Headers(scope=scope)
        origin = self._origins.of_host(headers)
        caller, inner = take_out(scope, origin or self._origins.first, self._hops)
        plain = self._plain(path, headers)
        if scope["method"] == "HEAD":
            send = headers_alone(send)
        answer = Answer(send, self._headers, path, caller.origin)
        if refusal := self._refusal(scope, headers, origin, caller):
            await answer.of_edge(plain(refusal), inner, receive, plain)
        elif path in self._frontend.chunks:
            await answer.of_edge(self._chunk(path, headers), inner, receive, plain, built=True)
        elif scope["method"] not in SAFE_METHODS or self._is_ours(inner):
            with self.sockets.answering(caller.cookie):
                await answer.of_edge(self._pages, inner, bodies.limited(receive, self._limits), plain)
        elif path.startswith(_KEPT_BACK):
            await answer.of_edge(plain(404), inner, receive, plain)
        else:
            await answer.of_app(app, inner, receive, plain)

    def _refusal(self, scope: Scope, headers: Headers, origin: str | None, caller: Caller) -> int:
        """The status a request is turned away with, or 0."""
        path, method = scope["path"], scope["method"]
        sends = method not in SAFE_METHODS
        counted = path not in HEALTH and not self._frontend.is_file(path)
        checks: tuple[tuple[int, Callable[[], bool]], ...] = (
            (421, lambda: origin is None and path not in HEALTH),
            (405, lambda: method not in METHODS),
            (404, lambda: not path.isprintable()),
            (403, lambda: sends and not same_origin(headers, caller.origin)),
            (413, lambda: bodies.too_large(headers.get("content-length"), self._limits)),
            (429, lambda: counted and not self._tries.request(caller.address)),
            (429, lambda: sends and not self._tries.post(caller.address)),
        )
        return next((status for status, refuses in checks if refuses()), 0)

    def _is_ours(self, scope: Scope) -> bool:
        """Whether one of the edge's pages answers here, if only to say that the method is wrong."""
        if self._frontend.is_file(scope["path"]):
            return False
        return any(one.matches(scope)[0] is not Match.NONE for one in self._pages.router.routes)

    def _chunk(self, path: str, headers: Headers) -> Response:
        chunk = self._frontend.chunks[path]
        packed = "gzip" in headers.get("accept-encoding", "")
        said = {"vary": "Accept-Encoding", **({"content-encoding": "gzip"} if packed else {})}
        return Response(chunk.packed if packed else chunk.plain, headers=said, media_type="text/javascript")

    def _plain(self, path: str, headers: Headers) -> PlainPage:
        locale = locale_of(path, headers.get("accept-language"))
        return lambda status: plain_page(self._rendering, locale, status)

    def _refused(self, request: Request, error: Exception) -> Response:
        """The plain page of whatever went wrong in a page."""
        status = error.status_code if isinstance(error, HTTPException) else 500
        return self._plain(request.url.path, request.headers)(status)
