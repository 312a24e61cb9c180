"""The watched command with every wall taken down, so that a search that finds nothing is known to be able to.

    NOTED_IN=<file> python -m tests.promises.support.unsealed serve …

Envelopes hold their text as it is, the verifier of a secret is the secret, and logs keep the words of events.
No setting reaches any of this: the walls are replaced from outside, in this process only.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.promises.support import watched
from tests.tools import run_cheap
from wellbeing.crypto import envelope, kdf, recovery
from wellbeing.edge import redaction

_TAG = bytes(16)


class _Glass:
    """A cipher that hides nothing."""

    def __init__(self, key: bytes) -> None:
        """Forget the key."""

    def encrypt(self, nonce: bytes, text: bytes, fields: bytes) -> bytes:
        return text + _TAG

    def decrypt(self, nonce: bytes, raw: bytes, fields: bytes) -> bytes:
        return raw[: -len(_TAG)]


def run() -> None:
    """Take the walls down, then be the command."""
    by_passphrase, by_code = kdf.derive, recovery.derive

    def of_passphrase(passphrase: str, **rest: Any) -> kdf.SecretKeys:
        return replace(by_passphrase(passphrase, **rest), verifier=passphrase.encode())

    def of_code(code: str, **rest: Any) -> kdf.SecretKeys:
        return replace(by_code(code, **rest), verifier=code.encode())

    envelope.AESGCM = _Glass  # type: ignore[assignment, misc]
    kdf.derive = of_passphrase
    recovery.derive = of_code
    redaction.install = lambda: None
    run_cheap.run()


if __name__ == "__main__":
    watched.main(run)
