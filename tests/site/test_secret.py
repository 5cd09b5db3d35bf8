"""The secret key: made once, kept, known to nobody else."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from duixian.law.errors import InputError
from duixian.site import secret


@pytest.fixture(autouse=True)
def from_the_folder(monkeypatch):
    monkeypatch.delenv("DUIXIAN_SECRET_KEY", raising=False)


def test_a_key_once_made_stays_and_only_its_owner_reads_it(tmp_path):
    secret.ensure(tmp_path)
    first = secret.key(tmp_path)
    secret.ensure(tmp_path)
    assert secret.key(tmp_path) == first
    assert len(first) >= 50
    assert (tmp_path / secret.NAME).stat().st_mode & 0o077 == 0


def test_many_programs_at_once_agree_on_one_key(tmp_path):
    def start(_: int) -> str:
        secret.ensure(tmp_path)
        return secret.key(tmp_path)

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(start, range(32)))) == 1


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match="写不进去"):
        secret.ensure(tmp_path / "file")
