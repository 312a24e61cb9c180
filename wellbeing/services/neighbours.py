"""Neighbours: the other processes of this installation, and which of them a person is with.

A person is with one process at a time, on however many devices: their keys, their timer and what waits to be
put into boxes are in its memory. So before anything of a person is opened, their process takes them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from wellbeing.domain.people import PersonId


class Neighbours(Protocol):
    """The other processes; nothing of this is written anywhere, and it ends with the process."""

    @property
    def name(self) -> str:
        """What this process is called; empty when it is the only one."""

    def take(self, person: PersonId) -> bool:
        """Have a person be with this process; whether they were not before.

        Raises:
            ServedElsewhere: they are with another one, which it names.
        """

    def keep(self, present: frozenset[PersonId]) -> None:
        """Let go of everybody who has had no session here for a while; called every few seconds.

        Letting go late does no harm: whoever comes back elsewhere meanwhile is sent here.
        """

    def serves(self, name: str) -> bool:
        """Whether another process of this name lives."""

    def seats_changed(self) -> None:
        """Tell the others that seats or units have changed."""

    def hear(self, look: Callable[[], None]) -> bool:
        """Call a function if one of the others has said so since it last came to its end; whether it did."""

    def leads(self) -> bool:
        """Whether this is the one process that runs the daily jobs; asking takes the part if it is free."""

    def close(self) -> None:
        """Let go of everybody and everything."""


class Alone:
    """The only process: everybody is with it."""

    name = ""

    def take(self, _person: PersonId) -> bool:
        """They are, and always were."""
        return False

    def keep(self, present: frozenset[PersonId]) -> None:
        """There is nobody to let go to."""

    def serves(self, _name: str) -> bool:
        """There is no other."""
        return False

    def seats_changed(self) -> None:
        """There is nobody to tell."""

    def hear(self, _look: Callable[[], None]) -> bool:
        """Nor anybody to hear from."""
        return False

    def leads(self) -> bool:
        """There is nobody else who would."""
        return True

    def close(self) -> None:
        """Nothing is held."""
