"""Takes the pictures of the documents from the demo, in both themes: `make screenshots`.

The demo and its pages take it for a working day before noon: at night the timer would say that it is late.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Final, Literal
from zoneinfo import ZoneInfo

from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.tools.browser import chromium, settled
from tests.tools.server import ROOT, free_port

Theme = Literal["light", "dark"]

PICTURES = ROOT / "docs" / "pictures"
WINDOW: ViewportSize = {"width": 1120, "height": 760}
TALL: ViewportSize = {"width": 1120, "height": 1180}
PHONE: ViewportSize = {"width": 390, "height": 780}
THEMES: Final[tuple[Theme, ...]] = ("light", "dark")
PATHS: Mapping[str, tuple[str, str, ViewportSize]] = {
    "today": ("investigator", "/en/today", WINDOW),
    "history": ("investigator", "/en/history", WINDOW),
    "exposure": ("investigator", "/en/exposure", TALL),
    "resources": ("investigator", "/en/resources", TALL),
    "questionnaires": ("investigator", "/en/questionnaires", TALL),
    "relief": ("investigator", "/en/relief", WINDOW),
    "plan": ("investigator", "/en/plan", TALL),
    "rule": ("investigator", "/en/rule", TALL),
    "sharing": ("investigator", "/en/sharing", TALL),
    "about": ("investigator", "/en/about", TALL),
    "seen": ("investigator", "/en/seen", TALL),
    "phone": ("investigator", "/en/today", PHONE),
    "team": ("lead", "/en/team", TALL),
    "duty": ("lead", "/en/unit/duty", TALL),
    "records": ("lead", "/en/records", TALL),
    "unit": ("configurator", "/en/unit", WINDOW),
    "policy": ("configurator", "/en/unit/policy", TALL),
    "contacts": ("configurator", "/en/unit/contacts", TALL),
    "help-now": ("", "/en/help-now", TALL),
    "privacy": ("", "/en/privacy", WINDOW),
    "join": ("", "/en/join", WINDOW),
    "landing": ("", "/en/", WINDOW),
}
"""Picture to the role that sees it, the page it shows, and the window."""
START_SECONDS = 300.0
"""A hundred made-up people live a year before the demo answers."""
ZONE = ZoneInfo("Europe/Amsterdam")
"""Where the made-up unit works."""
MORNING = time(11, 40)
LATE_PAGE = """behind => {
  const Real = Date;
  globalThis.Date = class extends Real {
    constructor(...when) { when.length ? super(...when) : super(Real.now() - behind); }
    static now() { return Real.now() - behind; }
  };
}"""
"""A page whose clock is so many milliseconds behind."""
AT_WORK = 22.0
"""Minutes of work that the ring shows."""
RESTED = 1.8
"""Minutes of break that have gone; from two on, the page says that the computer's clock is off."""


@dataclass(frozen=True, slots=True)
class Demo:
    """A running demo, whose clock may lag."""

    url: str
    file: Path
    behind: float
    """Minutes since the last working day's morning."""

    def lag(self, minutes: float) -> None:
        """Be so many minutes behind that morning's clock from now on; less than nothing is ahead."""
        fresh = self.file.with_suffix(".new")
        fresh.write_text(str(self.behind + minutes), encoding="utf-8")
        fresh.replace(self.file)


def since_morning(now: datetime) -> float:
    """Minutes from the last morning of a working day to now."""
    day = now.astimezone(ZONE)
    while day.weekday() > 4 or day.time() < MORNING:
        day = datetime.combine(day.date() - timedelta(days=1), time(23), ZONE)
    return (now - datetime.combine(day.date(), MORNING, ZONE)).total_seconds() / 60


@contextmanager
def demo() -> Iterator[Demo]:
    """A running demo.

    Raises:
        RuntimeError: it did not start.
    """
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        behind = since_morning(datetime.now(ZONE))
        made = Demo(f"http://127.0.0.1:{port}", Path(folder) / "behind", behind)
        made.lag(0)
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.tools.run_demo", "demo", "--port", str(port), *sys.argv[1:]],
            cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            env={**os.environ, "BEHIND": str(made.file)},
        )  # fmt: skip
        assert process.stdout is not None
        try:
            late = threading.Timer(START_SECONDS, process.kill)
            late.start()
            said = []
            for line in process.stdout:
                said.append(line)
                if re.search(r"https?://\S+/demo", line):
                    break
            else:
                raise RuntimeError("".join(said)[-2000:])
            late.cancel()
            yield made
        finally:
            process.terminate()
            process.communicate(timeout=30)


def enter(page: Page, url: str, role: str) -> None:
    """Come in through one of the demo's doors."""
    page.goto(f"{url}/en/demo")
    page.locator(f'form[action$="/enter/{role}"] button').click()
    page.wait_for_url(re.compile(r"/en/(today|team|unit|admin)"))


def show(page: Page, name: str, window: ViewportSize) -> None:
    """Pictures of what a page shows now, in each theme."""
    page.set_viewport_size(window)
    for theme in THEMES:
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        page.wait_for_timeout(600)
        page.screenshot(path=PICTURES / f"{name}-{theme}.png", animations="disabled", caret="hide")


def take(page: Page, path: str, name: str, window: ViewportSize) -> None:
    """Pictures of a page once it has stopped changing."""
    page.set_viewport_size(window)
    page.goto(path)
    page.locator("h1").first.wait_for()
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(1500)
    show(page, name, window)


def press(page: Page, verb: str, stage: str) -> None:
    """Press a verb of the timer, and wait until the ring shows what follows."""
    page.locator(f"main [data-verb={verb}]:visible").click()
    expect(page.locator("html")).to_have_attribute("data-timer", stage)


def later(page: Page, made: Demo, minutes: float) -> None:
    """Let the demo be so far behind, and the page ask what time it is."""
    made.lag(minutes)
    page.reload()
    settled(page)
    page.wait_for_timeout(1500)


def work(page: Page, made: Demo) -> None:
    """A session that has run for a while, and its break."""
    made.lag(AT_WORK)
    page.set_viewport_size(WINDOW)
    page.goto(f"{made.url}/en/today")
    settled(page)
    page.locator("[data-kind=stills]").first.click()
    press(page, "start", "running")
    later(page, made, 0)
    show(page, "today-running", WINDOW)
    page.set_viewport_size(PHONE)
    page.locator("main .clock-face:visible").first.scroll_into_view_if_needed()
    show(page, "phone-running", PHONE)
    page.set_viewport_size(WINDOW)
    press(page, "break", "break")
    page.wait_for_url("**/en/break")
    later(page, made, -RESTED)
    for name, window in (("break", WINDOW), ("phone-break", PHONE)):
        show(page, name, window)


def lock(page: Page) -> None:
    """The veil of a locked page, with the ring that stays."""
    page.set_viewport_size(PHONE)
    page.locator("[data-lock]").click()
    page.locator("dialog#unlock").wait_for()
    show(page, "lock", PHONE)


def visit(browser: Browser, made: Demo, role: str) -> None:
    """Every picture that one role sees."""
    context = browser.new_context(viewport=WINDOW, reduced_motion="reduce", locale="en-GB")
    context.add_init_script(f"({LATE_PAGE})({made.behind * 60_000})")
    page = context.new_page()
    if role:
        enter(page, made.url, role)
    for name, (wanted, path, window) in PATHS.items():
        if wanted == role:
            take(page, f"{made.url}{path}", name, window)
    if role == "investigator":
        work(page, made)
        lock(page)
    context.close()


def main() -> None:
    """Write every picture."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with demo() as made, chromium() as browser:
        for role in ("investigator", "lead", "configurator", ""):
            visit(browser, made, role)
    sys.stdout.write(f"{len(list(PICTURES.glob('*.png')))} pictures in docs/pictures\n")


if __name__ == "__main__":
    main()
