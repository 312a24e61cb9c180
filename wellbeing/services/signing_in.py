"""Signing in: a handle and a passphrase become a session."""

from __future__ import annotations

from wellbeing.domain.diary import Event
from wellbeing.domain.errors import SignedOut
from wellbeing.domain.people import Profile
from wellbeing.services import devices
from wellbeing.services.opening import Opening
from wellbeing.services.sessions import Sessions


class SigningIn:
    """Lets people in, and refuses everybody else in the same words and the same time."""

    def __init__(self, opening: Opening, sessions: Sessions, pepper: bytes) -> None:
        self._opening = opening
        self._sessions = sessions
        self._pepper = pepper

    def sign_in(self, handle: str, passphrase: str, device_mark: str = "") -> str:
        """A new session's cookie.

        Ten misses an hour are taken for a handle, whether anybody has it or not, with growing waits between.
        A device with a mark of the handle's owner has an allowance of its own, so that others cannot keep the
        owner out of it. On a new device the owner waits an hour at most after the others have stopped, or
        uses the recovery code, which is counted apart.

        Args:
            handle: as typed.
            passphrase: as typed.
            device_mark: up to six marks from `device_mark`, joined by dots.

        Raises:
            SecretsDiffer: the handle is nobody's, or it is another passphrase.
            TooManyTries: it was tried too often.
            Busy: too many derivations are waiting.
        """
        with self._opening.by_handle(handle, passphrase, device_mark) as opened:
            return self._sessions.start(opened, Profile(handle), Event.SIGNED_IN)

    def knows(self, handle: str, device_mark: str) -> bool:
        """Whether one of a device's marks belongs to this handle, whether or not anybody has it."""
        return self._opening.knows(handle, device_mark)

    def device_mark(self, cookie: str) -> str:
        """A mark for the device that just signed in, to be kept in its browser.

        Raises:
            SignedOut: the cookie is nobody's.
        """
        presence = self._sessions.presence_of_cookie(cookie)
        if presence is None:
            raise SignedOut
        return devices.mark(self._pepper, presence.handle)
