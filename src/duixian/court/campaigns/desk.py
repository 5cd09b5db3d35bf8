"""What the campaign brings to the work desk: a person's own figures, and cases that wait for a decision."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from urllib.parse import urlencode

from django.db.models import Count, F, Q, Sum
from django.urls import reverse

from duixian.court.campaigns import queries
from duixian.court.campaigns.models import Campaign
from duixian.court.cases.duties import Duty, Figure, filters_of, watched
from duixian.court.cases.models import Status
from duixian.court.people.access import Act, may
from duixian.court.people.models import Staff
from duixian.law.money import wan


def figures(actor: Staff, on: date) -> Iterator[Figure]:
    """在办, 执行完毕 and 到位金额 of the person's cases in each campaign that runs."""
    for campaign in _running(actor, on):
        mine = watched(actor).filter(inclusions__campaign=campaign, inclusions__removed_on=None)
        performed = Q(status=Status.FULLY_PERFORMED, closed_on__range=(campaign.starts_on, on))
        counted = mine.aggregate(
            in_hand=Count("pk", filter=Q(status=Status.OPEN)), performed=Count("pk", filter=performed)
        )
        paid = mine.filter(
            payments__reversed_on=None,
            payments__on__range=(campaign.starts_on, on),
            payments__on__gte=F("filed_on"),
        )
        recovered = paid.aggregate(fen=Sum("payments__amount"))["fen"] or 0
        given = filters_of(actor) | {"campaign": campaign.slug}
        closed = {"closed_from": str(campaign.starts_on), "closed_to": str(on)}
        open_cases = _cases(given | {"status": "open"})
        yield Figure("专项在办", f"{counted['in_hand']:,}", "件", open_cases)
        done = _cases(given | {"status": "fully_performed"} | closed)
        yield Figure("执行完毕", f"{counted['performed']:,}", "件", done)
        yield Figure("到位金额", wan(recovered), "万元", reverse("campaign-page", args=[campaign.slug]))


def duties(actor: Staff, on: date) -> Iterator[Duty]:
    """待确认 cases of each campaign that runs, for who decides on them."""
    if not may(actor, Act.DECIDE_SCOPE):
        return
    for campaign in _running(actor, on):
        if waiting := queries.to_review(actor, campaign).count():
            page = reverse("campaign-review", args=[campaign.slug])
            yield Duty(
                what=f"{waiting:,} 件是否纳入专项",
                subject=campaign.name,
                whom="",
                until=campaign.ends_on,
                handler="",
                href=page,
                act="确认",
                act_href=page,
            )


def _running(actor: Staff, on: date) -> list[Campaign]:
    return list(queries.campaigns(actor).filter(starts_on__lte=on, ends_on__gte=on)[:2])


def _cases(given: dict[str, str]) -> str:
    return f"{reverse('case-list')}?{urlencode(given)}"
