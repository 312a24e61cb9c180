"""Codes that people type from paper: Crockford's base32 in groups, with check characters that find slips.

The check characters are a Reed-Solomon code over GF(32): one finds every single wrong character and every
swap of two; two find any two wrong characters. A code of up to 31 characters can be checked so. Sources:
Crockford, https://www.crockford.com/base32.html (the alphabet); Reed and Solomon 1960 (the code).
"""

from __future__ import annotations

import secrets
import unicodedata
from dataclasses import dataclass
from typing import Final

from wellbeing.domain.errors import BadInput, InvitationRefused, RecoveryCodeMistyped

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUP: Final = 4
"""Characters in a printed group."""
_LOOKALIKES: Final = str.maketrans("OIL", "011")


def _field() -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Powers and logarithms of GF(32) modulo x^5 + x^2 + 1."""
    powers, value = [], 1
    for _ in range(31):
        powers.append(value)
        value <<= 1
        if value & 32:
            value ^= 37
    logs = [0] * 32
    for exponent, power in enumerate(powers):
        logs[power] = exponent
    return tuple(powers), tuple(logs)


_POWERS, _LOGS = _field()


def _times(a: int, b: int) -> int:
    return _POWERS[(_LOGS[a] + _LOGS[b]) % 31] if a and b else 0


def _remainder(values: list[int], checks: int) -> list[int]:
    """The check values of the data, which are all zero when the data ends with its own."""
    generator = [1]  # the product of (x - power) over the first powers, highest coefficient first
    for root in _POWERS[1 : checks + 1]:
        generator = [
            high ^ _times(low, root) for high, low in zip([*generator, 0], [0, *generator], strict=True)
        ]
    register = [0] * checks
    for value in values:
        feedback = value ^ register[0]
        register = [*register[1:], 0]
        register = [
            one ^ _times(feedback, factor) for one, factor in zip(register, generator[1:], strict=True)
        ]
    return register


@dataclass(frozen=True, slots=True)
class Shape:
    """How long a code is, how well it is checked, and what is said when it does not fit."""

    characters: int
    """Random characters, 5 bits each."""
    checks: int
    """Check characters after them."""
    refusal: type[BadInput]
    """The error a mistyped code raises."""

    def draw(self) -> str:
        """A new random code, without hyphens."""
        values = [secrets.randbelow(32) for _ in range(self.characters)]
        return "".join(ALPHABET[value] for value in [*values, *_remainder(values, self.checks)])

    def parse(self, typed: str) -> str:
        """The code someone typed, without hyphens; case, spaces, hyphens and O, I, L are forgiven.

        Raises:
            BadInput: of the kind `refusal`: the length, a character or a check does not fit.
        """
        if len(typed) > 200:  # a pasted page is no code, and is not worth reading
            raise self.refusal
        plain = "".join(_digit(one) for one in unicodedata.normalize("NFKC", typed) if _counts(one))
        code = plain.upper().translate(_LOOKALIKES)
        values = [ALPHABET.find(one) for one in code]
        if len(values) != self.characters + self.checks or min(values) < 0:
            raise self.refusal
        if _remainder(values[: self.characters], self.checks) != values[self.characters :]:
            raise self.refusal
        return code


RECOVERY: Final = Shape(characters=26, checks=2, refusal=RecoveryCodeMistyped)
"""130 bits: enough to be hashed without Argon2id."""
INVITATION: Final = Shape(characters=16, checks=1, refusal=InvitationRefused)
"""80 bits, and used once."""


def grouped(code: str) -> str:
    """The code as it is printed: `7KQ2-M0RX-…`."""
    return "-".join(groups(code))


def groups(code: str) -> list[str]:
    """The printed groups of a code, four characters each."""
    return [code[start : start + GROUP] for start in range(0, len(code), GROUP)]


def invitation() -> str:
    """A new invitation code, without hyphens."""
    return INVITATION.draw()


def read_invitation(typed: str) -> str:
    """The invitation code someone typed, without hyphens.

    Raises:
        InvitationRefused: it cannot be a code.
    """
    return INVITATION.parse(typed)


def _counts(one: str) -> bool:
    """Whether a character is part of a code rather than a space, a hyphen or an invisible mark."""
    return unicodedata.category(one) not in {"Zs", "Cc", "Cf", "Pd", "Pc"}


def _digit(one: str) -> str:
    """A digit of any script as 0 to 9; anything else as it is."""
    value = unicodedata.decimal(one, None)
    return one if value is None else str(value)
