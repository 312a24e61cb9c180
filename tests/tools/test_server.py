"""The launcher, the walker and the client against the real server, from its first code on."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from tests.tools.joining import Account, Walker
from tests.tools.reflex_client import HandshakeError, ReflexClient, apart
from tests.tools.server import Server, ServerError

pytestmark = pytest.mark.browser


def test_an_installation_from_its_first_code_on(tmp_path: Path) -> None:
    with Server(tmp_path / "data") as server, Walker(server.url) as administrator:
        administrator.join(server.code, "administrator")
        unit = administrator.create_unit("Harbour lab")
        (code,) = administrator.issue(unit, "configurator", ["configurator"])
        with Walker(server.url) as configurator, Walker(server.url) as officer:
            configurator.join(code)
            first, second = configurator.issue(unit, "investigator", ["seat 1", "seat 2"])
            account = officer.join(first)
            assert apart(phase(officer)) == "open"
            assert officer.lock().status_code == httpx.codes.NO_CONTENT
            assert apart(phase(officer)) == "locked"
            assert officer.unlock("another passphrase altogether").status_code == httpx.codes.FORBIDDEN
            assert officer.unlock(account.passphrase).status_code == httpx.codes.NO_CONTENT
            assert officer.sign_out().status_code == httpx.codes.NO_CONTENT
            assert not officer.session
            renewed = officer.recover(account)
            assert renewed.recovery_code != account.recovery_code
            server.restart(kill=True)  # fails by itself when the server does not come back
            with pytest.raises(LookupError, match="code"):
                officer.join(first)
            assert officer.sign_in(renewed).path.startswith("/en/today")
            assert second not in server.log
        assert server.stop() == 0
        assert not server.healthy()
    assert [path.name for path in tmp_path.rglob(".states")] == []


def test_a_wrong_passphrase_is_told_and_a_foreign_page_is_refused(tmp_path: Path) -> None:
    with Server(tmp_path / "data") as server, Walker(server.url) as walker:
        page = walker.sign_in(Account("nobody here", "and no passphrase either"))
        assert page.status == httpx.codes.FORBIDDEN
        assert page.alerts
        refused = walker.post("/en/", {"handle": "a"}, headers={"Origin": "https://elsewhere.example"})
        assert refused.status == httpx.codes.FORBIDDEN
        with pytest.raises(HandshakeError):
            apart(ReflexClient(server.url, origin="https://elsewhere.example").connect())


def test_a_server_that_cannot_start_says_why(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.write_text("a file where the folder should be")
    with pytest.raises(ServerError):
        Server(folder).start(within=20)


async def phase(walker: Walker) -> object:
    """What a tab of this browser shows."""
    async with walker.tab() as tab:
        await tab.boot()
        return tab.value("phase")
