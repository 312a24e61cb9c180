"""The root of everything that may go wrong; it knows the sentence that people read."""

from __future__ import annotations


class HarbourError(Exception):
    """Something went wrong. Nothing was lost."""

    @classmethod
    def sentence(cls) -> str:
        """The English words a person reads; translate them before showing."""
        return " ".join((cls.__doc__ or "").split("\n\n")[0].split())
