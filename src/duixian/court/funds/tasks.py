"""Work of this room beside the server: holds whose day is over end every night."""

from __future__ import annotations

from procrastinate.contrib.django import app


@app.periodic(cron="10 0 * * *")
@app.task(queue="nightly", queueing_lock="end_holds")
def end_holds_job(timestamp: int) -> None:
    """End what no order has come for; each tells it on its case."""
    from duixian.court.funds.actions.holding import end_overdue
    from duixian.court.people.accounts import operator
    from duixian.court.people.models import Court
    from duixian.court.people.workday import working_day

    court = Court.objects.order_by("position").first()
    if court:
        end_overdue(operator(court), working_day().day)
