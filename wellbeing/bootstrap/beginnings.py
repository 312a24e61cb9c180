"""What a first start settles and each later one compares: the pepper of the data, and what a try costs."""

from __future__ import annotations

import logging
from typing import Final

from wellbeing.bootstrap.places import Places
from wellbeing.crypto import kdf as key_derivation
from wellbeing.crypto.kdf import KdfParams
from wellbeing.crypto.tags import constant_time_equal, pepper_mark
from wellbeing.domain.errors import Damaged, DatabaseDamaged, PepperMissing, PepperWrong
from wellbeing.domain.logged import Logged
from wellbeing.storage.opening import Storage
from wellbeing.storage.slots import hold_something

_log = logging.getLogger(__name__)
_PEPPER: Final = "pepper"
_KDF: Final = "kdf"
SIGN_IN_SECONDS: Final = 0.6
"""How long one key derivation may take on the host the app was first started on."""


def check_pepper(storage: Storage, places: Places, pepper: bytes, *, made: bool) -> None:
    """Compare the pepper with the mark that the first start left in the database."""
    mark = pepper_mark(pepper)
    with storage.begin() as work:
        kept = work.meta.get(_PEPPER)
        keys = hold_something(storage.slots_engine)
        # People have keys, but the database that knew them is gone; or it is the other way about.
        # A join or a deletion that was cut short leaves keys, or a note of them, and is no such thing.
        if (kept is None and keys) or (work.people.count() and not keys):
            raise DatabaseDamaged
        if kept is None:
            work.meta.put(_PEPPER, mark)
            work.commit()
        elif made:
            places.pepper.unlink()  # made for nothing: the database, which lies elsewhere, has another
            raise PepperMissing
        elif not constant_time_equal(kept, mark):
            raise PepperWrong


def measured_cost(storage: Storage, floor: KdfParams) -> KdfParams:
    """What a key derivation may cost here, measured once and kept."""
    with storage.look() as work:
        kept = work.meta.get(_KDF)
    if kept is not None:
        try:
            params = KdfParams.decode(kept)
            key_derivation.within(params, floor)
        except Damaged:
            _log.warning(
                "the stored cost of a passphrase was out of bounds, and was measured anew",
                extra=Logged.COST_MEASURED.extra,
            )
        else:
            return params
    measured = key_derivation.calibrate(SIGN_IN_SECONDS)
    with storage.begin() as work:
        work.meta.put(_KDF, measured.encode())
        work.commit()
    return measured
