"""What a questionnaire is: its items word for word, its answers, how it is added up, and where it is from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Option:
    """One answer: the number it counts as, and its words as they are published."""

    code: int
    text: str


@dataclass(frozen=True, slots=True)
class Item:
    """One question or statement, quoted from its source."""

    text: str
    """The published words; a bracketed term is replaced as the instrument's `replaced` says."""
    options: tuple[Option, ...] = ()
    """Answers of this item alone; none means those of the instrument."""
    stem: str = ""
    """What is asked before it, when it is not the instrument's own stem."""
    hint: str = ""
    """A line of ours before it, to be translated; the item itself is never changed."""
    opt_in: str = ""
    """What is pressed to see it at all, to be translated; empty for what everybody is shown."""


@dataclass(frozen=True, slots=True)
class Band:
    """A published range of a sum, both ends included."""

    low: int
    high: int
    published: str
    """What the authors call it. It stands in the document and is not shown: a label reads as a verdict."""


@dataclass(frozen=True, slots=True)
class Scale:
    """One published sum over some items."""

    name: str
    """Its key in exports; the same for ever."""
    words: str
    """What people read, to be translated."""
    items: tuple[int, ...]
    """The items that are added, counted from 1 as in the source."""
    reverse: frozenset[int] = frozenset()
    """Items that count the other way about."""
    factor: int = 1
    """What the sum is multiplied by."""
    bands: tuple[Band, ...] = ()
    talk: tuple[int, int] | None = None
    """From where to where the source says that it is worth a conversation."""
    change: int | None = None
    """The smallest published difference between two results that is more than chance; None: none known."""
    more_is: str = ""
    """What a higher number means, to be translated."""


@dataclass(frozen=True, slots=True)
class Gate:
    """An answer that ends the questionnaire: what follows is not asked, and every sum is the lowest."""

    item: int
    closes: int
    """The code that closes it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """One questionnaire, checked when it is made."""

    name: str
    """Its key in settings, entries and exports; the same for ever."""
    title: str
    about: str
    """What it asks about, in our words, to be translated."""
    stem: str
    options: tuple[Option, ...]
    items: tuple[Item, ...]
    scales: tuple[Scale, ...]
    """None at all: nothing is added up."""
    recall: str
    """The time it asks about, to be translated."""
    recall_days: int
    """It is not offered again before so many days have passed."""
    minutes: int
    source: str
    credit: str
    """The line that its licence asks for, shown with it; in the words of the licence."""
    licence: str
    """Its terms in one line; the whole stands in the folder."""
    gate: Gate | None = None
    replaced: Mapping[str, str] = field(default_factory=dict)
    """Terms in brackets that the licence allows to be replaced."""
    own: bool = False
    """Our own words: they are translated like every other sentence."""
    on: bool = False
    """Whether it is offered unless an installer says otherwise."""

    def __post_init__(self) -> None:
        """Refuse one whose parts do not fit each other.

        Raises:
            ValueError: an item number, a range or a gate points nowhere.
        """
        numbers = set(range(1, len(self.items) + 1))
        for scale in self.scales:
            low, high = extent(self, scale)
            if not set(scale.items) <= numbers or not scale.reverse <= set(scale.items):
                message = f"{self.name}: {scale.name} adds items that are not there"
                raise ValueError(message)
            ends = [(one.low, one.high) for one in scale.bands]
            if ends and (ends[0][0] != low or ends[-1][1] != high):
                message = f"{self.name}: the ranges of {scale.name} do not cover it"
                raise ValueError(message)
            if any(before[1] + 1 != after[0] for before, after in pairwise(ends)):
                message = f"{self.name}: the ranges of {scale.name} leave a gap"
                raise ValueError(message)
        if self.gate is not None and self.gate.closes not in self.codes(self.gate.item):
            message = f"{self.name}: the gate is no answer"
            raise ValueError(message)

    def answers(self, item: int) -> tuple[Option, ...]:
        """The answers of an item, in the order in which they are read."""
        return self.items[item - 1].options or self.options

    def codes(self, item: int) -> frozenset[int]:
        """The numbers that an item may be answered with."""
        return frozenset(one.code for one in self.answers(item))

    def shown(self, text: str) -> str:
        """A published text with its bracketed terms replaced."""
        for term, word in self.replaced.items():
            text = text.replace(term, word)
        return text


def extent(instrument: Instrument, scale: Scale) -> tuple[int, int]:
    """The lowest and the highest number a scale can give."""
    codes = [instrument.codes(item) for item in scale.items]
    return scale.factor * sum(map(min, codes)), scale.factor * sum(map(max, codes))


def options(*texts: str, first: int = 0, down: bool = False) -> tuple[Option, ...]:
    """Answers numbered from `first` up in the order they are read, or down to it."""
    codes = range(first, first + len(texts))
    return tuple(
        Option(code, text) for code, text in zip(reversed(codes) if down else codes, texts, strict=True)
    )


def items(*texts: str) -> tuple[Item, ...]:
    """Items that have nothing of their own but their words."""
    return tuple(Item(text) for text in texts)
