"""The templates' environment: Jinja2 with the project's own filters for money and days."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from django.apps import apps
from django.templatetags.static import static
from django.urls import reverse
from django.utils.timezone import localtime
from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

from duixian.law import money
from duixian.site.query import query


def environment(**options: Any) -> Environment:
    """Django's backend calls this; each court room brings its own folder of templates."""
    loaders = [options["loader"], *(PackageLoader(room) for room in _rooms())]
    options |= {"loader": ChoiceLoader(loaders), "undefined": StrictUndefined, "trim_blocks": True}
    made = Environment(**options, lstrip_blocks=True)  # noqa: S701  Django passes autoescape=True
    made.globals |= {"static": static, "url": _url, "query": query}
    made.filters |= {"yuan": money.display, "wan": money.wan, "moment": _moment}
    return made


def _rooms() -> list[str]:
    """The packages of the court's rooms that have pages."""
    rooms = (app for app in apps.get_app_configs() if app.name.startswith("duixian.court."))
    return [room.name for room in rooms if (Path(room.path) / "templates").is_dir()]


def _url(name: str, *args: Any, **kwargs: Any) -> str:
    return reverse(name, args=args or None, kwargs=kwargs or None) if args or kwargs else _plain_url(name)


@cache
def _plain_url(name: str) -> str:
    return reverse(name)


def _moment(at: datetime) -> str:
    """2026-06-30 14:05, by the clock of China."""
    return localtime(at).strftime("%Y-%m-%d %H:%M")
