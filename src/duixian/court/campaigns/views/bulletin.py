"""The bulletin: on the page, as docx and as xlsx, a draft of a day or an issue as it was published."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from duixian.court.campaigns import actions, bulletins
from duixian.court.campaigns.links import Links
from duixian.court.campaigns.models import BulletinIssue, Campaign
from duixian.court.campaigns.queries import visible_courts
from duixian.court.campaigns.tallies import FORCED, RECOVERED
from duixian.court.campaigns.views.common import day_of, find, links
from duixian.court.cases.views.common import attachment, person
from duixian.court.people import access
from duixian.court.people.access import Act, may
from duixian.court.people.workday import working_day
from duixian.law.errors import InputError
from duixian.writing import bulletin as paper
from duixian.writing.bulletin import Bulletin
from duixian.writing.bulletin_docx import docx_bytes
from duixian.writing.bulletin_xlsx import xlsx_bytes
from duixian.writing.chart import court_bars, option, week_bars


@login_required
@require_http_methods(["GET", "POST"])
def bulletin_page(request: HttpRequest, slug: str) -> HttpResponse:
    """The paper with every figure's list behind it; `compare` lays another day beside it. POST publishes."""
    campaign = find(request, slug)
    if request.method == "POST":
        return _publish(request, campaign)
    return _page(request, campaign)


@login_required
@require_GET
def bulletin_docx(request: HttpRequest, slug: str) -> HttpResponse:
    """The same paper as docx."""
    shown, _ = _shown(request, find(request, slug), may_export=True)
    return attachment(docx_bytes(shown), f"{_filename(shown)}.docx")


@login_required
@require_GET
def bulletin_xlsx(request: HttpRequest, slug: str) -> HttpResponse:
    """The same numbers as xlsx."""
    shown, _ = _shown(request, find(request, slug), may_export=True)
    return attachment(xlsx_bytes(shown), f"{_filename(shown)}.xlsx")


def _publish(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    try:
        issue = actions.publish_bulletin(person(request), campaign, day_of(request), working_day().day)
    except InputError as error:
        return _page(request, campaign, refused=[str(error)])
    return redirect(f"{reverse('bulletin-page', args=[campaign.slug])}?issue={issue.pk}")


def _page(request: HttpRequest, campaign: Campaign, refused: list[str] | None = None) -> HttpResponse:
    actor = person(request)
    shown, issue = _shown(request, campaign)
    before = _compared(request, campaign)
    courts = [court.pk for court in visible_courts(actor, campaign)] if issue is None else []
    opened = links(request, campaign, shown.as_of)
    context = {
        "campaign": campaign,
        "bulletin": shown,
        "issue": issue,
        "issues": bulletins.issues(actor, campaign),
        "prose": paper.paragraphs(shown),
        "columns": paper.COLUMNS,
        "rows": _rows(shown, before, opened, courts),
        "before": before,
        "charts": [option(court_bars(shown)), option(week_bars(shown))],
        "files": f"?issue={issue.pk}" if issue else f"?as_of={shown.as_of}",
        "may_publish": issue is None and may(actor, Act.PUBLISH_BULLETIN, actor.court_id),
        "refused": refused or [],
    }
    return render(request, "campaigns/bulletin.html", context, status=422 if refused else 200)


def _shown(
    request: HttpRequest, campaign: Campaign, may_export: bool = False
) -> tuple[Bulletin, BulletinIssue | None]:
    actor, asked = person(request), request.GET.get("issue", "")
    if may_export:
        access.require(actor, Act.EXPORT)
    if asked.isdigit():
        courts = {actor.court_id, campaign.organiser_id}
        issue = get_object_or_404(campaign.issues.filter(court__in=courts), pk=int(asked))
        return bulletins.issued(issue), issue
    return bulletins.bulletin(actor, campaign, day_of(request)), None


def _compared(request: HttpRequest, campaign: Campaign) -> Bulletin | None:
    if not request.GET.get("compare"):
        return None
    return bulletins.bulletin(person(request), campaign, day_of(request, "compare"))


def _rows(
    shown: Bulletin, before: Bulletin | None, opened: Links, courts: list[str]
) -> list[list[tuple[str, str, str]]]:
    """Rows of cells: (text, address of its list, text of the other day)."""
    then = {line.name: paper.cells(line) for line in (*before.courts, before.total)} if before else {}
    rows = []
    for n, line in enumerate((*shown.courts, shown.total)):
        court = "" if line is shown.total else (courts[n] if courts else None)
        addresses = _addresses(opened, court) if courts and court is not None else [""] * len(paper.COLUMNS)
        was = then.get(line.name, ("",) * len(paper.COLUMNS))
        rows.append(list(zip(paper.cells(line), addresses, was, strict=True)))
    return rows


def _addresses(opened: Links, court: str) -> list[str]:
    forced = [opened.entries(kind, court) for kind in FORCED]
    recovered = opened.entries(RECOVERED, court)
    return [
        "",
        opened.cases(court),
        opened.in_hand(court),
        opened.closed(court),
        "",
        recovered,
        "",
        "",
        *forced,
    ]


def _filename(shown: Bulletin) -> str:
    return f"{shown.title}（{shown.issue}，{shown.as_of}）"
