"""What is typed about searches, feedback, leads and reports; every refusal stands beside its field."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django import forms

from duixian.court.cases.forms import ChoiceField, DayField, TextField
from duixian.court.cases.models import Case, Party
from duixian.court.property.forms import Check, Count, RespondentField
from duixian.court.property.models import Institution, Lead, Source

MAX_FEEDBACK = 200 * 1024 * 1024
"""Bytes of one feedback that are taken."""


class Institutions(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """The institutions to ask, each with what it answers about."""

    def __init__(self) -> None:
        super().__init__(
            queryset=Institution.objects.filter(is_active=True),
            label="协助单位",
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": "一家也没有选"},
        )

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name}（{obj.get_source_display()}）"


class SearchForm(forms.Form):
    """发起查询; `key` makes a form sent twice one order."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=64)
    cases = forms.CharField(widget=forms.HiddenInput, max_length=20_000)
    institutions = Institutions()
    business_of_persons = Check("自然人也查工商登记", "查其投资、任职时勾选")

    @staticmethod
    def start(cases: list[Case]) -> dict[str, object]:
        return {
            "key": uuid.uuid4().hex,
            "cases": ",".join(str(case.pk) for case in cases),
            "institutions": list(Institution.objects.filter(is_active=True)),
        }


class FeedbackForm(forms.Form):
    """上传反馈."""

    institution = forms.ModelChoiceField(
        queryset=Institution.objects.filter(is_active=True),
        label="协助单位",
        empty_label="请选择",
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    file = forms.FileField(
        label="反馈文件",
        widget=forms.FileInput(attrs={"class": "form-control", "accept": ".xlsx,.csv,.xml,.json"}),
        error_messages={"required": "还没有选文件", "empty": "文件是空的；请向协助单位重新索取"},
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_FEEDBACK:
            raise forms.ValidationError(f"文件 {file.size / 2**20:.0f} MB，超过 200 MB；请协助单位分批反馈")
        return file


class SettleForm(forms.Form):
    """处理待核对的反馈."""

    how = TextField(label="处理情况", max_length=300)


class InstitutionForm(forms.ModelForm):  # type: ignore[type-arg]
    """协助单位; the key is written, never shown: left empty it stays as it is."""

    key = forms.CharField(
        label="签名密钥",
        max_length=128,
        required=False,
        help_text="只写不显示；不填则不改",
        widget=forms.PasswordInput(attrs={"class": "form-control", "autocomplete": "new-password"}),
    )
    answers_in_days = Count("约定几日内反馈", 90)

    class Meta:
        model = Institution
        fields = (
            "name",
            "code",
            "source",
            "reach",
            "connector",
            "address",
            "key",
            "answers_in_days",
            "is_active",
        )
        widgets = {
            "name": forms.TextInput(attrs={"class": "form-control"}),
            "code": forms.TextInput(attrs={"class": "form-control"}),
            "address": forms.TextInput(attrs={"class": "form-control"}),
            "source": forms.Select(attrs={"class": "form-select"}, choices=Source.choices),
            "reach": forms.Select(attrs={"class": "form-select"}),
            "connector": forms.Select(attrs={"class": "form-select"}),
            "is_active": forms.CheckboxInput(attrs={"class": "form-check-input"}),
        }
        help_texts = {"code": "字母、数字、短横线，如 abc-bank", "address": "接口方式填写，如 https://…"}

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._kept_key = str(self.instance.key)

    def clean_key(self) -> str:
        return str(self.cleaned_data["key"] or self._kept_key)

    def clean_answers_in_days(self) -> int:
        return int(self.cleaned_data["answers_in_days"] or 3)


class LeadForm(forms.Form):
    """登记线索."""

    origin = ChoiceField(Lead.Origin.choices, label="来源")
    told_by = TextField(label="提供人", max_length=60, required=False)
    party = RespondentField()
    received_on = DayField(label="收到日期")
    urgent = Check("情况紧急", "三日内核实")
    text = TextField(label="线索内容", max_length=500, help_text="什么财产、在何处、谁名下")

    @staticmethod
    def start(on: date) -> dict[str, object]:
        return {"received_on": on}

    def fit(self, case: Case) -> None:
        field = self.fields["party"]
        field.required, field.empty_label = False, "没有指明"  # type: ignore[attr-defined]
        field.queryset = case.parties.filter(side=Party.Side.RESPONDENT)  # type: ignore[attr-defined]


class VerifyForm(forms.Form):
    """核实线索."""

    on = DayField(label="核实日期")
    outcome = ChoiceField(Lead.Outcome.choices, label="核实结果")
    findings = TextField(label="核实情况", max_length=500, help_text="查了什么、结果如何")

    @staticmethod
    def start(on: date) -> dict[str, object]:
        return {"on": on}


class ReportOrderForm(forms.Form):
    """送达报告财产令."""

    party = RespondentField()
    served_on = DayField(label="送达日期")
    due_on = DayField(label="报告期限", required=False, help_text="报告财产令载明的期限；不填按十日")

    @staticmethod
    def start(on: date) -> dict[str, object]:
        return {"served_on": on}

    def fit(self, case: Case) -> None:
        respondents = case.parties.filter(side=Party.Side.RESPONDENT)
        self.fields["party"].queryset = respondents  # type: ignore[attr-defined]


class ReportForm(forms.Form):
    """登记财产报告."""

    on = DayField(label="报告日期")
    content = forms.CharField(
        label="报告内容",
        max_length=20_000,
        help_text="没有财产的写“无财产”",
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 4}),
    )

    @staticmethod
    def start(on: date) -> dict[str, object]:
        return {"on": on}


class JudgeForm(forms.Form):
    """核实财产报告."""

    on = DayField(label="核实日期")
    truthful = ChoiceField([("yes", "属实"), ("no", "不实")], label="是否属实")
    why = TextField(label="核实情况", max_length=300, help_text="与哪些查询结果核对、有无不符")

    @staticmethod
    def start(on: date) -> dict[str, object]:
        return {"on": on}
