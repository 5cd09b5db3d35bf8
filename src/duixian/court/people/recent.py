"""Answers kept for a few seconds by each process: what every page asks, and what hardly ever changes.

Nothing that decides about a single case or account is kept here; the longest that a page can be behind is
SECONDS.
"""

from __future__ import annotations

from collections.abc import Callable
from hashlib import blake2b
from typing import TypeVar, cast

from django.core.cache import cache

SECONDS = 5
T = TypeVar("T")


def recent(key: str, ask: Callable[[], T]) -> T:
    """What `ask` says, or said within the last seconds."""
    return cast(T, cache.get_or_set(blake2b(key.encode()).hexdigest(), ask, SECONDS))
