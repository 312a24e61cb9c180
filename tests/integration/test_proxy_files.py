"""A real nginx reads the sites of docs/deploy/nginx; the one for several names each process alike."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.tools import nginx
from tests.tools.nginx import SITES, Nginx, written_for
from wellbeing.crypto.authority import issue, make_authority
from wellbeing.edge.cookies import PROCESS

pytestmark = pytest.mark.skipif(nginx.missing() is not None, reason=str(nginx.missing()))


def at(folder: Path, site: str = "several.conf", **changes: str) -> Nginx:
    """The site with a certificate that is there."""
    pair = issue(make_authority("tests", datetime.now(UTC)), ["harbour.example"], datetime.now(UTC))
    (folder / "server.pem").write_bytes(pair.certificate)
    (folder / "server.key").write_bytes(pair.key)
    ours = {"/etc/harbour/tls": str(folder), "/var/log/nginx": str(folder), **changes}
    return Nginx(folder / "nginx", written_for(site, ours))


def test_nginx_takes_the_site(tmp_path: Path) -> None:
    said = at(tmp_path).checked()
    assert "syntax is ok" in said
    assert "test is successful" in said
    assert "warn" not in said


def test_the_check_would_notice_a_slip(tmp_path: Path) -> None:
    assert "unknown directive" in at(tmp_path, proxy_next_upstream="proxy_next_upstreams").checked()


def test_every_process_has_a_line_a_server_and_a_way_round(tmp_path: Path) -> None:
    text = (SITES / "several.conf").read_text(encoding="utf-8")
    assert f"map $cookie_{PROCESS} " in text
    named = dict(re.findall(r"^    (\w+)\s+harbour_(\w+);$", text, re.MULTILINE))
    assert named.pop("default") == "any"
    assert named
    assert all(name == upstream for name, upstream in named.items())
    pools = dict(re.findall(r"^upstream harbour_(\w+) \{\n(.*?)^\}", text, re.MULTILINE | re.DOTALL))
    assert pools.keys() == {"any", *named}
    everywhere = sorted(re.findall(r"server (\S+) max_fails=0;", pools["any"]))
    for name in named:
        own, others = (re.findall(rf"server (\S+) {how};", pools[name]) for how in ("max_fails=0", "backup"))
        assert len(own) == 1
        assert sorted(own + others) == everywhere


def test_no_log_says_who_came_when() -> None:
    text = (SITES / "several.conf").read_text(encoding="utf-8")
    assert re.findall(r"access_log\s+(\S+);", text) == ["off", "off"]
    assert re.findall(r"error_log \S+ (\w+);", text) == ["crit"]
