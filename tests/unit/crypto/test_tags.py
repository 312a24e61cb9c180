"""Tags find things without saying what they are."""

import pytest

from wellbeing.crypto import tags
from wellbeing.domain.errors import Damaged, SignedOut

PEPPER = bytes(range(32))


def test_a_handle_is_found_however_it_is_spelled() -> None:
    found = tags.handle_tag(PEPPER, "Ren\u00e9e")
    for spelling in ("ren\u00e9e", "REN\u00c9E", "Rene\u0301e", "\uff32en\u00e9e"):
        assert tags.handle_tag(PEPPER, spelling) == found
    for other in ("renee", "ren\u00e9e ", "ren\u00e9"):
        assert tags.handle_tag(PEPPER, other) != found
    assert tags.handle_tag(PEPPER, "STRASSE") == tags.handle_tag(PEPPER, "stra\u00dfe")


def test_tags_of_different_labels_never_meet() -> None:
    values = [
        tags.handle_tag(PEPPER, "x"),
        tags.code_digest(PEPPER, "x"),
        tags.spent_digest(PEPPER, "x"),
        tags.pepper_mark(PEPPER),
        tags.tag(PEPPER, "wb/handle/v1x", b""),
        tags.tag(PEPPER, "wb/handle/v", b"1x"),
    ]
    assert len(set(values)) == len(values)
    assert {len(value) for value in values} == {32}


def test_without_the_pepper_there_is_no_tag() -> None:
    assert tags.handle_tag(PEPPER, "x") != tags.handle_tag(bytes(32), "x")


def test_frozen_tags_stay() -> None:
    assert (
        tags.handle_tag(PEPPER, "falcon").hex()
        == "7db1d302ca3a4a7859dfc94856e39e74f93e01ca11e6b1f3d6ae56a5e3998dc4"
    )
    assert (
        tags.code_digest(PEPPER, "ABCD").hex()
        == "9364f72bb3fb8109b970860c488e05302e256ba413cda9d113b18ff120350642"
    )
    assert (
        tags.spent_digest(PEPPER, "ABCD").hex()
        == "5a31fdcb9511bf719955bc032e536b6f9f7cde24836f1f3ace4cc13d9feed4e3"
    )
    assert (
        tags.pepper_mark(PEPPER).hex() == "8b1a6e2d42167f15569bd727f1b62cb74b86fca0b78cb8840a513149af9a9d46"
    )


def test_comparison_is_exact() -> None:
    assert tags.constant_time_equal(b"abc", b"abc")
    assert not tags.constant_time_equal(b"abc", b"abd")
    assert not tags.constant_time_equal(b"abc", b"ab")


def test_tokens_are_random() -> None:
    many = {tags.random_token() for _ in range(1000)}
    assert len(many) == 1000
    assert {len(token) for token in many} == {43}


@pytest.mark.parametrize(
    "cookie",
    [
        "",
        "x",
        "A" * 42,
        "A" * 44,
        "A" * 42 + "=",
        "A" * 42 + "/",
        "\u00e9" * 43,
        "A" * 100_000,
        "A" * 42 + "\n",
    ],
)
def test_what_is_no_cookie_is_nobody(cookie: str) -> None:
    with pytest.raises(SignedOut):
        tags.cookie_id(cookie)


def test_only_the_bearer_of_the_cookie_unwraps() -> None:
    cookie = tags.random_token()
    wrapped = tags.wrap_under_cookie(cookie, b"keys")
    assert tags.unwrap_under_cookie(cookie, wrapped) == b"keys"
    with pytest.raises(Damaged):
        tags.unwrap_under_cookie(tags.random_token(), wrapped)
    assert tags.cookie_id(cookie) not in cookie
    assert tags.cookie_id(cookie) == tags.cookie_id(cookie) != tags.cookie_id(tags.random_token())


def test_a_cookie_has_one_spelling() -> None:
    tags.cookie_id("A" * 43)
    with pytest.raises(SignedOut):
        tags.cookie_id("A" * 42 + "B")  # the same bytes, with bits that mean nothing set
