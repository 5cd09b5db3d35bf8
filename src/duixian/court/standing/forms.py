"""What an officer types of stays, objections and changes of parties."""

from __future__ import annotations

from datetime import date

from django import forms

from duixian.court.cases.forms import AmountField, ChoiceField, DayField, TextField
from duixian.court.cases.models import Case, Party
from duixian.court.standing.models import Objection, PartyChange
from duixian.law import standing

_PICK = ("", "请选择")
_CHANGES = [
    _PICK,
    *((one.key, f"{one.words}（第{one.article}条）") for one in standing.changes()),
    *standing.not_grounds().items(),
]


class _OnDay(forms.Form):
    @staticmethod
    def start(on: date) -> dict[str, object]:
        return {"on": on, "from_on": on}


class StayForm(_OnDay):
    """报请中止."""

    ground = ChoiceField(
        [_PICK, *((one.key, one.words) for one in standing.grounds("stay"))], label="中止事由"
    )
    reason = TextField(label="事实和理由", max_length=500)
    from_on = DayField(label="自")


class DeferralForm(_OnDay):
    """报请暂缓."""

    ground = ChoiceField(
        [_PICK, *((one.key, one.words) for one in standing.grounds("deferral"))], label="暂缓事由"
    )
    reason = TextField(label="事实和理由", max_length=500)
    guarantee = TextField(label="担保", max_length=200, required=False, help_text="担保人、担保财产")
    from_on = DayField(label="自")
    until = DayField(label="暂缓至")


class ObjectionForm(_OnDay):
    """登记异议."""

    kind = ChoiceField([_PICK, *Objection.Kind.choices], label="种类")
    by = TextField(label="异议人", max_length=60)
    thing = TextField(
        label="争议的财产",
        max_length=100,
        required=False,
        help_text="账号、车牌、证号；不填则涉及本案全部财产",
    )
    text = TextField(label="请求和理由", max_length=500)
    on = DayField(label="提出日期")


class ChangeForm(_OnDay):
    """申请变更、追加."""

    ground = ChoiceField(_CHANGES, label="事由")
    person = TextField(label="被变更、追加人", max_length=100)
    is_person = ChoiceField([("yes", "自然人"), ("no", "单位")], label="自然人或单位")
    id_no = TextField(label="证件号码", max_length=30, required=False)
    replaces = forms.ModelChoiceField(
        queryset=Party.objects.none(),
        label="替代何人",
        required=False,
        empty_label="不替代，追加",
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    reason = TextField(label="事实和理由", max_length=500)
    limit = AmountField(label="责任限额（元）", required=False, help_text="在遗产、出资等范围内负责的必填")
    on = DayField(label="申请日期")

    def fit(self, case: Case) -> None:
        self.fields["replaces"].queryset = Party.objects.filter(case=case)  # type: ignore[attr-defined]

    def clean_is_person(self) -> bool:
        return bool(self.cleaned_data["is_person"] == "yes")


class EndForm(forms.Form):
    """恢复."""

    on = DayField(label="恢复之日")
    why = TextField(label="理由", max_length=300)


class DecideForm(forms.Form):
    """异议裁定."""

    result = ChoiceField([_PICK, *Objection.Result.choices], label="结果")
    decision = TextField(label="裁定文号和理由", max_length=300)
    on = DayField(label="裁定日期")
    served_on = DayField(label="送达日期", required=False, help_text="自此计算复议或者起诉的期限")


class FollowForm(forms.Form):
    """后续."""

    next_on = DayField(label="申请复议、起诉日期", required=False)
    ended_on = DayField(label="程序终结日期", required=False)


class DecideChangeForm(forms.Form):
    """变更追加裁定."""

    result = ChoiceField([_PICK, *PartyChange.Result.choices], label="结果")
    decision = TextField(label="裁定理由", max_length=300)
    on = DayField(label="裁定日期")
