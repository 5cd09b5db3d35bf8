"""Work of this room beside the server: every few minutes a round with each institution."""

from __future__ import annotations

import logging
from contextlib import suppress

from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

log = logging.getLogger(__name__)


@app.task(queue="exchange", lock="exchange")
def exchange_job(institution: int) -> None:
    """One round with an institution; done twice it does nothing twice."""
    from duixian.court.people.accounts import operator
    from duixian.court.people.models import Court
    from duixian.court.people.workday import working_day
    from duixian.court.property.exchange import exchange
    from duixian.court.property.models import Institution

    one = Institution.objects.filter(pk=institution, is_active=True).first()
    court = Court.objects.order_by("position").first()
    if one and court:
        round_ = exchange(operator(court), one, on=working_day().day)
        if round_.why:
            log.warning("%s: %s", one.name, round_.why)


@app.periodic(cron="*/5 * * * *")
@app.task(queue="exchange", queueing_lock="exchange_all")
def exchange_all_job(timestamp: int) -> None:
    """A round with every institution in use."""
    from duixian.court.property.models import Institution

    for pk in Institution.objects.filter(is_active=True).values_list("pk", flat=True):
        exchange_soon(pk)


def exchange_soon(institution: int) -> None:
    """A round with an institution as soon as there is time; one that waits already is not asked for again."""
    with suppress(AlreadyEnqueued):
        exchange_job.configure(queueing_lock=f"exchange-{institution}").defer(institution=institution)


@app.periodic(cron="10 0 * * *")
@app.task(queue="nightly", queueing_lock="lapses")
def record_lapses_job(timestamp: int) -> None:
    """失效 of what was not renewed by its last day, recorded in the first minutes of the next."""
    from duixian.court.people.accounts import operator
    from duixian.court.people.models import Court
    from duixian.court.people.workday import working_day
    from duixian.court.property.actions.control import record_lapses

    if court := Court.objects.order_by("position").first():
        record_lapses(operator(court), working_day().day)
