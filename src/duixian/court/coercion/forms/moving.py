"""What is done with a measure that was asked for: one small form each."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import forms

from duixian.court.cases.forms import AmountField, ChoiceField, DayField, TextField
from duixian.court.coercion import moments
from duixian.court.coercion.actions.endings import ENDED, deletion_words
from duixian.court.coercion.forms.fields import AtForm, LongField, MomentField, NumberField, TickField
from duixian.court.coercion.models import Exemption, Referral, Restriction, Review
from duixian.law import coercion

_APART = re.compile(r"[\s,，、]+")


class OnForm(forms.Form):
    """A day, today where nobody says otherwise."""

    on = DayField(label="日期")

    @staticmethod
    def start(on: date) -> dict[str, object]:
        return {"on": on}


class NoteForm(AtForm):
    """放回, 到案 and the like: a moment and a word."""

    text = TextField(label="说明", max_length=300, required=False)


class QuestionForm(AtForm):
    """询问."""

    record = LongField(label="询问笔录", rows=8, max_length=3000, help_text="问：……　答：……")


class ExtendForm(forms.Form):
    """延长询问."""

    complicated = TickField("情况复杂")
    detention_possible = TickField("依法可能采取拘留措施")
    reason = LongField(label="理由", max_length=500)

    @staticmethod
    def start(on: date) -> dict[str, object]:
        return {}


class LegForm(forms.Form):
    """启程."""

    start_at = TextField(label="自", max_length=60)
    end_at = TextField(label="至", max_length=60)
    left_at = MomentField(label="出发时间")
    officers = TextField(label="干警", max_length=100)
    vehicle = TextField(label="车辆", max_length=40, required=False)
    with_person = TickField("押送被拘传人")

    @staticmethod
    def start(on: date) -> dict[str, object]:
        return {"left_at": moments.now()}


class LegEndForm(AtForm):
    """到达 of a stretch."""

    km = NumberField(label="里程（公里）", min_value=0, required=False)


class TextForm(forms.Form):
    """A word: 移交, 取消."""

    text = LongField(label="情况", max_length=200)

    @staticmethod
    def start(on: date) -> dict[str, object]:
        return {}


class SearchReportForm(forms.Form):
    """登记搜查."""

    began_at = MomentField(label="开始时间")
    ended_at = MomentField(label="结束时间")
    officers = TextField(label="搜查人员", max_length=100, help_text="两人以上，用顿号隔开")
    present = TextField(label="通知到场的人", max_length=200, help_text="如 其妻某某、村委会主任某某")
    warrant_shown = TickField("已出示搜查令和工作证件")
    found = LongField(label="发现的财物、文件", max_length=1000, required=False)
    taken = LongField(label="查封、扣押的财物", max_length=1000, required=False)

    @staticmethod
    def start(on: date) -> dict[str, object]:
        return {"began_at": moments.now(), "ended_at": moments.now()}

    def clean_officers(self) -> tuple[str, ...]:
        return tuple(one for one in _APART.split(self.cleaned_data["officers"]) if one)


class PayForm(OnForm):
    """缴纳罚款."""

    amount = AmountField(label="金额（元）")


class CarryOutForm(AtForm):
    """收拘."""

    place = TextField(label="拘留所", max_length=100, required=False)


class FamilyForm(AtForm):
    """通知家属."""

    whom = TextField(label="通知了何人", max_length=60, required=False, help_text="如 其妻某某，电话通知")
    unreachable = TextField(label="无法通知的原因", max_length=200, required=False)


class EarlyForm(OnForm):
    """报请提前解除拘留."""

    repents = TickField("承认并改正错误")
    reason = LongField(label="事实和理由", max_length=500)


class ReviewForm(forms.Form):
    """登记复议申请."""

    filed_on = DayField(label="申请日期")
    sent_on = DayField(label="报送上级法院日期")
    text = LongField(label="申请理由", max_length=500)

    @staticmethod
    def start(on: date) -> dict[str, object]:
        return {"filed_on": on, "sent_on": on}


class ReviewDecisionForm(OnForm):
    """登记复议决定."""

    result = ChoiceField([*Review.Result.choices], label="结果")
    number = TextField(label="复议决定文号", max_length=60)
    days = NumberField(label="变更为拘留几日", required=False, min_value=1)
    amount = AmountField(label="变更为罚款（元）", required=False)


class ExemptForm(forms.Form):
    """报请单次豁免."""

    person = ChoiceField([], label="何人")
    what = TextField(label="一次什么消费", max_length=200, help_text="如 乘坐7月3日某次航班往返就医")
    from_on = DayField(label="自")
    until_on = DayField(label="至")
    reason = LongField(label="为何必须", max_length=500)
    on = DayField(label="报请日期")

    @staticmethod
    def start(on: date) -> dict[str, object]:
        return {"on": on, "from_on": on, "until_on": on}

    def of_row(self, row: Restriction | Exemption) -> None:
        if isinstance(row, Restriction):
            bound = [row.person, *(one.name for one in row.persons.all())]
            self.fields["person"].choices = [(one, one) for one in bound]  # type: ignore[attr-defined]


class LiftForm(OnForm):
    """报请解除限制."""

    ground = ChoiceField([*coercion.lifting().items()], label="解除的事由")
    arose_on = DayField(label="事由发生日期")
    reason = LongField(label="说明", max_length=500)

    @staticmethod
    def start(on: date) -> dict[str, object]:
        return {"on": on, "arose_on": on}


class DeleteForm(LiftForm):
    """报请删除失信信息."""

    ground = ChoiceField([*coercion.deletions().items(), (ENDED, deletion_words(ENDED))], label="删除的事由")


class OutcomeForm(OnForm):
    """登记移送的结果."""

    outcome = ChoiceField([*Referral.Outcome.choices], label="结果", help_text="判决的，日期填一审宣告之日")
    indicted_on = DayField(
        label="提起公诉日期", required=False, help_text="登记判决而以前没有登记公诉的填写；自诉的不填"
    )
    text = TextField(label="说明", max_length=300, required=False, help_text="如 立案决定书、判决书文号")


def cleaned(form: forms.Form) -> dict[str, Any]:
    """What was typed, under the names that the actions know."""
    typed = dict(form.cleaned_data)
    if "start_at" in typed:
        typed["start"], typed["end"] = typed.pop("start_at"), typed.pop("end_at")
    return typed
