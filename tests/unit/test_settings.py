"""Settings come from four places, the nearest wins, and what cannot be used is named but never shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from wellbeing.cli.described import describe
from wellbeing.domain.errors import SettingUnusable
from wellbeing.settings import NAMES, Settings, Source, read


def test_without_a_word_the_app_stays_on_this_computer() -> None:
    settings = read({})
    assert settings.origin == "http://127.0.0.1:8460"
    assert settings.loopback
    assert settings.data.is_absolute()
    assert all(line.source is Source.DEFAULT for line in describe(settings))


def test_the_nearest_source_wins_and_is_remembered(tmp_path: Path) -> None:
    (tmp_path / "wellbeing.toml").write_text("port = 1001\nidle_minutes = 5\nkdf_memory_mib = 512\n")
    said = {"WELLBEING_DATA": str(tmp_path), "WELLBEING_PORT": "1002", "WELLBEING_KDF_MEMORY_MIB": "300"}
    settings = read(said, {"port": 1003, "host": None})
    assert (settings.port, settings.kdf_memory_mib, settings.idle_minutes) == (1003, 300, 5)
    assert settings.source("port") is Source.COMMAND_LINE
    assert settings.source("kdf_memory_mib") is Source.ENVIRONMENT
    assert settings.source("idle_minutes") is Source.FILE
    assert settings.source("host") is Source.DEFAULT


def test_a_path_in_the_file_is_beside_the_file(tmp_path: Path) -> None:
    (tmp_path / "wellbeing.toml").write_text('tls_cert = "tls/chain.pem"\ntls_key = "tls/key.pem"\n')
    settings = read({}, {"data": tmp_path})
    assert settings.tls_cert == tmp_path / "tls" / "chain.pem"


def test_another_file_may_be_named_but_must_be_there(tmp_path: Path) -> None:
    file = tmp_path / "other.toml"
    file.write_text('data = "here"\n')
    assert read({"WELLBEING_CONFIG": str(file)}).data == tmp_path / "here"
    with pytest.raises(SettingUnusable) as refused:
        read({}, config=tmp_path / "none.toml")
    assert refused.value.name == "config"


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ({"WELLBEING_PROT": "1"}, "WELLBEING_PROT"),
        ({"WELLBEING_PORT": "eighty"}, "port"),
        ({"WELLBEING_PORT": "0"}, "port"),
        ({"WELLBEING_PORT": "65536"}, "port"),
        ({"WELLBEING_KDF_MEMORY_MIB": "64"}, "kdf_memory_mib"),
        ({"WELLBEING_IDLE_MINUTES": "11"}, "idle_minutes"),
        ({"WELLBEING_HOST": "0.0.0.0"}, "host"),
        ({"WELLBEING_HOST": "a b"}, "host"),
        ({"WELLBEING_LOCALES": " , "}, "locales"),
        ({"WELLBEING_TLS_CERT": "chain.pem"}, "tls_key"),
        ({"WELLBEING_TLS_KEY": "key.pem"}, "tls_cert"),
        ({"WELLBEING_PUBLIC_ORIGIN": "http://harbour.example"}, "public_origin"),
        ({"WELLBEING_PUBLIC_ORIGIN": "https://harbour.example/app"}, "public_origin"),
        ({"WELLBEING_PUBLIC_ORIGIN": "https://a@harbour.example"}, "public_origin"),
        ({"WELLBEING_DATA": ""}, "data"),
    ],
)
def test_what_cannot_be_used_is_named_and_its_value_is_not(said: dict[str, str], name: str) -> None:
    with pytest.raises(SettingUnusable) as refused:
        read(said)
    assert refused.value.name == name
    (value,) = said.values()
    assert not value.strip() or value not in str(refused.value).replace(name, "")


@pytest.mark.parametrize(
    "text", ["nonsense = 1\n", "port = true\n", 'port = ["1"]\n', "host = 1\n", "port =\n", "\udcff"]
)
def test_a_file_with_a_slip_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "wellbeing.toml").write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(SettingUnusable):
        read({}, {"data": tmp_path})


@pytest.mark.parametrize(
    ("said", "origin"),
    [
        ({"host": "::1", "port": 9000}, "http://[::1]:9000"),
        ({"host": "10.0.0.5", "port": 443, "tls_cert": "c", "tls_key": "k"}, "https://10.0.0.5"),
        ({"public_origin": "https://Harbour.example/"}, "https://harbour.example"),
        ({"public_origin": "http://localhost:8460"}, "http://localhost:8460"),
    ],
)
def test_the_origin_is_what_browsers_will_say(said: dict[str, object], origin: str) -> None:
    assert read({}, said).origin == origin


def test_a_secret_is_said_to_be_set_and_not_shown() -> None:
    settings = read({"WELLBEING_DATABASE_URL": "postgresql://u:hidden@db/x"})
    shown = {line.name: line.value for line in describe(settings)}
    assert shown["database_url"] == "set"
    assert "hidden" not in repr(settings)


@pytest.mark.parametrize("name", ["One", "1", "a-b", "a;b", "a" * 17, "ä", "one two"])
def test_a_process_has_a_name_that_fits_into_a_cookie(name: str) -> None:
    said = {"database_url": "postgresql://db/x", "public_origin": "https://harbour.example"}
    assert read({}, {**said, "process": "one"}).process == "one"
    with pytest.raises(SettingUnusable) as refused:
        read({}, {**said, "process": name})
    assert refused.value.name == "process"


@pytest.mark.parametrize(
    ("missing", "named"), [("database_url", "process"), ("public_origin", "public_origin")]
)
def test_several_processes_need_a_database_server_and_one_address(missing: str, named: str) -> None:
    said = {"database_url": "postgresql://db/x", "public_origin": "https://harbour.example", "process": "one"}
    with pytest.raises(SettingUnusable) as refused:
        read({}, {name: value for name, value in said.items() if name != missing})
    assert refused.value.name == named


def test_every_setting_says_what_it_means() -> None:
    assert {line.name for line in describe(Settings())} == set(NAMES)
    assert all(line.words for line in describe(Settings()))


@example(name="data", text="~0")
@given(st.sampled_from(NAMES), st.text(min_size=1).filter(lambda text: "\0" not in text))
def test_no_text_at_all_ends_in_anything_but_settings_or_a_name(name: str, text: str) -> None:
    outcome = None
    try:
        outcome = read({f"WELLBEING_{name.upper()}": text}).source(name)
    except SettingUnusable as refused:
        outcome = refused.name
    assert outcome in {Source.ENVIRONMENT, *NAMES, "config"}
