"""Keys as they are once a rotation has come to its end."""

from __future__ import annotations

from wellbeing.vault.keys import PersonKeys


def without_older(keys: PersonKeys) -> PersonKeys:
    """A copy that holds the current keys only."""
    now = keys.current
    return PersonKeys(
        {now: bytearray(keys.data_key(now))}, now, bytearray(keys.private), bytearray(keys.ballot)
    )
