"""Retaining: in which month a person's rows lie, and where they go when that time is made another."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from wellbeing.domain.days import Month, month_of, months_later
from wellbeing.domain.people import Profile
from wellbeing.domain.retention import Going, chosen, moved_to
from wellbeing.services.listing import Listing
from wellbeing.vault.codec import Kind
from wellbeing.vault.manifest import Line


def kept_by_choice(line: Line) -> bool:
    """Whether a line is of a day that its owner keeps as long as they like; the log has a time of its own."""
    return bool(line.day) and line.kind != Kind.LOG


def bare(listing: Listing) -> Profile:
    """A profile without a handle, which keeps days as long as the stored ones are kept."""
    for month in reversed(listing.months()):  # the newest days are where they belong
        for line in listing.shard(month):
            if kept_by_choice(line):
                made = date.fromordinal(line.day)
                months = (month // 100 - made.year) * 12 + month % 100 - made.month
                return Profile("", retention_months=months, keeps=chosen(months))
    return Profile("")


def moved(listing: Listing, months: int, today: date) -> Iterator[tuple[Line, Month]]:
    """Move every line to the month that follows from so many months; each that moves, and where to.

    What would be over by now stays to the end of the next month (`retention.moved_to`).
    """
    for month in listing.months():
        for line in listing.shard(month):
            if not kept_by_choice(line):
                continue
            computed = months_later(month_of(date.fromordinal(line.day)), months)
            new = moved_to(computed, Month(month), today)
            if new != month:
                listing.keep(listing.shard(month).drop(line.record))
                listing.keep(listing.shard(new).put(line))
                yield line, new


def lies(listing: Listing, kind: Kind, day: int, computed: Month, today: date) -> Month:
    """The month in which a day's line lies, or would lie: what follows from its day, unless it was spared."""
    this = month_of(today)
    if computed > (spared := months_later(this, 1)):
        return computed
    places = (computed, this, spared)
    return next((one for one in places if listing.shard(one).on_day(kind, day) is not None), computed)


def going(listing: Listing, today: date) -> Going | None:
    """What goes at the end of this month or of the next, whichever has anything; None when nothing does."""
    this = month_of(today)
    for month in (this, months_later(this, 1)):
        days = [line.day for line in listing.shard(month) if kept_by_choice(line)]
        if days:
            following = months_later(month, 1)
            after = date(following // 100, following % 100, 1) - timedelta(days=1)
            return Going(date.fromordinal(max(days)), after)
    return None
