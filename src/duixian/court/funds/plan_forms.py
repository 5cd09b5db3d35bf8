"""What is typed about a distribution: who joins with what, and what is objected."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from duixian.court.cases.forms import AmountField, ChoiceField, DayField, TextField
from duixian.court.cases.models import Case
from duixian.court.funds.actions.planning import Joined
from duixian.court.funds.models import Plan, PlanShare
from duixian.law.distribution import RESPONDENT
from duixian.law.errors import InputError


class JoinForm(forms.Form):
    """One case that may share."""

    joins = forms.BooleanField(
        required=False, widget=forms.CheckboxInput(attrs={"class": "form-check-input"})
    )
    preferred = AmountField(label="优先受偿（元）", required=False)
    basis = TextField(label="优先的依据", max_length=100, required=False)
    controlled_on = DayField(label="控制措施生效日", required=False)


class PlanForm(forms.Form):
    """制作分配方案."""

    debtor = ChoiceField([*Plan.Debtor.choices], label="被执行人")
    bankruptcy = ChoiceField(
        [*Plan.Bankruptcy.choices], label="企业法人是否移送破产", help_text="自然人、其他组织不必理会"
    )
    costs = AmountField(label="先扣的执行费用（元）", required=False)
    on = DayField(label="制作日期")


class ObjectForm(forms.Form):
    """登记分配方案异议."""

    share = forms.ModelChoiceField(
        queryset=PlanShare.objects.none(),
        label="争议的份额",
        empty_label="请选择",
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    by = ChoiceField([], label="异议人")
    amount = AmountField(label="争议金额（元）")
    text = TextField(label="理由", max_length=500)
    on = DayField(label="提出日期")

    def offer(self, plan: Plan) -> None:
        """The shares and the parties of this plan."""
        self.fields["share"].queryset = plan.shares.filter(amount__gt=0)  # type: ignore[attr-defined]
        self.fields["share"].label_from_instance = lambda one: f"{one.key} {one.stage}"  # type: ignore[attr-defined]
        keys = dict.fromkeys(one.key for one in plan.shares.all() if one.case_id)
        self.fields["by"].choices = [*((key, key) for key in keys), (RESPONDENT, "被执行人")]  # type: ignore[attr-defined]


def joined_of(cases: Sequence[Case], data: Any) -> tuple[list[tuple[Case, JoinForm]], list[Joined]]:
    """The rows as typed, and those that join. Raises InputError where a row cannot be read."""
    rows, found = [], []
    for case in cases:
        form = JoinForm(data, prefix=str(case.pk), initial={"controlled_on": _controlled(case)})
        rows.append((case, form))
        if data is None:
            continue
        if not form.is_valid():
            raise InputError(case.case_no, "优先金额或日期不能读", "请填写金额和日期，没有的留空")
        typed = form.cleaned_data
        if typed["joins"]:
            found.append(Joined(case, typed["preferred"] or 0, typed["basis"], typed["controlled_on"]))
    return rows, found


def _controlled(case: Case) -> Any:
    """The first day on which a measure of the case took hold."""
    return (
        case.measures.filter(terms__isnull=False)
        .order_by("terms__starts_on")
        .values_list("terms__starts_on", flat=True)
        .first()
    )
