"""What was typed or chosen, and can be mended by the person."""

from __future__ import annotations

from wellbeing.domain.errors.base import HarbourError


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
