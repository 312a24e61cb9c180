"""Keeping: a unit says how long entries of its people may stay at most, or leaves that to them."""

from __future__ import annotations

from wellbeing.domain.audit import Act, By
from wellbeing.domain.errors import BadInput, NotYours
from wellbeing.domain.people import UnitId
from wellbeing.domain.retention import CHOICES
from wellbeing.services.audit import Audit
from wellbeing.services.authority import Authority
from wellbeing.services.ports import Begin
from wellbeing.services.sessions import Sessions


class Keeping:
    """What configurators settle; it reaches entries at their owners' next unlock, with a month to spare."""

    def __init__(self, begin: Begin, look: Begin, sessions: Sessions, audit: Audit) -> None:
        self._begin = begin
        self._look = look
        self._authority = Authority(sessions)
        self._audit = audit

    def of(self, reference: str, unit: UnitId) -> int | None:
        """The most months that the unit keeps entries; None when it leaves that to its people.

        Raises:
            NotYours: the person does not configure this unit.
        """
        self._authority.configurator(reference, unit)
        with self._look() as work:
            return work.keeping.of(unit)

    def settle(self, reference: str, unit: UnitId, months: int | None) -> None:
        """Have the unit keep entries so many months, or leave it to its people.

        Raises:
            NotYours: the person does not configure this unit.
            BadInput: it is none of `retention.CHOICES`.
        """
        self._authority.configurator(reference, unit)
        if months is not None and (type(months) is not int or months not in CHOICES):
            raise BadInput
        with self._begin() as work:
            if work.units.get(unit) is None:
                raise NotYours
            if work.keeping.of(unit) == months:
                return
            if months is None:
                work.keeping.remove(unit)
            else:
                work.keeping.put(unit, months)
            self._audit.note(work, Act.UNIT_KEEPS, By.CONFIGURATOR, unit, months=months or 0)
            work.commit()
