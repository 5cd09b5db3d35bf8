"""The two ways to an institution, against a real server with real faults and real folders."""

from __future__ import annotations

import base64
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread

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


def signed(content: bytes) -> dict[str, str]:
    """A delivery as an institution tells it."""
    stamp = str(int(time.time()))
    return {
        "id": "D-1",
        "filename": "反馈.json",
        "content": base64.b64encode(content).decode(),
        "timestamp": stamp,
        "signature": signing.sign(KEY, stamp, content),
    }


@contextmanager
def answering(told: object) -> Iterator[str]:
    """An address that answers everything with this."""
    body = json.dumps(told).encode()

    class Counter(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_GET  # noqa: N815

        def log_message(self, *_: object) -> None:
            """Nothing is said on the terminal."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Counter) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


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

    def test_one_about_another_person_and_a_torn_one_are_brought_as_they_came(self) -> None:
        with institution(Faults(wrong=True, torn=True)) as (_, connector):
            connector.send([request()])
            own, other, torn = taken(connector)
        assert {own[0], other[0], torn[0]} == {""}
        assert json.loads(other[1])["name"] != json.loads(own[1])["name"]
        with pytest.raises(InputError, match="不是完整的 JSON"):
            read_feedback(torn[1], "反馈.json")

    @pytest.mark.parametrize(
        "fault",
        [
            {"signature": "签名"},
            {"signature": "\ud800"},
            {"timestamp": "\ud800"},
            {"content": "\ud800"},
            {"content": "不是编码"},
            {"id": ""},
            {"id": None},
        ],
    )
    def test_a_malformed_delivery_is_brought_with_the_reason_and_spoils_no_other(
        self, fault: dict[str, str | None]
    ) -> None:
        good = signed(b"good")
        with answering({"deliveries": [good | fault, "no delivery", good]}) as address:
            first, second, third = HttpConnector(address, KEY).poll()
        assert first.distrust and second.distrust
        assert (third.distrust, third.content, third.handle) == ("", b"good", "D-1")

    def test_a_name_from_outside_is_only_a_label(self) -> None:
        with answering({"deliveries": [signed(b"x") | {"filename": "a\0\ud800\n" + "b" * 999}]}) as address:
            (one,) = HttpConnector(address, KEY).poll()
        assert one.filename == "a" + "b" * 199

    @pytest.mark.parametrize("accepted", [[{}], [["R-1"]], [None, 1]])
    def test_an_acceptance_of_nonsense_accepts_nothing(self, accepted: list[object]) -> None:
        with answering({"accepted": accepted, "rejected": {}}) as address:
            assert HttpConnector(address, KEY).send([request()]).accepted == ()

    def test_an_answer_without_end_is_cut_off(self) -> None:
        with (
            answering({"deliveries": [], "filler": "x" * 5_000}) as address,
            pytest.raises(InputError, match="过大"),
        ):
            HttpConnector(address, KEY, largest=1_000).poll()


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

    def test_a_file_that_changed_after_it_was_read_is_not_moved_aside(self, tmp_path: Path) -> None:
        exchange = FileExchange(tmp_path, settling=0)
        file = tmp_path / "收" / "甲.csv"
        file.parent.mkdir()
        file.write_bytes(b"first")
        (found,) = exchange.poll()
        file.write_bytes(b"second")
        exchange.settle(found)
        assert [one.content for one in exchange.poll()] == [b"second"]

    def test_a_name_in_another_encoding_is_taken_like_any(self, tmp_path: Path) -> None:
        exchange = FileExchange(tmp_path, settling=0)
        inbox = tmp_path / "收"
        inbox.mkdir()
        (inbox / os.fsdecode("反馈".encode("gbk") + b".csv")).write_bytes(b"1")
        (found,) = exchange.poll()
        assert found.filename.isprintable() and found.filename.endswith(".csv")
        exchange.settle(found)
        assert exchange.poll() == []

    def test_a_round_brings_no_more_than_it_can_hold(self, tmp_path: Path) -> None:
        exchange = FileExchange(tmp_path, settling=0, largest=10)
        inbox = tmp_path / "收"
        inbox.mkdir()
        for number in range(3):
            (inbox / f"{number}.csv").write_bytes(b"%d" % number * 6)
        seen = []
        for _ in range(3):
            (found,) = exchange.poll()
            seen.append(found.content)
            exchange.settle(found)
        assert sorted(seen) == [b"000000", b"111111", b"222222"]
