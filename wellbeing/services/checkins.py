"""The daily check-in: each answer is kept as it is given, and two devices never lose each other's."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from wellbeing.domain.checkin import CheckIn, Feeling, Question, reachable
from wellbeing.domain.days import local_day
from wellbeing.services.ports import Clock
from wellbeing.services.records import CHECKIN, Records
from wellbeing.services.sessions import Presence, Sessions

Answer = int | frozenset[Feeling] | None
"""A step, the feelings that were chosen, or None to take an answer back."""


class CheckIns:
    """A person's own check-ins, one a day, open to nobody else."""

    def __init__(self, records: Records, sessions: Sessions, clock: Clock) -> None:
        self._records = records
        self._sessions = sessions
        self._clock = clock

    def today_is(self, reference: str) -> date:
        """The date where the person's unit works."""
        return self._today(self._sessions.presence(reference))

    def day(self, reference: str, day: date) -> CheckIn:
        """A day's check-in; an empty one when there is none.

        Raises:
            Damaged: this day's words do not open; other days are not touched by that.
        """
        with self._sessions.keys(reference) as keys, self._records.reading(keys) as ledger:
            return ledger.find(CHECKIN, day) or CheckIn(day)

    def answer(self, reference: str, day: date, question: Question, answer: Answer) -> CheckIn:
        """The day with one answer kept; None takes it back, and an empty day goes away.

        Raises:
            AnswerOutOfRange: the answer is no step of the question.
            DayOutOfReach: the day has no check-in yet and lies outside the last week.
        """
        return self._change(reference, day, lambda checkin: checkin.answered(question, answer))

    def save_many(
        self, reference: str, day: date, answers: Mapping[Question, Answer], note: str | None = None
    ) -> CheckIn:
        """The day with only what is given merged in, as after the server was away; all of it or nothing."""

        def merged(checkin: CheckIn) -> CheckIn:
            for question, answer in answers.items():
                checkin = checkin.answered(question, answer)
            return checkin if note is None else checkin.noted(_storable(note))

        return self._change(reference, day, merged)

    def remove(self, reference: str, day: date) -> CheckIn | None:
        """Remove a day for good, and give back what it was so that this can be undone at once.

        Returns:
            What stood there, or None when it was damaged and could not be read any more.

        Raises:
            DayGone: there is no check-in on that day.
        """
        with self._sessions.keys(reference) as keys, self._records.writing(keys) as ledger:
            return ledger.take(CHECKIN, day)

    def _change(self, reference: str, day: date, edit: Callable[[CheckIn], CheckIn]) -> CheckIn:
        presence = self._sessions.presence(reference)
        with self._sessions.keys(reference) as keys, self._records.writing(keys) as ledger:
            before = ledger.find(CHECKIN, day)
            if before is None:
                reachable(day, self._today(presence))
            after = edit(before or CheckIn(day))
            if after.empty:
                if before is not None:
                    ledger.take(CHECKIN, day)
            elif after != before:
                ledger.put(CHECKIN, day, after)
            return after

    def _today(self, presence: Presence) -> date:
        return local_day(self._clock.now(), presence.time_zone)


def _storable(text: str) -> str:
    """The text with a question mark for half a character, which cannot be written as UTF-8."""
    return text.encode("utf-8", "replace").decode()
