"""The contract's calculations over HTTP: the same readers, the same law, the same shapes as the commands."""

from __future__ import annotations

import json
from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest
from ninja import File, Form, Router
from ninja.files import UploadedFile

from duixian.law import fees
from duixian.law.debt import statement
from duixian.law.errors import InputError
from duixian.law.money import read_amount
from duixian.law.scope import default_scope, scope_from_toml
from duixian.reading.claim import read_claim_text
from duixian.reading.ledger import read_ledger
from duixian.reading.ledger import screen as screen_ledger
from duixian.reading.ledger.grid import LARGEST_FILE
from duixian.reading.ledger.screen import screening_object
from duixian.site import quotes
from duixian.writing.fee import fee_object
from duixian.writing.statement import statement_object

router = Router(tags=["calculations"])
_FEE_FIELDS = {"kind", "amount", "halved", "unit"}


@router.post("/debt", summary="截至某日应付多少")
def debt(request: HttpRequest) -> dict[str, Any]:
    """Body: the contract's input of `duixian debt`."""
    claim = read_claim_text(_text(request))
    tables = quotes.tables(settings.DATA)
    return statement_object(statement(claim, tables), claim, tables)


@router.post("/fee", summary="执行申请费、案件受理费、保全申请费")
def fee(request: HttpRequest) -> dict[str, Any]:
    """Body: {"kind", "amount", "halved", "unit"}, the last two may be left out."""
    given = _object(_text(request))
    if unknown := given.keys() - _FEE_FIELDS:
        raise InputError(min(unknown), "没有这个字段", f"可用：{'、'.join(sorted(_FEE_FIELDS))}")
    kind, halved, unit = given.get("kind"), given.get("halved", False), given.get("unit")
    if kind not in fees.NAMES:
        raise InputError("kind", f"“{kind}”不是费用的种类", f"可用：{'、'.join(fees.NAMES)}")
    if not isinstance(halved, bool) or unit not in (None, "yuan", "fen"):
        raise InputError("halved、unit", "写法不对", "halved 写 true 或 false，unit 写 yuan 或 fen")
    try:
        amount = read_amount(str(given.get("amount", "")))
    except ValueError as error:
        raise InputError("amount", str(error), '请填写以元为单位的金额，如 "162275.50"') from error
    return fee_object(fees.fee(cast(fees.Kind, kind), amount, halved=halved, unit=unit))


@router.post("/screen", summary="按专项范围筛查台账")
def screen(request: HttpRequest, ledger: File[UploadedFile], campaign: Form[str] = "") -> dict[str, Any]:
    """A form with the file `ledger` and, if wished, the scope as toml in `campaign`."""
    if (ledger.size or 0) > LARGEST_FILE:
        raise InputError("ledger", f"文件超过{LARGEST_FILE >> 20} MB", "请按法院或年度分成几个文件")
    scope = scope_from_toml(campaign) if campaign else default_scope()
    screening = screen_ledger(read_ledger(ledger.read(), ledger.name or "台账"), scope)
    return dict(screening_object(screening))


def _text(request: HttpRequest) -> str:
    try:
        return request.body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError("输入", "不是 UTF-8 文本", "请用 UTF-8 编码") from error


def _object(text: str) -> dict[str, Any]:
    try:
        given = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError("输入", "不是有效的 JSON", "请核对逗号、引号和括号") from error
    if not isinstance(given, dict):
        raise InputError("输入", "不是一个对象", '请写成 {"kind": …, "amount": …}')
    return given
