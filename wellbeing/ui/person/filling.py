"""What the page of questionnaires shows, made from what the service found: rows, items, sentences, charts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from wellbeing.domain.instruments.instrument import Instrument, extent
from wellbeing.domain.instruments.reading import Reading, item_series, series
from wellbeing.domain.instruments.scoring import asked
from wellbeing.domain.instruments.sheet import Sheet
from wellbeing.domain.instruments.telling import lines, quoted
from wellbeing.domain.instruments.usual import Change, Place
from wellbeing.domain.preferences import Rhythm
from wellbeing.services.questionnaires import Offer, Past
from wellbeing.ui.pictures import results
from wellbeing.ui.pictures.trend import TrendPicture
from wellbeing.words import Translator, day_words, mark

RHYTHMS: Final[Mapping[str, str]] = {
    "": mark("When I like"),
    Rhythm.WEEKLY.value: mark("Weekly"),
    Rhythm.MONTHLY.value: mark("Monthly"),
    Rhythm.QUARTERLY.value: mark("Quarterly"),
}
"""How often it may be offered; the empty one is no rhythm at all."""
PLACES: Final[Mapping[Place, str]] = {
    Place.BELOW: mark("Your usual is {middle}, between {low} and {high}. This one lies below it."),
    Place.WITHIN: mark("Your usual is {middle}, between {low} and {high}. This one lies within it."),
    Place.ABOVE: mark("Your usual is {middle}, between {low} and {high}. This one lies above it."),
}
CHANGES: Final[Mapping[Change, str]] = {
    Change.SAME: mark("About the same as last time: the difference may be chance."),
    Change.HIGHER: mark("Higher than last time by more than chance explains, {points} or more."),
    Change.LOWER: mark("Lower than last time by more than chance explains, {points} or more."),
}


@dataclass(frozen=True, slots=True)
class OfferRow:
    """One questionnaire on the shelf."""

    name: str
    title: str
    about: str
    facts: str
    state: str = field(repr=False)
    """Whether it is begun, due, or opens again on a day."""
    open: bool
    begun: bool
    past: bool = field(repr=False)
    rhythm: str = field(repr=False)
    own: bool
    """Whether its name is ours, and translated."""
    labels: dict[str, str]
    """What the buttons are called for those who do not see the card: open, look, often."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer that may be given."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One item with its answers and what was answered."""

    number: str
    text: str
    stem: str
    hint: str
    opt_in: str
    """What is pressed to see it at all; empty for what is simply shown."""
    answer: str = field(repr=False)
    choices: list[Choice]


@dataclass(frozen=True, slots=True)
class NumberRow:
    """One number with what may be said of it."""

    name: str
    value: str = field(repr=False)
    lines: list[str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One item as it was answered."""

    text: str = field(repr=False)
    answer: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class PastRow:
    """One sheet of the past."""

    begun: str = field(repr=False)
    words: str = field(repr=False)
    told: str = field(repr=False)
    change: bool = field(repr=False)


@dataclass(frozen=True, slots=True)
class ResultChart:
    """One number over time."""

    name: str
    high: str
    middle: str
    low: str
    picture: TrendPicture = field(repr=False)


def offer_rows(offers: Iterable[Offer], t: Translator) -> list[OfferRow]:
    """The shelf."""
    return [
        OfferRow(
            one.instrument.name,
            quoted(one.instrument, one.instrument.title, t),
            t(one.instrument.about),
            _facts(one.instrument, t),
            _state(one, t),
            one.opens is None,
            one.begun is not None,
            one.last is not None,
            "" if one.rhythm in {None, Rhythm.NEVER} else str(one.rhythm),
            one.instrument.own,
            _labels(quoted(one.instrument, one.instrument.title, t), t, begun=one.begun is not None),
        )
        for one in offers
    ]


def _labels(title: str, t: Translator, *, begun: bool) -> dict[str, str]:
    return {
        "open": t("Go on with {title}", title=title) if begun else t("Open {title}", title=title),
        "look": t("Your results of {title}", title=title),
        "often": t("How often {title} is offered", title=title),
    }


def _facts(instrument: Instrument, t: Translator) -> str:
    counted = t.n("{count} item", "{count} items", len(instrument.items))
    minutes = t.n("about {count} minute", "about {count} minutes", instrument.minutes)
    return ", ".join((counted, minutes, t(instrument.recall)))


def _state(one: Offer, t: Translator) -> str:
    if one.begun is not None:
        return t("Begun on {day}.", day=day_words(one.begun, t.locale))
    if one.opens is not None:
        return t("Opens again on {day}.", day=day_words(one.opens, t.locale))
    return t("It is time for it, if you like.") if one.due else ""


def item_rows(instrument: Instrument, sheet: Sheet, t: Translator) -> list[ItemRow]:
    """The items that are asked, with what was answered."""
    codes = sheet.codes
    return [
        ItemRow(
            str(number),
            quoted(instrument, instrument.items[number - 1].text, t),
            quoted(instrument, instrument.items[number - 1].stem, t),
            t(instrument.items[number - 1].hint),
            t(instrument.items[number - 1].opt_in),
            str(codes[number]) if number in codes else "",
            [Choice(str(one.code), quoted(instrument, one.text, t)) for one in instrument.answers(number)],
        )
        for number in asked(instrument, codes)
    ]


def answer_rows(instrument: Instrument, sheet: Sheet, t: Translator) -> list[AnswerRow]:
    """What was answered, item by item."""
    return [AnswerRow(text, answer) for _, text, answer in lines(sheet, instrument, t)]


def number_rows(instrument: Instrument, found: Sequence[Reading], t: Translator) -> list[NumberRow]:
    """What may be said of each number: one's own usual first, the published range second."""
    rows = [NumberRow(t(one.scale.words), t.number(one.value), _said(instrument, one, t)) for one in found]
    if rows and all(one.usual is None for one in found):
        rows[0].lines.insert(0, t("Your usual shows here after three earlier ones."))
    return rows


def _said(instrument: Instrument, one: Reading, t: Translator) -> list[str]:
    low, high = extent(instrument, one.scale)
    said: list[str] = []
    if one.usual is not None and one.place is not None:
        usual = one.usual
        values = {"middle": usual.middle, "low": usual.low, "high": usual.high}
        said = [t(PLACES[one.place], **{name: t.number(value) for name, value in values.items()})]
    if one.change is not None:
        said.append(t(CHANGES[one.change], points=t.number(one.scale.change or 0)))
    ends = t("It can lie between {low} and {high}.", low=t.number(low), high=t.number(high))
    if one.band is not None:
        within = {"low": t.number(one.band.low), "high": t.number(one.band.high)}
        ends = f"{ends} {t('The published range it is in: {low} to {high}.', **within)}"
    said.append(f"{ends} {t(one.scale.more_is)}".rstrip())
    if one.talk:
        said.append(t("Its authors call such a number worth a conversation. You choose with whom."))
    return said


def past_rows(past: Past, t: Translator) -> list[PastRow]:
    """Everything that was filled in, newest first."""
    return [
        PastRow(
            one.begun.isoformat(),
            day_words(one.begun, t.locale, year=True),
            _told(past, one, t),
            one.begun in past.changeable,
        )
        for one in reversed(past.sheets)
    ]


def _told(past: Past, sheet: Sheet, t: Translator) -> str:
    if not sheet.finished:
        return t("Not finished.")
    found = past.readings(sheet.begun)
    if not found:
        return "" if not past.instrument.scales else t("Something is unanswered, so there is no number.")
    return " · ".join(f"{t(one.scale.words)}: {t.number(one.value)}" for one in found)


def charts(past: Past, t: Translator) -> list[ResultChart]:
    """Each number over time, from two results on; for what is not added up, each item."""
    instrument = past.instrument
    drawn = [
        _chart(
            t(scale.words), series(instrument, scale, past.sheets), extent(instrument, scale), scale.bands, t
        )
        for scale in instrument.scales
    ]
    if not instrument.scales:
        for number, item in enumerate(instrument.items, 1):
            points = item_series(instrument, number, past.sheets)
            codes = instrument.codes(number)
            name = quoted(instrument, item.text, t)
            drawn.append(_chart(name, points, (min(codes), max(codes)), (), t))
    return [one for one in drawn if one is not None]


def _chart(
    name: str,
    points: tuple[tuple[date, int], ...],
    ends: tuple[int, int],
    bands: Iterable[object],
    t: Translator,
) -> ResultChart | None:
    if len(points) < results.FEWEST:
        return None
    low, high = ends
    middle = (low + high) / 2
    edges = [getattr(one, "low", low) for one in bands][1:]
    return ResultChart(
        name,
        t.number(high),
        t.number(middle) if middle == int(middle) else "",
        t.number(low),
        results.draw(points, low, high, edges, t),
    )
