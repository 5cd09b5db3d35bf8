"""What is typed about case money; every refusal stands beside its field."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from duixian.court.cases.forms import AmountField, ChoiceField, DayField, TextField
from duixian.court.cases.models import Case, Party, Payment
from duixian.court.funds.actions.claiming import told_before
from duixian.court.funds.models import Batch, Claim, Hold, Payee, Receipt
from duixian.court.funds.screening import debts_of
from duixian.court.people.access import Act, may
from duixian.court.people.models import Staff
from duixian.law import funds as law
from duixian.law.money import display

_PICK = ("", "请选择")


class Pick(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A choice among rows; none until the form is fitted to its case."""

    def __init__(self, label: str, required: bool = True, help_text: str = "") -> None:
        super().__init__(
            queryset=Party.objects.none(),
            label=label,
            required=required,
            help_text=help_text,
            empty_label="请选择" if required else "没有",
            widget=forms.Select(attrs={"class": "form-select"}),
            error_messages={"required": "请选择", "invalid_choice": "请在列出的里面选择"},
        )


class _OnDay(forms.Form):
    @staticmethod
    def start(on: date) -> dict[str, object]:
        return {"on": on}


class UploadForm(forms.Form):
    """导入流水、回单."""

    file = forms.FileField(label="文件", error_messages={"required": "请选择文件", "empty": "文件是空的"})


class AccountForm(forms.Form):
    """案款专户."""

    name = TextField(label="户名", max_length=100)
    bank = TextField(label="开户行", max_length=100)
    account_no = TextField(label="账号", max_length=32)
    bank_code = TextField(label="联行号", max_length=12, required=False)


class MeetsField(forms.CharField):
    """The payment that the record has already, which this money is."""

    def __init__(self) -> None:
        super().__init__(
            label="对应已登记的到位",
            required=False,
            widget=forms.Select(attrs={"class": "form-select"}),
            help_text="扣划、当场履行等已登记到位的，选对应的一笔，债务不再减一次",
        )

    def clean(self, value: Any) -> Payment | None:
        """The payment itself. Raises ValidationError where it is gone."""
        if not value:
            return None
        found = Payment.objects.filter(pk=value).first() if str(value).isdecimal() else None
        if found is None:
            raise forms.ValidationError("请在列出的里面选择")
        return found


def _met(case: Case | None) -> list[tuple[str, str]]:
    rows = told_before(case).order_by("on", "pk") if case else []
    told = [(str(row.pk), f"{row.on} {row.channel} {display(row.amount)}元") for row in rows]
    return [("", "都不是"), *told]


class ClaimForm(_OnDay):
    """认领 of a receipt: to which case, how much of it."""

    case_no = TextField(label="案号", max_length=40)
    amount = AmountField(label="认领金额（元）")
    source = ChoiceField([*Claim.Source.choices[:-2]], label="款项来源")
    meets = MeetsField()
    why = TextField(label="依据", max_length=500)
    on = DayField(label="认领日期")

    def offer(self, case: Case | None) -> None:
        """The payments of the suggested case whose money has not come."""
        self.fields["meets"].widget.choices = _met(case)


class CashForm(_OnDay):
    """收取现金."""

    amount = AmountField(label="金额（元）")
    payer = TextField(label="交款人", max_length=200)
    number = TextField(label="收据号", max_length=60)
    second = Pick("第二名经手人")
    meets = MeetsField()
    on = DayField(label="收款日期")

    def fit(self, case: Case) -> None:
        self.fields["meets"].widget.choices = _met(case)
        people = Staff.objects.filter(court=case.court_id, is_active=True).order_by("pk")
        able = [one.pk for one in people if may(one, Act.WORK_CASE)]
        self.fields["second"].queryset = people.filter(pk__in=able)  # type: ignore[attr-defined]
        self.fields["second"].label_from_instance = lambda one: one.name  # type: ignore[attr-defined]


class PayeeForm(_OnDay):
    """登记收款账户."""

    kind = ChoiceField([*Payee.Kind.choices[:-1]], label="收款人")
    party = Pick("当事人", required=False, help_text="申请执行人、被执行人须选")
    name = TextField(label="户名", max_length=100)
    bank = TextField(label="开户行", max_length=100)
    account_no = TextField(label="账号", max_length=40)
    bank_code = TextField(label="联行号", max_length=12, required=False)
    reason = TextField(label="户名不一致的理由", max_length=300, required=False)
    special_authority = forms.BooleanField(
        label="有代收款项的特别授权",
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )
    on = DayField(label="登记日期")

    @staticmethod
    def begin(case: Case, asked: Any) -> dict[str, object]:
        first = case.parties.filter(side=Party.Side.APPLICANT).first()
        return {"party": first, "name": first.name if first else ""}

    def fit(self, case: Case) -> None:
        self.fields["party"].queryset = case.parties.exclude(side=Party.Side.THIRD_PARTY)  # type: ignore[attr-defined]


class _ToPayee(_OnDay):
    payee = Pick("收款账户")

    def fit(self, case: Case) -> None:
        rows = case.payees.filter(ended_on=None)
        self.fields["payee"].queryset = rows  # type: ignore[attr-defined]


class ReleaseForm(_ToPayee):
    """报请发放."""

    amount = AmountField(label="金额（元）")
    purpose = TextField(label="用途", max_length=140, initial="执行案款")
    cleared = TextField(
        label="核查说明",
        max_length=300,
        required=False,
        help_text="收款人是另案被执行人而仍然发放的，写明理由",
    )
    on = DayField(label="报请日期")


class HoldForm(_ToPayee):
    """扣留."""

    for_case = TextField(label="为哪件案件扣留", max_length=40, help_text="收款人为被执行人的案号")
    amount = AmountField(label="金额（元）")
    why = TextField(label="理由", max_length=300)
    basis = ChoiceField([*Hold.Basis.choices], label="法律依据", help_text="没有裁定的，十日届满自行解除")
    basis_no = TextField(label="文号", max_length=60, required=False)
    basis_on = DayField(label="文书日期", required=False)
    basis_until = DayField(label="文书载明至", required=False)
    told_on = DayField(label="告知收款人日期", required=False)
    on = DayField(label="扣留日期")

    @staticmethod
    def begin(case: Case, asked: Any) -> dict[str, object]:
        """The first debt of the first payee who owes."""
        for payee in case.payees.filter(ended_on=None):
            if debts := debts_of(payee):
                return {"payee": payee, "for_case": debts[0].case.case_no, "why": "收款人是该案被执行人"}
        return {}


class DelayForm(_OnDay):
    """报请延期发放."""

    reason = ChoiceField([_PICK, *((one.key, one.name) for one in law.delay_reasons())], label="事由")
    text = TextField(label="说明", max_length=300)
    until = DayField(label="延至")


class EscrowForm(_ToPayee):
    """提存."""

    amount = AmountField(label="金额（元）")
    why = TextField(label="理由", max_length=150)
    told_on = DayField(label="通知领取日期")


class VerifyForm(_OnDay):
    """核对收款账户."""

    how = TextField(label="核对方式", max_length=200, help_text="如 与身份证、银行卡原件核对一致")
    on = DayField(label="核对日期")


class ReasonForm(_OnDay):
    """What needs a reason and a day."""

    reason = TextField(label="理由", max_length=300)
    on = DayField(label="日期")


class DoneForm(_OnDay):
    """What needs a day alone."""

    on = DayField(label="日期")


class BasisForm(_OnDay):
    """补交裁定、协助执行通知书."""

    kind = ChoiceField([*Hold.Basis.choices[1:]], label="文书")
    no = TextField(label="文号", max_length=60)
    on = DayField(label="文书日期")
    until = DayField(label="文书载明至", required=False)


class BatchForm(_OnDay):
    """交付银行."""

    format = ChoiceField([*Batch.Format.choices], label="文件格式")
    on = DayField(label="付款日期")


class ReturnForm(_OnDay):
    """退回原交款人."""

    name = TextField(label="原交款人户名", max_length=100)
    bank = TextField(label="开户行", max_length=100)
    account_no = TextField(label="账号", max_length=40)
    reason = TextField(label="理由", max_length=100)
    on = DayField(label="日期")


class BankForm(_OnDay):
    """现金缴存."""

    on = DayField(label="缴存日期")
    line = forms.CharField(
        label="流水中的缴存行",
        required=False,
        widget=forms.Select(attrs={"class": "form-select"}),
        help_text="流水已导入的选对应的一行，不再算作另一笔到账",
    )


class SubAccountForm(forms.Form):
    """专用子账号."""

    number = TextField(label="子账号", max_length=40)

    @staticmethod
    def start(on: date) -> dict[str, object]:
        return {}


def lines_for(receipt: Receipt) -> list[tuple[str, str]]:
    """Unclaimed lines of just this sum, which may be the banking of this cash."""
    rows = Receipt.objects.filter(
        court=receipt.court_id, amount=receipt.amount, channel=Receipt.Channel.BANK, open=True
    )
    told = [(str(row.pk), f"{row.arrived_on} {row.payer_name} {display(row.amount)}元") for row in rows]
    return [("", "流水还没有导入"), *told]
