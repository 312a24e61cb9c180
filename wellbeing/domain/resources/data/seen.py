"""When the pages behind the lines were read, as stored copies, and until when that may be relied on."""

from __future__ import annotations

from datetime import date
from typing import Final

SEEN: Final = date(2026, 11, 21)
REVIEW: Final = date(2027, 2, 19)
"""90 days later."""
REVIEW_OTHERS: Final = date(2027, 5, 20)
"""180 days later, for lines outside the crisis block."""
