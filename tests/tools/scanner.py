"""Looks for canary strings in every file below some folders, in every form a program may have left them."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
import os
import sys
import urllib.parse
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le")
EXPANDED = 64 * 1024 * 1024
"""Most bytes one compressed file is expanded to."""
START = 4
"""Bytes that every form has at least, and by which it is looked for."""
BLOCK = 64 * 1024
"""Bytes that are searched in one go."""


@dataclass(frozen=True, slots=True)
class Find:
    """A canary that was found: where, in which form, and which one."""

    place: str
    form: str
    canary: str


@dataclass(frozen=True, slots=True)
class _Needles:
    """Every form of every canary, by the number that its first four bytes make."""

    by_start: Mapping[int, list[tuple[str, str, bytes]]]
    longest: int

    @classmethod
    def of(cls, canaries: Iterable[str]) -> Self:
        by_start: dict[int, list[tuple[str, str, bytes]]] = {}
        longest = 0
        for canary in dict.fromkeys(canaries):
            for name, form in forms(canary).items():
                by_start.setdefault(int.from_bytes(form[:START], sys.byteorder), []).append(
                    (canary, name, form)
                )
                longest = max(longest, len(form))
        return cls(by_start, longest)

    def found_in(self, haystack: bytes, place: str) -> list[Find]:
        """What is in some bytes; only what begins like something in there is looked for, to be fast."""
        view, starts = memoryview(haystack), set(self.by_start)
        there: set[int] = set()
        for first in range(START):
            whole = max(0, len(haystack) - first) // START * START
            there |= starts.intersection(view[first : first + whole].cast("I"))
        return [
            Find(place, name, canary)
            for start, known in self.by_start.items()
            if start in there
            for canary, name, form in known
            if form in haystack
        ]


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
    return {name: form for name, form in found.items() if len(form) >= START}


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

    File names are searched as well as their bytes, and symbolic links are not followed. Copies of a folder
    are mostly the same, as are the files of a database server: a block is searched once, wherever it lies.
    """
    needles = _Needles.of(canaries)
    finds: list[Find] = []
    searched: dict[bytes, list[Find]] = {}
    for path in _files(places):
        finds += [
            Find(str(path), f"name, {one.form}", one.canary)
            for one in needles.found_in(os.fsencode(path.name), "")
        ]
        try:
            raw = path.read_bytes()
        except (FileNotFoundError, PermissionError):
            continue
        for layer in _opened(path, raw):
            for block in _blocks(layer, needles.longest):
                same = hashlib.sha256(block).digest()
                if same not in searched:
                    searched[same] = needles.found_in(block, "")
                finds += [replace(one, place=str(path)) for one in searched[same]]
    return list(dict.fromkeys(finds))


def scan_bytes(raw: bytes, canaries: Iterable[str], place: str = "bytes") -> list[Find]:
    """Every canary in these bytes, such as a log, an environment or a page."""
    needles = _Needles.of(canaries)
    return [find for layer in layers(raw) for find in needles.found_in(layer, place)]


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


def _blocks(raw: bytes, longest: int) -> Iterator[bytes]:
    """The bytes in blocks, each long enough to hold whatever begins in it."""
    for at in range(0, len(raw), BLOCK):
        yield raw[at : at + BLOCK + longest]


def _opened(path: Path, raw: bytes) -> Iterator[bytes]:
    yield from layers(raw)
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                yield name.encode()
                yield from layers(archive.read(name))
