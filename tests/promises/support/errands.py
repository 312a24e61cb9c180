"""What a person may post to each address of the edge: forms with their own right secrets, and astray ones."""

from __future__ import annotations

import http.client
import json
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self
from urllib.parse import urlencode, urlsplit

from tests.promises.support.cast import ADMINISTRATOR, CONFIGURATORS, Cast
from tests.tools.joining import Account, Walker, made_up_passphrase
from wellbeing.crypto import codes, recovery

FORM = "application/x-www-form-urlencoded"

Fields = dict[str, str]


@dataclass
class Line:
    """One open connection over which any method goes to any address; no redirect is followed."""

    url: str
    headers: Mapping[str, str | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Connect at the first request."""
        self._http = http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=30)

    def __enter__(self) -> Self:
        """Nothing is open yet."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the connection."""
        self._http.close()

    def send(
        self, method: str, path: str, body: str = "", **headers: str | None
    ) -> tuple[int, str, dict[str, str]]:
        """Status, body and headers of an answer; a header given as None is left out, "_" in its name is "-"."""
        said = {**self.headers, **{name.replace("_", "-"): value for name, value in headers.items()}}
        plain = {name: value for name, value in said.items() if value is not None}
        for again in (True, False):
            try:
                self._http.request(method, path, body.encode() or None, plain)
                answer = self._http.getresponse()
                text = answer.read().decode("utf-8", "replace")
            except (ConnectionError, http.client.HTTPException):
                self._http.close()  # whoever refuses a body unread hangs up after the answer
                if not again:
                    raise
            else:
                break
        return answer.status, text, {name.lower(): value for name, value in answer.getheaders()}


def filled(path: str) -> str:
    """A route as an address."""
    return path.replace("{locale}", "en") or "/en/today"


def as_body(path: str, fields: Fields) -> tuple[str, str]:
    """What a page sends there, and its content type."""
    if path.startswith("/session/"):
        return json.dumps(fields), "application/json"
    return urlencode(fields), FORM


def own_secrets(path: str, cast: Cast, name: str, account: Account) -> Fields:
    """The form of a route as its owner fills it in, with secrets that fit."""
    new = made_up_passphrase()
    unit = cast.unit_of(name) if name in CONFIGURATORS else cast.units[0]
    desk = {"action": "issue", "unit": unit.id, "role": "configurator", "labels": "desk"}
    seats = {"action": "issue", "unit": unit.id, "role": "investigator", "labels": "seat\nseat 2"}
    fields: dict[str, Fields] = {
        "/{locale}/": {"handle": account.handle, "passphrase": account.passphrase},
        "/session/sign-in": {"handle": account.handle, "passphrase": account.passphrase},
        "/{locale}/unlock": {"passphrase": account.passphrase, "next": "today"},
        "/session/unlock": {"passphrase": account.passphrase},
        "/{locale}/join": {"code": codes.grouped(codes.invitation()), "handle": "somebody new", "passphrase": new, "again": new},
        "/{locale}/recover": {
            "code": codes.grouped(recovery.generate()), "handle": account.handle, "passphrase": new, "again": new},
        "/{locale}/recovery-code": {"passphrase": account.passphrase},
        "/{locale}/recovery-code/confirm": {f"group_{number}": "ZZZZ" for number in range(1, 9)},
        "/{locale}/passphrase": {"current": account.passphrase, "passphrase": new, "again": new},
        "/{locale}/rotate": {"passphrase": account.passphrase},
        "/{locale}/seat": {"code": codes.grouped(codes.invitation())},
        "/{locale}/account/delete": {"passphrase": account.passphrase, "word": "delete"},
        "/{locale}/unit/slips": desk if name == ADMINISTRATOR else seats,
    }  # fmt: skip
    return fields.get(path, {})


def astray(path: str, cast: Cast, name: str, account: Account) -> Iterator[Fields]:
    """The same forms with other people's secrets, and with other units' ids."""
    other = next(one for one in cast.players.values() if one.name != name).account
    fields = own_secrets(path, cast, name, account)
    for secret in ("passphrase", "current"):
        if fields.get(secret) == account.passphrase:
            yield {**fields, secret: other.passphrase}
    if path == "/{locale}/unit/slips":
        for unit in cast.units:
            yield from (
                {"action": "issue", "unit": unit.id, "role": role, "labels": "astray"}
                for role in ("investigator", "lead", "configurator", "administrator", "king")
                if not _may(cast, name, unit.id, role)
            )
        yield {"action": "issue", "unit": "", "role": "investigator", "labels": "astray"}
        if name != ADMINISTRATOR:
            yield {"action": "issue", "unit": "", "role": "administrator", "labels": "astray"}
        yield from (
            {"action": action, "seat": seat}
            for action in ("end", "reissue")
            for seat in _seats_of_others(cast, name)
        )


def _may(cast: Cast, name: str, unit: str, role: str) -> bool:
    if name == ADMINISTRATOR:
        return role == "configurator"
    return name in CONFIGURATORS and cast.unit_of(name).id == unit and role in {"investigator", "lead"}


def _seats_of_others(cast: Cast, name: str) -> list[str]:
    desks = [] if name == ADMINISTRATOR else cast.desk_seats
    own = cast.unit_of(name) if name in CONFIGURATORS else None
    return [*desks, *(unit.seats[0] for unit in cast.units if unit is not own)]


def renewed(cast: Cast, name: str, account: Account) -> None:
    """Sign a person's own browser in again, after something that ended its session."""
    player = cast[name]
    player.account = account
    before = {one for _, one, *_ in cast.house.ask("sessions")}
    player.walker.sign_in(player.account)
    player.words += [one for _, one, *_ in cast.house.ask("sessions") if one not in before]


def leaver(cast: Cast) -> tuple[Walker, Account]:
    """Somebody in unit 1 who is not of the cast, and whom nobody will miss."""
    desk = cast[CONFIGURATORS[0]].again(cast.house)
    (code,) = desk.issue(cast.units[0].id, "investigator", [f"seat {secrets.token_hex(4)}"])
    walker = cast.house.walker()
    return walker, walker.join(code)
