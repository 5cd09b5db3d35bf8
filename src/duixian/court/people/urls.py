"""Addresses of the room."""

from __future__ import annotations

from django.urls import path

from duixian.court.people import admin_views, views

urlpatterns = [
    path("sign-in/", views.sign_in, name="sign-in"),
    path("sign-out/", views.sign_out, name="sign-out"),
    path("password/", views.change_password, name="change-password"),
    path("staff/", admin_views.staff_list, name="staff-list"),
    path("staff/add/", admin_views.add, name="staff-add"),
    path("staff/<int:pk>/reset/", admin_views.reset, name="staff-reset"),
    path("staff/<int:pk>/deactivate/", admin_views.set_active, {"active": False}, name="staff-deactivate"),
    path("staff/<int:pk>/activate/", admin_views.set_active, {"active": True}, name="staff-activate"),
]
