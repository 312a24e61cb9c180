"""Promise: another site can make nobody's browser act, look in or open a socket here.

Forms, scripts and links of other sites are played with the cookie attached, as if the browser's own walls had
failed: the server alone has to tell them apart, and every row and every session has to stay as it was.
"""

from __future__ import annotations

import asyncio
import http.client
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest

from tests.promises.support.cast import CONFIGURATORS, Cast, assemble
from tests.promises.support.errands import FORM, Line, as_body, filled, own_secrets
from tests.promises.support.house import changes, house
from tests.promises.support.permitted import EXPORTS, POSTS, ROUTES
from tests.tools.joining import SESSION
from tests.tools.reflex_client import HandshakeError, ReflexClient

A, B = "investigator A", "investigator B"
PAGES = ("/en/today/", "/en/history/", "/en/me/", "/en/unit/", "/en/admin/")
KINDS = (
    FORM,
    "text/plain",
    "multipart/form-data; boundary=x",
    "application/json",
    "application/csp-report",
    "",
)
OWN_PAGES = EXPORTS | {
    *("/{locale}/plan/print", "/{locale}/team/print", "/team/csv", "/{locale}/duty", "/seen/log")
}
"""Looking at these is an act of their owner: it puts off the lock."""
FETCHED = ("cross-site", "same-site", "none", "something new")
"""What browsers say of requests that no page of ours has made."""


@pytest.fixture(scope="module")
def cast(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cast]:
    with house(tmp_path_factory.mktemp("sites") / "data") as server:
        yield assemble(server)


def elsewhere(url: str) -> list[str | None]:
    """Origins that are not ours, however much they look like it."""
    host, port = urlsplit(url).hostname, urlsplit(url).port
    return [
        *(None, "", "null", "file://", "https://evil.example", f"http://evil.example:{port}"),
        *(f"http://{host}", f"http://{host}:{port + 1 if port else 1}", f"https://{host}:{port}"),
        *(f"http://localhost:{port}", f"http://a.{host}:{port}", f"http://{host}.evil.example:{port}"),
        *(f"{url}.evil.example", f"{url}/", f"http://evil@{host}:{port}", f"{url} https://evil.example"),
        *(f"HTTP://{host}:{port}", f"http://[::1]:{port}", f"{url}, {url}"),
    ]


@dataclass
class Untouched:
    """Sees whether anything has changed."""

    cast: Cast

    def __post_init__(self) -> None:
        """Take the picture to compare with, when what earlier tests left behind has settled."""
        self.cast.house.ask("sweep")
        self.rows, self.sessions = self.cast.house.rows.taken(), self.cast.house.ask("sessions")

    def wrong(self, what: str) -> list[str]:
        """What has changed since, in words."""
        self.cast.house.ask("sweep")
        found = [f"{what}: {one!r}" for one in changes(self.rows, self.cast.house.rows.taken())]
        moved = [f"{what}: a session moved"] * (self.sessions != self.cast.house.ask("sessions"))
        return found + moved


def line(cast: Cast, cookie: str, **headers: str | None) -> Line:
    """A connection that carries somebody's cookie."""
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    return Line(cast.house.url, {"Cookie": cookie, "X-Forwarded-For": cast.house.address(), **given})


@pytest.mark.parametrize("who", [A, CONFIGURATORS[0]])
def test_no_post_of_another_site_is_taken(cast: Cast, who: str) -> None:
    walker, wrong = cast[who].again(cast.house), []
    before = Untouched(cast)
    for path in POSTS:
        with line(cast, walker.cookie_header) as other:
            body, kind = as_body(path, own_secrets(path, cast, who, cast[who].account))
            tries = [(origin, None, kind) for origin in elsewhere(cast.house.url)]
            tries += [(cast.house.url, fetched, kind) for fetched in FETCHED]
            tries += [
                (origin, "cross-site", one)
                for origin in (None, "null", "https://evil.example")
                for one in KINDS
            ]
            for origin, fetched, one in tries:
                status, text, _ = other.send(
                    "POST", filled(path), body, Origin=origin, Sec_Fetch_Site=fetched, Content_Type=one
                )
                if status != 403:
                    wrong.append(f"{path} from {origin} ({fetched}, {one}): {status}")
                wrong += [f"{path} told {word}" for word in cast[who].words if word in text]
        wrong += before.wrong(path)
    assert not wrong, "\n".join(wrong)
    assert walker.leave().status_code == 204, "the same cookie is taken from here"
    assert before.wrong("leave"), "what is tried from elsewhere would have been seen"


def test_two_origins_at_once_are_none(cast: Cast) -> None:
    walker = cast[A].again(cast.house)
    before = Untouched(cast)
    for origins in (
        [cast.house.url, "https://evil.example"],
        ["https://evil.example", cast.house.url],
        [cast.house.url] * 2,
    ):
        connection = http.client.HTTPConnection(urlsplit(cast.house.url).netloc, timeout=10)
        connection.putrequest("POST", "/session/lock")
        for origin in origins:
            connection.putheader("Origin", origin)
        connection.putheader("Cookie", walker.cookie_header)
        connection.putheader("Content-Length", "0")
        connection.endheaders()
        assert connection.getresponse().status == 403
        connection.close()
    assert before.wrong("two origins") == []


def test_looking_from_another_site_changes_nothing_and_exports_nothing(cast: Cast) -> None:
    walker, wrong = cast[A].again(cast.house), []
    before = Untouched(cast)
    with line(cast, walker.cookie_header, Origin="https://evil.example", Sec_Fetch_Mode="navigate") as other:
        for path in [*ROUTES, *PAGES]:
            for fetched in FETCHED[:2]:
                for method in ("GET", "HEAD"):
                    status, text, headers = other.send(method, filled(path), Sec_Fetch_Site=fetched)
                    if path in OWN_PAGES and status != 403:
                        wrong.append(f"{path}: {status}")
                    if "access-control-allow-origin" in headers:
                        wrong.append(f"{path} lets {headers['access-control-allow-origin']} read it")
                    if status == 200 and headers.get("cross-origin-resource-policy") != "same-origin":
                        wrong.append(f"{path} may be embedded")
                    wrong += [f"{path} told {word}" for word in cast[A].private if word in text]
    wrong += before.wrong("looking")
    assert not wrong, "\n".join(wrong)


def test_no_other_site_is_told_that_it_may_ask(cast: Cast) -> None:
    asking = {"Access_Control_Request_Method": "POST", "Access_Control_Request_Headers": "content-type"}
    with line(cast, cast[A].open) as other:
        for path in [*ROUTES, *PAGES, "/_event/"]:
            for origin in ("https://evil.example", "null", f"http://a.{urlsplit(cast.house.url).netloc}"):
                status, _, headers = other.send("OPTIONS", filled(path), Origin=origin, **asking)
                assert status >= 400, path
                assert not [name for name in headers if name.startswith("access-control-")], path


def test_looking_from_another_site_does_not_keep_the_entries_open(cast: Cast) -> None:
    walker = cast[B].again(cast.house)
    with line(cast, walker.cookie_header, Sec_Fetch_Site="cross-site") as other:
        for seconds in (40, 21):
            assert other.send("GET", "/en/passphrase", Sec_Fetch_Site="none")[0] == 200
            cast.house.ask("forward", seconds)
            for path in [*ROUTES, *PAGES]:
                other.send("GET", filled(path))
        status, _, headers = other.send("GET", "/en/passphrase")
    assert (status, headers["location"]) == (303, "/en/unlock?next=passphrase")
    for one in cast.players.values():  # everybody else was away as long
        one.walker.unlock(one.account.passphrase)


def test_the_cookies_stay_in_this_browser_on_this_host(cast: Cast) -> None:
    with line(cast, "", Origin=cast.house.url) as own:
        account = cast[B].account
        body, kind = as_body("/session/sign-in", {"handle": account.handle, "passphrase": account.passphrase})
        own.send("POST", "/session/sign-in", body, Content_Type=kind)
        own._http.request("POST", "/session/sign-in", body, {"Origin": cast.house.url, "Content-Type": kind})
        answer = own._http.getresponse()
        answer.read()
    lines = [value for name, value in answer.getheaders() if name.lower() == "set-cookie"]
    assert {one.split("=")[0] for one in lines} == {SESSION, f"{SESSION}-device"}
    for one in lines:
        marks = {part.strip().lower() for part in one.split(";")[1:]}
        assert {"path=/", "secure", "httponly", "samesite=strict"} <= marks
        assert not any(mark.startswith("domain") for mark in marks)


async def shaken(cast: Cast, cookie: str, **options: object) -> str:
    """What a handshake comes to: refused, or what the page would be."""
    headers = {"X-Forwarded-For": cast.house.address(), **options.pop("headers", {})}  # type: ignore[dict-item]
    tab = ReflexClient(cast.house.url, cookie=cookie, headers=headers, **options)  # type: ignore[arg-type]
    try:
        await tab.connect()
    except HandshakeError as error:
        return f"refused {error.status}"
    await tab.boot()
    await tab.close()
    return str(tab.value("phase"))


async def all_shaken(cast: Cast, cookie: str) -> list[str]:
    url, port = cast.house.url, urlsplit(cast.house.url).port
    wrong = []
    for origin in elsewhere(url):
        if (came := await shaken(cast, cookie, origin=origin)) != "refused 403":
            wrong.append(f"{origin}: {came}")
    for fetched in FETCHED:
        if (came := await shaken(cast, cookie, headers={"Sec-Fetch-Site": fetched})) != "refused 403":
            wrong.append(f"{fetched}: {came}")
    for host in ("evil.example", f"evil.example:{port}", "127.0.0.1", f"127.0.0.1:{port}.evil.example", ""):
        came = await shaken(cast, cookie, origin=f"http://{host}", headers={"Host": host})
        if not came.startswith("refused 4"):
            wrong.append(f"host {host}: {came}")
    local = {"Host": f"localhost:{port}"}
    assert (
        await shaken(cast, cookie)
        == await shaken(cast, cookie, origin=f"http://localhost:{port}", headers=local)
        == "open"
    )
    return wrong


def test_no_other_site_opens_a_socket(cast: Cast) -> None:
    walker = cast[A].again(cast.house)
    before = Untouched(cast)
    wrong = asyncio.run(all_shaken(cast, walker.cookie_header))
    assert wrong + before.wrong("handshakes") == []


def test_a_socket_is_not_to_be_had_by_plain_requests(cast: Cast) -> None:
    with line(cast, cast[A].open, Origin=cast.house.url) as own:
        for path in (
            "/_event",
            "/_event/",
            "//_event/",
            "/_EVENT/",
            "/%5fevent/",
            "/_event/x",
            "/socket.io/",
            "/_upload",
            "/_all_routes",
        ):
            for method in ("GET", "POST"):
                status, text, _ = own.send(method, f"{path}?EIO=4&transport=polling&token=x")
                assert status >= 400, path
                assert "sid" not in text or not text.startswith("0{"), path


def test_another_name_for_this_host_is_another_address(cast: Cast) -> None:
    port = urlsplit(cast.house.url).port
    walker = cast[A].again(cast.house)
    before = Untouched(cast)
    for host in (
        "evil.example",
        f"evil.example:{port}",
        "127.0.0.1",
        f"0.0.0.0:{port}",
        f"127.0.0.1:{port}@evil.example",
    ):
        with line(cast, walker.cookie_header, Host=host, Origin=f"http://{host}") as own:
            for method, path in (("GET", "/en/"), ("GET", "/export/json"), ("POST", "/session/lock")):
                status, text, _ = own.send(method, path)
                assert status == 421
                assert cast[A].note not in text
    assert before.wrong("another host") == []
