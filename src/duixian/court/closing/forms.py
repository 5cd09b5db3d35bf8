"""What an officer types for a closing, a check after it, and a revival."""

from __future__ import annotations

from datetime import date

from django import forms

from duixian.court.cases.forms import ChoiceField, DayField, TextField
from duixian.court.closing.models import Recheck
from duixian.law.closing import grounds

_GROUNDS = [("", "请选择"), *((one.key, one.words) for one in grounds())]


class ProposeForm(forms.Form):
    """报请结案; the ground is asked for a termination alone."""

    ground = ChoiceField(_GROUNDS, label="终结事由", required=False)
    reason = TextField(label="事实和材料", max_length=500)
    on = DayField(label="报结日期")

    def fit_way(self, way: str) -> None:
        """Leave out what this way does not need."""
        if way != "terminated":
            del self.fields["ground"]


class StateForm(forms.Form):
    """说明 of one condition."""

    condition = forms.CharField(widget=forms.HiddenInput, max_length=120)
    text = TextField(label="说明", max_length=500)
    evidence = TextField(
        label="材料", max_length=200, help_text="材料的名称、日期，如 申请执行人签字的笔录 06-20"
    )


class RecheckForm(forms.Form):
    """登记核查."""

    outcome = ChoiceField([("", "请选择"), *Recheck.Outcome.choices], label="结果")
    text = TextField(label="查询情况", max_length=500, help_text="查询了哪些财产，反馈如何")
    on = DayField(label="核查日期")
    told_on = DayField(label="告知申请执行人日期", required=False)


class ReviveForm(forms.Form):
    """恢复执行."""

    case_no = TextField(label="恢复执行案号", max_length=40)
    reason = TextField(label="恢复理由", max_length=300, help_text="如 查明其名下有征地补偿款")
    on = DayField(label="恢复日期")

    @staticmethod
    def start(on: date) -> dict[str, object]:
        return {"on": on}
