"""Addresses of a list's other views: the same query string with one thing changed."""

from __future__ import annotations

from django.http import HttpRequest


def query(request: HttpRequest, *, drop: tuple[str, str] | None = None, **changes: object) -> str:
    """The page's own address with `changes` made (None removes) and one value of a field dropped."""
    params = request.GET.copy()
    for name, value in changes.items():
        params.pop(name, None)
        if value is not None:
            params[name] = str(value)
    if drop:
        field, value = drop
        params.setlist(field, [kept for kept in params.getlist(field) if kept != value])
    kept = params.urlencode()
    return f"{request.path}?{kept}" if kept else request.path
