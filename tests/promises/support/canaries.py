"""The unique words that one person types in one test, and every spelling of them to look for."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime

from wellbeing.domain.checkin import CheckIn, Feeling
from wellbeing.vault import codec
from wellbeing.vault.codec import Kind


@dataclass
class Canaries:
    """Everything that must not be found; made anew for every test."""

    stem: str = field(default_factory=lambda: f"kittiwake{secrets.token_hex(5)}")
    """Stands in every word that is typed, so that one search finds them all."""
    handle: str = field(default_factory=lambda: f"tern {secrets.token_hex(6)}")
    """Has no stem: it may stand in the browser's own store of logins."""
    codes: list[str] = field(default_factory=list)
    """Recovery codes, in groups as they were shown."""
    answers: CheckIn = field(
        default_factory=lambda: CheckIn(
            datetime.now(UTC).date(),
            heaviness=4,
            energy=0,
            sleep=1,
            intrusions=3,
            recovery=1,
            feelings=frozenset({Feeling.LOW, Feeling.NUMB}),
        )
    )
    """What is tapped."""

    def word(self, kind: str) -> str:
        """A word to type, which says where it was typed once it is found."""
        return f"{self.stem} {kind} zażółć"

    @property
    def note(self) -> str:
        """The note of the day."""
        return self.word("note")

    @property
    def passphrase(self) -> str:
        """The passphrase the person joins with."""
        return self.word("passphrase")

    @property
    def next_passphrase(self) -> str:
        """The passphrase the person recovers with."""
        return self.word("second-passphrase")

    @property
    def tapped(self) -> str:
        """The answers as they stand inside an envelope, without the day and the note."""
        written = codec.encode(Kind.CHECKIN, self.answers)[2:].decode()
        return written.partition(",")[2].removesuffix("}")

    @property
    def all(self) -> dict[str, str]:
        """What to look for, by what it is."""
        spelled = {
            f"recovery code {number} joined by {joint!r}": joint.join(code.split("-"))
            for number, code in enumerate(self.codes, 1)
            for joint in ("", "-", " ")
        }
        return {"typed words": self.stem, "handle": self.handle, "answers": self.tapped, **spelled}
