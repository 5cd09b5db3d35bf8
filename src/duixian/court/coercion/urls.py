"""Addresses of the room of coercion."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
