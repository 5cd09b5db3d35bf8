"""What is asked for at a case: one form a measure."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import forms

from duixian.court.cases.forms import AmountField, ChoiceField, DayField, TextField
from duixian.court.cases.models import Case
from duixian.court.coercion.actions import RestrictedFacts
from duixian.court.coercion.forms.fields import LongField, MomentField, NumberField, TickField, WhomForm
from duixian.court.coercion.models import Appearance, DishonestEntry, Post, Referral, Restriction
from duixian.court.coercion.models.base import OF_UNIT
from duixian.court.coercion.models.sanction import Sanction
from duixian.law import coercion

_PARTS = re.compile(r"[\s,，、]+")
_ABLE = [("", "尚不清楚"), ("yes", "有"), ("no", "没有")]


class AppearanceForm(WhomForm):
    """报请拘传."""

    summoned_on = DayField(label="传票送达日期", required=False)
    summons = TextField(label="传唤的情况", max_length=200, required=False, help_text="如 无正当理由拒不到庭")
    place = TextField(label="到何处拘传", max_length=100, required=False)
    bring_to = TextField(label="带至何处询问", max_length=100, required=False)
    outside = TickField("在本院辖区以外")
    assisting_court = TextField(label="当地协助法院", max_length=60, required=False)
    reason = LongField(label="事实和理由", max_length=500)
    on = DayField(label="报请日期")


class SearchForm(WhomForm):
    """报请搜查."""

    place = TextField(label="搜查地点", max_length=200)
    reason = LongField(label="隐匿财产的事实", max_length=500)
    on = DayField(label="报请日期")


class _MisconductForm(WhomForm):
    conduct = ChoiceField([*Sanction.Conduct.choices], label="妨害行为")
    act_on = DayField(label="行为日期", help_text="同一行为不得重复罚款、拘留")
    reason = LongField(label="事实和理由", max_length=500)
    on = DayField(label="报请日期")


class FineForm(_MisconductForm):
    """报请罚款."""

    amount = AmountField(label="罚款金额（元）", help_text="个人十万元以下；单位五万元以上一百万元以下")
    pay_by = DayField(label="缴纳期限")


class DetentionForm(_MisconductForm):
    """报请拘留."""

    appearance = forms.ModelChoiceField(
        queryset=Appearance.objects.none(), required=False, widget=forms.HiddenInput
    )
    days = NumberField(label="天数", min_value=1, help_text="十五日以下")
    place = TextField(label="拘留所", max_length=100, required=False)
    fine = AmountField(label="并处罚款（元）", required=False)
    pay_by = DayField(label="罚款缴纳期限", required=False)
    urgent_at = MomentField(
        label="已先行收拘的时间", required=False, help_text="紧急先行拘留的才填，须立即报告院长"
    )

    @staticmethod
    def begin(case: Case, asked: Any) -> dict[str, object]:
        held = _held(case, str(asked.get("appearance", "")))
        if held is None:
            return {}
        return {
            "appearance": held.pk,
            "party": held.party_id,
            "post": held.post,
            "name": "" if held.post == Post.RESPONDENT else held.person,
            "id_no": "" if held.post == Post.RESPONDENT else held.id_no,
        }

    def fit(self, case: Case) -> None:
        super().fit(case)
        here = Appearance.objects.filter(case=case, arrived_at__isnull=False, released_at=None)
        self.fields["appearance"].queryset = here  # type: ignore[attr-defined]


class RestrictionForm(WhomForm):
    """报请限制消费、限制出境."""

    kind = ChoiceField([*Restriction.Kind.choices], label="种类")
    applied_on = DayField(label="申请执行人申请日期", required=False, help_text="依职权限制的不填，写明理由")
    persons = LongField(
        label="同时限制的单位责任人员",
        required=False,
        max_length=1000,
        help_text="每行一人，如 法定代表人 张某某；可以是法定代表人、主要负责人、直接责任人员、实际控制人",
    )
    reason = LongField(label="事实和理由", max_length=500)
    on = DayField(label="报请日期")

    @staticmethod
    def start(on: date) -> dict[str, object]:
        return WhomForm.start(on) | {"kind": Restriction.Kind.CONSUMPTION}

    def clean_persons(self) -> tuple[RestrictedFacts, ...]:
        lines = (self.cleaned_data["persons"] or "").splitlines()
        return tuple(_person(line) for line in lines if line.strip())


class ListingForm(WhomForm):
    """报请纳入失信名单."""

    ground = ChoiceField([(str(key), label) for key, label in DishonestEntry.Ground.choices], label="情形")
    applied_on = DayField(label="申请执行人申请日期", required=False, help_text="申请的，十五日内决定")
    added_years = NumberField(
        label="延长（年）", required=False, min_value=0, help_text="暴力、威胁或者多项失信行为的，一年至三年"
    )
    spared = forms.MultipleChoiceField(
        choices=[*coercion.exclusions().items()],
        label="不得纳入的情形",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    reason = LongField(label="事实和理由", max_length=500)
    on = DayField(label="报请日期")

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        for name in ("post", "name", "id_no"):
            del self.fields[name]

    def clean_ground(self) -> int:
        return int(self.cleaned_data["ground"])

    def clean_added_years(self) -> int:
        return self.cleaned_data["added_years"] or 0

    def clean_spared(self) -> tuple[str, ...]:
        return tuple(self.cleaned_data["spared"])


class RefusalForm(WhomForm):
    """移送拒执罪: what only a person knows of it."""

    head = ChoiceField([(one.key, one.words) for one in coercion.heads()], label="拒不执行的情形")
    acted_on = DayField(label="行为日期", required=False)
    able = ChoiceField(
        _ABLE, label="有能力执行", required=False, help_text="扣除本人及所扶养家属的生活必需费用"
    )
    means = LongField(label="履行能力的事实", max_length=500, required=False)
    suit_began_on = DayField(label="诉讼开始日期", required=False, help_text="行为在判决生效以前的填写")
    way = ChoiceField([*Referral.Way.choices], label="途径")
    to = TextField(label="受移送机关", max_length=100, required=False)
    refused_by = TextField(
        label="不予追究的机关", max_length=100, required=False, help_text="自诉的填写公安或者检察机关"
    )
    refused_on = DayField(label="不予追究的日期", required=False)
    reason = LongField(label="拒不执行的事实", max_length=500, required=False)
    on = DayField(label="报请日期")

    @staticmethod
    def start(on: date) -> dict[str, object]:
        return WhomForm.start(on) | {"way": Referral.Way.POLICE, "head": coercion.heads()[0].key}

    @staticmethod
    def begin(case: Case, asked: Any) -> dict[str, object]:
        return {name: asked[name] for name in RefusalForm.base_fields if asked.get(name)}

    def clean_able(self) -> bool | None:
        return {"yes": True, "no": False}.get(self.cleaned_data["able"])


def _held(case: Case, pk: str) -> Appearance | None:
    if not (pk.isascii() and pk.isdigit() and len(pk) < 19):
        return None
    return Appearance.objects.filter(case=case, pk=pk, arrived_at__isnull=False, released_at=None).first()


def _person(line: str) -> RestrictedFacts:
    labels = {str(one.label): one.value for one in OF_UNIT}
    parts = [part for part in _PARTS.split(line.strip()) if part]
    if len(parts) not in (2, 3) or parts[0] not in labels:
        raise forms.ValidationError(
            f"“{line.strip()[:40]}”读不懂；请写成 法定代表人 张某某，证件号码可以写在后面"
        )
    return RestrictedFacts(name=parts[1], post=labels[parts[0]], id_no=parts[2] if len(parts) > 2 else "")
