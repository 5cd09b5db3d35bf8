"""The database is brought up to this version once, whoever comes first, and never by an older program."""

from __future__ import annotations

import subprocess
import sys

import pytest
from django.db import IntegrityError, connection

from duixian.court.people.models import Installation
from duixian.law.errors import InputError
from duixian.site import database

BOOT = """
import sys
from pathlib import Path
from duixian.site.boot import boot
boot(Path(sys.argv[1]))
from duixian.court.people.models import Installation
print("rows", Installation.objects.count())
"""


def test_two_programs_at_once_on_a_new_folder_make_one_database(program, tmp_path):
    data = tmp_path / "data"
    both = [program("-c", BOOT, str(data), data=data) for _ in range(2)]
    assert [one.end(120) for one in both] == [0, 0], both[0].said + both[1].said
    assert [one.said for one in both] == ["rows 1\n", "rows 1\n"]


def test_a_database_that_is_up_to_date_is_left_alone(db, django_assert_max_num_queries):
    assert database.pending() == 0
    with django_assert_max_num_queries(4):
        database.prepare()


def test_a_database_of_a_newer_version_of_ours_is_refused_by_the_migration_it_has(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('cases', '9999_later', now())"
        )
    with pytest.raises(InputError, match=r"由更新的版本建立（cases\.9999_later）；请升级本程序"):
        database.prepare()


def test_a_server_older_than_fifteen_is_refused(db, monkeypatch):
    monkeypatch.setattr(database, "OLDEST", 99)
    with pytest.raises(InputError, match="太旧；请换用 PostgreSQL 99"):
        database.prepare()


def test_an_address_that_is_none_is_refused_without_showing_its_password(tmp_path, monkeypatch):
    monkeypatch.setenv("DUIXIAN_DATABASE_URL", "postgresql://somebody:secret@[broken")
    with pytest.raises(InputError, match="不是 PostgreSQL 的地址") as refused:
        database.connection(tmp_path)
    assert "secret" not in str(refused.value)


def test_a_server_that_is_not_there_is_told_in_one_line(program, tmp_path):
    nowhere = {"DUIXIAN_DATABASE_URL": f"postgresql://postgres@/postgres?host={tmp_path}"}
    ran = program(
        "-m", "duixian.cli", "bulletin", "2026", "--data", str(tmp_path), data=tmp_path, extra=nowhere
    )
    assert ran.end() == 2
    assert ran.said.startswith("数据库：连接不上（")
    assert ran.said.count("\n") == 1


def test_the_address_in_the_environment_wins_over_the_data_folder(tmp_path, monkeypatch):
    monkeypatch.setenv(
        "DUIXIAN_DATABASE_URL", "postgresql://clerk:p%40ss@db.court:5433/duixian?sslmode=require"
    )
    given = database.connection(tmp_path)
    assert (given["HOST"], given["PORT"], given["NAME"]) == ("db.court", "5433", "duixian")
    assert (given["USER"], given["PASSWORD"], given["OPTIONS"]) == ("clerk", "p@ss", {"sslmode": "require"})
    assert database.environment(tmp_path)["PGSSLMODE"] == "require"


@pytest.mark.parametrize("there", [True, False])
def test_reading_the_settings_starts_nothing_and_writes_nothing(tmp_path, there):
    data = tmp_path / "data"
    if there:
        data.mkdir()
    command = [sys.executable, "-c", "import duixian.site.settings"]
    subprocess.run(command, check=True, env={"DUIXIAN_DATA": str(data), "PATH": ""})
    assert list(tmp_path.rglob("*")) == ([data] if there else [])


def test_there_is_one_row_of_the_installation_and_no_second(db):
    Installation.objects.get_or_create(only=True)
    with pytest.raises(IntegrityError, match="installation_only_one"):
        Installation.objects.create(only=False)
