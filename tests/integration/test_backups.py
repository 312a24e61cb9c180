"""A backup is made while people go on, holds no word in the clear, and lives again on a bare computer."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import tarfile
import threading
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.promises.support.past import live
from tests.tools.engines import ON_SERVER, copied, settings_for
from tests.tools.joining import Account
from tests.tools.run_cheap import CHEAP
from tests.tools.scanner import scan
from wellbeing.bootstrap import Wellbeing, backups, restoring
from wellbeing.crypto import archive, postbox
from wellbeing.domain.checkin import Question
from wellbeing.domain.errors import ArchiveDamaged, DiskFull, FolderInUse, FolderReadOnly
from wellbeing.settings import FILE_NAME
from wellbeing.storage.opening import MAIN_FILE, SLOTS_FILE

NOTE = "the heron stood where the pier begins, quietly"
HANDLE = "stormy petrel 58"
PAIR = postbox.make_pair()
PRIVATE = bytes(PAIR.private)


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Account]:
    data = tmp_path_factory.mktemp("lived") / "data"
    account = live(data, 40, HANDLE)
    with started(data) as whole:
        cookie = whole.desks.person.signing_in.sign_in(account.handle, account.passphrase)
        with whole.desks.person.sessions.visiting(cookie) as reference:
            today = whole.desks.person.checkins.today_is(reference)
            whole.desks.person.checkins.save_many(reference, today, {Question.ENERGY: 3}, NOTE)
    (data / backups.PUBLIC_FILE).write_text(PAIR.public.hex(), encoding="ascii")
    return data, account


@pytest.fixture
def lived(once: tuple[Path, Account], tmp_path: Path) -> tuple[Path, Account]:
    data, account = once
    return copied(data, tmp_path / "data"), account


def started(data: Path) -> Wellbeing:
    return Wellbeing(settings_for(data), kdf=CHEAP, floor=CHEAP)


def made(data: Path, folder: Path) -> backups.Backup:
    with started(data) as whole:
        return whole.back_up(folder, PAIR.public)


def everything(data: Path, account: Account) -> tuple[int, str, bool]:
    """What its owner finds: how many check-ins, the newest note, and whether all agrees with the manifest."""
    with started(data) as whole:
        cookie = whole.desks.person.signing_in.sign_in(account.handle, account.passphrase)
        with whole.desks.person.sessions.visiting(cookie) as reference:
            overview = whole.desks.person.history.overview(reference, 1)
            newest = whole.desks.person.checkins.day(reference, overview.days[-1].day)
            sound = overview.summary.findings.sound and not overview.summary.damaged
            return overview.summary.check_ins, newest.note, sound


def test_a_backup_holds_no_word_and_the_open_archive_neither(
    lived: tuple[Path, Account], tmp_path: Path
) -> None:
    data, account = lived
    one = made(data, tmp_path / "elsewhere")
    codes = [account.recovery_code, account.recovery_code.replace("-", "")]
    secrets = [NOTE, account.handle, account.passphrase, *codes]
    assert not scan([tmp_path / "elsewhere"], secrets)
    raw = one.file.read_bytes()
    assert b"SQLite format" not in raw
    assert (data / "keys" / "pepper").read_bytes() not in raw
    restoring.restore(one.file, PRIVATE, tmp_path / "bare")
    assert not scan([tmp_path / "bare"], secrets)
    (tmp_path / "planted").mkdir()
    for secret in secrets:
        (tmp_path / "planted" / "file").write_text(secret, encoding="utf-8")
        assert scan([tmp_path / "planted"], secrets)


def test_it_holds_what_is_needed_and_never_a_box(lived: tuple[Path, Account], tmp_path: Path) -> None:
    data, _ = lived
    # The second is what a kill leaves while the key of the boxes is made: the same key, under a passing name.
    for name in ("boxes.db", "keys/boxes.1f2e3d4c", "keys/boxes", "keys/of-somebody", "stray.txt"):
        (data / name).write_bytes(b"never")
    (data / "resources.toml").write_text("# corrections\n", encoding="utf-8")
    one = made(data, tmp_path / "elsewhere")
    also = {FILE_NAME} if ON_SERVER else set()  # it names the server
    assert set(names(one.file)) == also | {
        SLOTS_FILE, MAIN_FILE, "keys/pepper", "keys/releases", "resources.toml", "audit.jsonl",
        backups.PUBLIC_FILE,
    }  # fmt: skip
    assert [file.name for file in data.iterdir() if file.name.startswith(".")] == []


def names(file: Path) -> Iterator[str]:
    with file.open("rb") as source:
        inside = archive.Opening(PRIVATE, source)
        with tarfile.open(fileobj=inside, mode="r|") as tar:  # type: ignore[call-overload]
            yield from (one.name for one in tar)


def test_people_go_on_while_it_is_made(lived: tuple[Path, Account], tmp_path: Path) -> None:
    """Every save that was acknowledged before a backup began is in it, and each is whole."""
    data, account = lived
    with started(data) as whole:
        person = whole.desks.person
        cookie = person.signing_in.sign_in(account.handle, account.passphrase)
        with person.sessions.visiting(cookie) as reference:
            today = person.checkins.today_is(reference)
            saved, stop = [0], threading.Event()

            def write() -> None:
                while not stop.is_set():
                    number = saved[0] + 1
                    person.checkins.save_many(reference, today, {}, f"save {number}")
                    saved[0] = number

            writer = threading.Thread(target=write)
            writer.start()
            taken = []
            for round_ in range(4):
                time.sleep(0.05)
                least = saved[0]
                taken.append((least, whole.back_up(tmp_path / f"round {round_}", PAIR.public)))
            stop.set()
            writer.join()
    assert saved[0] > taken[0][0]
    for round_, (least, one) in enumerate(taken):
        bare = tmp_path / f"bare {round_}"
        restoring.restore(one.file, PRIVATE, bare)
        _, note, sound = everything(bare, account)
        assert sound
        assert int(note.removeprefix("save ")) >= least


@pytest.mark.parametrize("damage", ["flip", "cut", "key", "other"])
def test_what_is_damaged_is_refused_and_nothing_is_left(
    lived: tuple[Path, Account], tmp_path: Path, damage: str
) -> None:
    data, _ = lived
    file = made(data, tmp_path / "elsewhere").file
    raw, key = bytearray(file.read_bytes()), PRIVATE
    if damage == "flip":
        raw[len(raw) // 2] ^= 1
    elif damage == "cut":
        del raw[-200:]
    elif damage == "key":
        key = bytes(postbox.make_pair().private)
    else:
        raw[:] = b"PK\x03\x04 something else entirely" * 9
    file.write_bytes(raw)
    with pytest.raises(ArchiveDamaged):
        restoring.restore(file, key, tmp_path / "bare")
    assert [one for one in (tmp_path / "bare").rglob("*") if one.is_file()] == []


@pytest.mark.parametrize(
    "name", ["../outside", "/etc/outside", "keys/../../outside", "keys/a/b", "other.txt"]
)
def test_a_name_that_no_backup_of_ours_has_is_refused(tmp_path: Path, name: str) -> None:
    file = packed(tmp_path, {name: b"evil"})
    with pytest.raises(ArchiveDamaged):
        restoring.restore(file, PRIVATE, tmp_path / "bare")
    assert not (tmp_path / "outside").exists()


def packed(folder: Path, content: Mapping[str, bytes]) -> Path:
    """A backup that holds something else than `make` puts into one."""
    file = folder / "wellbeing-20260101T000000Z.backup"
    with file.open("wb") as sink:
        sealing = archive.Sealing(PAIR.public, sink, 0)
        with tarfile.open(fileobj=sealing, mode="w|") as tar:  # type: ignore[call-overload]
            for name, raw in content.items():
                told = tarfile.TarInfo(name)
                told.size = len(raw)
                tar.addfile(told, io.BytesIO(raw))
        sealing.close()
    return file


def test_an_older_backup_with_a_key_too_many_comes_back_without_it(
    lived: tuple[Path, Account], tmp_path: Path
) -> None:
    data, account = lived
    one = made(data, tmp_path / "elsewhere")
    with one.file.open("rb") as source:
        inside = archive.Opening(PRIVATE, source)
        with tarfile.open(fileobj=inside, mode="r|") as tar:  # type: ignore[call-overload]
            content = {told.name: (tar.extractfile(told) or io.BytesIO()).read() for told in tar}
    older = packed(tmp_path, {"keys/boxes.1f2e3d4c": bytes(32), **content})
    restoring.restore(older, PRIVATE, tmp_path / "bare")
    assert sorted(key.name for key in (tmp_path / "bare" / "keys").iterdir()) == ["pepper", "releases"]
    assert everything(tmp_path / "bare", account)[1:] == (NOTE, True)


def test_an_installation_is_never_written_over(lived: tuple[Path, Account], tmp_path: Path) -> None:
    data, account = lived
    file = made(data, tmp_path / "elsewhere").file
    with pytest.raises(FolderInUse):
        restoring.restore(file, PRIVATE, data)
    assert everything(data, account)[2]


def test_no_backup_grows_older_than_35_days(tmp_path: Path) -> None:
    now = datetime(2026, 11, 29, 2, 30, tzinfo=UTC)
    # One that was made at a start at noon would be 35 and a half days old at the next look.
    for hours in (24, 33 * 24, 34 * 24 + 14, 400 * 24):
        moment = now - timedelta(hours=hours)
        (tmp_path / f"wellbeing-{moment:%Y%m%dT%H%M%S}Z.backup").write_bytes(b"sealed")
    (tmp_path / "holiday.backup").write_bytes(b"somebody else's")
    assert backups.expire(tmp_path, now) == 2
    assert [(now - one.made).days for one in backups.made_in(tmp_path)] == [33, 1]
    assert (tmp_path / "holiday.backup").exists()
    assert len(list(tmp_path.iterdir())) == 3


def test_what_was_cut_short_is_cleared_where_it_lies(tmp_path: Path) -> None:
    data, folder = tmp_path / "data", tmp_path / "elsewhere"
    for one in (data, folder):
        one.mkdir()
    (folder / "wellbeing-20261128T023000Z.backup.new").write_bytes(b"cut short")
    (folder / "wellbeing-20261128T023000Z.backup").write_bytes(b"whole")
    for name in (".backup-copy", ".backup-copy-1f2e3d4c", "wellbeing.db"):
        (data / name).write_bytes(b"everything")
    backups.clear(data, folder, tmp_path / "gone")
    assert [one.name for one in data.iterdir()] == ["wellbeing.db"]
    assert [one.name for one in folder.iterdir()] == ["wellbeing-20261128T023000Z.backup"]


def test_a_day_has_one_backup_and_a_start_makes_none_beside_it(lived: tuple[Path, Account]) -> None:
    data, _ = lived
    with started(data) as whole:
        whole._back_up()
        whole._back_up()
        assert len(backups.made_in(whole.settings.backup_folder)) == 1
        whole._clock = _Later(timedelta(hours=21))
        whole._back_up()
        assert len(backups.made_in(whole.settings.backup_folder)) == 2
    (data / backups.PUBLIC_FILE).unlink()
    with started(data) as whole:
        whole._clock = _Later(timedelta(days=3))
        whole._back_up()
        assert len(backups.made_in(whole.settings.backup_folder)) == 2


class _Later:
    def __init__(self, by: timedelta) -> None:
        self._by = by

    def now(self) -> datetime:
        return datetime.now(UTC) + self._by

    def monotonic(self) -> float:
        return time.monotonic()


def test_no_room_and_no_right_to_write_are_said_and_leave_nothing(
    lived: tuple[Path, Account], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, account = lived
    in_the_way = tmp_path / "file"
    in_the_way.write_bytes(b"")
    with started(data) as whole, pytest.raises(FolderReadOnly):
        whole.back_up(in_the_way / "below", PAIR.public)

    class Full(archive.Sealing):
        def write(self, data: bytes) -> int:
            super().write(data)
            raise OSError(28, "no space left")

    monkeypatch.setattr(archive, "Sealing", Full)
    with started(data) as whole, pytest.raises(DiskFull):
        whole.back_up(tmp_path / "elsewhere", PAIR.public)
    assert list((tmp_path / "elsewhere").iterdir()) == []
    assert everything(data, account)[2]


def test_killed_in_the_middle_it_leaves_the_data_as_it_was(
    lived: tuple[Path, Account], tmp_path: Path
) -> None:
    """SIGKILL at several moments: the next start removes what was left, and the next backup is whole."""
    data, account = lived
    folder = tmp_path / "elsewhere"
    script = (
        "import sys; from pathlib import Path; from tests.integration.test_backups import started;"
        "from wellbeing.bootstrap import backups\n"
        "data, folder = Path(sys.argv[1]), Path(sys.argv[2])\n"
        "public = backups.public_key(data)\n"
        "with started(data) as whole:\n    print('ready', flush=True)\n"
        "    while True: whole.back_up(folder, public)\n"
    )
    for wait in (0.0, 0.01, 0.03, 0.08):
        running = subprocess.Popen(
            [sys.executable, "-c", script, str(data), str(folder)],
            stdout=subprocess.PIPE,
            cwd=Path(__file__).parents[2],
        )
        assert running.stdout is not None
        assert running.stdout.readline() == b"ready\n"
        time.sleep(wait)
        os.kill(running.pid, signal.SIGKILL)
        running.wait()
        running.stdout.close()
    for one in backups.made_in(folder):
        one.file.unlink()
    with started(data) as whole:
        object.__setattr__(whole.settings, "backups", folder)
        whole._back_up()
    assert [one.suffix for one in folder.iterdir()] == [".backup"]
    assert list(data.glob(".backup-copy*")) == []
    (one,) = backups.made_in(folder)
    restoring.restore(one.file, PRIVATE, tmp_path / "bare")
    assert everything(tmp_path / "bare", account)[1:] == (NOTE, True)


def test_the_key_is_a_key_or_refused(tmp_path: Path) -> None:
    assert backups.public_key(tmp_path) is None
    for text in ("", "zz", "ab" * 31, "ab" * 33):
        (tmp_path / backups.PUBLIC_FILE).write_text(text, encoding="ascii")
        with pytest.raises(ArchiveDamaged):
            backups.public_key(tmp_path)
    (tmp_path / backups.PUBLIC_FILE).write_text("ab" * 32 + "\n", encoding="ascii")
    assert backups.public_key(tmp_path) == bytes([0xAB]) * 32
