"""A ledger written back: the sheet as it came, with remarks on its rows beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from duixian.writing.sheet import Book, Cell


def remarked_xlsx(
    sheet: str,
    heads: Sequence[str],
    body: Iterable[tuple[int, Sequence[Cell]]],
    remark_heads: Sequence[str],
    remarks: Mapping[int, Sequence[Cell]],
    lists: Mapping[str, tuple[Sequence[str], Iterable[Sequence[Cell]]]] | None = None,
    *,
    money: str = "",
) -> bytes:
    """The rows that have a remark, in the ledger's own columns and order, with the remark's columns.

    `body` gives row numbers with their cells; `lists` adds sheets by name, each of heads and rows.
    The remark headed `money` holds fen and is written as yuan.
    """
    book = Book()
    rows = ((*row, *remarks[number]) for number, row in body if number in remarks)
    sums = [len(heads) + place for place, head in enumerate(remark_heads) if head == money]
    book.sheet(sheet, (*heads, *remark_heads), rows, money=sums)
    for name, (head, listed) in (lists or {}).items():
        book.sheet(name, head, listed)
    return book.bytes()
