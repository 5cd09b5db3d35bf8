"""What an officer types for a closing, a check after it, and a revival."""

from __future__ import annotations

from datetime import date

from django import forms

from duixian.court.cases.forms import ChoiceField, DayField, TextField
from duixian.court.cases.models import Case
from duixian.court.closing.actions import next_number
from duixian.court.closing.models import Recheck
from duixian.court.property.models import SearchOrder
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
    """登记核查; the orders offered are those that asked about this case."""

    order = forms.ModelChoiceField(
        queryset=SearchOrder.objects.none(),
        label="查询令",
        required=False,
        empty_label="在本系统以外查询",
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    outcome = ChoiceField([("", "请选择"), *Recheck.Outcome.choices], label="结果")
    text = TextField(label="查询情况", max_length=500, help_text="查询了哪些财产，反馈如何")
    on = DayField(label="核查日期")
    told_on = DayField(label="告知申请执行人日期", required=False, help_text="还没有告知的，以后再登记")

    def fit(self, row: Recheck) -> None:
        """Offer the orders since the suspension."""
        field = self.fields["order"]
        asked = SearchOrder.objects.filter(requests__case=row.case_id, on__gt=row.since)
        field.queryset = asked.distinct().order_by("-on")  # type: ignore[attr-defined]
        field.label_from_instance = lambda one: f"{one.on} 查询令"  # type: ignore[attr-defined]


class TellForm(forms.Form):
    """告知申请执行人 of a check that is registered already."""

    on = DayField(label="告知申请执行人日期")


class ReviveForm(forms.Form):
    """恢复执行."""

    case_no = TextField(label="恢复执行案号", max_length=40, required=False)
    reason = TextField(label="恢复理由", max_length=300, help_text="如 查明其名下有征地补偿款")
    on = DayField(label="恢复日期")

    @staticmethod
    def start(on: date) -> dict[str, object]:
        return {"on": on}

    def fit(self, case: Case) -> None:
        """Say which number comes next."""
        following = next_number(case, self.initial["on"])
        self.fields["case_no"].help_text = f"留空的，编为 {following}"
