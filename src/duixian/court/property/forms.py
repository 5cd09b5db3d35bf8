"""What an officer types about property: amounts in fen, days as days, every refusal beside its field."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from duixian.court.cases.forms import AmountField, ChoiceField, DayField, TextField
from duixian.court.cases.models import Case, Party
from duixian.court.property.models import ExpectedPayment, Measure
from duixian.law.control import NAMES, Thing
from duixian.law.money import contract_yuan

_THINGS = [(thing.value, NAMES[thing]) for thing in Thing]


_USUAL = {
    Thing.VEHICLE: Measure.Act.SEAL,
    Thing.IMMOVABLE: Measure.Act.SEAL,
    Thing.SHIP: Measure.Act.SEAL,
    Thing.MOVABLE: Measure.Act.SEIZE,
    Thing.INCOME: Measure.Act.WITHHOLD,
    Thing.LAND_COMPENSATION: Measure.Act.WITHHOLD,
}


class RespondentField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of the respondents of the case."""

    def __init__(self) -> None:
        super().__init__(
            queryset=Party.objects.none(),
            label="被执行人",
            empty_label=None,
            widget=forms.Select(attrs={"class": "form-select"}),
        )

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


class Check(forms.BooleanField):
    def __init__(self, label: str, help_text: str = "") -> None:
        widget = forms.CheckboxInput(attrs={"class": "form-check-input"})
        super().__init__(label=label, required=False, help_text=help_text, widget=widget)


class Count(forms.IntegerField):
    def __init__(self, label: str, most: int, help_text: str = "") -> None:
        widget = forms.NumberInput(attrs={"class": "form-control"})
        super().__init__(
            label=label, required=False, min_value=0, max_value=most, help_text=help_text, widget=widget
        )


class RulingField(TextField):
    """文号 of a ruling made elsewhere."""

    def __init__(self) -> None:
        super().__init__(
            label="裁定文号", max_length=60, required=False, help_text="不填则由系统制作裁定书并编号"
        )


class _OfCase(forms.Form):
    """A form that offers the respondents of its case."""

    def fit(self, case: Case) -> None:
        respondents = case.parties.filter(side=Party.Side.RESPONDENT)
        self.fields["party"].queryset = respondents  # type: ignore[attr-defined]


class ControlForm(_OfCase):
    """采取控制措施; a find may have filled most of it."""

    party = RespondentField()
    thing = ChoiceField(_THINGS, label="财产种类")
    act = ChoiceField(Measure.Act.choices, label="措施")
    holder = TextField(label="协助单位", max_length=100, help_text="银行、支付机构、车管所、保险公司等")
    identity = TextField(label="账号、车牌、证号等", max_length=100)
    description = TextField(label="财产", max_length=300, help_text="如 活期存款账户、小型汽车、两全保险")
    amount = AmountField(label="控制限额（元）", required=False, help_text="车辆、房屋等整体控制不填")
    worth = AmountField(label="价值（元）", required=False)
    worth_basis = TextField(label="价值依据", max_length=100, required=False, help_text="如 查询反馈、询价")
    owner = TextField(label="登记权利人", max_length=100, required=False)
    encumbrance = AmountField(label="优先受偿（元）", required=False, help_text="抵押、质押等在先权利的金额")
    months = Count("期限（月）", 36, "不填为法定最长期限")
    ruling_no = RulingField()
    on = DayField(label="裁定日期")
    reason = TextField(label="说明", max_length=200, required=False, help_text="价值未知时写明理由")

    @staticmethod
    def start(on: date) -> dict[str, object]:
        return {"on": on}

    @staticmethod
    def begin(case: Case, asked: Mapping[str, Any]) -> dict[str, object]:
        """The form of a find that the address names: nobody types it twice."""
        number = str(asked.get("find", ""))
        if not (number.isascii() and number.isdigit()):
            return {}
        find = case.finds.select_related("institution").filter(pk=int(number[:18])).first()
        if find is None:
            return {}
        return {
            "party": find.party_id,
            "thing": find.thing,
            "act": _USUAL.get(Thing(find.thing), Measure.Act.FREEZE),
            "holder": find.institution.name if find.institution else "",
            "identity": find.identity,
            "description": find.description,
            "owner": find.owner,
            "worth": None if find.worth is None else contract_yuan(find.worth),
            "worth_basis": f"{find.as_of or find.found_on}查询反馈",
            "encumbrance": contract_yuan(find.encumbrance) if find.encumbrance else None,
        }


class ServeForm(forms.Form):
    """送达协助单位 and its receipt."""

    on = DayField(label="送达日期")
    frozen = AmountField(label="实际控制（元）", required=False, help_text="按回执填写")
    registered_end = DayField(label="登记的届满日", required=False, help_text="回执写明的才填")
    ahead = Count("在先控制的家数", 99, "登记簿上排在本院之前的，0 为首封")
    receipt = TextField(label="回执", max_length=200, required=False)

    @staticmethod
    def start(on: date) -> dict[str, object]:
        return {"on": on}


class RenewForm(ServeForm):
    """续行; the day is that of service."""

    ahead = None  # type: ignore[assignment]
    frozen = None  # type: ignore[assignment]
    ruling_no = RulingField()
    months = Count("期限（月）", 36, "不填为法定最长期限")
    field_order = ["ruling_no", "on", "months", "registered_end", "receipt"]


class ReceiptForm(forms.Form):
    """回执 of a term."""

    on = DayField(label="回执日期")
    receipt = TextField(label="回执", max_length=200, help_text="回执文号或内容")

    @staticmethod
    def start(on: date) -> dict[str, object]:
        return {"on": on}


class ReleaseForm(forms.Form):
    """解除, whole or part."""

    ruling_no = RulingField()
    on = DayField(label="解除日期")
    amount = AmountField(label="解除金额（元）", required=False, help_text="全部解除不填")
    why = TextField(label="理由", max_length=300)

    @staticmethod
    def start(on: date) -> dict[str, object]:
        return {"on": on}


class DeductForm(forms.Form):
    """扣划、提取; `key` makes a form sent twice one deduction."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=60)
    ruling_no = RulingField()
    on = DayField(label="扣划日期", help_text="当日起不再计息")
    amount = AmountField(label="金额（元）")
    reserve = AmountField(label="保留生活费（元）", required=False, help_text="按当地最低生活保障标准保留")
    with_costs = Check("含申请执行费")
    given_freely = Check("第三人自愿给付", "到期债权异议期内自愿给付的才勾选")
    receipt = TextField(label="回执", max_length=200, required=False)

    @staticmethod
    def start(on: date) -> dict[str, object]:
        return {"on": on, "key": uuid.uuid4().hex}


class ExpectForm(_OfCase):
    """登记待收款项."""

    party = RespondentField()
    kind = ChoiceField(ExpectedPayment.Kind.choices, label="款项")
    payer = TextField(label="付款单位", max_length=100)
    amount = AmountField(label="预计金额（元）", required=False)
    expected_on = DayField(label="预计付款日", required=False)
    known_on = DayField(label="掌握日期")
    source = TextField(label="来源", max_length=200, required=False, help_text="如 镇政府反馈、申请人提供")

    @staticmethod
    def start(on: date) -> dict[str, object]:
        return {"known_on": on}


class NoticeForm(forms.Form):
    """送达扣留裁定、协助执行通知书."""

    ruling_no = RulingField()
    ruled_on = DayField(label="裁定日期")
    on = DayField(label="送达日期")
    amount = AmountField(label="扣留限额（元）")
    dependants = Count("所扶养家属人数", 20, "扣留工资的填写，按标准保留生活费")
    receipt = TextField(label="回执", max_length=200, required=False)
    reason = TextField(label="说明", max_length=200, required=False, help_text="金额不明时写明理由")

    @staticmethod
    def start(on: date) -> dict[str, object]:
        return {"on": on, "ruled_on": on}


class ObjectionForm(forms.Form):
    """第三人异议."""

    on = DayField(label="收到异议日期")
    text = TextField(label="异议内容", max_length=500)

    @staticmethod
    def start(on: date) -> dict[str, object]:
        return {"on": on}


class EndForm(forms.Form):
    """未截住, 不再关注."""

    on = DayField(label="日期")
    why = TextField(label="情况", max_length=300)

    @staticmethod
    def start(on: date) -> dict[str, object]:
        return {"on": on}


class WhyForm(forms.Form):
    """不便处置, with the reason."""

    why = TextField(label="理由", max_length=300, help_text="如 价值低于处置费用、案外人占有")

    @staticmethod
    def start(on: date) -> dict[str, object]:
        return {}
