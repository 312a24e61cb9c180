"""One request to a page: who, in which language, and what the page may use to answer."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from wellbeing.domain.errors import (
    HarbourError,
    InvitationRefused,
    Locked,
    SecretsDiffer,
    ServedElsewhere,
    SignedOut,
    TooManyTries,
)
from wellbeing.domain.people import Role
from wellbeing.edge import cookies
from wellbeing.edge.affinity import Affinity
from wellbeing.edge.caller import KEY, Caller
from wellbeing.edge.kdf import Slowly
from wellbeing.edge.once import Once
from wellbeing.edge.origin import from_elsewhere
from wellbeing.edge.quiet import RETRY_AFTER_SECONDS, status_of
from wellbeing.edge.rendering import Rendering
from wellbeing.edge.sockets import Sockets
from wellbeing.edge.tries import Tries
from wellbeing.services.desks import Desks
from wellbeing.services.installation import Standing
from wellbeing.services.sessions import Presence
from wellbeing.words import Translator, translator

T = TypeVar("T")

_MOST_FIELDS = 30


@dataclass(frozen=True, slots=True)
class Site:
    """What every page may use."""

    desks: Desks
    rendering: Rendering
    tries: Tries
    sockets: Sockets
    affinity: Affinity = field(default_factory=Affinity)
    standing: Standing | None = None
    """Looks at the installation; None where pages are tried without one."""
    once: Once = field(default_factory=Once)
    slowly: Slowly = field(default_factory=Slowly)
    later: set[asyncio.Task[None]] = field(default_factory=set)
    """Work that goes on after an answer; held here, since the loop alone would let go of it."""

    def afterwards(self, work: Coroutine[Any, Any, None]) -> None:
        """Begin work that no answer waits for."""
        task = asyncio.ensure_future(work)
        self.later.add(task)
        task.add_done_callback(self.later.discard)


@dataclass(frozen=True, slots=True)
class Visit:
    """One request in one locale."""

    site: Site
    request: Request
    locale: str

    @property
    def caller(self) -> Caller:
        """Who asks."""
        found = self.request.scope[KEY]
        assert isinstance(found, Caller)
        return found

    @property
    def cookie(self) -> str:
        """The session cookie.

        Raises:
            SignedOut: there is none.
        """
        if self.caller.cookie is None:
            raise SignedOut
        return self.caller.cookie

    @property
    def t(self) -> Translator:
        """Says English messages in the visit's locale."""
        return translator(self.locale)

    def from_here(self) -> None:
        """Refuse a link on another site, for pages whose being looked at is an act, which puts off the lock.

        Raises:
            HTTPException: another site started the request.
        """
        if from_elsewhere(self.request.headers):
            raise HTTPException(403)

    async def presence(self) -> Presence | None:
        """Who is signed in, locked or not.

        Raises:
            ServedElsewhere: somebody is, with another process.
        """
        if self.caller.cookie is None:
            return None
        if self.site.affinity.stranded(self.caller):
            raise ServedElsewhere(self.caller.process)
        return await asyncio.to_thread(self.site.desks.person.sessions.presence_of_cookie, self.caller.cookie)

    def meant(self, error: HarbourError) -> HarbourError:
        """The same error, unless it says "signed out" to somebody who is signed in with another process."""
        if isinstance(error, SignedOut) and self.site.affinity.stranded(self.caller):
            return ServedElsewhere(self.caller.process)
        return error

    async def unlocked(self) -> Presence:
        """Who is signed in with their keys at hand.

        Raises:
            SignedOut: nobody is.
            Locked: the keys are put away.
        """
        presence = await self.presence()
        if presence is None:
            raise SignedOut
        if presence.locked:
            raise Locked
        return presence

    async def within(self, act: Callable[[str], T]) -> T:
        """Run an act in a thread with a reference that lasts as long as the act.

        Raises:
            SignedOut: nobody is signed in.
        """
        cookie = self.cookie

        def visiting() -> T:
            with self.site.desks.person.sessions.visiting(cookie) as reference:
                return act(reference)

        return await asyncio.to_thread(visiting)

    async def slowly(self, act: Callable[[], T]) -> T:
        """Run an act that takes an Argon2id in a thread; it is never cut short once begun."""
        return await self.site.slowly.run(act)

    async def form(self) -> Mapping[str, str]:
        """The fields of the form that was sent; files are not taken."""
        sent = await self.request.form(max_files=0, max_fields=_MOST_FIELDS)
        return {name: value for name, value in sent.items() if isinstance(value, str)}

    def page(self, template: str, status: int = 200, **values: Any) -> Response:
        """A page from a template."""
        return self.site.rendering.page(template, self.locale, status, **values)

    def refused(
        self,
        template: str,
        error: HarbourError | Sequence[HarbourError],
        fields: Mapping[type[HarbourError], str],
        **values: Any,
    ) -> Response:
        """The form again, with each error's sentence above it and at its field.

        Args:
            template: the form's template.
            error: what was wrong, or all that was, in the order of the form; the first gives the status.
            fields: which field each kind of error belongs to.
            **values: what the template names; never a secret that was typed.

        Raises:
            SignedOut: or Locked: these lead to other pages, where the form makes sense again.
            ServedElsewhere: the form goes there.
        """
        errors = (error,) if isinstance(error, HarbourError) else tuple(error)
        said: list[tuple[str, str]] = []
        for one in errors:
            if isinstance(one, (SignedOut, Locked, ServedElsewhere)):
                raise one
            name = next((name for kind, name in fields.items() if isinstance(one, kind)), "")
            said.append((name, type(one).sentence()))
        wrong = {name: words for name, words in said if name}
        response = self.page(template, status_of(errors[0]), errors=tuple(said), wrong=wrong, **values)
        if response.status_code in (429, 503):
            response.headers["retry-after"] = str(RETRY_AFTER_SECONDS)
        return response

    def entrance(self, template: str, **values: Any) -> Response:
        """A page whose form makes a session: whoever sends it twice sends both to the same process."""
        response = self.page(template, **values)
        self.site.affinity.keep(response, self.caller)
        return response

    def elsewhere(self, error: ServedElsewhere) -> Response | None:
        """The same form once more, to the process that it is for; None when it went there already."""
        return self.site.affinity.sent_on(self.caller, self.request.url.path, error.process)

    def to(self, place: str) -> Response:
        """Go to a page of this locale, such as "today"; only constants are passed here."""
        return RedirectResponse(f"/{self.locale}/{place}", 303)

    async def may_try(self, handle: str = "") -> None:
        """Refuse to take a secret from an address that had many refused; a known device always may.

        Raises:
            TooManyTries: too many were refused.
        """
        if self.site.tries.may_try(self.caller.address):
            return
        marks = self.caller.marks
        knows = self.site.desks.person.signing_in.knows
        known = bool(handle and marks) and await asyncio.to_thread(knows, handle, marks)
        if not known:
            raise TooManyTries

    def count(self, error: HarbourError) -> None:
        """Count a secret that did not fit against the address."""
        if isinstance(error, (SecretsDiffer, InvitationRefused)):
            self.site.tries.refused(self.caller.address)

    async def signed_in(self, response: Response, cookie: str) -> Response:
        """Let a new session's cookie take the place of the old one, and know this device from now on."""
        mark = await asyncio.to_thread(self.site.desks.person.signing_in.device_mark, cookie)
        await self.replaced(response, cookie)
        marks = cookies.with_mark(self.caller.marks, mark)
        response.headers.append("set-cookie", cookies.device(marks))
        return response

    async def replaced(self, response: Response, cookie: str) -> None:
        """Set a new session cookie, and end what the old one stood for."""
        old = self.caller.cookie
        if old is not None and old != cookie:
            await asyncio.to_thread(self.site.desks.person.sessions.end, old)
            self.site.sockets.close_cookie(old)
        response.headers.append("set-cookie", cookies.session(cookie))
        self.site.affinity.keep(response, self.caller)


def first_place(presence: Presence | None) -> str:
    """The page whoever has just come is here for: a desk for those who only look after one."""
    roles = presence.roles if presence else frozenset()
    if roles & {Role.INVESTIGATOR, Role.LEAD}:
        return "today"
    return "unit" if Role.CONFIGURATOR in roles else "admin" if Role.ADMINISTRATOR in roles else "today"


def gone(response: Response) -> Response:
    """Take the session cookie away, and what the browser kept of the pages."""
    response.headers.append("set-cookie", cookies.no_session())
    response.headers["clear-site-data"] = (
        '"cache"'  # "storage" would unregister the worker that keeps help offline
    )
    return response
