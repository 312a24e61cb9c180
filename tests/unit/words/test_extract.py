"""Every sentence of the sources is collected, and the collection is the one that is committed."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from wellbeing.domain import errors
from wellbeing.words import extract


@pytest.fixture(scope="module")
def collected() -> Catalog:
    """Every sentence of the sources; reading them all takes a second."""
    return extract.collected()


def every(kind: type[errors.HarbourError]) -> set[type[errors.HarbourError]]:
    return {kind}.union(*(every(child) for child in kind.__subclasses__()))


def test_the_committed_catalog_is_up_to_date(collected: Catalog) -> None:
    assert extract.TEMPLATE.read_text("utf-8") == extract.written(collected).decode(), (
        "run `make words` and commit wellbeing/words/catalog/wellbeing.pot"
    )


def test_every_error_sentence_is_collected_word_for_word(collected: Catalog) -> None:
    missing = {kind.__name__ for kind in every(errors.HarbourError) if kind.sentence() not in collected}
    assert not missing


def test_sentences_are_found_in_python_and_templates(tmp_path: Path) -> None:
    (tmp_path / "domain" / "errors").mkdir(parents=True)
    (tmp_path / "domain" / "errors" / "inputs.py").write_text(
        'class Oops(Unfit):\n    """Sorry,\n    we are late.\n\n    More."""\n'
    )
    (tmp_path / "page.py").write_text(
        'W = mark("Low")\nx = t("Hi " "you") + t.n("{count} day", "{count} days", k)\n'
    )
    (tmp_path / "edge" / "templates").mkdir(parents=True)
    (tmp_path / "edge" / "templates" / "a.html").write_text('<p>{{ t("Lock") }}</p>{{ n("one", "many", 3) }}')
    found = {message.id for message in extract.collected(tmp_path) if message.id}
    assert found == {
        "Sorry, we are late.",
        "Low",
        "Hi you",
        ("{count} day", "{count} days"),
        "Lock",
        ("one", "many"),
    }


def test_docstrings_that_say_nothing_to_people_are_left() -> None:
    source = io.BytesIO(b'"""Module."""\nclass A(Exception):\n    pass\ndef f():\n    """No."""\n')
    assert list(extract.python_sentences(source, {}, (), {})) == []


def test_check_notices_a_stale_catalog(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], collected: Catalog
) -> None:
    monkeypatch.setattr(extract, "collected", lambda: collected)
    monkeypatch.setattr(extract, "TEMPLATE", tmp_path / "wellbeing.pot")
    monkeypatch.setattr("sys.argv", ["extract", "--check"])
    assert extract.main() == 1
    assert "make words" in capsys.readouterr().out
    monkeypatch.setattr("sys.argv", ["extract"])
    assert extract.main() == 0
    monkeypatch.setattr("sys.argv", ["extract", "--check"])
    assert extract.main() == 0
