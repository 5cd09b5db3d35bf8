"""A round with one institution, beside the server: what waits goes out, what came in is taken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings

from duixian.court.people.models import Staff
from duixian.court.property.actions import searching
from duixian.court.property.actions.feedback import take_feedback
from duixian.court.property.connectors import Connector, FileExchange, HttpConnector
from duixian.court.property.models import Delivery, Institution
from duixian.law.errors import InputError


@dataclass(frozen=True)
class Exchanged:
    """What one round brought; `why` tells what went wrong on the way, empty where nothing did."""

    sent: int = 0
    rejected: int = 0
    taken: int = 0
    refused: int = 0
    why: str = ""


def folder_of(institution: Institution) -> Path:
    """Where the files of an institution are exchanged, in the data folder."""
    return Path(settings.DATA) / "exchange" / institution.code


def connector_of(institution: Institution) -> Connector:
    """The way to an institution."""
    if institution.connector == Institution.Connector.HTTP:
        return HttpConnector(institution.address, institution.key)
    return FileExchange(folder_of(institution))


def exchange(
    actor: Staff, institution: Institution, *, on: date, connector: Connector | None = None
) -> Exchanged:
    """One round with an institution; a file for a person to carry is made on the page of its order."""
    way = connector or connector_of(institution)
    sent = searching.Outcome()
    if institution.connector == Institution.Connector.HTTP:
        sent = searching.send(institution, way, on=on)
    taken = refused = 0
    why = sent.why
    try:
        came = way.poll()
    except InputError as error:
        return Exchanged(sent.sent, sent.rejected, why=why or str(error))
    for one in came:
        delivery = take_feedback(actor, institution, one.content, one.filename, on=on, distrust=one.distrust)
        taken += delivery.state == Delivery.State.TAKEN
        refused += delivery.state == Delivery.State.REFUSED
        if one.distrust:
            # A forged delivery earns no receipt: the true one may still be waiting under its name.
            continue
        try:
            way.settle(one)
        except InputError as error:
            # Stored it is; it comes again and is known. The others are not to wait for it.
            why = why or str(error)
    return Exchanged(sent.sent, sent.rejected, taken, refused, why)
