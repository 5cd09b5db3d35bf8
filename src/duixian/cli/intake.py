"""What `duixian import` does on a database that is up: courts where there are none, ledger, campaign."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from duixian.law.errors import InputError

if TYPE_CHECKING:
    from duixian.court.campaigns.models import Campaign
    from duixian.court.cases.models import LedgerImport
    from duixian.court.people.models import Staff

LARGEST_SCOPE = 1 << 20


def take_in(
    name: str, content: bytes, as_user: str | None, courts: Sequence[str], campaign: str | None, as_json: bool
) -> None:
    """Import the ledger, screen its cases where a campaign is named, and print what became of each row.

    Raises InputError for a file, account, court or campaign that does not fit; NotAllowed.
    """
    from duixian.court.people.workday import working_day

    on = working_day().day
    _ensure_courts(name, content, courts)
    actor = _actor(as_user)
    ledger = _import(actor, name, content, on)
    told = _told(ledger)
    if campaign:
        told["campaign"] = _screen(actor, campaign, on)
    if as_json:
        print(json.dumps(told, ensure_ascii=False))
    else:
        _show(told)


def _ensure_courts(name: str, content: bytes, courts: Sequence[str]) -> None:
    """The courts named; on an empty installation those of the ledger, up to the one above them all."""
    from duixian.court.people.actions import ensure_courts, ensure_tree
    from duixian.court.people.models import Court
    from duixian.reading.ledger import read_ledger

    ensure_courts(courts)
    if not Court.objects.exists():
        codes = {row.court_code for row in read_ledger(content, name).rows}
        if codes:
            ensure_tree(sorted(codes))


def _actor(username: str | None) -> Staff:
    from duixian.court.people.accounts import operator
    from duixian.court.people.models import Court, Staff

    if username is None:
        top = Court.objects.filter(parent=None).first()
        if top is None:
            raise InputError("台账", "没有一行能读出法院", "请核对案号，或用 --court 写明法院代字")
        return operator(top)
    staff = Staff.objects.filter(username=username, is_active=True).first()
    if staff is None:
        raise InputError("--as", f"没有在用的账号“{username}”", "请核对登录名")
    return staff


def _import(actor: Staff, name: str, content: bytes, on: date) -> LedgerImport:
    from duixian.court.cases.ledger_import import confirm_ledger, read_staged, stage_ledger
    from duixian.court.cases.models import LedgerImport

    ledger: LedgerImport = stage_ledger(actor, content, name, on)
    if ledger.stage == LedgerImport.Stage.READING:
        read_staged(ledger.pk)
        ledger.refresh_from_db()
    if ledger.stage == LedgerImport.Stage.FAILED:
        raise InputError(name, ledger.message, "请改好后再导入；没有一行入库")
    confirm_ledger(actor, ledger, on, now=True)
    ledger.refresh_from_db()
    return ledger


def _told(ledger: LedgerImport) -> dict[str, Any]:
    from django.db.models import Count

    from duixian.court.cases.models import LedgerImportRow

    fates = dict(ledger.rows.values_list("fate").order_by("fate").annotate(Count("id")))
    refused = ledger.rows.filter(fate=LedgerImportRow.Fate.REFUSED)
    return {
        "rows": sum(fates.values()),
        **{fate: fates.get(fate, 0) for fate in LedgerImportRow.Fate.values if fate != "refused"},
        "refused": list(refused.values("row", "cell", "value", "why", "remedy")),
    }


def _screen(actor: Staff, named: str, on: date) -> dict[str, Any]:
    from duixian.court.campaigns.actions import screen_cases
    from duixian.court.campaigns.models import Campaign

    if named.endswith(".toml"):
        campaign = _campaign_of(actor, Path(named), on)
    else:
        found = Campaign.objects.filter(slug=named).first()
        if found is None:
            raise InputError(
                "--campaign", f"没有代号为“{named}”的专项行动", "请核对代号，或给出范围文件 .toml"
            )
        campaign = found
    effect = screen_cases(actor, campaign, on)
    return {
        "slug": campaign.slug,
        "name": campaign.name,
        "included": effect.included,
        "removed": effect.removed,
        "moved": effect.moved,
    }


def _campaign_of(actor: Staff, file: Path, on: date) -> Campaign:
    """The campaign of a scope file, named after it: founded at the first use, from the scope's first day."""
    from django.utils.text import slugify

    from duixian.cli.files import read_text
    from duixian.court.campaigns.actions import create_campaign
    from duixian.court.campaigns.models import Campaign
    from duixian.court.people.models import Court
    from duixian.law.scope import scope_from_toml

    toml = read_text(file, LARGEST_SCOPE)
    scope = scope_from_toml(toml)
    slug = slugify(file.stem) or "campaign"
    if known := Campaign.objects.filter(slug=slug).first():
        return known
    starts_on = scope.in_force or on
    return create_campaign(
        actor,
        slug=slug,
        name=str(tomllib.loads(toml).get("name") or slug),
        organiser=Court.objects.filter(parent=None)[0],
        starts_on=starts_on,
        ends_on=max(starts_on, date(on.year, 12, 31)),
        scope_toml=toml,
        on=on,
    )


def _show(told: dict[str, Any]) -> None:
    print(
        f"共 {told['rows']:,} 行：新增 {told['new']:,}，变更 {told['changed']:,}，已有 {told['same']:,}，"
        f"重复 {told['duplicate']:,}，未收 {len(told['refused']):,}"
    )
    for row in told["refused"]:
        where = row["cell"] or f"第{row['row']}行"
        print(f"  {where} 未收（{row['value']}）：{row['why']}；{row['remedy']}")
    if campaign := told.get("campaign"):
        print(f"专项行动 {campaign['name']}（代号 {campaign['slug']}）：", end="")
        print(f"纳入 {campaign['included']:,} 件，移出 {campaign['removed']:,} 件")
