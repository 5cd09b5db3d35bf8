"""Fields that the forms of this room share."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from duixian.court.cases.forms import ChoiceField, TextField
from duixian.court.cases.models import Case, Party
from duixian.court.coercion import moments
from duixian.court.coercion.actions import Whom
from duixian.court.coercion.models import Post

_MOMENT = "%Y-%m-%dT%H:%M"


class MomentField(forms.DateTimeField):
    """A minute; a phone shows its own clock for it."""

    def __init__(self, **options: object) -> None:
        widget = forms.DateTimeInput(
            format=_MOMENT, attrs={"type": "datetime-local", "class": "form-control"}
        )
        super().__init__(widget=widget, input_formats=[_MOMENT], **options)  # type: ignore[arg-type]
        self.error_messages["invalid"] = "时间请写成 2026-06-30 14:05"


class LongField(forms.CharField):
    """A text of several lines."""

    def __init__(self, rows: int = 3, **options: object) -> None:
        widget = forms.Textarea(attrs={"class": "form-control", "rows": rows})
        super().__init__(widget=widget, **options)  # type: ignore[arg-type]


class NumberField(forms.IntegerField):
    def __init__(self, **options: object) -> None:
        widget = forms.NumberInput(attrs={"class": "form-control"})
        super().__init__(widget=widget, **options)  # type: ignore[arg-type]


class TickField(forms.BooleanField):
    def __init__(self, label: str, **options: object) -> None:
        widget = forms.CheckboxInput(attrs={"class": "form-check-input"})
        super().__init__(label=label, required=False, widget=widget, **options)  # type: ignore[arg-type]


class PartyField(forms.ModelChoiceField):  # type: ignore[type-arg]
    def __init__(self, **options: object) -> None:
        widget = forms.Select(attrs={"class": "form-select"})
        none = Party.objects.none()
        super().__init__(queryset=none, empty_label="请选择", widget=widget, **options)  # type: ignore[arg-type]

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


class AtForm(forms.Form):
    """A moment, this one where nobody says otherwise."""

    at = MomentField(label="时间")

    @staticmethod
    def start(on: date) -> dict[str, object]:
        return {"at": moments.now()}


class WhomForm(forms.Form):
    """Against whom: a respondent; or a responsible person of a unit, by his name."""

    party = PartyField(label="被执行人")
    post = ChoiceField([*Post.choices], label="对何人", help_text="对单位的责任人员采取的，选择身份并写姓名")
    name = TextField(label="责任人员姓名", max_length=60, required=False)
    id_no = TextField(label="其证件号码", max_length=30, required=False)

    @staticmethod
    def start(on: date) -> dict[str, object]:
        return {"on": on, "post": Post.RESPONDENT}

    def fit(self, case: Case) -> None:
        respondents = case.parties.filter(side=Party.Side.RESPONDENT)
        self.fields["party"].queryset = respondents  # type: ignore[attr-defined]
        if "party" not in self.initial and len(some := list(respondents[:2])) == 1:
            self.initial["party"] = some[0].pk

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        taken = {key: given.pop(key, "") for key in ("party", "post", "name", "id_no") if key in self.fields}
        if "party" in self.errors:
            return given
        given["whom"] = Whom(
            party=taken["party"],
            post=taken.get("post") or Post.RESPONDENT,
            name=taken.get("name") or "",
            id_no=taken.get("id_no") or "",
        )
        return given
