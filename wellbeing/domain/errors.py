"""Everything that may go wrong, as one tree; the first sentence of each docstring is what people read.

    HarbourError
    ├── BadInput            what was typed can be mended by the person
    │   ├── AnswerOutOfRange  NoteTooLong  DayOutOfReach
    │   ├── RecordOutOfReach  RecordGone
    │   ├── HandleUnusable  NameUnusable  LabelTaken  RoleUnusable
    │   ├── CountryUnusable  TimeZoneUnusable
    │   ├── PassphraseTooShort  PassphraseTooLong  PassphraseTooCommon  PassphrasesDiffer
    │   ├── RecoveryCodeMistyped  InvitationRefused (JoiningRefused)
    │   ├── ActUnusable  PolicyUnusable
    │   ├── StartsTooSoon  StartsTooLate  PolicyWaiting  PolicyStarted  PolicyNoteTooLong
    │   ├── CommentUnusable  CommentsClosed  CommentsEnough
    │   ├── LinesUnreadable  LinesRefused  ContactUnusable  ConfirmedAlready
    │   ├── StepTooLong  OutcomeUnusable  MarkUnusable  DutyUnusable  EnoughWritten
    │   ├── QuestionnaireGone  AskedTooSoon  SheetClosed  SheetGone
    │   ├── FloorOnlyRises
    │   └── DayGone
    ├── Refused             the person may not, or not now
    │   ├── SignedOut  Locked  NotYours
    │   ├── SecretsDiffer  TooManyTries  ActsFull  Busy
    │   └── BoxClosed  BoxFull
    ├── Damaged             stored words do not open
    │   └── LogBroken  ArchiveDamaged
    └── Unfit               the host cannot keep the promise
        ├── DiskFull  FolderReadOnly  DatabaseBusy  DatabaseDamaged
        ├── SchemaNewer  SchemaOlder
        ├── PepperMissing  PepperWrong  ReleaseKeyMissing  ReleaseKeyWrong
        └── HostUnfit  SettingUnusable  FolderInUse  BackupKeyMissing

No error ever holds the value that caused it: it would end in a log.
"""

from __future__ import annotations


class HarbourError(Exception):
    """Something went wrong. Nothing was lost."""

    @classmethod
    def sentence(cls) -> str:
        """The English words a person reads; translate them before showing."""
        return " ".join((cls.__doc__ or "").split("\n\n")[0].split())


class BadInput(HarbourError):
    """That could not be used. Please check it."""


class AnswerOutOfRange(BadInput):
    """That answer is not one of the choices."""


class NoteTooLong(BadInput):
    """The note is too long. Up to 4,000 characters fit."""


class DayOutOfReach(BadInput):
    """You can check in for today and the seven days before."""


class FloorOnlyRises(BadInput):
    """That number can only be raised, and from the next period on."""


class DayGone(BadInput):
    """There is no check-in on that day."""


class ActUnusable(BadInput):
    """That could not be recorded. The timer is as it was."""


class PolicyUnusable(BadInput):
    """These break times cannot be used as they are."""

    def __init__(self, reason: str = "") -> None:
        """Give the reason as an English sentence to translate; it never holds what was typed."""
        super().__init__()
        self.reason = reason


class QuestionnaireGone(BadInput):
    """That questionnaire is not offered here."""


class AskedTooSoon(BadInput):
    """You filled this in not long ago. It opens again later."""


class SheetClosed(BadInput):
    """That one is closed. You can begin it anew."""


class SheetGone(BadInput):
    """You have not filled that in on that day."""


class RecordOutOfReach(BadInput):
    """The record can be changed for the last four weeks."""


class RecordGone(BadInput):
    """That session is not in your record any more."""


class StartsTooSoon(BadInput):
    """New break times start tomorrow at the earliest, and after the time for comments."""


class StartsTooLate(BadInput):
    """New break times start within a year from today."""


class PolicyWaiting(BadInput):
    """New break times are announced already. Take them back first."""


class PolicyStarted(BadInput):
    """These break times have started or were taken back. Announce new ones instead."""


class PolicyNoteTooLong(BadInput):
    """The note is too long. Up to 500 characters fit."""


class CommentUnusable(BadInput):
    """Write a comment of up to 1,000 characters."""


class CommentsClosed(BadInput):
    """The time for comments is over."""


class CommentsEnough(BadInput):
    """You have left three comments. That is as many as fit."""


class HandleUnusable(BadInput):
    """Pick another handle, 3 to 40 characters long."""


class NameUnusable(BadInput):
    """Give it a name of 1 to 60 characters."""


class LabelTaken(BadInput):
    """There is a seat with that label already. Give each seat its own."""


class CountryUnusable(BadInput):
    """Write the country in two letters, such as FR."""


class TimeZoneUnusable(BadInput):
    """Pick a time zone from the list, such as Europe/Paris."""


class RoleUnusable(BadInput):
    """Pick one of the roles in the list."""


class PassphraseTooShort(BadInput):
    """Use at least 15 characters, or five words."""


class PassphraseTooLong(BadInput):
    """The passphrase is too long. Up to 1,024 bytes fit."""


class PassphraseTooCommon(BadInput):
    """That passphrase would be guessed soon. Try five unrelated words."""


class PassphrasesDiffer(BadInput):
    """The two passphrases differ. Type them again."""


class RecoveryCodeMistyped(BadInput):
    """The code has a typing slip. Please compare it with your print."""


class InvitationRefused(BadInput):
    """This code does not work. It may be mistyped, used or out of date."""


class JoiningRefused(InvitationRefused):
    """This code or handle cannot be used. Check the code, then try another handle.
    If both are refused, ask for a new slip.
    """


class LinesUnreadable(BadInput):
    """That file of help lines cannot be read. Compare it with an export."""


class LinesRefused(BadInput):
    """Some lines of that file need mending. `wellbeing resources check` says which."""


class ContactUnusable(BadInput):
    """Give the contact a name, and a number, address or page to reach it."""


class StepTooLong(BadInput):
    """A step of the plan is too long. Up to 1,000 characters fit."""


class OutcomeUnusable(BadInput):
    """Write one or two sentences, up to 280 characters."""


class MarkUnusable(BadInput):
    """Write one sentence, up to 140 characters."""


class DutyUnusable(BadInput):
    """Write one sentence, up to 200 characters."""


class EnoughWritten(BadInput):
    """Very many are written down already. Remove one first."""


class ConfirmedAlready(BadInput):
    """You confirmed this line before. A second person has to."""


class Refused(HarbourError):
    """That is not possible right now."""


class SignedOut(Refused):
    """You are signed out. Sign in to go on."""


class Locked(Refused):
    """Your entries are locked. Unlock them to go on."""


class NotYours(Refused):
    """That page is not part of your seat."""


class SecretsDiffer(Refused):
    """That did not match. Please try again."""


class TooManyTries(Refused):
    """That was tried often. Please wait a little and try again."""


class ActsFull(Refused):
    """No more of that fits right now. If your entries are locked, unlock them."""


class BoxClosed(Refused):
    """That period is over. What was in it cannot be changed any more."""


class BoxFull(Refused):
    """You do not count in this period. You will in the next one."""


class Busy(Refused):
    """Many people are signing in. Please try again in a moment."""


class Damaged(HarbourError):
    """Some stored words could not be opened. The others are fine."""


class LogBroken(Damaged):
    """The log of releases is not whole. `wellbeing releases verify` says where."""

    def __init__(self, number: int = 0) -> None:
        """Name the first line that is not sound, or 0 when it is not known."""
        super().__init__()
        self.number = number


class ArchiveDamaged(Damaged):
    """The backup does not open. Check the file, and that the key is the right one."""


class Unfit(HarbourError):
    """This computer cannot keep your entries safe right now."""


class DiskFull(Unfit):
    """The disk is full. Nothing was lost; this was not saved yet."""


class FolderReadOnly(Unfit):
    """The data folder cannot be written to. This was not saved yet."""


class DatabaseBusy(Unfit):
    """The database is busy. Please try again in a moment."""


class DatabaseDamaged(Unfit):
    """The database file is damaged. Restore the last backup."""


class SchemaNewer(Unfit):
    """The data belongs to a newer version. Install that version or a later one."""


class SchemaOlder(Unfit):
    """The data belongs to an older version. Run `wellbeing migrate`."""


class PepperMissing(Unfit):
    """The pepper file is missing. Restore it from your backup before starting."""


class PepperWrong(Unfit):
    """The pepper file belongs to other data. Restore the right one."""


class ReleaseKeyMissing(Unfit):
    """The file keys/releases is missing. Restore it from your backup before starting."""


class ReleaseKeyWrong(Unfit):
    """The file keys/releases belongs to other data. Restore the right one."""


class HostUnfit(Unfit):
    """This computer lacks something the app needs. `wellbeing doctor` says what."""


class FolderInUse(Unfit):
    """There is an installation in that folder already. Restore into an empty one."""


class BackupKeyMissing(Unfit):
    """There is no key for backups yet. Run `wellbeing backup key`."""


class SettingUnusable(Unfit):
    """A setting cannot be used. `wellbeing doctor` says which."""

    def __init__(self, name: str = "") -> None:
        """Name the setting, never its value."""
        super().__init__(name)
        self.name = name
