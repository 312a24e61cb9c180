"""Which databases may be named: words never cross a network without TLS, and nothing else decides the way."""

from __future__ import annotations

from pathlib import Path

import pytest

from wellbeing.domain.errors import SettingUnusable
from wellbeing.storage.engine import open_engine

TLS = "sslmode=verify-full"


@pytest.mark.parametrize(
    "url",
    [
        "postgresql+psycopg://harbour@localhost/harbour",
        "postgresql+psycopg://harbour:secret@127.0.0.1:5433/harbour",
        "postgresql+psycopg://harbour@[::1]:5433/harbour",
        "postgresql+psycopg://harbour@/harbour?host=/run/postgresql",
        "postgresql://harbour@/harbour?host=/run/postgresql&port=5433",
        f"postgresql+psycopg://harbour@db.example/harbour?{TLS}",
        f"postgresql+psycopg://harbour@db.example/harbour?{TLS}&sslrootcert=/etc/harbour/authority.pem",
        f"postgresql+psycopg://harbour@/harbour?host=one.example:5432&host=two.example:5432&{TLS}",
    ],
)
def test_a_way_that_nobody_can_listen_at(url: str) -> None:
    engine = open_engine(url)
    assert engine.url.drivername == "postgresql+psycopg"
    engine.dispose()


@pytest.mark.parametrize(
    "url",
    [
        "postgresql+psycopg://harbour@db.example/harbour",
        "postgresql+psycopg://harbour@db.example/harbour?sslmode=require",
        "postgresql+psycopg://harbour@db.example/harbour?sslmode=verify-ca",
        "postgresql+psycopg://harbour@192.168.1.7/harbour?sslmode=prefer",
        "postgresql+psycopg://harbour@127.evil.example/harbour",
        "postgresql+psycopg://harbour@localhost.example/harbour",
        "postgresql+psycopg://harbour@localhost/harbour?host=db.example",
        "postgresql+psycopg://harbour@/harbour?host=localhost,db.example",
        "postgresql+psycopg://harbour@/harbour?host=localhost:5432&host=db.example:5432",
        "postgresql+psycopg://harbour@/harbour",
        "postgresql+psycopg:///harbour",
        f"postgresql+psycopg://harbour@localhost/harbour?hostaddr=192.168.1.7&{TLS}",
        f"postgresql+psycopg://harbour@localhost/harbour?service=away&{TLS}",
        "postgresql+asyncpg://harbour@localhost/harbour",
        "mysql://harbour@localhost/harbour",
        "harbour",
        "://",
        "postgresql+psycopg://harbour@localhost:port/harbour",
    ],
)
def test_any_other_is_refused_and_not_repeated(url: str, tmp_path: Path) -> None:
    with pytest.raises(SettingUnusable) as caught:
        open_engine(url)
    assert caught.value.args == ("database_url",)
    assert not list(tmp_path.iterdir())
