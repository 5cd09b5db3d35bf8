"""The embedded server: shared by programs, left by the last one, whole again after a crash."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import psutil
import psycopg
import pytest

from duixian.law.errors import InputError
from duixian.site import postgres

# Starts the server, says so, and holds it until its input closes.
HOLD = """
import sys, psycopg
from pathlib import Path
from duixian.site import postgres
data = Path(sys.argv[1])
postgres.start(data)
with psycopg.connect(postgres.url(data)) as database:
    database.execute("SELECT pg_advisory_xact_lock(1)")
    database.execute("CREATE TABLE IF NOT EXISTS kept (line text)")
    database.execute("INSERT INTO kept VALUES ('one')")
print("holding")
sys.stdin.read()
"""


@pytest.fixture
def hold(program, tmp_path):
    return lambda data=tmp_path / "data": program("-c", HOLD, str(data), data=data)


@pytest.fixture
def data(tmp_path) -> Path:
    return tmp_path / "data"


def lines_kept(data: Path) -> int:
    with psycopg.connect(postgres.url(data)) as database:
        return database.execute("SELECT count(*) FROM kept").fetchone()[0]


def server_of(data: Path) -> psutil.Process:
    return psutil.Process(int((data / "pg" / "postmaster.pid").read_text().split("\n")[0]))


def has_ended(server: psutil.Process) -> bool:
    # Where the machine's first process reaps nobody, an ended server stays in the list as a zombie.
    with suppress(psutil.NoSuchProcess):
        return server.status() == psutil.STATUS_ZOMBIE
    return True


def test_the_first_program_to_end_leaves_the_server_to_the_second_and_the_last_stops_it(hold, data):
    first, second = hold(), hold()
    first.wait_for("holding")
    second.wait_for("holding")
    server = server_of(data)
    assert first.end() == 0
    assert lines_kept(data) == 2
    assert second.end() == 0
    assert has_ended(server)


def test_a_killed_program_keeps_nobody_from_stopping_the_server(hold, data):
    killed = hold()
    killed.wait_for("holding")
    killed.process.kill()
    killed.end()
    server = server_of(data)
    after = hold()
    after.wait_for("holding")
    assert lines_kept(data) == 2
    assert after.end() == 0
    assert has_ended(server)


def test_a_machine_that_lost_power_finds_every_committed_line_again(hold, data):
    before = hold()
    before.wait_for("holding")
    server = server_of(data)
    before.process.kill()
    for process in (server, *server.children()):
        with suppress(psutil.NoSuchProcess):
            process.kill()
    before.end()
    psutil.wait_procs([server], timeout=30)
    assert (data / "pg" / "postmaster.pid").exists()
    after = hold()
    after.wait_for("holding")
    assert lines_kept(data) == 2


def test_a_stale_pid_file_whose_number_another_program_has_now_is_put_away(hold, data):
    before = hold()
    before.wait_for("holding")
    assert before.end() == 0
    other = psutil.Process()
    (data / "pg" / "postmaster.pid").write_text(f"{other.pid}\n{data / 'pg'}\n1\n5432\n\n\n1 1\nready\n")
    after = hold()
    after.wait_for("holding")
    assert lines_kept(data) == 2


def test_a_data_folder_of_a_very_long_path_gets_its_socket_in_a_private_place(hold, tmp_path):
    long = tmp_path / ("很长的目录名" * 8) / "data"
    program = hold(long)
    program.wait_for("holding")
    socket_folder = Path(psycopg.conninfo.conninfo_to_dict(postgres.url(long))["host"])
    assert len(bytes(socket_folder)) < 90
    assert socket_folder.stat().st_mode & 0o077 == 0
    assert lines_kept(long) == 1


def test_a_half_made_cluster_is_made_anew(hold, data):
    (data / "pg.new").mkdir(parents=True)
    (data / "pg.new" / "PG_VERSION").write_text("18\n")
    program = hold()
    program.wait_for("holding")
    assert lines_kept(data) == 1


def test_a_cluster_of_a_newer_postgresql_is_refused_by_name(data):
    (data / "pg").mkdir(parents=True)
    (data / "pg" / "PG_VERSION").write_text("19\n")
    with pytest.raises(InputError, match=r"更新版 PostgreSQL 19.*本程序带的是 18"):
        postgres.start(data)


def test_a_folder_that_is_a_file_is_refused_with_its_name(tmp_path):
    (tmp_path / "var").write_text("")
    with pytest.raises(InputError, match=r"数据文件夹 .*var"):
        postgres.start(tmp_path / "var")
