"""Walks the pages as a person without JavaScript does: reads the forms, fills them in, sends them.

    walker = Walker(server.url)
    account = walker.join(server.code, "harbour master")
    walker.sign_out()
    walker.sign_in(account)

Cookies are kept here and not by the HTTP library, which would never send a `Secure` cookie to 127.0.0.1.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from types import TracebackType
from typing import Self
from urllib.parse import urlencode, urljoin, urlsplit

import httpx

from tests.tools.pages import Form, Page, read
from tests.tools.reflex_client import ReflexClient, apart

SESSION = "__Host-wellbeing"
_SENT_ON = 307
"""The same once more, elsewhere: browsers do so by themselves, with the cookies that came with it."""


@dataclass(frozen=True, slots=True)
class Account:
    """A made-up person and their two secrets."""

    handle: str
    passphrase: str = field(repr=False)
    recovery_code: str = field(default="", repr=False)


class Walker:
    """One browser without JavaScript."""

    def __init__(self, url: str, locale: str = "en", address: str = "", source: str = "") -> None:
        """Start with no cookies.

        Args:
            url: where the app is.
            locale: the language of the pages.
            address: goes into X-Forwarded-For where a test plays the proxy.
            source: an address of this computer to come from, such as "127.0.0.7"; any when empty.
        """
        self.url = url
        self.locale = locale
        self.cookies: dict[str, str] = {}
        self._source = source
        transport = httpx.HTTPTransport(verify=False, local_address=source or None)
        self._http = httpx.Client(base_url=url, transport=transport, timeout=60)
        self._headers = {"X-Forwarded-For": address} if address else {}

    def __enter__(self) -> Self:
        """Nothing is opened yet."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the connections."""
        self._http.close()

    @property
    def session(self) -> str:
        """The session cookie's value, or an empty text."""
        return self.cookies.get(SESSION, "")

    @property
    def cookie_header(self) -> str:
        """What a browser would send."""
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    # ------------------------------------------------------------------------------------ pages

    def get(self, path: str, *, follow: bool = True, headers: Mapping[str, str] | None = None) -> Page:
        """Open a page; one without a slash in front is below the locale."""
        return self._send("GET", self._absolute(path), None, follow, headers or {})

    def post(
        self,
        path: str,
        fields: Mapping[str, str],
        *,
        follow: bool = True,
        headers: Mapping[str, str] | None = None,
    ) -> Page:
        """Post a form that need not stand on any page."""
        given = {"Origin": self.url, "Sec-Fetch-Site": "same-origin", **(headers or {})}
        return self._send("POST", self._absolute(path), urlencode(fields), follow, given)

    def submit(
        self, page: Page, form: Form, fields: Mapping[str, str], button: tuple[str, str] | None = None
    ) -> Page:
        """Fill in a form of a page and press its button.

        Raises:
            LookupError: a field is not there to be filled in.
        """
        named = {*form.fields, *(name for name, _ in form.buttons)}
        if missing := set(fields) - named:
            message = f"no field {missing} in {named}"
            raise LookupError(message)
        values = {**form.fields, **fields, **(dict([button]) if button else {})}
        target = urljoin(str(page.response.url), form.action or page.path)
        if form.method == "get":
            return self.get(f"{urlsplit(target).path}?{urlencode(values)}")
        return self.post(urlsplit(target).path, values)

    def fetch(self, path: str, body: Mapping[str, str]) -> httpx.Response:
        """What a script of a page sends: JSON to an address outside the locales."""
        response = self._http.post(
            path,
            json=dict(body),
            headers={
                "Origin": self.url, "Sec-Fetch-Site": "same-origin", "X-Locale": self.locale,
                "Cookie": self.cookie_header, **self._headers,
            },
        )  # fmt: skip
        self._keep(response)
        if response.status_code == _SENT_ON:
            return self.fetch(response.headers["location"], body)
        return response

    # ------------------------------------------------------------------------------------ journeys

    def join(self, code: str, handle: str = "", passphrase: str = "") -> Account:
        """Join by an invitation code and confirm the recovery code; signed in afterwards.

        Raises:
            LookupError: a page did not show what it should.
        """
        handle = handle or f"tide {secrets.token_hex(4)}"
        passphrase = passphrase or made_up_passphrase()
        page = self.get("join")
        form = page.form("code", "handle", "passphrase", "again")
        typed = {"code": code, "handle": handle, "passphrase": passphrase, "again": passphrase}
        shown = self.submit(page, form, typed)
        return Account(handle, passphrase, self.confirm(shown))

    def confirm(self, shown: Page) -> str:
        """Type the groups that a page asks for of the recovery code it shows; the code.

        Raises:
            LookupError: no code is shown, or it was not accepted.
        """
        if not shown.codes:
            message = (
                f"no code on {shown.path} ({shown.status}): {' / '.join(shown.alerts) or shown.text[:400]}"
            )
            raise LookupError(message)
        code = shown.codes[0]
        groups = code.split("-")
        form = next(one for one in shown.forms if any(name.startswith("group_") for name in one.fields))
        asked = [name for name in form.fields if name.startswith("group_")]
        done = self.submit(
            shown, form, {name: groups[int(name.removeprefix("group_")) - 1] for name in asked}
        )
        if any(done.alerts):
            raise LookupError(" / ".join(done.alerts))
        return code

    def sign_in(self, account: Account) -> Page:
        """Sign in on the first page."""
        page = self.get("/" + self.locale + "/")
        form = page.form("handle", "passphrase")
        return self.submit(page, form, {"handle": account.handle, "passphrase": account.passphrase})

    def lock(self) -> httpx.Response:
        """Put the keys away."""
        return self.fetch("/session/lock", {})

    def unlock(self, passphrase: str) -> httpx.Response:
        """Take the keys out again, as the dialog does."""
        return self.fetch("/session/unlock", {"passphrase": passphrase})

    def leave(self) -> httpx.Response:
        """Leave quickly."""
        return self.fetch("/session/leave", {})

    def sign_out(self) -> httpx.Response:
        """End the session."""
        return self.fetch("/session/sign-out", {})

    def recover(self, account: Account, passphrase: str = "") -> Account:
        """Get back in with the recovery code; the account with both secrets new."""
        passphrase = passphrase or made_up_passphrase()
        page = self.get("recover")
        form = page.form("handle", "code", "passphrase", "again")
        typed = {"handle": account.handle, "code": account.recovery_code}
        shown = self.submit(page, form, {**typed, "passphrase": passphrase, "again": passphrase})
        return Account(account.handle, passphrase, self.confirm(shown))

    def issue(self, unit: str, role: str, labels: list[str]) -> list[str]:
        """Issue seats and read the codes off the printed slips; the unit is a UUID, or empty.

        Raises:
            LookupError: no slips came.
        """
        fields = {"action": "issue", "unit": unit, "role": role, "labels": "\n".join(labels)}
        page = self.post("unit/slips", fields)
        if len(page.codes) != len(labels):
            message = f"{len(page.codes)} codes ({page.status}): {' / '.join(page.alerts) or page.text[:400]}"
            raise LookupError(message)
        return page.codes

    def create_unit(self, name: str, time_zone: str = "UTC") -> str:
        """Create a unit on the administrator's page; the unit's id."""

        async def create() -> str:
            async with self.tab(f"/{self.locale}/admin") as tab:
                await tab.boot()
                await tab.event("units.create", form={"name": name, "time_zone": time_zone})
                await tab.until(lambda one: any(row["name"] == name for row in one.value("units")))
                return str(next(row["id"] for row in tab.value("units") if row["name"] == name))

        return apart(create())

    def tab(self, path: str = "/en/today", **options: object) -> ReflexClient:
        """A websocket of this browser, not connected yet."""
        options = {"source": self._source, **options}
        return ReflexClient(self.url, cookie=self.cookie_header or None, path=path, **options)  # type: ignore[arg-type]

    # ------------------------------------------------------------------------------------ inside

    def _absolute(self, path: str) -> str:
        return path if path.startswith("/") else f"/{self.locale}/{path}"

    def _send(
        self, method: str, path: str, body: str | None, follow: bool, headers: Mapping[str, str]
    ) -> Page:
        given = {**self._headers, **headers}
        if self.cookies:
            given.setdefault("Cookie", self.cookie_header)
        if body is not None:
            given.setdefault("Content-Type", "application/x-www-form-urlencoded")
        response = self._http.request(method, path, content=body, headers=given)
        self._keep(response)
        if response.status_code == _SENT_ON:
            return self._send(method, response.headers["location"], body, follow, headers)
        if follow and response.is_redirect:
            return self._send("GET", urljoin(path, response.headers["location"]), None, follow, {})
        return read(response)

    def _keep(self, response: httpx.Response) -> None:
        self._http.cookies.clear()  # over TLS the library would keep and send them too
        for line in response.headers.get_list("set-cookie"):
            jar = SimpleCookie(line)
            for name, morsel in jar.items():
                if morsel["max-age"] == "0" or not morsel.value:
                    self.cookies.pop(name, None)
                else:
                    self.cookies[name] = morsel.value


def made_up_passphrase() -> str:
    """A strong passphrase that no list holds and that a scanner can look for."""
    return " ".join(secrets.token_hex(3) for _ in range(5))
