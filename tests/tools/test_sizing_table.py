"""The sizing table of the simulated country: what it says to buy follows from a whole sign-in."""

from __future__ import annotations

from tests.bench.country import COUNTRY
from tests.bench.curves import Measured, SigningIn, tabled

TENTH = Measured(8_000, 3_872_000, 5_900.0, 280.0, 270.0, 32.0, 12.0, 1.4, 4.7)
YEAR = {"lines": 10_400.0, "log": 7.0, "text": 7.0, "seconds": 82.0}


def test_cores_are_bought_for_whole_sign_ins() -> None:
    rows = tabled([TENTH], YEAR, SigningIn(raw=0.4, whole=0.5), COUNTRY).splitlines()
    assert "| raw Argon2id a second and core | 2.50 | 2.50 |" in rows
    assert "| whole sign-ins a second and core | 2.00 | 2.00 |" in rows
    assert "| cores, if all sign in within 30 minutes | 2.2 | 22 |" in rows, "44.4 a second, 2 each core"
