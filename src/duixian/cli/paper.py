"""What `duixian bulletin` does on a database that is up."""

from __future__ import annotations

import json
from pathlib import Path

from duixian.law.errors import InputError


def give(slug: str, out: Path | None, as_json: bool) -> None:
    """Print the bulletin of a campaign for its organiser, or write it as docx. Raises InputError."""
    from duixian.cli.ledger import write_whole
    from duixian.court.campaigns.bulletins import bulletin
    from duixian.court.campaigns.models import Campaign
    from duixian.court.people.accounts import operator
    from duixian.court.people.workday import working_day
    from duixian.writing.bulletin import contract, text
    from duixian.writing.bulletin_docx import docx_bytes

    campaign = Campaign.objects.filter(slug=slug).first()
    if campaign is None:
        known = "、".join(Campaign.objects.values_list("slug", flat=True)) or "还没有专项行动"
        raise InputError("CAMPAIGN", f"没有代号为“{slug}”的专项行动", f"可用：{known}")
    paper = bulletin(operator(campaign.organiser), campaign, working_day().day)
    if out:
        write_whole(out, docx_bytes(paper))
        print(f"已写成 {out}")
    elif as_json:
        print(json.dumps(contract(paper), ensure_ascii=False))
    else:
        print(text(paper))
