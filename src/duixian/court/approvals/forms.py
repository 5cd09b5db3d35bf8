"""What a signer and an asker type."""

from __future__ import annotations

from datetime import date

from django import forms

from duixian.court.approvals.signing import TAKERS
from duixian.court.cases.forms import ChoiceField, DayField, TextField
from duixian.court.people.models import Staff

ANSWERS = [("grant", "同意"), ("back", "退回补正"), ("refuse", "不同意")]


class SignForm(forms.Form):
    """签批意见: a reason is needed unless it is granted."""

    answer = ChoiceField(ANSWERS, label="意见")
    reason = TextField(label="说明", max_length=500, required=False, help_text="退回、不同意的须写明理由")


class MendForm(forms.Form):
    """补正: the text as it was, to be mended."""

    text = TextField(label="事实和理由", max_length=2000)


class WithdrawForm(forms.Form):
    """撤回."""

    reason = TextField(label="撤回理由", max_length=300)


class DelegationForm(forms.Form):
    """委托签批."""

    taker = forms.ModelChoiceField(
        queryset=Staff.objects.none(),
        label="受委托人",
        empty_label="请选择",
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    first = DayField(label="自")
    last = DayField(label="至")
    why = TextField(label="事由", max_length=100, help_text="如 外出参加集中执行")

    def fit(self, actor: Staff, on: date) -> None:
        """Whom this signer may choose, and from when."""
        at_court = Staff.objects.filter(court=actor.court_id, is_active=True, role__in=TAKERS)
        self.fields["taker"].queryset = at_court.exclude(pk=actor.pk).order_by("role", "name")  # type: ignore[attr-defined]
        self.initial.setdefault("first", on)
        self.initial.setdefault("last", on)
