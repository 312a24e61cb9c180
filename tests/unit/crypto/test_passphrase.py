"""Offered passphrases are strong, and weak ones of one's own are refused."""

import contextlib
import math
import threading
import time

import pytest

from wellbeing.crypto import passphrase
from wellbeing.domain.errors import PassphraseTooCommon, PassphraseTooLong, PassphraseTooShort


def test_the_list_is_whole() -> None:
    words = passphrase.wordlist()
    assert len(words) == len(set(words))
    assert 5 * math.log2(len(words)) > 64
    assert words[0] == "abacus"
    assert words[-1] == "zoom"
    assert all(3 <= len(word) <= 9 and word.replace("-", "").isalpha() and word.islower() for word in words)


def test_no_word_is_offered_that_the_day_was_full_of() -> None:
    left_out = passphrase._read("left_out.txt")
    assert set(left_out) <= set(passphrase._read("wordlist.txt"))
    assert not set(left_out) & set(passphrase.wordlist())
    for word in ("childlike", "underage", "video", "thong", "strangle"):
        assert word in left_out


def test_its_licence_lies_beside_it() -> None:
    notice = (
        passphrase.resources.files("wellbeing.crypto").joinpath("wordlist.LICENSE.txt").read_text("utf-8")
    )
    assert "Creative Commons Attribution 3.0" in notice
    assert "Electronic Frontier Foundation" in notice


def test_offered_passphrases_pass_and_never_repeat() -> None:
    offered = [passphrase.generate() for _ in range(100)]
    assert len(set(offered)) == 100
    for one in offered:
        assert len(one.split(" ")) == 5
        passphrase.check(one, ["falcon", "Harbour Unit"])


@pytest.mark.parametrize("text", ["", "short", "14 characters!", "\U0001f331" * 14])
def test_short_ones_are_refused(text: str) -> None:
    with pytest.raises(PassphraseTooShort):
        passphrase.check(text)


@pytest.mark.parametrize("text", ["x" * 1025, "\u00e9" * 513, "word " * 1_000_000])
def test_very_long_ones_are_refused_at_once(text: str) -> None:
    began = time.perf_counter()
    with pytest.raises(PassphraseTooLong):
        passphrase.check(text)
    assert time.perf_counter() - began < 1


@pytest.mark.parametrize(
    "text",
    [
        "password1234567",
        "123456789012345",
        "aaaaaaaaaaaaaaaaaaaaaaaa",
        "a" * 1024,
        "qwertyuiopasdfghjkl",
        "Summer2026Summer2026",
        "iloveyouiloveyou",
        " " * 15,
    ],
)
def test_ones_that_are_soon_guessed_are_refused(text: str) -> None:
    with pytest.raises(PassphraseTooCommon):
        passphrase.check(text)


@pytest.mark.parametrize(
    "text",
    [
        "correct horse battery staple",
        "my dog likes cheese",
        "\u0645\u0631\u062d\u0628\u0627 \u064a\u0627 \u0642\u0645\u0631 \u0627\u0644\u0644\u064a\u0644",
        "9f!Q2x_zL0v#Ka7",
    ],
)
def test_good_ones_pass_without_rules_about_signs(text: str) -> None:
    passphrase.check(text)


@pytest.mark.parametrize(
    "text", ["falcon falcon falcon", "Falcon-Harbour-Unit", "FALCONharbourFALCON", "harbour unit falcon 26"]
)
def test_handle_and_unit_count_for_nothing(text: str) -> None:
    with pytest.raises(PassphraseTooCommon):
        passphrase.check(text, ["falcon", "Harbour Unit"])


def test_a_good_one_may_hold_the_handle() -> None:
    passphrase.check("falcon outfield crux provided overbite", ["falcon"])


@pytest.mark.parametrize(
    "text", ["4@8({[<369&#!1/|0$5+7%2/" * 20, "a4@b8c({[<e3g69i1!l|7o0s$5t+" * 20, "a" * 1000]
)
def test_judging_takes_no_long_time_whatever_is_typed(text: str) -> None:
    began = time.perf_counter()
    with contextlib.suppress(PassphraseTooCommon):
        passphrase.check(text)
    assert time.perf_counter() - began < 5  # half a second on an idle machine; without the cap, minutes


def test_two_people_are_judged_apart() -> None:
    wrong = []

    def judge(own: str, other: str) -> None:
        for _ in range(20):
            try:
                passphrase.check(f"{other} outfield crux provided", [own])
            except PassphraseTooCommon:
                wrong.append(own)

    threads = [
        threading.Thread(target=judge, args=pair) for pair in (("falcon", "heron"), ("heron", "falcon"))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
