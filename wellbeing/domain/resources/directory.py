"""The directory: all lines of this installation, found by country, need and minutes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Self

from wellbeing.domain.resources.countries import COUNTRIES
from wellbeing.domain.resources.line import Kind, Line, Need

MINUTES: Final = (1, 3, 10)
"""How much time somebody may have."""
_ORDER: Final = (Kind.EMERGENCY, Kind.CRISIS, Kind.POLICE, Kind.PROGRAMME, Kind.FINDER)
_BY_NEED: Final = {
    Need.PEER: (Kind.POLICE, Kind.PROGRAMME, Kind.CRISIS, Kind.FINDER, Kind.EMERGENCY),
    Need.PROFESSIONAL: (Kind.PROGRAMME, Kind.POLICE, Kind.CRISIS, Kind.FINDER, Kind.EMERGENCY),
}

_WIDEST: Final = "find-a-helpline"
"""The finder that knows the most countries."""


@dataclass(frozen=True, slots=True)
class Section:
    """What one country has, in the order it is shown."""

    country: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Directory:
    """Every line there is, retired ones left out."""

    lines: tuple[Line, ...]

    @classmethod
    def of(cls, shipped: Iterable[Line], updates: Iterable[Line] = ()) -> Self:
        """What ships, with each updated line in the place of the shipped one of the same id."""
        held = {one.id: one for one in shipped}
        held.update((one.id, one) for one in updates)
        return cls(tuple(sorted((one for one in held.values() if not one.retired), key=_place)))

    def get(self, line: str) -> Line | None:
        """The line of an id."""
        return next((one for one in self.lines if one.id == line), None)

    def of_kind(self, kind: Kind) -> tuple[Line, ...]:
        """The lines of a kind, in all countries."""
        return tuple(one for one in self.lines if one.kind is kind)

    def of_country(self, country: str) -> tuple[Line, ...]:
        """The lines of a country: emergency first, then crisis, police, the rest."""
        return tuple(one for one in self.lines if one.country == country)

    def crisis_of(self, country: str) -> tuple[Line, ...]:
        """The crisis block of a country, which no unit removes."""
        return tuple(one for one in self.of_country(country) if one.is_crisis)

    def everywhere(self) -> tuple[Line, ...]:
        """The finders, for every country."""
        return self.of_country("")

    def sections(self, first: Sequence[str] = (), today: date | None = None) -> tuple[Section, ...]:
        """Each country that has a line, by its English name; those named come first, as they are named.

        On a day when a line of its crisis block is overdue, the finders stand behind its emergency number
        and the overdue lines last: shown with the day of their last look, and never dropped.
        """
        held = {one.country for one in self.lines if one.country}
        others = sorted(held - set(first), key=lambda code: COUNTRIES.get(code, code))
        ordered = [*(code for code in first if code in held), *others]
        return tuple(Section(code, self._sure_first(self.of_country(code), today)) for code in ordered)

    def _sure_first(self, lines: tuple[Line, ...], today: date | None) -> tuple[Line, ...]:
        """Emergency numbers, the finders if a line is overdue, what was looked at in time, and the rest."""
        late = {one.id for one in lines if today and one.is_crisis and one.overdue(today)}
        if not late:
            return lines
        finders = tuple(one for one in self.everywhere() if one not in lines)
        return tuple(sorted((*lines, *finders), key=lambda one: _surety(one, late)))

    def suited(
        self,
        countries: Sequence[str],
        need: Need | None = None,
        minutes: int | None = None,
        today: date | None = None,
    ) -> tuple[Line, ...]:
        """The lines of these countries and the finders, for a need and a time; the first country leads.

        Args:
            countries: where somebody works and where home is, the nearer one first.
            need: what they look for; None for anything.
            minutes: how much time they have; None for any.
            today: on a day when one of them is overdue, emergency numbers and the finders come first of all.
        """
        wanted = [one for one in dict.fromkeys(countries) if one]
        places = {code: place for place, code in enumerate([*wanted, ""])}
        kinds = _BY_NEED.get(need, _ORDER) if need else _ORDER
        fitting = (
            one
            for one in self.lines
            if one.country in places
            and (need is None or need in one.needs)
            and (minutes is None or one.minutes <= minutes)
        )
        found = sorted(fitting, key=lambda one: (places[one.country], kinds.index(one.kind), one.name))
        late = {one.id for one in found if today and one.is_crisis and one.overdue(today)}
        return tuple(sorted(found, key=lambda one: _surety(one, late)) if late else found)

    def with_updates(self, updates: Iterable[Line]) -> Self:
        """The same with some lines replaced, added or retired."""
        return replace(self, lines=Directory.of(self.lines, updates).lines)


def _place(line: Line) -> tuple[str, int, str]:
    return (line.country, _ORDER.index(line.kind), line.id)


def _surety(line: Line, late: Collection[str]) -> int:
    """Emergency numbers, the widest finder, other finders, what was looked at in time, and the rest."""
    if line.kind is Kind.EMERGENCY:
        return 0
    if line.kind is Kind.FINDER:
        return 1 if line.id == _WIDEST else 2
    return 4 if line.id in late else 3
