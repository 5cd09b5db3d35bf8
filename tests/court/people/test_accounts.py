"""Accounts: given, taken away, and never anybody's but their owner's."""

from __future__ import annotations

import pytest

from duixian.court.people import accounts, queries
from duixian.court.people.models import Role, Staff, StaffEvent
from duixian.law.errors import InputError, NotAllowed


@pytest.fixture
def administrator(staff):
    return staff(Role.ADMINISTRATOR, "内06")


def kinds(of: Staff) -> list[str]:
    return [event.kind for event in of.events.order_by("id")]


def test_a_new_account_gets_a_password_that_must_be_changed(administrator, courts):
    made, password = accounts.add_staff(
        administrator, username="qian", name="钱某", court=courts["内0602"], role=Role.CLERK
    )
    assert made.check_password(password)
    assert made.must_change_password
    assert kinds(made) == [StaffEvent.Kind.ADDED]
    assert made.events.get().actor == administrator


def test_a_username_is_given_once_whatever_its_case(administrator, courts):
    given = {"name": "钱某", "court": courts["内0602"], "role": Role.CLERK}
    accounts.add_staff(administrator, username="qian", **given)
    with pytest.raises(InputError, match="“Qian”已有人使用"):
        accounts.add_staff(administrator, username="Qian", **given)


def test_an_administrator_of_one_court_gives_no_account_at_another(staff, courts):
    local = staff(Role.ADMINISTRATOR, "内0622")
    with pytest.raises(NotAllowed):
        accounts.add_staff(local, username="qian", name="钱某", court=courts["内0602"], role=Role.CLERK)
    other = staff(Role.CLERK, "内0602")
    for act in (
        lambda: accounts.reset_password(local, other),
        lambda: accounts.set_active(local, other, False),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert other not in queries.staff_of(local)


def test_a_chief_manages_no_accounts_not_even_at_his_own_court(staff, courts):
    chief, clerk = staff(Role.BUREAU_CHIEF), staff(Role.CLERK)
    with pytest.raises(NotAllowed):
        accounts.reset_password(chief, clerk)
    assert not queries.staff_of(chief).exists()


def test_deactivating_is_recorded_once_and_can_be_undone(administrator, staff):
    clerk = staff(Role.CLERK)
    for _ in range(2):
        accounts.set_active(administrator, clerk, False)
    accounts.set_active(administrator, clerk, True)
    assert kinds(clerk) == [StaffEvent.Kind.DEACTIVATED, StaffEvent.Kind.ACTIVATED]


def test_nobody_locks_himself_out(administrator):
    with pytest.raises(NotAllowed, match="不能停用自己的账号"):
        accounts.set_active(administrator, administrator, False)


def test_a_reset_password_opens_and_the_old_one_no_more(administrator, staff):
    clerk = staff(Role.CLERK)
    password = accounts.reset_password(administrator, clerk)
    clerk.refresh_from_db()
    assert clerk.check_password(password)
    assert not clerk.check_password("Invented-2026-pass")
    assert clerk.must_change_password


@pytest.mark.parametrize(
    ("new", "why"),
    [
        ("short", "密码太短，至少 10 个字符"),
        ("12345678901234", "密码只包含数字"),
        ("password123", "太常见"),
        ("Invented-2026-pass", "与原密码相同"),
    ],
)
def test_a_weak_password_is_refused_in_words(staff, new, why):
    clerk = staff(Role.CLERK)
    with pytest.raises(InputError, match=why):
        accounts.change_own_password(clerk, "Invented-2026-pass", new)
    clerk.refresh_from_db()
    assert clerk.check_password("Invented-2026-pass")


def test_ones_own_password_needs_the_old_one(staff):
    clerk = staff(Role.CLERK, must_change_password=True)
    with pytest.raises(InputError, match="原密码：不正确"):
        accounts.change_own_password(clerk, "guess", "Another-2026-pass")
    accounts.change_own_password(clerk, "Invented-2026-pass", "Another-2026-pass")
    clerk.refresh_from_db()
    assert clerk.check_password("Another-2026-pass")
    assert not clerk.must_change_password
    assert kinds(clerk) == [StaffEvent.Kind.PASSWORD_CHANGED]


def test_the_account_of_the_command_line_is_one_and_opens_no_door(courts, administrator):
    operator = accounts.operator(courts["内06"])
    assert accounts.operator(courts["内0602"]) == operator
    assert not operator.has_usable_password()
    assert operator not in queries.staff_of(administrator)
    with pytest.raises(NotAllowed):
        accounts.reset_password(administrator, operator)
