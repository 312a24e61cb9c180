"""What every page of the skin loads, and what of the framework's own look is left out."""

from __future__ import annotations

import reflex as rx

STYLESHEETS = ["/app.css", "/pictures.css", "/clock.css", "/policy.css"]
"""Passed to `rx.App(stylesheets=…)`; all that there are. The edge's pages have the first one only."""

_DEFERRED = (
    *("shell.js", "link.js", "unlock.js", "checkin.js", "unsaved.js", "resting.js", "export.js"),
    *("timer.js", "ring.js", "verbs.js"),
)


def head_components() -> list[rx.Component]:
    """Icons, manifest and our scripts, all from our own origin; `first.js` runs before the first paint."""
    return [
        rx.el.meta(name="viewport", content="width=device-width, initial-scale=1, viewport-fit=cover"),
        rx.el.meta(name="referrer", content="same-origin"),
        rx.el.meta(name="color-scheme", content="light dark"),
        rx.el.link(rel="icon", href="/favicon.svg", type="image/svg+xml"),
        rx.el.link(rel="apple-touch-icon", href="/touch.png"),
        rx.el.link(rel="manifest", href="/manifest.webmanifest"),
        rx.el.script(src="/first.js"),
        *(rx.el.script(src=f"/{name}", defer=True) for name in _DEFERRED),
    ]


def install(app: rx.App) -> rx.App:
    """Leave out the framework's toasts, overlay and blinking icon: `shell` has its own connection bar."""
    app.toaster = None
    app.app_wraps = {
        place: wrap for place, wrap in app.app_wraps.items() if place[1] not in {"Overlay", "ExtraOverlay"}
    }
    return app
