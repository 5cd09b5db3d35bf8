"""The REST API's root: the contract's calculations, and the rooms' own routers.

Signing in is by the session of the pages; what a session sends must carry its CSRF token.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.security import django_auth

from duixian.court.campaigns import api as campaigns
from duixian.court.cases import api as cases
from duixian.court.liaison import api as liaison
from duixian.law.errors import DuixianError, NotAllowed
from duixian.site import calculations

# The interactive pages of ninja load from the internet; openapi.json suffices on a closed network.
api = NinjaAPI(title="兑现 Duixian", version="1", auth=django_auth, docs_url=None, urls_namespace="api")

api.add_router("", calculations.router)
api.add_router("", cases.router)
api.add_router("", campaigns.router)
api.add_router("", liaison.router)


@api.exception_handler(DuixianError)
def _refused(request: HttpRequest, error: DuixianError) -> HttpResponse:
    status = 403 if isinstance(error, NotAllowed) else 422
    return api.create_response(request, {"error": str(error)}, status=status)
