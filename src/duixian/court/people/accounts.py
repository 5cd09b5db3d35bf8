"""What is done to accounts; each act checks the right, writes, and is kept as a StaffEvent."""

from __future__ import annotations

import secrets

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from duixian.court.people.access import Act, require
from duixian.court.people.models import Court, Role, Staff, StaffEvent
from duixian.law.errors import InputError, NotAllowed

# Letters and digits that nobody mistakes for one another when they are read out.
_LEGIBLE = "abcdefghjkmnpqrstuvwxyz23456789"


@transaction.atomic
def add_staff(actor: Staff, *, username: str, name: str, court: Court, role: str) -> tuple[Staff, str]:
    """A new account and its first password, which its owner must change.

    Raises NotAllowed; InputError where the username is taken.
    """
    require(actor, Act.MANAGE_STAFF, court)
    if role == Role.OPERATOR:
        raise NotAllowed("“命令行”账号由程序自己建立，不能在页面上增加")
    if Staff.objects.filter(username__iexact=username).exists():
        raise InputError("登录名", f"“{username}”已有人使用", "请换一个登录名")
    password = _temporary_password()
    staff = Staff.objects.create_user(
        username, password, name=name, court=court, role=role, must_change_password=True
    )
    _record(staff, actor, StaffEvent.Kind.ADDED)
    return staff, password


@transaction.atomic
def set_active(actor: Staff, staff: Staff, active: bool) -> Staff:
    """停用 or 启用 of an account. Raises NotAllowed, also where the actor would lock himself out."""
    require(actor, Act.MANAGE_STAFF, staff.court)
    if staff == actor:
        raise NotAllowed("不能停用自己的账号；请由另一位系统管理员办理")
    staff = Staff.objects.select_for_update().get(pk=staff.pk)
    if staff.is_active != active:
        staff.is_active = active
        staff.save(update_fields=["is_active"])
        _record(staff, actor, StaffEvent.Kind.ACTIVATED if active else StaffEvent.Kind.DEACTIVATED)
    return staff


@transaction.atomic
def reset_password(actor: Staff, staff: Staff) -> str:
    """A temporary password in the old one's place, which its owner must change; ends his sessions."""
    require(actor, Act.MANAGE_STAFF, staff.court)
    if staff.role == Role.OPERATOR:
        raise NotAllowed("“命令行”账号不能登录，没有密码可设")
    password = _temporary_password()
    staff.set_password(password)
    staff.must_change_password = True
    staff.save(update_fields=["password", "must_change_password"])
    _record(staff, actor, StaffEvent.Kind.PASSWORD_RESET)
    return password


@transaction.atomic
def change_own_password(staff: Staff, old: str, new: str) -> None:
    """His own password. Raises InputError where the old one is wrong or the new one breaks the rules."""
    if not staff.check_password(old):
        raise InputError("原密码", "不正确", "请重新输入；忘记了请找系统管理员重设")
    if new == old:
        raise InputError("新密码", "与原密码相同", "请换一个")
    try:
        validate_password(new, staff)
    except ValidationError as error:
        raise InputError("新密码", "".join(error.messages).rstrip("。"), "请换一个") from error
    staff.set_password(new)
    staff.must_change_password = False
    staff.save(update_fields=["password", "must_change_password"])
    _record(staff, staff, StaffEvent.Kind.PASSWORD_CHANGED)


def operator(court: Court) -> Staff:
    """The account that signs what is done from the command line; nobody can sign in with it."""
    staff, _ = Staff.objects.get_or_create(
        role=Role.OPERATOR, defaults={"username": "命令行", "name": "命令行", "court": court, "password": "!"}
    )
    return staff


def _temporary_password() -> str:
    return "-".join("".join(secrets.choice(_LEGIBLE) for _ in range(4)) for _ in range(3))


def _record(staff: Staff, actor: Staff, kind: StaffEvent.Kind) -> None:
    StaffEvent.objects.create(staff=staff, actor=actor, kind=kind)
