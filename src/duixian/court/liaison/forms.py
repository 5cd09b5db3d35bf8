"""What an officer types of requests, whereabouts and tours."""

from __future__ import annotations

from datetime import date

from django import forms

from duixian.court.cases.forms import ChoiceField, DayField, TextField
from duixian.court.cases.models import Case, Party
from duixian.court.liaison.models import LiaisonRequest, Sighting
from duixian.court.people.models import Staff
from duixian.court.people.queries import handlers_at


def _party(label: str, *, required: bool) -> forms.Field:
    return forms.ModelChoiceField(
        queryset=Party.objects.none(),
        label=label,
        required=required,
        empty_label="请选择" if required else "不限",
        widget=forms.Select(attrs={"class": "form-select"}),
    )


def _respondents_first(form: forms.Form, case: Case) -> None:
    parties = case.parties.order_by("-side", "pk")
    form.fields["party"].queryset = parties  # type: ignore[attr-defined]


class AskForm(forms.Form):
    """请求协助."""

    purpose = ChoiceField([*LiaisonRequest.Purpose.choices], label="事项")
    party = _party("针对何人", required=False)
    body = ChoiceField([*LiaisonRequest.Body.choices], label="单位类型")
    name = TextField(label="协助单位", max_length=100, help_text="如 薛家湾镇派出所")
    channel = ChoiceField([*LiaisonRequest.Channel.choices], label="方式")
    sent_on = DayField(label="发出日期")
    due_on = DayField(label="应答复日期", required=False, help_text="不填则按与该类单位约定的天数")
    text = TextField(label="请求内容", max_length=500)

    @staticmethod
    def start(on: date) -> dict[str, object]:
        return {"sent_on": on}

    def fit(self, case: Case) -> None:
        _respondents_first(self, case)


class SightingForm(forms.Form):
    """登记下落."""

    party = _party("何人", required=True)
    seen_on = DayField(label="日期", help_text="何日在那里")
    place = TextField(label="地点", max_length=200)
    area = TextField(label="区域", max_length=60, required=False, help_text="如 薛家湾镇，便于安排走访")
    source = TextField(label="来源", max_length=100, help_text="如 申请人电话、社区网格员")
    certainty = ChoiceField([*Sighting.Certainty.choices], label="可信程度")
    text = TextField(label="情况", max_length=300, required=False)

    @staticmethod
    def start(on: date) -> dict[str, object]:
        return {"seen_on": on, "certainty": Sighting.Certainty.LIKELY}

    def fit(self, case: Case) -> None:
        _respondents_first(self, case)


class AnswerForm(forms.Form):
    """登记答复; with a place it notes a 下落 as well."""

    on = DayField(label="答复日期")
    text = TextField(label="答复内容", max_length=500)
    place = TextField(label="查到的地点", max_length=200, required=False, help_text="填了即登记为下落")
    party = _party("何人在那里", required=False)
    seen_on = DayField(label="何日在那里", required=False)
    area = TextField(label="区域", max_length=60, required=False)
    certainty = ChoiceField([*Sighting.Certainty.choices], label="可信程度")

    def fit(self, case: Case) -> None:
        _respondents_first(self, case)

    def clean(self) -> dict[str, object]:
        given = super().clean() or {}
        if given.get("place"):
            for name, words in (("party", "请选择是谁"), ("seen_on", "请填写日期")):
                if not given.get(name) and name not in self.errors:
                    self.add_error(name, f"填了地点，{words}")
        return given


class TourForm(forms.Form):
    """安排外勤."""

    on = DayField(label="日期")
    area = TextField(label="区域", max_length=60, help_text="如 薛家湾镇")
    leader = forms.ModelChoiceField(
        queryset=Staff.objects.none(),
        label="带队人",
        empty_label="请选择",
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    members = TextField(label="同行人员", max_length=200, required=False)
    vehicle = TextField(label="车辆", max_length=40, required=False)
    purpose = TextField(label="走访目的", max_length=200, help_text="如 核实住址、送达、查看财产")

    def fit(self, court: str) -> None:
        self.fields["leader"].queryset = handlers_at([court])  # type: ignore[attr-defined]
