"""What an officer types of talks, hardships and agreements."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.dateparse import parse_date

from duixian.court.cases.forms import AmountField, ChoiceField, DayField, TextField
from duixian.court.cases.models import Case, Party
from duixian.court.settlement.models import MANY, Contact, Hardship, Settlement
from duixian.court.settlement.planning import WHOLE
from duixian.law import money
from duixian.law.settlement import Planned

_LINE = re.compile(r"[\s,，、:：]+")


class LongField(forms.CharField):
    """A text of several lines."""

    def __init__(self, rows: int = 3, **options: object) -> None:
        widget = forms.Textarea(attrs={"class": "form-control", "rows": rows})
        super().__init__(widget=widget, **options)  # type: ignore[arg-type]


class NumberField(forms.IntegerField):
    def __init__(self, **options: object) -> None:
        widget = forms.NumberInput(attrs={"class": "form-control"})
        super().__init__(widget=widget, **options)  # type: ignore[arg-type]


class SumField(AmountField):
    """An amount, or the word for all of it."""

    def clean(self, value: str) -> Any:
        return WHOLE if (value or "").strip() == WHOLE else super().clean(value)


class ScheduleField(LongField):
    """各期 written out, one a line: a day and an amount."""

    def clean(self, value: str) -> tuple[Planned, ...]:
        lines = [line.strip() for line in (super().clean(value) or "").splitlines()]
        return tuple(_planned(number, line) for number, line in enumerate(lines, start=1) if line)


class TickField(forms.BooleanField):
    def __init__(self, label: str) -> None:
        widget = forms.CheckboxInput(attrs={"class": "form-check-input"})
        super().__init__(label=label, required=False, widget=widget)


class ContactForm(forms.Form):
    """登记沟通."""

    side = ChoiceField([*Contact.Side.choices], label="哪一方")
    person = TextField(label="与何人", max_length=60, help_text="如 申请执行人本人、其妻、村主任")
    way = ChoiceField([*Contact.Way.choices], label="方式")
    on = DayField(label="日期")
    time = forms.TimeField(
        label="时间",
        required=False,
        widget=forms.TimeInput(attrs={"type": "time", "class": "form-control"}, format="%H:%M"),
    )
    said = LongField(label="谈了什么", max_length=MANY)
    result = ChoiceField([*Contact.Result.choices], label="结果")

    @staticmethod
    def start(on: date) -> dict[str, object]:
        return {"on": on}


class HardshipForm(forms.Form):
    """登记困难情况."""

    party = forms.ModelChoiceField(
        queryset=Party.objects.none(),
        label="何人",
        empty_label="请选择",
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    kind = ChoiceField([*Hardship.Kind.choices], label="困难")
    on = DayField(label="了解的日期")
    text = LongField(label="情况", max_length=500)
    evidence = TextField(label="证据", max_length=200, help_text="如 诊断证明、低保证、村委会证明")

    @staticmethod
    def start(on: date) -> dict[str, object]:
        return {"on": on}

    def fit(self, case: Case) -> None:
        self.fields["party"].queryset = case.parties.all()  # type: ignore[attr-defined]


class PlanForm(forms.Form):
    """测算: what is given up and when the rest is paid."""

    on = DayField(label="协议日期")
    surcharge = SumField(label="放弃加倍部分（元）", required=False, help_text="可填“全部”")
    interest = SumField(label="放弃利息（元）", required=False)
    principal = SumField(label="放弃本金（元）", required=False)
    at_once = SumField(label="当场履行（元）", required=False, help_text="可填“全部”")
    count = NumberField(label="其余分几期", required=False, min_value=0)
    first_on = DayField(label="首期最迟", required=False)
    month_day = NumberField(
        label="每月几日",
        required=False,
        min_value=1,
        max_value=31,
        help_text="不填则同首期；没有这一日的月份为月末",
    )
    remainder = ChoiceField([("last", "末期"), ("first", "首期")], label="除不尽的零头在", required=False)

    @staticmethod
    def start(on: date) -> dict[str, object]:
        return {"on": on, "remainder": "last"}

    def clean_remainder(self) -> str:
        return self.cleaned_data["remainder"] or "last"

    def clean(self) -> dict[str, object]:
        given = super().clean() or {}
        if given.get("count") and not given.get("first_on") and "first_on" not in self.errors:
            self.add_error("first_on", "分期的，请填写首期最迟何日付")
        return given


class SettleForm(PlanForm):
    """达成和解: with both signatures it is signed, and what is due at once is paid."""

    schedule = ScheduleField(
        label="各期",
        required=False,
        max_length=4000,
        help_text="各期不等的，每行写一期，如 2026-07-31 1000.00；填了就不按期数算",
    )
    kind = ChoiceField([*Settlement.Kind.choices], label="形式")
    text = LongField(label="协议内容", max_length=MANY)
    waived_by = ChoiceField([*Settlement.By.choices], label="由谁放弃")
    waiver_words = TextField(
        label="放弃的原话",
        max_length=200,
        required=False,
        help_text="有放弃的必填：书面声明、协议条款或笔录中的原话",
    )
    takes_effect = ChoiceField([*Settlement.Effect.choices], label="放弃何时生效")
    guarantor = TextField(label="担保人", max_length=100, required=False)
    guarantee = TextField(label="担保内容", max_length=200, required=False)
    direct_enforcement = TickField(label="担保人向法院承诺违约时直接接受强制执行")
    signed_on = DayField(label="签名日期", required=False)
    applicant = TextField(
        label="申请执行人一方签名",
        max_length=60,
        required=False,
        help_text="双方都填才算签署；不填先存为待签名",
    )
    respondent = TextField(label="被执行人一方签名", max_length=60, required=False)
    channel = TextField(label="当场履行的方式", max_length=60, required=False, help_text="如 现金、转账")

    @staticmethod
    def start(on: date) -> dict[str, object]:
        return PlanForm.start(on) | {"signed_on": on, "takes_effect": Settlement.Effect.PERFORMANCE}

    @staticmethod
    def begin(case: Case, asked: Mapping[str, str]) -> dict[str, object]:
        """The plan that the calculator showed."""
        return {name: asked[name] for name in PlanForm.base_fields if asked.get(name)}

    def clean(self) -> dict[str, object]:
        given = super().clean()
        both = [given.get("applicant"), given.get("respondent")]
        if any(both) and not all(both):
            self.add_error(None, "只有一方签名：请填写双方的签名人，或都不填，先存为待签名")
        return given


class BreachForm(forms.Form):
    """登记违约 of the agreement that runs."""

    on = DayField(label="违约登记日期")
    text = LongField(label="违约情况", max_length=300, help_text="哪一期没有付，被执行人怎么说")
    refusal = TickField(label="期限还没有到，被执行人已明确表示或者以行为表明不履行")

    @staticmethod
    def start(on: date) -> dict[str, object]:
        return {"on": on}


class SignForm(forms.Form):
    """双方签名 under a draft."""

    on = DayField(label="签名日期")
    applicant = TextField(label="申请执行人一方签名", max_length=60)
    respondent = TextField(label="被执行人一方签名", max_length=60)
    channel = TextField(label="当场履行的方式", max_length=60, required=False, help_text="如 现金、转账")


class DayForm(forms.Form):
    """履行完毕."""

    on = DayField(label="日期")


class ReviveForm(forms.Form):
    """恢复执行."""

    on = DayField(label="申请恢复的日期")
    objected = TickField(label="被执行人以申请期间届满提出异议")


class WhyForm(forms.Form):
    """另行起诉, 作废."""

    on = DayField(label="日期")
    text = LongField(label="情况", max_length=300)


def _planned(number: int, line: str) -> Planned:
    told = _LINE.split(line, maxsplit=1)
    try:
        day = parse_date(told[0])
    except ValueError:
        day = None
    if day is None or len(told) < 2:
        raise forms.ValidationError(f"第{number}行“{line[:30]}”读不懂；请写成 2026-07-31 1000.00")
    try:
        return Planned(day, money.read_amount(told[1]))
    except ValueError as error:
        raise forms.ValidationError(f"第{number}行：{error}") from error
