"""The words people read: one message catalog, its locales, and days named as each locale names them."""

from wellbeing.words.dates import day_words, month_name, month_words, weekday_name, weekday_words
from wellbeing.words.locales import (
    DEFAULT,
    LOCALES,
    PSEUDO,
    UNKNOWN,
    best_locale,
    direction,
    html_language,
    language_name,
)
from wellbeing.words.translation import Translator, mark, translator

__all__ = [
    "DEFAULT",
    "LOCALES",
    "PSEUDO",
    "UNKNOWN",
    "Translator",
    "best_locale",
    "day_words",
    "direction",
    "html_language",
    "language_name",
    "mark",
    "month_name",
    "month_words",
    "translator",
    "weekday_name",
    "weekday_words",
]
