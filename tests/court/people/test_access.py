"""Who may do what: the whole matrix, readable at a glance, and whose cases each role sees."""

from __future__ import annotations

import pytest

from duixian.court.people.access import Act, chosen_courts, courts_of, managed_courts, may, require
from duixian.court.people.actions import ensure_tree
from duixian.court.people.models import Role
from duixian.law.errors import NotAllowed

# Columns: 承办人 书记员 局长 院长 财务 上级院 管理员 命令行
ROLES = [
    Role.HANDLER,
    Role.CLERK,
    Role.BUREAU_CHIEF,
    Role.PRESIDENT,
    Role.FINANCE,
    Role.SUPERVISOR,
    Role.ADMINISTRATOR,
    Role.OPERATOR,
]
MATRIX = {
    Act.VIEW_CASES: "✓ ✓ ✓ ✓ ✓ ✓ · ✓",
    Act.EXPORT: "✓ ✓ ✓ ✓ ✓ ✓ · ✓",
    Act.IMPORT_LEDGER: "✓ ✓ ✓ · · ✓ · ✓",
    Act.WORK_CASE: "✓ ✓ ✓ · · · · ·",
    Act.ASSIGN: "· · ✓ ✓ · · · ·",
    Act.DECIDE_SCOPE: "· · ✓ ✓ · ✓ · ·",
    Act.EDIT_CAMPAIGN: "· · · · · ✓ ✓ ✓",
    Act.PUBLISH_BULLETIN: "· · ✓ ✓ · ✓ · ✓",
    Act.EDIT_FORMS: "· · ✓ · · · ✓ ·",
    Act.SIGN: "· · ✓ ✓ · · · ·",
    Act.KEEP_FUNDS: "· · · · ✓ · · ·",
    Act.MANAGE_STAFF: "· · · · · · ✓ ·",
    Act.MANAGE_TABLES: "· · · · · · ✓ ·",
}


def test_the_matrix_names_every_act_and_every_role():
    assert set(MATRIX) == set(Act)
    assert set(ROLES) == set(Role)


@pytest.mark.parametrize("act", Act)
def test_each_role_may_do_what_the_matrix_says_and_nothing_else(staff, act):
    said = dict(zip(ROLES, MATRIX[act].split(), strict=True))
    assert {role: "✓" if may(staff(role), act) else "·" for role in ROLES} == said


@pytest.mark.parametrize("role", ROLES)
def test_nobody_who_was_deactivated_may_do_anything(staff, role):
    gone = staff(role, is_active=False)
    assert not any(may(gone, act) for act in Act)
    assert courts_of(gone) == managed_courts(gone) == frozenset()


def test_a_person_sees_his_own_court_and_no_other(staff):
    for role in (Role.HANDLER, Role.CLERK, Role.BUREAU_CHIEF, Role.PRESIDENT, Role.FINANCE):
        assert courts_of(staff(role, "内0622")) == {"内0622"}
        assert courts_of(staff(role, "内06")) == {"内06"}


def test_a_supervisor_of_the_higher_court_sees_every_court_below_and_one_of_a_basic_court_his_own(
    staff, courts
):
    assert courts_of(staff(Role.SUPERVISOR, "内06")) == set(courts)
    assert courts_of(staff(Role.SUPERVISOR, "内0622")) == {"内0622"}


def test_a_supervisor_sees_courts_two_levels_below(staff, courts):
    top = ensure_tree(["内0102", "内0402"])
    assert top.code == "内"
    assert {"内", "内01", "内0102", "内04", "内0402"} <= courts_of(staff(Role.SUPERVISOR, top))


def test_an_administrator_keeps_accounts_of_the_courts_below_and_sees_no_case(staff, courts):
    administrator = staff(Role.ADMINISTRATOR, "内06")
    assert managed_courts(administrator) == set(courts)
    assert courts_of(administrator) == frozenset()
    assert managed_courts(staff(Role.ADMINISTRATOR, "内0622")) == {"内0622"}
    assert managed_courts(staff(Role.PRESIDENT, "内06")) == frozenset()


def test_a_right_at_ones_own_court_is_none_at_another(staff, courts):
    handler = staff(Role.HANDLER, "内0622")
    require(handler, Act.WORK_CASE, courts["内0622"])
    with pytest.raises(NotAllowed, match="承办人）无权该法院的办理案件"):
        require(handler, Act.WORK_CASE, courts["内0602"])
    with pytest.raises(NotAllowed, match="无权管理人员；请联系有此权限的人员"):
        require(handler, Act.MANAGE_STAFF)


def test_courts_asked_for_are_cut_to_those_that_one_may_see(staff):
    supervisor = staff(Role.SUPERVISOR, "内06")
    assert chosen_courts(supervisor, ["内0602", "京0101"]) == {"内0602"}
    assert chosen_courts(staff(Role.CLERK, "内0622"), ["内0602"]) == frozenset()
