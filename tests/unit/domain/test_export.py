"""The export formats, version 1: complete, readable by other programs, harmless in a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from wellbeing.domain.checkin import CheckIn, Feeling
from wellbeing.domain.diary import Event, line
from wellbeing.domain.export import Export, as_csv, as_json

NOW = datetime(2026, 11, 21, 8, 30, tzinfo=UTC)
FULL = CheckIn(
    date(2026, 11, 20), 3, 1, 0, 3, frozenset({Feeling.LOW, Feeling.NUMB}), 1, 'Zeile 1\n"zwei", drei'
)
BARE = CheckIn(date(2026, 11, 21), feelings=frozenset(), note="=1+1")
EXPORT = Export(NOW, "Krähe 7", 24, (FULL, BARE), (line(NOW, Event.JOINED), line(NOW, Event.EXPORTED)))


def rows(export: Export) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(as_csv(export), newline="")))


def test_json_holds_everything() -> None:
    whole = json.loads(as_json(EXPORT))
    assert (whole["format"], whole["version"], whole["made_at"]) == ("wellbeing-export", 1, NOW.isoformat())
    assert whole["profile"] == {"handle": "Krähe 7", "retention_months": 24}
    assert whole["check_ins"][0] == {
        "day": "2026-11-20",
        "heaviness": 3,
        "energy": 1,
        "sleep": 0,
        "intrusions": 3,
        "feelings": ["numb", "low"],
        "recovery": 1,
        "strain": 9.38,
        "note": FULL.note,
    }
    assert whole["check_ins"][1]["feelings"] == []
    assert whole["check_ins"][1]["energy"] is None
    assert [one["event"] for one in whole["log"]] == ["joined", "exported"]
    assert whole["scales"] == {
        "heaviness": 4,
        "energy": 4,
        "sleep": 3,
        "intrusions": 3,
        "recovery": 1,
        "strain": 10,
    }


def test_csv_holds_everything() -> None:
    full, bare, joined, exported = rows(EXPORT)
    assert (full["kind"], full["day"], full["feelings"], full["note"]) == (
        "check-in",
        "2026-11-20",
        "numb low",
        FULL.note,
    )
    assert (full["heaviness"], full["energy"], full["sleep"], full["intrusions"], full["recovery"]) == tuple(
        "31031"
    )
    assert (bare["feelings"], bare["energy"], bare["strain"]) == ("-", "", "")
    assert (joined["kind"], joined["event"], exported["event"]) == ("log", "joined", "exported")


@given(
    st.text(max_size=50).filter(
        lambda text: "\0" not in text and not any("\ud800" <= c <= "\udfff" for c in text)
    )
)
def test_a_note_comes_back_and_is_never_a_formula(note: str) -> None:
    export = Export(NOW, "h", 24, (CheckIn(date(2026, 1, 1), note=note),), ())
    assert json.loads(as_json(export))["check_ins"][0]["note"] == note
    (row,) = rows(export)
    assert row["note"] in {note, f"'{note}"}
    assert not row["note"].startswith(("=", "+", "@", "\t", "\r"))


def test_an_export_prints_nothing_personal() -> None:
    assert "Krähe" not in repr(EXPORT)
    assert "Zeile" not in repr(EXPORT)


def test_the_number_of_damaged_things_is_told() -> None:
    assert json.loads(as_json(Export(NOW, "h", 24, (), (), damaged=2)))["damaged"] == 2
