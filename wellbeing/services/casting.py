"""Casting: ballots follow their owners' entries in the background, a moment after the last change.

For everybody alike, counted or not. It runs behind an open page and with that page's keys, so that it never
needs a key that nobody uses; what is left over when the page is gone is done at the next unlock.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Final

from wellbeing.domain.errors import Locked, SignedOut
from wellbeing.domain.logged import Logged
from wellbeing.domain.people import PersonId
from wellbeing.services.ballots import Ballots
from wellbeing.services.deadlines import Deadlines
from wellbeing.services.ports import Clock
from wellbeing.services.records import Records
from wellbeing.services.sessions import Life, Sessions
from wellbeing.vault.keyring import Keyring, State

_log = logging.getLogger(__name__)

REST: Final = timedelta(seconds=2)
"""How long nothing must have changed."""
PAGE: Final = timedelta(seconds=5)
"""How long to wait for a page, as between an unlock and the page that follows it."""
AT_ONCE: Final = 20
"""Most people in one run; the others are due at once again."""


class Casting:
    """Takes note of changes from any thread; `run` does the work in one of its own."""

    def __init__(
        self, clock: Clock, records: Records, sessions: Sessions, ballots: Ballots, keyring: Keyring[Life]
    ) -> None:
        """Listen to what becomes of entries."""
        self._clock = clock
        self._sessions = sessions
        self._ballots = ballots
        self._keyring = keyring
        self._stopped = False
        self.due = Deadlines()
        records.watchers.append(self._changed)

    def run(self) -> int:
        """Cast for everybody who has rested; how many that were."""
        done = 0
        for person in self.due.due(self._clock.now(), AT_ONCE):
            if self._stopped:
                break
            done += self._cast(person)
        return done

    def stop(self) -> None:
        """Begin nothing more; what is left over is done at the next unlock."""
        self._stopped = True

    def _changed(self, person: PersonId) -> None:
        self.due.put(person, self._clock.now() + REST)

    def _cast(self, person: PersonId) -> bool:
        page = self._keyring.page_of(person)
        if page is None:
            if any(one.state is State.OPEN for one in self._keyring.of(person)):
                self.due.put(person, self._clock.now() + PAGE)
            return False
        try:
            with self._sessions.keys(page) as access:
                self._ballots.cast(access)
        except (Locked, SignedOut):
            return False
        except Exception as error:  # noqa: BLE001 the others were due as well, and have no deadline any more
            _log.warning(
                "a contribution waits for the next unlock (%s)",
                type(error).__name__,
                extra=Logged.CONTRIBUTION_WAITS.extra,
            )
            return False
        return True
