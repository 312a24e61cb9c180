"""What a hand does on the check-in page, for every journey that passes it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from playwright.sync_api import Locator, Page, expect

ASKED: Final = "#check-in fieldset:visible"
SIX_TAPS: Final = ("Heavy", "Low", "Broken", "Once or twice", "On edge", "Yes")
"""A whole check-in of a heavy day, in the order it is asked."""
STORED: Final = {
    "heaviness": "3", "energy": "1", "sleep": "2", "intrusions": "1", "feelings": "on_edge", "recovery": "1",
}  # fmt: skip
"""What the server holds after those taps, as the page's data-answer says it."""
EASY_TAPS: Final = ("Light", "Good", "Good night", "Not at all", "Steady", "Yes")


def card(page: Page, word: str) -> Locator:
    """The card of an answer among those asked right now."""
    return page.locator(f"{ASKED} label.choice").filter(has_text=re.compile(f"^{word}$"))


def question(page: Page, name: str) -> Locator:
    """The field of a question, shown or not."""
    return page.locator(f'#check-in [data-question="{name}"]')


def tap(page: Page, word: str) -> None:
    """Answer, and wait until the server has confirmed it."""
    card(page, word).click()
    confirmed(page)


def tap_all(page: Page, words: Iterable[str] = SIX_TAPS) -> None:
    """Answer everything that is asked, one after the other."""
    for word in words:
        tap(page, word)


def confirmed(page: Page) -> None:
    """Wait until no answer waits on the page any more."""
    expect(page.locator("#check-in")).to_have_attribute("data-pending", "false")


def holds(page: Page, **answers: str) -> None:
    """Wait until the server says that it holds these answers."""
    if "note" in answers and not question(page, "note").is_visible():
        page.locator("#check-in summary").click()
        expect(question(page, "note")).to_be_editable()
    for name, answer in answers.items():
        expect(question(page, name)).to_have_attribute("data-answer", answer)


def open_note(page: Page) -> Locator:
    """The note's field, opened if it is closed."""
    note = question(page, "note")
    if not note.is_visible():
        page.locator("#check-in summary").click()
    expect(note).to_be_visible()
    return note


def note_is(page: Page, text: str) -> None:
    """Wait until the note's field shows just this."""
    expect(open_note(page)).to_have_value(text)


def write_note(page: Page, text: str) -> None:
    """Write the note, and leave it to save itself."""
    open_note(page).fill(text)


def saved_note(page: Page, text: str) -> None:
    """Write the note and wait until the server has it."""
    write_note(page, text)
    holds(page, note=text)
    confirmed(page)
