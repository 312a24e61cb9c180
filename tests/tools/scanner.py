"""Looks for canary strings in every file below some folders, in every form a program may have left them."""

from __future__ import annotations

import base64
import contextlib
import json
import os
import urllib.parse
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le")
EXPANDED = 64 * 1024 * 1024
"""Most bytes one compressed file is expanded to."""


@dataclass(frozen=True, slots=True)
class Find:
    """A canary that was found: where, in which form, and which one."""

    place: str
    form: str
    canary: str


def forms(canary: str) -> dict[str, bytes]:
    """Every byte string that gives the canary away, by the name of its form."""
    found: dict[str, bytes] = {}
    for encoding in ENCODINGS:
        plain = canary.encode(encoding)
        found[encoding] = plain
        found[f"{encoding} reversed"] = plain[::-1]
        found[f"{encoding} hex"] = plain.hex().encode()
        found[f"{encoding} HEX"] = plain.hex().upper().encode()
        for offset in range(3):
            # The canary may begin at any of the three places inside a base64 group.
            start, end = (0, 2, 3)[offset], (len(plain) + offset) * 4 // 3 - 1
            found[f"{encoding} base64 +{offset}"] = base64.b64encode(bytes(offset) + plain)[start:end]
            found[f"{encoding} base64url +{offset}"] = base64.urlsafe_b64encode(bytes(offset) + plain)[
                start:end
            ]
    found["json"] = json.dumps(canary)[1:-1].encode()
    found["json in utf-8"] = json.dumps(canary, ensure_ascii=False)[1:-1].encode()
    found["percent"] = urllib.parse.quote(canary, safe="").encode()
    found["percent +"] = urllib.parse.quote_plus(canary).encode()
    found["python"] = repr(canary)[1:-1].encode()
    found["python bytes"] = repr(canary.encode())[2:-1].encode()
    found["octal"] = "".join(f"\\{byte:03o}" for byte in canary.encode()).encode()
    found["reversed text"] = canary[::-1].encode()
    return {name: form for name, form in found.items() if len(form) >= 4}


def layers(raw: bytes) -> Iterator[bytes]:
    """The bytes, and what they hold when they are gzip, zlib, raw deflate or a zip archive."""
    yield raw
    for wbits in (zlib.MAX_WBITS | 16, zlib.MAX_WBITS, -zlib.MAX_WBITS):
        try:
            expanded = zlib.decompressobj(wbits).decompress(raw, EXPANDED)
        except zlib.error:
            continue
        if expanded:
            yield expanded


def scan(places: Iterable[Path | str], canaries: Iterable[str]) -> list[Find]:
    """Every canary in every file below the places; files that vanish meanwhile are passed over.

    File names are searched as well as their bytes, and symbolic links are not followed.
    """
    needles = [(canary, forms(canary)) for canary in dict.fromkeys(canaries)]
    finds: list[Find] = []
    for path in _files(places):
        finds += [
            Find(str(path), f"name, {one.form}", one.canary)
            for one in _in(os.fsencode(path.name), needles, "")
        ]
        try:
            raw = path.read_bytes()
        except (FileNotFoundError, PermissionError):
            continue
        for layer in _opened(path, raw):
            finds += _in(layer, needles, str(path))
    return list(dict.fromkeys(finds))


def scan_bytes(raw: bytes, canaries: Iterable[str], place: str = "bytes") -> list[Find]:
    """Every canary in these bytes, such as a log, an environment or a page."""
    needles = [(canary, forms(canary)) for canary in canaries]
    return [find for layer in layers(raw) for find in _in(layer, needles, place)]


def scan_process(pid: int, canaries: Iterable[str]) -> list[Find]:
    """Every canary in the command line and the environment of a running process (Linux).

    A process that keeps its environment from its own user has nothing there to be found.
    """
    named = list(canaries)
    finds: list[Find] = []
    for part in ("cmdline", "environ"):
        path = Path(f"/proc/{pid}/{part}")
        with contextlib.suppress(FileNotFoundError, PermissionError):
            finds += scan_bytes(path.read_bytes(), named, str(path))
    return finds


def _files(places: Iterable[Path | str]) -> Iterator[Path]:
    for place in map(Path, places):
        if place.is_file():
            yield place
        for folder, _folders, names in os.walk(place):
            for name in names:
                path = Path(folder, name)
                if path.is_file() and not path.is_symlink():
                    yield path


def _opened(path: Path, raw: bytes) -> Iterator[bytes]:
    yield from layers(raw)
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                yield name.encode()
                yield from layers(archive.read(name))


def _in(haystack: bytes, needles: list[tuple[str, dict[str, bytes]]], place: str) -> list[Find]:
    return [
        Find(place, name, canary)
        for canary, known in needles
        for name, form in known.items()
        if form in haystack
    ]
