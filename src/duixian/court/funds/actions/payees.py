"""收款账户: entered by one person, verified by another, ended when it is no longer right."""

from __future__ import annotations

from datetime import date

from duixian.court.cases.actions.acting import action, fitting, hold, not_later
from duixian.court.cases.models import Case, Party
from duixian.court.funds.actions.common import tell, written
from duixian.court.funds.models import Payee
from duixian.court.people.access import Act
from duixian.court.people.models import Staff
from duixian.law import funds as law
from duixian.law.coercion import refuse
from duixian.law.errors import InputError

OF_SIDE = {Payee.Kind.APPLICANT: Party.Side.APPLICANT, Payee.Kind.RESPONDENT: Party.Side.RESPONDENT}


@action
def add_payee(
    actor: Staff,
    case: Case,
    *,
    kind: str,
    name: str,
    bank: str,
    account_no: str,
    party: Party | None = None,
    bank_code: str = "",
    reason: str = "",
    special_authority: bool = False,
    on: date,
    today: date,
) -> Payee:
    """登记收款账户; of another name than the party's only with its reason and an agent's special authority.

    Raises InputError with what is missing, NotAllowed.
    """
    case = hold(actor, Act.WORK_CASE, [case])[case.pk]
    not_later(on, today, "登记日期")
    kind = Payee.Kind(kind)
    if kind in OF_SIDE:
        if party is None or party.case_id != case.pk or party.side != OF_SIDE[kind]:
            raise InputError("收款人", f"不是本案的{Party.Side(OF_SIDE[kind]).label}", "请在本案当事人中选择")
        told = law.AccountFacts(
            party.name, name, actor.name, reason=reason, special_authority=special_authority
        )
        refuse(f"{case.case_no} 收款账户", [one for one in law.checks_account(told) if one.key != "verified"])
    row = Payee(
        court_id=case.court_id,
        case=case,
        party=party if kind in OF_SIDE else None,
        kind=kind,
        name=written("户名", name, "请照银行卡或开户许可证填写"),
        bank=written("开户行", bank, "请填写开户行全称"),
        account_no=_number(account_no),
        bank_code=bank_code.strip(),
        reason=reason.strip(),
        added_by=actor,
        added_on=on,
    )
    known = Payee.objects.filter(
        court=case.court_id, case=case, party=row.party, kind=kind, account_no=row.account_no, ended_on=None
    )
    if known.exists():
        raise InputError("收款账户", f"尾号{row.account_no[-4:]}的账户已经登记", "请刷新页面核对")
    fitting("收款账户", row).save()
    why = f"，{row.reason}" if row.reason else ""
    tell(
        actor,
        case,
        on,
        f"登记{row.get_kind_display()}收款账户：{row.name}，{row.bank} 尾号{row.account_no[-4:]}{why}",
    )
    return row


def payer(actor: Staff, court: str, *, name: str, bank: str, account_no: str, on: date) -> Payee:
    """The account of one whose money goes back, as the statement told it; a chief approves each return."""
    told = {
        "court_id": court,
        "kind": Payee.Kind.PAYER,
        "name": written("户名", name, "请照流水填写"),
        "bank": written("开户行", bank, "请照流水填写"),
        "account_no": _number(account_no),
    }
    row = Payee.objects.filter(**told, case=None, ended_on=None).first()
    if row is None:
        row = Payee(**told, added_by=actor, added_on=on)
        fitting("原交款人", row).save()
    return row


@action
def verify_payee(actor: Staff, payee: Payee, *, how: str, on: date, today: date) -> Payee:
    """核对收款账户, by another person than entered it. Raises InputError, NotAllowed."""
    row = _held(actor, payee)
    if row.verified_by_id:
        raise InputError("收款账户", f"已于{row.verified_on}核对", "请刷新页面核对")
    if actor.pk == row.added_by_id:
        raise InputError("核对人", "登记和核对是同一人", "请由登记人以外的人核对")
    not_later(on, today, "核对日期")
    row.verified_by, row.verified_on = actor, on
    row.verified_how = written("核对方式", how, "请写明如何核对，如 与身份证、银行卡原件核对一致")
    fitting("核对", row).save()
    if row.case:
        tell(actor, row.case, on, f"核对{row.name}尾号{row.account_no[-4:]}的收款账户：{row.verified_how}")
    return row


@action
def end_payee(actor: Staff, payee: Payee, *, reason: str, on: date, today: date) -> Payee:
    """停用收款账户, with the reason. Raises InputError, NotAllowed."""
    row = _held(actor, payee)
    not_later(on, today, "停用日期")
    row.ended_on = on
    row.save(update_fields=["ended_on"])
    if row.case:
        why = written("停用理由", reason, "请写明理由，如 账号填错、当事人变更账户")
        tell(actor, row.case, on, f"停用{row.name}尾号{row.account_no[-4:]}的收款账户：{why}")
    return row


def _held(actor: Staff, payee: Payee) -> Payee:
    if payee.case:
        hold(actor, Act.WORK_CASE, [payee.case])
    row = Payee.objects.select_for_update(of=("self",)).select_related("case").get(pk=payee.pk)
    if row.ended_on:
        raise InputError("收款账户", f"已于{row.ended_on}停用", "请另行登记")
    return row


def _number(text: str) -> str:
    plain = "".join(text.split()).replace("-", "")
    if not plain.isascii() or not plain.isdigit() or not 5 <= len(plain) <= 32:
        raise InputError("账号", f"“{text[:40]}”不是5至32位数字", "请照银行卡或开户许可证填写")
    return plain
