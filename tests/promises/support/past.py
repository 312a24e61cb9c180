"""A data folder in which somebody has lived for a while, made without a server."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from tests.tools.engines import settings_for
from tests.tools.joining import Account, made_up_passphrase
from tests.tools.run_cheap import CHEAP
from wellbeing.bootstrap import Wellbeing
from wellbeing.cli.demo_data import year_of
from wellbeing.cli.demo_populate import MovableClock, answers


def live(data: Path, days: int, handle: str = "tern", number: int = 0) -> Account:
    """Join as an administrator, and check in on most of these days, the last one eight days ago.

    Args:
        data: the data folder.
        days: how long ago it began.
        handle: to sign in with.
        number: another one for each person who lives there, so that their days differ.
    """
    clock = MovableClock()
    today = clock.now().date()
    clock.set(datetime.combine(today - timedelta(days=days), time(8), UTC))
    with Wellbeing(settings_for(data), kdf=CHEAP, floor=CHEAP, clock=clock) as whole:
        code, passphrase = whole.first_administrator() or whole.invite_administrator(), made_up_passphrase()
        person = whole.desks.person
        joined = person.joining.join(code, handle, passphrase)
        with person.sessions.visiting(joined.cookie) as reference:
            for checkin in year_of(number, today - timedelta(days=8), days - 8):
                clock.set(datetime.combine(checkin.day, time(15), UTC))
                person.checkins.save_many(reference, checkin.day, answers(checkin), checkin.note)
    return Account(handle, passphrase, joined.recovery_code)
