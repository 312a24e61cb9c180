"""The index of a build: hashes by path, and chunks that no longer name the build machine."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from tests.unit.edge.build import PAGE, build
from wellbeing.domain.errors import HostUnfit
from wellbeing.edge.csp import script_hashes
from wellbeing.edge.frontend import read_frontend


def test_each_page_has_the_hashes_of_its_own_scripts(tmp_path: Path) -> None:
    frontend = read_frontend(build(tmp_path))
    today = script_hashes(PAGE.replace("{path}", "here('today')"))
    assert len(today) == 3
    for path in ("/en/today", "/en/today/", "/en/today/index.html"):
        assert frontend.hashes(path) == today
    assert frontend.hashes("/en/history") != today
    assert frontend.hashes("/app.css") == ()
    assert frontend.hashes("/assets/reflex-env-BVGF6eGS.js") == ()


def test_a_path_without_a_page_gets_the_hashes_of_the_fallback(tmp_path: Path) -> None:
    frontend = read_frontend(build(tmp_path))
    expected = {
        one
        for name in ("404.html", "__spa-fallback.html")
        for one in script_hashes(PAGE.replace("{path}", f"here('{name}')"))
    }
    assert set(frontend.hashes("/en/nowhere")) == expected


def test_pages_and_files_are_told_apart(tmp_path: Path) -> None:
    frontend = read_frontend(build(tmp_path))
    assert frontend.is_page("/en/today")
    assert frontend.is_page("/404.html")
    assert frontend.is_file("/app.css")
    assert frontend.is_file("/assets/root-Ab12Cd34.js")


def test_the_socket_goes_to_whatever_origin_the_page_is_on(tmp_path: Path) -> None:
    frontend = read_frontend(build(tmp_path))
    chunk = frontend.chunks["/assets/reflex-env-BVGF6eGS.js"]
    text = chunk.plain.decode()
    assert text.startswith("var e={PING:location.origin+`/ping`,")
    assert 'EVENT:location.origin.replace("http","ws")+`/_event`' in text
    assert "UPLOAD:location.origin+'/_upload'" in text
    assert 'HEALTH:location.origin+"/_health"' in text
    assert "localhost" not in text
    assert "TRANSPORT:`websocket`" in text
    assert gzip.decompress(chunk.packed) == chunk.plain


def test_no_host_name_makes_the_client_drop_the_port(tmp_path: Path) -> None:
    text = read_frontend(build(tmp_path)).chunks["/assets/context-te5_2A2p.js"].plain.decode()
    assert text == "a=1,SAME_DOMAIN_HOSTNAMES=[],token;"


@pytest.mark.parametrize("missing", ["reflex-env-BVGF6eGS.js", "context-te5_2A2p.js"])
def test_a_build_of_another_shape_is_refused(tmp_path: Path, missing: str) -> None:
    (build(tmp_path) / "assets" / missing).unlink()
    with pytest.raises(HostUnfit):
        read_frontend(tmp_path)


def test_a_folder_without_a_build_is_refused(tmp_path: Path) -> None:
    with pytest.raises(HostUnfit):
        read_frontend(tmp_path)
