"""What every command that needs the database does first."""

from __future__ import annotations

import os
from pathlib import Path

from duixian.site import database, secret


def boot(data: Path) -> None:
    """Start the data folder's database, set Django up on it and bring the tables up to this version.

    Raises InputError where the folder or the database cannot be used.
    """
    connect(data)
    database.prepare()
    from duixian.court.people.models import Installation

    Installation.objects.get_or_create(only=True)


def connect(data: Path) -> None:
    """Start and set up, but change nothing in the database."""
    os.environ["DUIXIAN_DATA"] = str(data.resolve())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "duixian.site.settings")
    secret.ensure(data)
    database.start(data)
    import django

    django.setup()
