"""Forms of the room: signing in, passwords, accounts."""

from __future__ import annotations

from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts

from duixian.court.people.models import Court, Role, Staff
from duixian.court.people.queries import courts_managed

_PASSWORD = {"class": "form-control"}


class SignInForm(forms.Form):
    username = forms.CharField(
        label="登录名",
        max_length=40,
        widget=forms.TextInput({"class": "form-control", "autofocus": True, "autocomplete": "username"}),
    )
    password = forms.CharField(
        label="密码",
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(_PASSWORD | {"autocomplete": "current-password"}),
    )


class ChangePasswordForm(forms.Form):
    old = forms.CharField(
        label="原密码",
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(_PASSWORD | {"autocomplete": "current-password"}),
    )
    new = forms.CharField(
        label="新密码",
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(_PASSWORD | {"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label="再输一遍",
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(_PASSWORD | {"autocomplete": "new-password"}),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["new"].help_text = "".join(password_validators_help_texts())

    def clean_again(self) -> str:
        again: str = self.cleaned_data["again"]
        if again != self.cleaned_data.get("new"):
            raise forms.ValidationError("两遍新密码不一致；请重新输入")
        return again


class AddStaffForm(forms.Form):
    username = forms.SlugField(
        label="登录名",
        max_length=40,
        help_text="字母、数字、连字符",
        widget=forms.TextInput({"class": "form-control", "autocomplete": "off"}),
    )
    name = forms.CharField(label="姓名", max_length=40, widget=forms.TextInput({"class": "form-control"}))
    court = forms.ModelChoiceField(
        Court.objects.none(), label="法院", widget=forms.Select({"class": "form-select"})
    )
    role = forms.ChoiceField(
        label="职务",
        choices=[choice for choice in Role.choices if choice[0] != Role.OPERATOR],
        widget=forms.Select({"class": "form-select"}),
    )

    def __init__(self, actor: Staff, *args: object) -> None:
        super().__init__(*args)  # type: ignore[arg-type]
        self.fields["court"].queryset = courts_managed(actor)  # type: ignore[attr-defined]
        self.fields["court"].empty_label = None  # type: ignore[attr-defined]
