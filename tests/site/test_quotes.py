"""Quotes kept in the data folder: added once, by whom, and by one program at a time."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from duixian.law.errors import InputError
from duixian.law.rates import Quote, published
from duixian.site import quotes

OCTOBER = Quote(date(2026, 10, 20), {"1y": Decimal("3.00"), "5y": Decimal("3.50")}, "公告")
ON = date(2026, 10, 21)


def test_a_folder_without_quotes_gives_the_published_tables(tmp_path: Path) -> None:
    assert quotes.tables(tmp_path) == published()


def test_who_added_a_quote_and_when_is_kept_beside_it(tmp_path: Path) -> None:
    quotes.add(tmp_path, OCTOBER, added_by="测试甲", on=ON)
    assert (tmp_path / "tables" / "lpr.csv").read_text(encoding="utf-8").splitlines() == [
        "day,1y,5y,source,added_by,added_on",
        "2026-10-20,3.00,3.50,公告,测试甲,2026-10-21",
    ]
    assert quotes.tables(tmp_path).lpr("5y", date(2026, 11, 19)) == Decimal("0.0350")


def test_a_refused_quote_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    quotes.add(tmp_path, OCTOBER, added_by="测试甲", on=ON)
    before = (tmp_path / "tables" / "lpr.csv").read_bytes()
    with pytest.raises(InputError, match="该日报价已收录"):
        quotes.add(tmp_path, OCTOBER, added_by="测试乙", on=ON)
    assert (tmp_path / "tables" / "lpr.csv").read_bytes() == before


def test_of_eight_who_add_the_same_quote_at_once_one_succeeds(tmp_path: Path) -> None:
    def attempt(number: int) -> bool:
        try:
            quotes.add(tmp_path, OCTOBER, added_by=f"测试{number}", on=ON)
        except InputError:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(attempt, range(8))) == 1
    assert [file.name for file in (tmp_path / "tables").glob("lpr*")] == ["lpr.csv"]
    assert len((tmp_path / "tables" / "lpr.csv").read_text(encoding="utf-8").splitlines()) == 2


def test_a_file_that_a_spreadsheet_saved_is_read(tmp_path: Path) -> None:
    quotes.add(tmp_path, OCTOBER, added_by="测试甲", on=ON)
    file = tmp_path / "tables" / "lpr.csv"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    assert quotes.tables(tmp_path).last_known("lpr", "1y") == date(2026, 11, 19)


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables" / "lpr.csv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match=r"lpr\.csv"):
        quotes.tables(tmp_path)
