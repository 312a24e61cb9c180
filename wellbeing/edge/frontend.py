"""The built front end as the edge sees it: pages with their script hashes, and the chunks that name a server.

The build writes the address of the build machine into one chunk, and the client of Reflex 0.10.1 drops the
port under https for a few host names (`getBackendURL` in its state.js). Both chunks are served from memory,
rewritten to the origin of whatever page loads them, so one build fits every host and port.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from wellbeing.domain.errors import HostUnfit
from wellbeing.edge.csp import script_hashes

_ENV_CHUNK = "assets/reflex-env-*.js"
_ADDRESS = re.compile(r"""([`"'])(ws|http)s?://[^/`"']+(/[^`"']*)\1""")
_LOCAL_NAMES = re.compile(
    r"""\[(?P<q>[`"'])localhost(?P=q),(?P=q)0\.0\.0\.0(?P=q),(?P=q)::(?P=q),(?P=q)(?:0:){7}0(?P=q)\]"""
)
_PAGE_ORIGIN = {"http": "location.origin", "ws": 'location.origin.replace("http","ws")'}
_FALLBACKS = ("404.html", "__spa-fallback.html")


@dataclass(frozen=True, slots=True)
class Chunk:
    """A rewritten file, plain and gzipped."""

    plain: bytes = field(repr=False)
    packed: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Frontend:
    """What the edge keeps of the built client folder."""

    pages: Mapping[str, tuple[str, ...]]
    """Paths of prerendered pages, each with the CSP sources of its inline scripts."""
    fallback: tuple[str, ...]
    """The CSP sources of the page that stands in for a path without one of its own."""
    chunks: Mapping[str, Chunk]
    """Rewritten files by path."""
    files: frozenset[str]
    """Paths of everything else in the folder."""

    def hashes(self, path: str) -> tuple[str, ...]:
        """The CSP sources for what a path answers with."""
        if path in self.files or path in self.chunks:
            return ()
        return self.pages.get(path, self.fallback)

    def is_page(self, path: str) -> bool:
        """Whether a path answers with a page rather than a file."""
        return path not in self.files and path not in self.chunks

    def is_file(self, path: str) -> bool:
        """Whether a path is a file of the build, which costs next to nothing to serve."""
        return not self.is_page(path)


def read_frontend(folder: Path) -> Frontend:
    """Index the folder that the build calls build/client.

    Raises:
        HostUnfit: there is no build in the folder, or one of another Reflex version.
    """
    if not (folder / "assets").is_dir():
        raise HostUnfit
    pages: dict[str, tuple[str, ...]] = {}
    files: set[str] = set()
    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        name = path.relative_to(folder).as_posix()
        if path.suffix != ".html":
            files.add("/" + name)
            continue
        hashes = script_hashes(path.read_text(encoding="utf-8"))
        pages["/" + name] = hashes
        if path.name == "index.html":
            place = "/" + name.removesuffix("index.html")
            pages[place] = pages[place.rstrip("/") or "/"] = hashes
    fallback = dict.fromkeys(one for name in _FALLBACKS for one in pages.get("/" + name, ()))
    return Frontend(pages, tuple(fallback), _rewritten(folder), frozenset(files))


def _rewritten(folder: Path) -> dict[str, Chunk]:
    """The chunks that name a server, with the page's own origin in their place."""
    chunks: dict[str, Chunk] = {}
    names = 0
    for path in sorted((folder / "assets").glob("*.js")):
        text = path.read_text(encoding="utf-8")
        changed = text
        if path.match(_ENV_CHUNK):
            changed = _ADDRESS.sub(
                lambda found: f"{_PAGE_ORIGIN[found[2]]}+{found[1]}{found[3]}{found[1]}", text
            )
        elif "0:0:0:0:0:0:0:0" in text:
            changed, count = _LOCAL_NAMES.subn("[]", text)
            names += count
        if changed != text:
            plain = changed.encode()
            chunks["/" + path.relative_to(folder).as_posix()] = Chunk(plain, gzip.compress(plain, mtime=0))
    if names != 1 or not any("/reflex-env-" in name for name in chunks):
        raise HostUnfit
    return chunks
