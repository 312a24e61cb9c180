"""Passphrases: change them, recover from losing them, and put a fresh key behind them."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from wellbeing.crypto import codes, passphrase, recovery
from wellbeing.domain.diary import Event
from wellbeing.domain.errors import Locked, SignedOut, Unfit
from wellbeing.domain.people import PersonId, Profile
from wellbeing.services.confirming import Confirming
from wellbeing.services.opening import Opened, Opening
from wellbeing.services.records import Access, Records
from wellbeing.services.resealing import Progress, Resealing
from wellbeing.services.sessions import Sessions
from wellbeing.vault.keys import PersonKeys

__all__ = ["Passphrases", "Progress", "Renewed"]


@dataclass(frozen=True, slots=True)
class Renewed:
    """A new recovery code, which is shown once, and the session of whoever asked for it."""

    cookie: str = field(repr=False)
    """A new one, which takes the old one's place; the same for a session that was locked meanwhile."""
    recovery_code: str = field(repr=False)
    """In groups, as it is printed."""


class Passphrases:
    """Changes a person's own secrets; whatever else was signed in for them is signed out."""

    def __init__(
        self,
        opening: Opening,
        records: Records,
        sessions: Sessions,
        confirming: Confirming,
        resealing: Resealing,
    ) -> None:
        self._opening = opening
        self._records = records
        self._sessions = sessions
        self._confirming = confirming
        self._resealing = resealing

    def change(self, cookie: str, old: str, new: str) -> str:
        """Another passphrase for the same entries; the recovery code stays. Gives the session's new cookie.

        Older backups still open with the older passphrase; `rotate` is for whoever fears that it was seen.

        Raises:
            SecretsDiffer: the old passphrase is another one.
            PassphraseTooShort: or `PassphraseTooLong`, `PassphraseTooCommon`, for the new one.
        """
        with self._sessions.request(cookie) as (presence, access):
            passphrase.check(new, [presence.handle])
            self._opening.change(access.person, old, new)
            self._sessions.end_all(access.person, presence.session_id)
            self._records.note(access, Event.PASSPHRASE_CHANGED)
            return self._moved(cookie, access.keys)

    def recover(self, handle: str, code: str, new: str, device_mark: str = "") -> Renewed:
        """A new passphrase and a new recovery code, for whoever has the old code; it works once.

        Raises:
            RecoveryCodeMistyped: it cannot be a recovery code at all.
            SecretsDiffer: the handle is nobody's, or it is another code.
            PassphraseTooShort: or `PassphraseTooLong`, `PassphraseTooCommon`, for the new one.
        """
        read = recovery.read(code)
        passphrase.check(new, [handle])
        person, issue = self._opening.recover(handle, read, new, device_mark)
        self._sessions.end_all(person)
        cookie = self._sessions.start(Opened.of(person, issue), Profile(handle), Event.RECOVERED)
        return Renewed(cookie, self._shown(person, issue.recovery_code, issue.mark))

    def renew_recovery_code(self, cookie: str, typed: str) -> Renewed:
        """A new recovery code for whoever has lost the print; the older one stops working.

        Raises:
            SecretsDiffer: it is another passphrase.
        """
        with self._sessions.request(cookie) as (_, access):
            code, mark = self._opening.renew_code(access.person, typed)
            self._records.note(access, Event.RECOVERY_RENEWED)
            return Renewed(self._moved(cookie, access.keys), self._shown(access.person, code, mark))

    def rotate(self, cookie: str, typed: str) -> Renewed:
        """A fresh data key and a new recovery code; then call `continue_rotation` till it is done.

        From here on nothing is written under the older key, and entries move to the fresh one by batches.
        When all have moved the older key is dropped; older copies of the key file open nothing newer.

        Raises:
            SecretsDiffer: it is another passphrase.
        """
        with self._sessions.request(cookie) as (presence, access):
            issue = self._opening.rotate(access.person, typed)
            try:
                self._sessions.end_all(access.person, presence.session_id)
                moved = self._moved(cookie, issue.keys)
                renewed = Access(access.person, issue.keys)
                with suppress(Unfit):  # the first batch does it then
                    self._resealing.fence(renewed)
                self._records.note(renewed, Event.KEY_ROTATED)
            finally:
                issue.keys.wipe()
            return Renewed(moved, self._shown(access.person, issue.recovery_code, issue.mark))

    def continue_rotation(self, reference: str) -> Progress:
        """Move one batch of entries to the fresh key; cheap when there is nothing to do."""
        with self._sessions.keys(reference) as access:
            return self._resealing.batch(access)

    def to_confirm(self, cookie: str) -> tuple[int, ...]:
        """Which groups of the newest recovery code to ask for, from 1; none when nothing waits."""
        return self._confirming.groups(self._person(cookie))

    def confirm_recovery(self, cookie: str, typed: Sequence[str]) -> None:
        """Take the groups in the order of `to_confirm`; from now on no page asks for them any more.

        Raises:
            RecoveryCodeMistyped: a group is another one; nothing is lost, they can be typed again.
        """
        person = self._person(cookie)
        mark = self._confirming.confirm(person, typed)
        if mark is not None:
            self._opening.confirmed(person, mark)
            self._sessions.standings.code_changed(person)

    def _person(self, cookie: str) -> PersonId:
        presence = self._sessions.presence_of_cookie(cookie)
        if presence is None:
            raise SignedOut
        return presence.person

    def _moved(self, cookie: str, keys: PersonKeys) -> str:
        """The session's new cookie, with these keys behind it: its owner has just proved who they are."""
        with suppress(SignedOut, Locked):  # locked or signed out meanwhile: so it stays
            return self._sessions.move(cookie, keys.copy())
        return cookie

    def _shown(self, person: PersonId, code: str, mark: bytes) -> str:
        self._confirming.expect(person, code, mark)
        self._sessions.standings.code_changed(person)
        return codes.grouped(code)
