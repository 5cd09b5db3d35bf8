"""The pages: signing in, being locked out, passwords, the administrator's list."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from duixian.court.people.models import Role, Staff

PASSWORD = "Invented-2026-pass"


@pytest.fixture
def clerk(staff):
    return staff(Role.CLERK)


def sign_in(client: Client, username: str, password: str = PASSWORD, **more: str):
    return client.post(reverse("sign-in"), {"username": username, "password": password, **more})


def test_a_person_signs_in_and_goes_where_he_wanted(client, clerk):
    wanted = reverse("change-password")
    assert client.get(wanted).url == f"{reverse('sign-in')}?next={wanted}"
    assert sign_in(client, clerk.username, next=wanted).url == wanted


def test_nobody_is_sent_off_to_another_site(client, clerk):
    assert sign_in(client, clerk.username, next="https://elsewhere.example/").url == reverse("desk")


def test_a_wrong_password_says_neither_which_was_wrong(client, clerk):
    wrong, unknown = sign_in(client, clerk.username, "guess"), sign_in(client, "nobody", "guess")
    for answer in (wrong, unknown):
        assert "登录名或密码不正确" in answer.content.decode()


def test_five_wrong_passwords_lock_the_account_and_say_for_how_long(client, clerk):
    for _ in range(5):
        answer = sign_in(client, clerk.username, "guess")
    assert answer.status_code == 429
    assert "请 30 分钟后再试" in answer.content.decode()
    right = sign_in(client, clerk.username)
    assert right.status_code == 429
    assert "_auth_user_id" not in client.session


def test_a_lock_on_one_account_leaves_its_neighbour_alone(client, clerk, staff):
    for _ in range(5):
        sign_in(client, clerk.username, "guess")
    assert sign_in(client, staff(Role.HANDLER).username).status_code == 302


def test_a_deactivated_person_does_not_get_in_and_is_out_at_once(client_of, clerk, client):
    inside = client_of(clerk)
    Staff.objects.filter(pk=clerk.pk).update(is_active=False)
    assert sign_in(client, clerk.username).status_code == 200
    assert inside.get(reverse("change-password")).url.startswith(reverse("sign-in"))


def test_an_initial_password_must_be_changed_before_any_other_page_opens(client_of, staff):
    inside = client_of(staff(Role.ADMINISTRATOR, must_change_password=True))
    assert inside.get(reverse("staff-list")).url == reverse("change-password")
    assert inside.get("/api/cases").status_code == 403
    given = {"old": PASSWORD, "new": "Another-2026-pass", "again": "Another-2026-pass"}
    assert inside.post(reverse("change-password"), given).url == reverse("desk")
    assert inside.get(reverse("staff-list")).status_code == 200


def test_two_different_new_passwords_are_told(client_of, clerk):
    given = {"old": PASSWORD, "new": "Another-2026-pass", "again": "Other-2026-pass"}
    answer = client_of(clerk).post(reverse("change-password"), given)
    assert "两遍新密码不一致" in answer.content.decode()


def test_signing_out_needs_a_post_and_ends_the_session(client_of, clerk):
    inside = client_of(clerk)
    assert inside.get(reverse("sign-out")).status_code == 405
    inside.post(reverse("sign-out"))
    assert "_auth_user_id" not in inside.session


def test_the_administrator_adds_a_person_who_then_signs_in_with_the_password_shown(client_of, client, courts):
    inside = client_of(Role.ADMINISTRATOR, "内06")
    given = {"username": "sun", "name": "孙<b>某", "court": "内0602", "role": "clerk"}
    page = inside.post(reverse("staff-add"), given).content.decode()
    assert "孙&lt;b&gt;某" in page
    password = re.search(r'id="told-password">([^<]+)<', page).group(1)
    assert sign_in(client, "sun", password).status_code == 302
    assert password not in inside.get(reverse("staff-list")).content.decode()


def test_a_person_of_another_court_is_not_found_by_his_number(client_of, staff):
    inside = client_of(Role.ADMINISTRATOR, "内0622")
    other = staff(Role.CLERK, "内0602")
    for name in ("staff-reset", "staff-deactivate"):
        assert inside.post(reverse(name, args=[other.pk])).status_code == 404
    other.refresh_from_db()
    assert other.is_active


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.ADMINISTRATOR, Role.OPERATOR)])
def test_only_administrators_see_the_accounts_and_the_tables(client_of, role):
    inside = client_of(role)
    for name in ("staff-list", "rate-tables"):
        answer = inside.get(reverse(name))
        assert answer.status_code == 403
        assert "无权" in answer.content.decode()
