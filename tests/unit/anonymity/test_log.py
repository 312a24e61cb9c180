"""The log: whoever has the public key sees every change, gap, swap and second telling."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.anonymity.made import PERIOD, SIGNING, Noise, box, group, told
from wellbeing.anonymity import groups, ledger, log, noise, release
from wellbeing.crypto import signing
from wellbeing.domain.errors import LogBroken
from wellbeing.domain.releases import Counters, Line

PUBLIC = signing.public_of(SIGNING)


def some(periods: int = 4) -> list[Line]:
    lines: list[Line] = []
    for number in range(periods):
        of, period = group(1, 2), PERIOD.later(number)
        made = box(Noise((number, -1, 0, 2, -5, 7)), of=of, period=period)
        lines = told(lines, period, of, None if number == 2 else made)
    return lines


LINES = some()


def forged(line: Line, **said: Any) -> Line:
    """A line of which somebody with the signing key has changed something."""
    body = log._text({**json.loads(line.body), **said})
    return log.read(body, signing.sign(SIGNING, body.encode()))


def broken_at(lines: list[Line], public: bytes = PUBLIC) -> int:
    with pytest.raises(LogBroken) as caught:
        log.verify(lines, public)
    return caught.value.number


def test_a_log_is_sound_from_its_first_line_to_its_last() -> None:
    assert log.verify(LINES, PUBLIC) == 8
    assert log.verify([], PUBLIC) == 0
    assert log.verify(LINES[:3], PUBLIC) == 3


def test_another_reading_of_the_format_agrees() -> None:
    """With nothing of ours but the description: JSON, SHA-256, Ed25519."""
    key, before = Ed25519PublicKey.from_public_bytes(PUBLIC), "0" * 64
    for number, one in enumerate(LINES, 1):
        key.verify(one.signature, one.body.encode())
        said = json.loads(one.body)
        assert (said["number"], said["before"]) == (number, before)
        assert one.body == json.dumps(said, sort_keys=True, separators=(",", ":"))
        before = hashlib.sha256(one.body.encode()).hexdigest()
    assert log.head(LINES) == before
    assert log.head([]) == "0" * 64


def test_a_line_says_what_was_told_and_by_which_rules_and_nothing_of_a_person() -> None:
    assert set(json.loads(LINES[1].body)) == {
        "number", "fact", "period", "first_day", "last_day", "group", "units", "roster", "floor", "noise_sd",
        "counters", "rho_year", "rules", "version", "before",
    }  # fmt: skip
    assert json.loads(LINES[1].body)["noise_sd"] == [2.61, 57.1, 3.69]


@given(counters=st.tuples(*[st.integers(-(2**31), 2**31 - 1)] * 6))
def test_what_is_written_is_read_again(counters: tuple[int, int, int, int, int, int]) -> None:
    made = replace(box(of=group(1, 2)), counters=Counters(*counters))
    one = release.released([], PERIOD, group(1, 2), made, key=SIGNING, version="1")
    assert log.read(one.body, one.signature) == one
    assert one.counters == Counters(*counters)


@pytest.mark.parametrize("gone", range(7))
def test_a_missing_line_is_noticed_where_it_is_missing(gone: int) -> None:
    assert broken_at(LINES[:gone] + LINES[gone + 1 :]) == gone + 1


def test_swapped_repeated_and_foreign_lines_are_noticed() -> None:
    assert broken_at([LINES[1], LINES[0], *LINES[2:]]) == 1
    assert broken_at([*LINES[:2], *LINES[1:]]) == 3
    other = some(1)[0]
    assert broken_at([*LINES, replace(other, number=9)]) == 9


CHANGES: dict[str, Callable[[Line], Line]] = {
    "text": lambda one: replace(one, body=one.body.replace('"version":"1"', '"version":"2"')),
    "no text": lambda one: replace(one, body="["),
    "a number for a text": lambda one: replace(one, body="7"),
    "signature": lambda one: replace(one, signature=bytes(64)),
    "number beside the text": lambda one: replace(one, number=one.number + 1),
    "counters beside the text": lambda one: replace(one, counters=Counters(0, 0, 0, 0, 0, 0)),
    "roster beside the text": lambda one: replace(one, group=replace(one.group, roster=400)),
    "number, signed": lambda one: forged(one, number=40),
    "hash, signed": lambda one: forged(one, before="f" * 64),
    "units, signed": lambda one: forged(one, units=[str(UUID(int=7))]),
    "no line, signed": lambda one: signed_text("{}", one),
}


def signed_text(body: str, one: Line) -> Line:
    return replace(one, body=body, signature=signing.sign(SIGNING, body.encode()))


@pytest.mark.parametrize("at", [0, 3, 7])
@pytest.mark.parametrize("change", CHANGES)
def test_every_change_is_noticed(at: int, change: str) -> None:
    """Also one beside the text, and one by somebody with the key, unless it is the last line."""
    lines = [*LINES[:at], CHANGES[change](LINES[at]), *LINES[at + 1 :]]
    if (at, change) == (7, "units, signed"):
        assert log.verify(lines, PUBLIC) == 8
        assert log.head(lines) != log.head(LINES)
    else:
        assert broken_at(lines) == (at + 2 if change == "units, signed" else at + 1)


def test_a_new_signature_under_the_last_line_is_noticed_by_whoever_wrote_the_head_down() -> None:
    """Whoever holds the signing key can end the log in another way: that is what the head is for."""
    other = [*LINES[:-1], forged(LINES[-1], counters=None, fact="withheld")]
    assert log.verify(other, PUBLIC) == 8
    assert log.head(other) != log.head(LINES)


def test_another_key_has_signed_nothing_here() -> None:
    assert broken_at(LINES, signing.public_of(b"t" * 32)) == 1
    assert broken_at(LINES, b"") == 1


def test_a_second_telling_of_one_period_is_noticed_though_it_is_signed() -> None:
    again = log.line(
        LINES[-1], LINES[1].fact, PERIOD, group(2, 3), key=SIGNING, version="1", counters=LINES[1].counters
    )
    assert broken_at([*LINES, again]) == 9


@pytest.mark.parametrize(
    "body",
    [
        *("", "[]", "{}", "null", "7", '"x"', '{"counters":null}', LINES[1].body[:-1]),
        LINES[1].body.replace("released", "told"),
        LINES[1].body.replace('"none":', '"nobody":'),
        LINES[1].body.replace(f'"group":"{LINES[1].group.id}"', '"group":5'),
        LINES[1].body.replace('"units":[', '"units":[5,'),
    ],
    ids=range(12),
)
def test_what_is_no_line_of_ours_is_refused(body: str) -> None:
    with pytest.raises(LogBroken):
        log.read(body, bytes(64))


@pytest.mark.parametrize(
    ("module", "name", "value"),
    [(noise, "CELLS_SD", 1.0), (noise, "HALF_HOURS_SD", 1.0), (noise, "BREAKS_SD", 1.0), (groups, "FLOOR", 5),
     (groups, "HARD_FLOOR", 5), (ledger, "UNIT_CAP", 99.0)],
)  # fmt: skip
def test_other_rules_have_another_digest(
    module: Any, name: str, value: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = log.rules()
    assert LINES[0].rules == before
    monkeypatch.setattr(module, name, value)
    assert log.rules() != before
