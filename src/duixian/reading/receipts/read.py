"""A bank's statement of any usual kind, told by its content and not by its name."""

from __future__ import annotations

from collections.abc import Mapping

from duixian.law.errors import InputError
from duixian.reading.receipts.camt import read_camt
from duixian.reading.receipts.iso20022 import is_xml
from duixian.reading.receipts.model import Statement
from duixian.reading.receipts.moves import compose
from duixian.reading.receipts.swift import is_swift, read_swift
from duixian.reading.receipts.table import read_table


def read_statement(content: bytes, filename: str, *, heads: Mapping[str, str] | None = None) -> Statement:
    """What a statement says: xlsx, xls, csv, MT940 or camt.053; money is fen.

    `heads` adds meanings that a person pointed out for heads of a table that are not known ("ignored"
    leaves a column out). Raises InputError where the file as a whole cannot be read; a row at fault is
    refused, the rest stands.
    """
    if not content.strip():
        raise InputError(filename, "文件是空的", "请从网银重新下载")
    if is_xml(content):
        moves, told = read_camt(content, filename)
    elif is_swift(content):
        moves, told = read_swift(content, filename)
    else:
        moves, told = read_table(content, filename, heads)
    return compose(filename, moves, told)
