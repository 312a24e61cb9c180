"""The one sentence that an error has in a language, and what may never stand beside it."""

from __future__ import annotations

from tests.promises.support.states import var
from tests.tools.pages import Page
from tests.tools.reflex_client import ReflexClient
from wellbeing.domain.errors import HarbourError
from wellbeing.words import translator

TECHNICAL = (
    "Traceback",
    'File "',
    ".py",
    "sqlite",
    "sqlalchemy",
    "Errno",
    "Exception",
    "errors.",
    "/tmp",
    "PRAGMA",
)
"""What only programmers read; each is looked for in any case."""


def sentence(error: type[HarbourError], locale: str = "en") -> str:
    """The error's sentence as people read it."""
    return translator(locale)(error.sentence())


def technical(text: str) -> list[str]:
    """What stands in a text that people should not be shown."""
    return [word for word in TECHNICAL if word.lower() in text.lower()]


def complaints(page: Page) -> list[str]:
    """What a page complains of, without the heading above it."""
    heading = translator(page.path.split("/")[1])("Please check this")
    return [one.removeprefix(heading).strip() for one in page.alerts if one]


async def told(tab: ReflexClient, handler: str, **payload: object) -> str:
    """Call a handler and give the message that the page shows afterwards."""
    seen = len(tab.updates)
    await tab.event(handler, **payload)
    await tab.until(
        lambda one: any("message_rx_state_" in str(update) for update in one.updates[seen:]), within=20
    )
    await tab.quiet(0.1)
    return str(var(tab, "door", "message"))
