"""One embedded PostgreSQL for a run of the tests: started when a test first needs it, shared by workers.

DUIXIAN_DATABASE_URL names another server instead; each worker makes a test database of its own on either.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections
from django.test import Client

from duixian.court.people.models import Court, Role, Staff
from duixian.site import database, postgres

pytest_plugins = ["tests.browser"]

DATA = Path(os.environ.get("DUIXIAN_TEST_DATA", "var/test")).resolve()
PASSWORD = "Invented-2026-pass"


def pytest_configure() -> None:
    settings.DATA = DATA
    # Every test has a database of its own, and sees at once what it writes there.
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    # Argon2 is slow on purpose; no test here is about its strength.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> Iterator[None]:
    database.start(DATA)
    given = database.connection(DATA)
    given["OPTIONS"] |= {"options": "-c synchronous_commit=off"}
    connections["default"].settings_dict |= given
    yield
    postgres.leave(DATA)


@pytest.fixture
def courts(db: None) -> dict[str, Court]:
    """The ten courts of Ordos by code."""
    from duixian.court.people.actions import install_courts

    return {court.code: court for court in install_courts()}


@pytest.fixture
def staff(courts: dict[str, Court]) -> Callable[..., Staff]:
    """staff(role, court="内0622") makes an account; its password is PASSWORD."""

    def make(role: str, court: str | Court = "内0622", **extra: object) -> Staff:
        at = court if isinstance(court, Court) else courts[court]
        number = Staff.objects.count() + 1
        extra = {"username": f"{role}{number}", "name": f"测试{Role(role).label}{number}"} | extra
        return Staff.objects.create_user(password=PASSWORD, court=at, role=role, **extra)  # type: ignore[arg-type]

    return make


@pytest.fixture
def client_of(staff: Callable[..., Staff]) -> Callable[..., Client]:
    """client_of(role_or_staff, court="内0622") gives a client signed in; `.actor` is its account."""

    def sign_in(who: str | Staff, court: str = "内0622") -> Client:
        actor = who if isinstance(who, Staff) else staff(who, court)
        client = Client()
        client.force_login(actor, backend="django.contrib.auth.backends.ModelBackend")
        client.actor = actor  # type: ignore[attr-defined]
        return client

    return sign_in
