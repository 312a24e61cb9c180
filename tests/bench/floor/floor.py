"""One page, one State, two events: a tap that changes a number and a load that sends a list."""

from typing import Any

import reflex as rx


class Bare(rx.State):
    """What every Reflex event costs at least."""

    taps: int = 0
    rows: list[dict[str, str]] = []  # noqa: RUF012

    @rx.event
    async def tap(self) -> None:
        """Change one var."""
        self.taps += 1

    @rx.event
    async def load(self, rows: int, width: int, turn: int) -> None:
        """Send so many rows of so many characters; `turn` makes them new each time."""
        self.rows = [{"text": f"{turn}-{index}-".ljust(width, "x")} for index in range(rows)]


def index() -> Any:
    """The page."""
    return rx.el.div(rx.el.p(Bare.taps), rx.foreach(Bare.rows, lambda row: rx.el.p(row["text"])))


app = rx.App()
app.add_page(index, route="/")
