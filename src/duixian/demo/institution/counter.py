"""The sample's bank open for business: its server, its books, and the row by which the courts reach it."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from duixian.court.cases.models import Party, Status
from duixian.court.people.models import Role, Staff
from duixian.court.people.workday import working_day
from duixian.court.property.actions.searching import set_institution
from duixian.court.property.models import Institution
from duixian.demo.institution.books import books
from duixian.demo.institution.desk import Desk
from duixian.demo.institution.server import InstitutionServer
from duixian.demo.institutions import SERVED
from duixian.demo.staff import SHOWN_COURT


@contextmanager
def open_counter() -> Iterator[str]:
    """Answer at an address and with a key that are new each time; empty where the sample has no such bank."""
    bank = Institution.objects.filter(code=SERVED).first()
    if bank is None:
        yield ""
        return
    respondents = Party.objects.filter(
        side=Party.Side.RESPONDENT, case__status=Status.OPEN, case__court=SHOWN_COURT
    )
    kept = books(respondents.values_list("name", "id_no"), working_day().day)
    desk = Desk(secrets.token_urlsafe(32), kept)
    with InstitutionServer(desk) as server:
        bank.connector, bank.address, bank.key = Institution.Connector.HTTP, server.address, desk.key
        set_institution(Staff.objects.filter(role=Role.ADMINISTRATOR).earliest("pk"), bank)
        yield server.address
