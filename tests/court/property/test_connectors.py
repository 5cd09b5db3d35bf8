"""The two ways to an institution, against a real server with real faults and real folders."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from duixian.court.property.connectors import FileExchange, HttpConnector, Request, signing
from duixian.demo.institution import Desk, Faults, InstitutionServer
from duixian.law.errors import InputError
from duixian.reading.feedback import read_feedback

KEY = "示例密钥"
ID = "000000198307110011"
BOOKS = {("武某某", ID): [{"identity": "示例尾号1", "description": "活期存款", "worth": "30000.50"}]}


def request(ref: str = "R-1", name: str = "武某某", id_no: str = ID) -> Request:
    return Request(
        ref, "bank", name, id_no, "（2026）内0622执1号", "准格尔旗人民法院", "民事诉讼法第二百五十三条"
    )


@contextmanager
def institution(faults: Faults | None = None) -> Iterator[tuple[Desk, HttpConnector]]:
    desk = Desk(KEY, BOOKS, faults or Faults())
    with InstitutionServer(desk) as server:
        yield desk, HttpConnector(server.address, KEY, first_pause=0.001, timeout=5)


def taken(connector: HttpConnector, polls: int = 6) -> list[tuple[str, bytes]]:
    """Everything that comes in so many polls, each settled."""
    found = []
    for _ in range(polls):
        for one in connector.poll():
            found.append((one.distrust, one.content))
            connector.settle(one)
    return found


class TestHttp:
    def test_a_request_is_answered_once_and_read(self) -> None:
        with institution() as (_, connector):
            assert connector.send([request()]).accepted == ("R-1",)
            ((distrust, content),) = taken(connector)
        (found,) = read_feedback(content, "反馈.json", source="bank").founds
        assert (distrust, found.ref, found.worth) == ("", "R-1", 30_000_50)

    def test_sent_twice_it_is_one_request(self) -> None:
        with institution() as (desk, connector):
            connector.send([request()])
            connector.send([request()])
            assert len(desk.asked) == 1
            assert len(taken(connector)) == 1

    def test_what_is_not_settled_comes_again(self) -> None:
        with institution() as (_, connector):
            connector.send([request()])
            assert len(connector.poll()) == 1
            assert len(connector.poll()) == 1

    def test_an_institution_that_answers_late_is_polled_until_it_does(self) -> None:
        with institution(Faults(late=2)) as (_, connector):
            connector.send([request()])
            assert [len(connector.poll()) for _ in range(3)] == [0, 0, 1]

    def test_one_that_answers_twice_gives_two_deliveries_of_one_content(self) -> None:
        with institution(Faults(twice=True)) as (_, connector):
            connector.send([request()])
            told = [json.loads(content) for _, content in taken(connector)]
        assert len(told) == 2 and told[0] == told[1]

    def test_errors_of_theirs_are_tried_again(self) -> None:
        with institution(Faults(errors=4)) as (desk, connector):
            assert connector.send([request()]).accepted == ("R-1",)
            assert desk.calls == 5

    def test_errors_without_end_are_told_with_the_number_of_tries(self) -> None:
        with (
            institution(Faults(errors=99)) as (_, connector),
            pytest.raises(InputError, match=r"试了5次.*500"),
        ):
            connector.send([request()])

    def test_a_refusal_is_not_repeated(self) -> None:
        with institution() as (desk, _):
            pass
        with InstitutionServer(desk) as server:
            stranger = HttpConnector(server.address, "别人的密钥", first_pause=0.001)
            before = desk.calls
            with pytest.raises(InputError, match=r"403.*签名不符"):
                stranger.send([request()])
            assert desk.calls == before + 1

    def test_nobody_there_is_told(self) -> None:
        with pytest.raises(InputError, match="连接不上"):
            HttpConnector("http://127.0.0.1:9", KEY, first_pause=0.001, timeout=0.2).poll()

    def test_silence_stays_silence(self) -> None:
        with institution(Faults(silent=frozenset({"武某某"}))) as (_, connector):
            connector.send([request()])
            assert taken(connector) == []

    def test_a_rejected_request_says_why(self) -> None:
        with institution() as (_, connector):
            sent = connector.send([request("R-1"), request("R-2", "甲某", "")])
        assert (sent.accepted, dict(sent.rejected)) == (("R-1",), {"R-2": "缺少证件号码"})

    def test_a_forged_delivery_is_brought_with_the_reason_and_spoils_no_other(self) -> None:
        with institution(Faults(forged=True)) as (_, connector):
            connector.send([request()])
            assert [distrust for distrust, _ in taken(connector)] == ["", "签名不符"]


class TestSignature:
    def test_body_time_and_key_are_all_bound(self) -> None:
        good = signing.sign(KEY, "1000", b"body")
        assert signing.distrust(KEY, "1000", good, b"body", now=1000) == ""
        assert signing.distrust(KEY, "1000", good, b"bodY", now=1000) == "签名不符"
        assert signing.distrust(KEY, "1001", good, b"body", now=1000) == "签名不符"
        assert signing.distrust("其他", "1000", good, b"body", now=1000) == "签名不符"
        assert signing.distrust(KEY, "1000", good, b"body", now=1000 + 901) == "签名时间与本机相差太多"
        assert signing.distrust(KEY, "", "", b"body") == "没有签名"


class TestFiles:
    def test_a_batch_goes_out_as_a_workbook_in_which_nothing_is_a_formula(self, tmp_path: Path) -> None:
        sent = FileExchange(tmp_path).send([request(), request("R-2", "=1+1")])
        assert sent.accepted == ("R-1", "R-2") and sent.file
        sheet = openpyxl.load_workbook(BytesIO(sent.file[1])).active
        assert sheet["A2"].value == "R-1"
        assert (sheet["B3"].value, sheet["B3"].data_type) == ("=1+1", "s")

    def test_filled_in_it_comes_back_as_feedback(self, tmp_path: Path) -> None:
        sent = FileExchange(tmp_path).send([request()])
        assert sent.file
        book = openpyxl.load_workbook(BytesIO(sent.file[1]))
        heads = {cell.value: cell.column for cell in book.active[1]}
        for head, value in (("查询结果", "有财产"), ("账号", "示例尾号1"), ("价值", "30000.50")):
            book.active.cell(2, heads[head], value)
        out = BytesIO()
        book.save(out)
        (found,) = read_feedback(out.getvalue(), "回.xlsx", source="bank").founds
        assert (found.ref, found.worth, found.identity) == ("R-1", 30_000_50, "示例尾号1")

    def test_each_whole_file_is_taken_once_and_a_half_written_one_waits(self, tmp_path: Path) -> None:
        exchange = FileExchange(tmp_path)
        assert exchange.poll() == []
        inbox = tmp_path / "收"
        old = time.time() - 60
        for name, content in (("甲.csv", b"1"), ("乙.csv", b"2"), ("丙.exe", b"3")):
            (inbox / name).write_bytes(content)
            os.utime(inbox / name, (old, old))
        (inbox / "正在写.csv").write_bytes(b"4")
        (inbox / "链接.csv").symlink_to("/etc/passwd")
        found = exchange.poll()
        assert sorted(one.filename for one in found) == ["乙.csv", "甲.csv"]
        for one in found:
            exchange.settle(one)
        assert exchange.poll() == []
        assert len(list((tmp_path / "已收").iterdir())) == 2
