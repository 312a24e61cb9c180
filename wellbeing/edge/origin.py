"""Where a request says it comes from and where it wanted to go: the exact host and origin, or nothing."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.datastructures import Headers

SAFE_METHODS = frozenset({"GET", "HEAD"})
METHODS = SAFE_METHODS | {"POST"}

_DEFAULT_PORTS = {"http": "80", "https": "443"}


class Origins:
    """The public origins of this installation, such as "https://wellbeing.example"."""

    __slots__ = ("_by_host",)

    def __init__(self, origins: Iterable[str]) -> None:
        """Take the origins apart once.

        Raises:
            ValueError: one of them is not scheme, host and perhaps a port.
        """
        self._by_host: dict[str, str] = {}
        for origin in origins:
            parts = urlsplit(origin)
            if parts.scheme not in _DEFAULT_PORTS or not parts.hostname or parts.path not in ("", "/"):
                message = "a public origin is http or https, a host and perhaps a port"
                raise ValueError(message)
            port = ":" + _DEFAULT_PORTS[parts.scheme]
            host = parts.netloc.lower().removesuffix(port)
            self._by_host[host] = f"{parts.scheme}://{host}"
            if parts.port is None or host != parts.netloc.lower():
                self._by_host[host + port] = self._by_host[host]
        if not self._by_host:
            message = "at least one public origin is needed"
            raise ValueError(message)

    @property
    def first(self) -> str:
        """The origin that stands for the installation where no request names one."""
        return next(iter(self._by_host.values()))

    def of_host(self, headers: Headers) -> str | None:
        """The origin whose host the request names; None when it names another or several."""
        hosts = headers.getlist("host")
        if len(hosts) != 1:
            return None
        return self._by_host.get(hosts[0].lower())


def same_origin(headers: Headers, origin: str) -> bool:
    """Whether the browser says the request was made by a page of exactly this origin.

    A missing or "null" Origin is a no, and so is a Sec-Fetch-Site other than same-origin when it is sent.
    """
    if headers.getlist("origin") != [origin]:
        return False
    return headers.get("sec-fetch-site", "same-origin") == "same-origin"


def from_elsewhere(headers: Headers) -> bool:
    """Whether the browser says that another site started this request; older browsers say nothing."""
    return headers.get("sec-fetch-site", "none") not in ("none", "same-origin")
