"""Work of this room that is done by the program beside the server."""

from __future__ import annotations

from procrastinate.contrib.django import app


@app.periodic(cron="0 6 * * *")
@app.task(queue="nightly", queueing_lock="digest")
def store_digests_job(timestamp: int) -> None:
    """今晨清单 of every person, before the working day begins."""
    from duixian.court.agenda.actions import store_digests
    from duixian.court.people.workday import working_day

    store_digests(working_day().day)
