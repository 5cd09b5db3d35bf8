"""Addresses of the campaigns room."""

from __future__ import annotations

from django.urls import path

from duixian.court.campaigns.views import board, bulletin, scope

urlpatterns = [
    path("campaigns/", board.campaign_list, name="campaign-list"),
    path("campaigns/new/", scope.campaign_new, name="campaign-new"),
    path("campaigns/<slug:slug>/", board.campaign_page, name="campaign-page"),
    path("campaigns/<slug:slug>/indicators/", board.campaign_indicators, name="campaign-indicators"),
    path("campaigns/<slug:slug>/stuck/", board.campaign_stuck, name="campaign-stuck"),
    path("campaigns/<slug:slug>/counted/<slug:measure>/", board.campaign_entries, name="campaign-entries"),
    path("campaigns/<slug:slug>/wall/", board.campaign_wall, name="campaign-wall"),
    path("campaigns/<slug:slug>/screen/", scope.campaign_screen, name="campaign-screen"),
    path("campaigns/<slug:slug>/scope/", scope.campaign_scope, name="campaign-scope"),
    path("campaigns/<slug:slug>/review/", scope.campaign_review, name="campaign-review"),
    path("campaigns/<slug:slug>/bulletin/", bulletin.bulletin_page, name="bulletin-page"),
    path("campaigns/<slug:slug>/bulletin.docx", bulletin.bulletin_docx, name="bulletin-docx"),
    path("campaigns/<slug:slug>/bulletin.xlsx", bulletin.bulletin_xlsx, name="bulletin-xlsx"),
]
