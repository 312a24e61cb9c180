"""Hashes of exactly the inline scripts, and a policy without holes."""

from __future__ import annotations

import base64
import hashlib

from wellbeing.edge.csp import policy, script_hashes


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_inline_scripts_are_hashed_as_they_stand() -> None:
    page = (
        '<script>one("&amp;<b>")</script><script src="/x.js"></script>'
        '<script type="module" async="">two()\n\n</script><p>three()</p><script>one("&amp;<b>")</script>'
        '<script type="application/json">{"no": 1}</script><script></script>'
    )
    assert script_hashes(page) == (_hash('one("&amp;<b>")'), _hash("two()\n\n"))


def test_the_policy_names_every_source_and_nothing_foreign() -> None:
    text = policy("https://harbour.example", ("'sha256-abc='",), built=True)
    said = dict(part.strip().split(" ", 1) for part in text.split(";"))
    assert said == {
        "default-src": "'none'",
        "script-src": "'self' 'sha256-abc='",
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data:",
        "font-src": "'self' data:",
        "connect-src": "'self' wss://harbour.example",
        "media-src": "'self'",
        "worker-src": "'self'",
        "manifest-src": "'self'",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }


def test_a_page_of_the_edge_may_not_even_style_inline() -> None:
    text = policy("http://127.0.0.1:8300")
    assert "unsafe" not in text
    assert "sha256" not in text
    assert "connect-src 'self' ws://127.0.0.1:8300" in text
