"""Somebody who answers, says yes and says no: `python -m tests.tools.run_balloting DATA MOMENT`.

It never rests, to be killed at any moment. It says "begun" once the first of it is done.
"""

from __future__ import annotations

import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from tests.counting import House, Somebody

HANDLE: Final = "Heron"


def run(data: Path, moment: datetime) -> None:
    """Go on until killed."""
    house = House(data)
    house.at(moment)
    house.start()
    one = house.sign_in(Somebody(HANDLE, "", "", ""))
    number = 0
    while True:
        house.answer(one, number % 5)
        house.rest()
        if number % 3:
            house.yes(one)
        else:
            house.no(one)
        house.at(moment + timedelta(seconds=1))
        number += 1
        if number == 2:
            sys.stdout.write("begun\n")
            sys.stdout.flush()


if __name__ == "__main__":
    run(Path(sys.argv[1]), datetime.fromisoformat(sys.argv[2]))
