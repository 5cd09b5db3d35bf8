"""What an officer types at a case: dates as dates, amounts in fen, every refusal beside its field."""

from __future__ import annotations

import uuid
from datetime import date

from django import forms

from duixian.court.cases.actions.events import BY_ACT, BY_ROOM
from duixian.court.cases.models import Bucket, Case, EventKind
from duixian.court.people.models import Staff
from duixian.court.people.queries import handlers_at
from duixian.law import money

MAX_UPLOAD = 100 * 1024 * 1024
"""Bytes of a ledger that are taken; a court's whole stock is a quarter of that."""

BY_HAND = [kind for kind in EventKind if kind not in BY_ACT | BY_ROOM]
"""经过 that a person writes down himself; the others are written by the acts that cause them."""


class AmountField(forms.CharField):
    """An amount as people write it (11.15万元, ￥88,000); the value is fen."""

    def __init__(self, **options: object) -> None:
        attrs = {"class": "form-control", "inputmode": "decimal", "autocomplete": "off"}
        super().__init__(max_length=40, widget=forms.TextInput(attrs=attrs), **options)  # type: ignore[arg-type]

    def clean(self, value: str) -> int | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            return money.read_amount(text)
        except ValueError as error:
            raise forms.ValidationError(f"{error}；请写成 1234.56 或 11.15万元") from error


class DayField(forms.DateField):
    def __init__(self, **options: object) -> None:
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "form-control"})
        super().__init__(widget=widget, input_formats=["%Y-%m-%d"], **options)  # type: ignore[arg-type]
        self.error_messages["invalid"] = "日期请写成 2026-06-30"


class ChoiceField(forms.ChoiceField):
    def __init__(self, choices: list[tuple[str, str]], **options: object) -> None:
        widget = forms.Select(attrs={"class": "form-select"})
        super().__init__(choices=choices, widget=widget, **options)  # type: ignore[arg-type]


class TextField(forms.CharField):
    def __init__(self, **options: object) -> None:
        widget = forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"})
        super().__init__(widget=widget, **options)  # type: ignore[arg-type]


class PaymentForm(forms.Form):
    """登记到位; `key` makes a form sent twice one payment."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=100)
    on = DayField(label="到位日期", help_text="当日起不再计息")
    amount = AmountField(label="金额（元）")
    to = ChoiceField([("", "按法定次序"), *Bucket.choices], label="指定抵充", required=False)
    channel = TextField(label="来源", max_length=60, required=False, help_text="如 扣划、本人交付、拍卖款")

    @staticmethod
    def start(on: date) -> dict[str, object]:
        return {"on": on, "key": f"page:{uuid.uuid4()}"}


class WaiverForm(forms.Form):
    """登记放弃."""

    on = DayField(label="放弃日期")
    of = ChoiceField([*Bucket.choices], label="放弃哪一部分")
    amount = AmountField(label="金额（元）")
    basis = TextField(label="依据", max_length=200, help_text="如 和解协议第二条、申请人书面声明")

    @staticmethod
    def start(on: date) -> dict[str, object]:
        return {"on": on, "of": Bucket.SURCHARGE}


class EventForm(forms.Form):
    """登记经过."""

    kind = ChoiceField([(kind.value, kind.label) for kind in BY_HAND], label="事项")
    on = DayField(label="日期")
    person = TextField(label="涉及的人", max_length=60, required=False)
    amount = AmountField(label="金额（元）", required=False)
    text = TextField(label="内容", max_length=500)

    @staticmethod
    def start(on: date) -> dict[str, object]:
        return {"on": on}


class AssignForm(forms.Form):
    """分案 to a person of the same court."""

    handler = forms.ModelChoiceField(
        queryset=Staff.objects.none(),
        label="承办人",
        empty_label="请选择",
        widget=forms.Select(attrs={"class": "form-select"}),
    )

    @staticmethod
    def start(on: date) -> dict[str, object]:
        return {}

    def fit(self, case: Case) -> None:
        self.fields["handler"].queryset = handlers_at([case.court_id])  # type: ignore[attr-defined]


class LedgerForm(forms.Form):
    """选文件: what the file holds is judged later, here only that there is one of bearable size."""

    file = forms.FileField(
        widget=forms.FileInput(
            attrs={"accept": ".xlsx,.csv", "data-submit-on-change": "", "class": "visually-hidden"}
        ),
        error_messages={"required": "还没有选文件", "empty": "文件是空的；请重新从办案系统导出"},
    )

    def clean_file(self) -> object:
        file = self.cleaned_data["file"]
        if file.size > MAX_UPLOAD:
            mib = file.size / 1024 / 1024
            raise forms.ValidationError(f"文件 {mib:.0f} MB，超过 100 MB；请按年度或法院分开导出")
        return file
