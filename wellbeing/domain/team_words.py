"""What the picture of a team says in words: ranges, never a point, never nobody and never everybody."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

from wellbeing.domain.team import (
    AroundRule,
    Band,
    Bucket,
    Comparison,
    Marker,
    Measure,
    Range,
    Reach,
    Series,
    Sign,
    State,
    Trend,
    View,
)
from wellbeing.words import Translator, day_words, mark

LEAST: Final = 0.15
MOST: Final = 0.85
"""Beyond these a share is told as "under 15 in 100" and "over 85 in 100"."""
MEASURE_NAMES: Final[Mapping[Measure, str]] = {
    Measure.HIGH: mark("Under high strain"),
    Measure.LOW: mark("Under low strain"),
    Measure.PART: mark("Taking part"),
    Measure.HOURS: mark("Hours with material a week"),
    Measure.BREAKS: mark("Breaks kept"),
}
MEASURE_SAYS: Final[Mapping[Measure, str]] = {
    Measure.HIGH: mark("Of all seats: those whose own average of four weeks is high."),
    Measure.LOW: mark("Of all seats: those whose own average of four weeks is low."),
    Measure.PART: mark("Of all seats: those who chose to be counted."),
    Measure.HOURS: mark("Average of those who take part. 10 means 10 or more."),
    Measure.BREAKS: mark("Of those who take part: kept to the break rule on most days."),
}
BUCKET_NAMES: Final[Mapping[Bucket, str]] = {
    Bucket.FEW: mark("8 to 11 seats"),
    Bucket.SOME: mark("12 to 19 seats"),
    Bucket.MANY: mark("20 seats or more"),
}
STATE_NAMES: Final[Mapping[State, str]] = {
    State.SHOWN: mark("Shown"),
    State.HIDDEN: mark("Hidden to protect people"),
    State.MISSING: mark("Not published"),
}
OVERALL: Final[Mapping[Trend, str]] = {
    Trend.TOO_EARLY: mark("It is too early to say whether anything changed."),
    Trend.CANNOT_TELL: mark("No clear change in {weeks} weeks."),
    Trend.RISING: mark("Strain is higher than in the {weeks} weeks before."),
    Trend.FALLING: mark("Strain is lower than in the {weeks} weeks before."),
}
AROUND: Final[Mapping[Trend, str]] = {
    Trend.TOO_EARLY: mark("Break rule from {day}: too early to tell what it changed."),
    Trend.CANNOT_TELL: mark("Break rule from {day}: no clear change in the weeks after it."),
    Trend.RISING: mark("Break rule from {day}: strain was higher in the weeks after it."),
    Trend.FALLING: mark("Break rule from {day}: strain was lower in the weeks after it."),
}


def share_words(found: Range, t: Translator) -> str:
    """A share as people say it: "about 4 to 6 in 10"."""
    low, high = math.floor(_tenths(found.lowest)), math.ceil(_tenths(found.highest))
    if found.highest < LEAST:
        return t("under 15 in 100")
    if found.lowest > MOST:
        return t("over 85 in 100")
    if found.lowest < LEAST and found.highest > MOST:
        return t("too blurred to say")
    if found.lowest < LEAST:
        return t("under {high} in 10", high=t.number(high))
    if found.highest > MOST:
        return t("over {low} in 10", low=t.number(low))
    return t("about {low} to {high} in 10", low=t.number(low), high=t.number(high))


def hours_words(found: Range, t: Translator) -> str:
    """Hours a week as people say them."""
    low, high = math.floor(round(found.lowest, 6)), math.ceil(round(found.highest, 6))
    if low < 1 and high >= Measure.HOURS.top:
        return t("too blurred to say")
    if low < 1:
        return t.n("under {count} hour a week", "under {count} hours a week", max(high, 1))
    if high >= Measure.HOURS.top:
        return t.n("over {count} hour a week", "over {count} hours a week", min(low, 9))
    return t("about {low} to {high} hours a week", low=t.number(low), high=t.number(high))


def range_words(measure: Measure, found: Range, t: Translator) -> str:
    """A range of any measure."""
    return hours_words(found, t) if measure is Measure.HOURS else share_words(found, t)


def band_words(measure: Measure, band: Band, t: Translator) -> tuple[str, str]:
    """A band in a table: its likely range and the one that is nearly sure; why there is none otherwise."""
    if band.inner is None or band.outer is None:
        return t(STATE_NAMES[band.state]), ""
    return range_words(measure, band.inner, t), range_words(measure, band.outer, t)


def series_words(series: Series, t: Translator) -> str:
    """The sentence of one picture: its newest band."""
    newest = series.newest
    if newest is None:
        if series.together is None:
            return t("Not shown at this size: the blur would be wider than the news.")
        return t("Nothing to show yet.")
    likely, nearly = band_words(series.measure, newest, t)
    until = day_words(newest.period.last, t.locale)
    return t("Up to {day}: {likely}. Nearly sure: {nearly}.", day=until, likely=likely, nearly=nearly)


def pooled_words(series: Series, t: Translator) -> str:
    """How much time one band covers."""
    if series.together is None:
        return ""
    return t(
        "Each band covers {weeks} weeks, since shorter ones would be too blurred.",
        weeks=t.number(4 * series.together),
    ) if series.together > 1 else t("Each band covers 4 weeks.")  # fmt: skip


def overall_words(found: Comparison, t: Translator) -> str:
    """The first sentence of the page: whether anything changed."""
    return t(OVERALL[found.trend], weeks=t.number(found.weeks))


def compared_words(found: Comparison, t: Translator) -> str:
    """What was compared; nothing when it is too early."""
    if found.until is None:
        return ""
    return t(
        "Compared: the {weeks} weeks up to {day}, and the {weeks} weeks before.",
        weeks=t.number(found.weeks),
        day=day_words(found.until, t.locale),
    )


def around_words(found: AroundRule | None, t: Translator) -> str:
    """What the newest break rule changed; nothing when there is none to look at."""
    if found is None:
        return ""
    return t(AROUND[found.comparison.trend], day=day_words(found.effective_from, t.locale))


def reach_words(found: Reach, t: Translator) -> str:
    """How often this size notices such a change."""
    if found.noticed is None:
        return t("never")
    return share_words(Range(found.noticed - 0.05, found.noticed + 0.05), t)


def marker_words(found: Marker, t: Translator) -> str:
    """What happened on a marked day."""
    if found.sign is Sign.RULE:
        return t("Break rule {number} begins in {unit}", number=t.number(found.number), unit=found.unit)
    return found.words


def size_words(view: View, t: Translator) -> str:
    """How many seats there are, roughly, and whose."""
    size = "" if view.bucket is None else t(BUCKET_NAMES[view.bucket])
    if not view.counted:
        return t("{size}.", size=size) if size else ""
    names = ", ".join(view.counted)
    if view.sums:
        return t("{size}. Summed over: {names}.", size=size, names=names)
    return t("{size}. Counted together: {names}.", size=size, names=names)


def _tenths(share: float) -> float:
    return round(share * 10, 6)
