"""Hard-coded text is found wherever a person would meet it."""

from __future__ import annotations

import pytest

from tests.tools.outside import outside, unbracketed


@pytest.mark.parametrize(
    "html",
    [
        "<p>Lock</p>",
        "<title>Join</title>",
        "<p>⟦Löck⟧ now</p>",
        '<img src=a alt="A chart">',
        '<button aria-label="Close">+</button>',
        '<input type=submit value="Send">',
        '<meta name=description content="Check-ins">',
        '<textarea placeholder="About you"></textarea>',
        "<noscript>Please wait</noscript>",
        "<svg><title>A year</title><text>May</text></svg>",
        "<p>caf&eacute;</p>",
        '<p translate="no"><span>five</span></p><p>Lock</p>',
    ],
)
def test_hard_coded_text_is_found(html: str) -> None:
    assert outside(html)


@pytest.mark.parametrize(
    "html",
    [
        "<p>⟦Löck⟧ <b>⟦ñööw⟧</b></p>",
        "<title>⟦Jööîîñ⟧ · Harbour</title>",
        "<p>⟦Hééllöö Ada, ⟦12 Mååýý⟧⟧</p>",
        "<script>const words = 'Lock'</script><style>p { color: red }</style>",
        "<input type=text value=typed name=handle>",
        "<p>112</p><p>50 %</p><p>·</p>",
        '<p translate="no"><span>five</span> <br>words</p><p>⟦ññ⟧</p>',
        '<div class="card" id="main" data-locale="xb"></div>',
    ],
)
def test_what_needs_no_translation_is_left(html: str) -> None:
    assert outside(html) == []


def test_own_words_are_left() -> None:
    assert outside("<p>Seat twelve</p>", ["Seat twelve"]) == []
    assert outside("<p>Seat twelve is free</p>", ["Seat twelve"]) == ["Seat twelve is free"]


def test_brackets_nest() -> None:
    assert unbracketed("a⟦b⟦c⟧d⟧e⟧f") == "aef"
