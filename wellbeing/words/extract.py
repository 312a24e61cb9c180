"""Collects every sentence of the sources into `catalog/wellbeing.pot`: `python -m wellbeing.words.extract`.

In Python a sentence stands in `t("…")`, `t.n("…", "…", count)` or, in a table that is translated where it is
shown, `mark("…")`. In a template it stands in `{{ t("…") }}` or `{{ n("…", "…", count) }}`. The
sentence of an error is the first of its docstring.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import IO, Any, Final

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir, extract_python
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import write_po

from wellbeing.words.locales import CATALOG

PACKAGE: Final = Path(__file__).parents[1]
MAPPING: Final = Path(__file__).with_name("babel.cfg")
TEMPLATE: Final = CATALOG / "wellbeing.pot"
KEYWORDS: Final[Mapping[str, tuple[int, ...] | None]] = {"t": None, "mark": None, "_says": None, "n": (1, 2)}

HEAD: Final = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


def python_sentences(
    source: IO[bytes], keywords: Mapping[str, Any], comment_tags: Collection[str], options: Any
) -> Iterator[tuple[Any, ...]]:
    """The sentences of one module, those that its errors say included, in the shape Babel asks for."""
    yield from extract_python(source, keywords, comment_tags, options)
    source.seek(0)
    for node in ast.walk(ast.parse(source.read())):
        if isinstance(node, ast.ClassDef) and _is_error(node) and (words := ast.get_docstring(node)):
            yield node.lineno, "t", " ".join(words.split("\n\n")[0].split()), []


@cache
def _errors() -> frozenset[str]:
    files = sorted((PACKAGE / "domain" / "errors").glob("*.py"))
    nodes = (node for one in files for node in ast.parse(one.read_bytes()).body)
    return frozenset(node.name for node in nodes if isinstance(node, ast.ClassDef))


def _is_error(node: ast.ClassDef) -> bool:
    bases = {base.id for base in node.bases if isinstance(base, ast.Name)}
    return node.name in _errors() or bool(bases & _errors())


def collected(package: Path = PACKAGE) -> Catalog:
    """Every message of the sources, each with the files that say it."""
    catalog = Catalog(project="wellbeing", charset="utf-8", fuzzy=False)
    with MAPPING.open() as text:
        methods, options = parse_mapping_cfg(text)  # type: ignore[no-untyped-call]
    found = extract_from_dir(
        package,
        methods,
        options,
        keywords=dict(KEYWORDS),
        comment_tags=("Translators:",),
        strip_comment_tags=True,
    )
    for path, _line, message, comments, context in sorted(found, key=lambda one: (one[0], one[1])):
        catalog.add(message, locations=[(f"wellbeing/{path}", 0)], auto_comments=comments, context=context)
    return catalog


def written(catalog: Catalog) -> bytes:
    """The catalog as a .pot file that changes only with the words: no line numbers, times or versions."""
    text = BytesIO()
    write_po(text, catalog, width=110, omit_header=True, include_lineno=False, sort_output=False)
    return HEAD.encode() + text.getvalue()


def main() -> int:
    """Write the template; with `--check`, only say whether it is up to date (exit 1 when it is not)."""
    fresh = written(collected())
    if "--check" in sys.argv[1:]:
        same = TEMPLATE.exists() and TEMPLATE.read_bytes() == fresh
        sys.stdout.write(
            "The catalog is up to date.\n" if same else "The catalog is out of date: run `make words`.\n"
        )
        return 0 if same else 1
    TEMPLATE.write_bytes(fresh)
    sys.stdout.write(f"{TEMPLATE.name} is written.\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
