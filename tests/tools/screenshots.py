"""Takes the pictures of the documents from the demo, in both themes: `make screenshots`."""

from __future__ import annotations

import re
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, ViewportSize

from tests.tools.browser import chromium
from tests.tools.server import ROOT, free_port

PICTURES = ROOT / "docs" / "pictures"
WINDOW: ViewportSize = {"width": 1120, "height": 760}
PHONE: ViewportSize = {"width": 390, "height": 780}
PATHS: Mapping[str, tuple[str, str]] = {
    "today": ("investigator", "/en/today"),
    "history": ("investigator", "/en/history"),
    "unit": ("configurator", "/en/unit"),
    "help-now": ("", "/en/help-now"),
    "privacy": ("", "/en/privacy"),
    "join": ("", "/en/join"),
    "landing": ("", "/en/"),
}
"""Picture to the role that sees it and the page it shows."""
START_SECONDS = 300.0
"""Seventeen made-up people join before the demo answers."""


@contextmanager
def demo() -> Iterator[str]:
    """The address of a running demo.

    Raises:
        RuntimeError: it did not start.
    """
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "wellbeing", "demo", "--port", str(port)],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
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
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.communicate(timeout=30)


def enter(page: Page, url: str, role: str) -> None:
    """Come in through one of the demo's doors."""
    page.goto(f"{url}/en/demo")
    page.locator(f'form[action$="/enter/{role}"] button').click()
    page.wait_for_url(re.compile(r"/en/(today|unit|admin)"))


def take(page: Page, path: str, file: Path) -> None:
    """Picture of a page once it has stopped changing."""
    page.goto(path)
    page.locator("h1").first.wait_for()
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(1500)
    page.screenshot(path=file, animations="disabled", caret="hide")


def main() -> None:
    """Write every picture."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with demo() as url, chromium() as browser:
        for theme in ("light", "dark"):
            for role in ("investigator", "configurator", ""):
                context = browser.new_context(viewport=WINDOW, color_scheme=theme, reduced_motion="reduce")
                page = context.new_page()
                if role:
                    enter(page, url, role)
                for name, (wanted, path) in PATHS.items():
                    if wanted == role:
                        take(page, f"{url}{path}", PICTURES / f"{name}-{theme}.png")
                if role == "investigator":
                    page.set_viewport_size(PHONE)
                    take(page, f"{url}/en/today", PICTURES / f"phone-{theme}.png")
                    page.locator("[data-lock]").click()
                    page.locator("dialog#unlock").wait_for()
                    page.wait_for_timeout(500)
                    page.screenshot(path=PICTURES / f"lock-{theme}.png", animations="disabled", caret="hide")
                context.close()
    sys.stdout.write(f"{len(list(PICTURES.glob('*.png')))} pictures in docs/pictures\n")


if __name__ == "__main__":
    main()
