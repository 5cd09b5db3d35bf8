"""The templates' environment: Jinja2 with the project's own filters for money and days."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils.timezone import localtime
from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

from duixian.law import money
from duixian.site.query import query

_ROOMS = ("people", "cases", "campaigns")


def environment(**options: Any) -> Environment:
    """Django's backend calls this; each court room brings its own folder of templates."""
    loaders = [options["loader"], *(PackageLoader(f"duixian.court.{room}") for room in _ROOMS)]
    options |= {"loader": ChoiceLoader(loaders), "undefined": StrictUndefined, "trim_blocks": True}
    made = Environment(**options, lstrip_blocks=True)  # noqa: S701  Django passes autoescape=True
    made.globals |= {"static": static, "url": _url, "query": query}
    made.filters |= {"yuan": money.display, "wan": money.wan, "moment": _moment}
    return made


def _url(name: str, *args: Any, **kwargs: Any) -> str:
    return reverse(name, args=args or None, kwargs=kwargs or None)


def _moment(at: datetime) -> str:
    """2026-06-30 14:05, by the clock of China."""
    return localtime(at).strftime("%Y-%m-%d %H:%M")
