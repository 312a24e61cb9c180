"""Each item says what a copy of its form says that neither this program nor its documents were written from.

The copies were read on 29 November 2026 and only their digests are kept: CamCOPS 2.4.24 (string tables of
phq9, gad7 and pcl5) for PHQ-4, PHQ-8, GAD-7 and PCL-5; ReproNim's reproschema-library for PC-PTSD-5; public
forms in other programs for the rest. Numbers in front, full stops and the shape of dashes and quotation marks
are left out of the comparison. The copies of AUDIT-C write "six" where Bush 1998 writes "6".
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import sha256

import pytest

from wellbeing.domain.instruments.shelf import shelf

COPIES = {
    "who5": "db1ca7621c3567dd309c5c1e8a7a96e84144b4f159b5b31f9be61900d4d61e6e",
    "phq4": "aebc3f1b88c174d87b22a49d1a12b21133e8bc3ec64ebf90c81d8de4dae354e3",
    "pcptsd5": "506c95dedd367c48959751a38407dcde132b2fa92d029eaca9a1b1dcc140f8ca",
    "proqol5": "bf8260fc7c46931a0e6c56124725e9b287c76974efba6a6c4c534f4e573384fe",
    "auditc": "22d31e702cca2a07c3527e037ebfefb42656dcf6b6d2de2c8b45ba39f121f448",
    "gad7": "877a5a9154b20504f8de9f0dbbc604052212943355ea2a7243a24e27f828e163",
    "k6": "1d1890b65aa943655e9857c414f5dd7be52871a98f8d06b4f5d915323a92575a",
    "pcl5": "f5e6d9195b103ba3c6d5f6d7035b7c35a19f08c1eb6aede69fef520d0a220958",
    "phq8": "a26617b4bca28adad25094008a8554f455d676abb9bed49ab85806d6e9f27c17",
}
ITEMS = {one.name: [item.text for item in one.items] for one in shelf() if not one.own}


def bare(text: str) -> str:
    """An item without what differs from print to print."""
    text = re.sub(r"^\s*\d+\.\s*", "", text)
    for sort, sign in (("[\u2013\u2014-]", "-"), ("[\u201c\u201d]", '"'), ("\u2019", "'")):
        text = re.sub(sort, sign, text)
    return " ".join(text.split()).rstrip(".?\u2026").strip()


def digest(items: Iterable[str]) -> str:
    return sha256("\n".join(map(bare, items)).encode()).hexdigest()


def test_every_published_questionnaire_has_a_copy() -> None:
    assert ITEMS.keys() == COPIES.keys()


@pytest.mark.parametrize("name", sorted(COPIES))
def test_its_items_are_those_of_the_copy(name: str) -> None:
    items = ITEMS[name]
    if name == "auditc":
        items = [re.sub(r"\b6\b", "six", item) for item in items]
    assert digest(items) == COPIES[name]


@pytest.mark.parametrize("name", sorted(COPIES))
def test_one_other_word_is_noticed(name: str) -> None:
    items = ITEMS[name]
    for place, item in enumerate(items):
        changed = [*items[:place], item.replace(item.split()[-1], "something"), *items[place + 1 :]]
        assert digest(changed) not in COPIES.values()
