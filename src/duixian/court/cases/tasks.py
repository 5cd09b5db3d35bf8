"""Work of this room that goes on when the page is left, done by the program beside the server."""

from __future__ import annotations

from datetime import date

from procrastinate import JobContext
from procrastinate.contrib.django import app


@app.task(queue="ledgers")
def read_ledger_job(ledger: int) -> None:
    """Read a staged ledger, with its progress on the ledger's row."""
    from duixian.court.cases.ledger_import import read_staged

    read_staged(ledger)


@app.task(queue="ledgers")
def confirm_ledger_job(actor: int, ledger: int, on: str) -> None:
    """Enter a confirmed ledger."""
    from duixian.court.cases.ledger_import import apply_confirmed

    apply_confirmed(actor, ledger, date.fromisoformat(on))


@app.periodic(cron="*/5 * * * *")
@app.task(queue="nightly", queueing_lock="take_up_again", pass_context=True)
async def take_up_again_job(context: JobContext, timestamp: int) -> None:
    """Queue anew what a program had begun when it was broken off; each job here can be done twice."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs():
        await manager.retry_job(job)


@app.periodic(cron="30 0 * * *")
@app.task(queue="nightly", queueing_lock="reckon")
def reckon_all_job(timestamp: int) -> None:
    """Reckon every open case to the new day, so that the list's debts are today's."""
    from duixian.court.cases.nightly import reckon_all
    from duixian.court.people.workday import working_day

    reckon_all(working_day().day)
