"""What is typed at the agenda: an answer to an alarm, a stop of a term and its end."""

from __future__ import annotations

from datetime import date, timedelta

from django import forms

from duixian.court.cases.actions.clocks import STOPPING
from duixian.court.cases.forms import ChoiceField, DayField, TextField
from duixian.court.cases.models import Case, ClockStop

_ANSWER = timedelta(days=3)


class AnswerForm(forms.Form):
    """答复."""

    text = TextField(
        label="正在做什么", max_length=200, help_text="写明已做的和下一步，如 裁定已送审，明日送达银行"
    )
    until = DayField(label="至何日", help_text="到这一天前不再升级；事项仍在清单上，办结须有凭据")

    @staticmethod
    def start(on: date) -> dict[str, object]:
        return {"until": on + _ANSWER}


class StopForm(forms.Form):
    """停止计算期限."""

    reason = ChoiceField(list(STOPPING.items()), label="事由")
    since = DayField(label="自", help_text="当日起停止计算")
    end = DayField(label="至", required=False, help_text="已经结束的填最后一日，尚未结束的不填")
    text = TextField(label="说明", max_length=200, help_text="裁定、通知的文号，或委托的日期")

    @staticmethod
    def start(on: date) -> dict[str, object]:
        return {"since": on}


class ResumeForm(forms.Form):
    """恢复计算期限."""

    stop = forms.ModelChoiceField(
        ClockStop.objects.none(),
        label="停止",
        empty_label=None,
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    end = DayField(label="停止至", help_text="次日起继续计算")

    @staticmethod
    def start(on: date) -> dict[str, object]:
        return {"end": on}

    def fit(self, case: Case) -> None:
        """Offer the stops of the case that have not ended."""
        stops = self.fields["stop"]
        assert isinstance(stops, forms.ModelChoiceField)  # noqa: S101  declared above
        stops.queryset = case.stops.filter(end=None)
        stops.label_from_instance = _words  # type: ignore[method-assign,assignment]


def _words(stop: ClockStop) -> str:
    return f"{stop.get_reason_display()}，自{stop.start}：{stop.text}"
