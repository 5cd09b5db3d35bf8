"""复议 of a fine or a detention by the higher court; nothing waits for it."""

from __future__ import annotations

from datetime import date

from duixian.court.cases.actions.acting import action, fitting, not_later
from duixian.court.cases.models import EventKind
from duixian.court.coercion import moments
from duixian.court.coercion.actions.common import granted_only, held_case, locked, tell
from duixian.court.coercion.actions.sanctions import end_detention
from duixian.court.coercion.models import Detention, Fine, Review
from duixian.court.people.models import Staff
from duixian.law import coercion as law
from duixian.law.errors import InputError
from duixian.law.money import display


@action
def file_review(
    actor: Staff, sanction: Fine | Detention, *, filed_on: date, sent_on: date, text: str, today: date
) -> Review:
    """登记复议申请 and when it went up. Raises InputError where it came too late, NotAllowed.

    Source: 民事诉讼法 第一百一十九条; 民诉法解释 第一百八十五条.
    """
    case = held_case(actor, sanction.case)
    row = locked(type(sanction), sanction.pk)
    granted_only(row, "复议")
    if row.served_on is None:
        raise InputError("复议", "没有登记决定书送达日期", "请先登记送达")
    not_later(filed_on, today, "申请日期")
    not_later(sent_on, today, "报送日期")
    if sent_on < filed_on:
        raise InputError("报送日期", f"早于申请日期 {filed_on}", "请核对两个日期")
    if not text.strip():
        raise InputError("申请理由", "没有填写", "请写明申请复议的理由")
    if row.reviews.exists():
        raise InputError("复议", "已经申请过复议", "请在这一决定下查看")
    law.refuse(case.case_no, law.checks_review(received_on=row.served_on, filed_on=filed_on))
    due_on = law.decide_by(sent_on).day
    assert due_on  # noqa: S101  nothing stops this limit
    review = Review(
        case=case,
        court_id=case.court_id,
        fine=row if isinstance(row, Fine) else None,
        detention=row if isinstance(row, Detention) else None,
        filed_on=filed_on,
        sent_on=sent_on,
        due_on=due_on,
        text=text.strip(),
        noted_by=actor,
    )
    fitting("复议", review).save()
    words = f"{row.person}对{_what(row)}申请复议，{sent_on}报送上级法院，{due_on}前决定；复议期间不停止执行"
    tell(actor, review, EventKind.STATE, filed_on, words, person=row.person)
    return review


@action
def decide_review(
    actor: Staff,
    review: Review,
    *,
    on: date,
    result: str,
    number: str,
    today: date,
    days: int | None = None,
    amount: int | None = None,
) -> Review:
    """登记复议决定; a revoked detention ends at once, a changed one has its new `days` or `amount` (fen).

    Raises InputError, NotAllowed.
    """
    held_case(actor, review.case)
    review = locked(Review, review.pk)
    if review.decided_on:
        raise InputError("复议决定", f"已于{review.decided_on}登记", "请刷新页面核对")
    if result not in Review.Result.values:
        raise InputError("结果", f"“{result}”不认识", f"请在{'、'.join(Review.Result.labels)}中选择")
    if not number.strip():
        raise InputError("复议决定文号", "没有填写", "请照复议决定书填写")
    not_later(on, today, "复议决定日期")
    if on < review.filed_on:
        raise InputError("复议决定日期", f"早于申请日期 {review.filed_on}", "请核对两个日期")
    review.decided_on, review.result, review.number = on, result, number.strip()
    fitting("复议决定", review).save()
    sanction = _sanction(review)
    said = f"上级法院{number.strip()}复议决定：{review.get_result_display()}{_what(sanction)}"
    if result == Review.Result.CHANGED:
        said += _change(sanction, days, amount)
    tell(actor, review, EventKind.STATE, on, said, person=sanction.person)
    if result == Review.Result.REVOKED:
        sanction.revoked_on = on
        sanction.save(update_fields=["revoked_on"])
    if isinstance(sanction, Detention) and sanction.is_held and result == Review.Result.REVOKED:
        end_detention(actor, sanction, on, "复议撤销")
    return review


def _change(sanction: Fine | Detention, days: int | None, amount: int | None) -> str:
    """Write the new measure of the sanction; a higher court lightens, it makes nothing heavier."""
    if isinstance(sanction, Detention):
        if days is None or not 1 <= days < sanction.days:
            raise InputError("变更后的天数", "没有填写，或者不少于原决定", f"请填写1至{sanction.days - 1}日")
        sanction.days = days
        if sanction.began_at:
            sanction.last_on = law.last_day(moments.day_of(sanction.began_at), days)
        sanction.save(update_fields=["days", "last_on"])
        return f"为{days}日"
    if amount is None or not max(1, sanction.paid) <= amount < sanction.amount:
        raise InputError("变更后的金额", "没有填写，不少于原决定，或者少于已缴纳的", "请照复议决定书填写")
    sanction.amount = amount
    sanction.save(update_fields=["amount"])
    return f"为{display(amount)}元"


def _sanction(review: Review) -> Fine | Detention:
    if review.fine_id:
        return locked(Fine, review.fine_id)
    return locked(Detention, review.detention_id or 0)


def _what(row: Fine | Detention) -> str:
    if isinstance(row, Fine):
        return f"罚款{display(row.amount)}元"
    return f"拘留{row.days}日"
