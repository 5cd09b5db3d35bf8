"""What `duixian demo` does on a database that is up: the sample once, then what it shows of itself."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager

from duixian.law.errors import InputError


def ensure() -> None:
    """Fill an empty installation; one that the sample filled already stays as it is.

    Raises InputError where real cases are kept here.
    """
    from duixian.court.cases.models import Case
    from duixian.court.people.models import Installation, Staff

    if Installation.objects.get().demo_day:
        return
    if Case.objects.exists() or Staff.objects.exists():
        raise InputError("数据文件夹", "里面已有真实的人员或案件", "请用 --data 指定一个空的文件夹建样例")
    from duixian.demo.fill import fill

    fill()


@contextmanager
def institution() -> Iterator[None]:
    """Have the sample's bank answer searches as long as the program serves."""
    from duixian.demo.institution.counter import open_counter

    with open_counter():
        yield


def show(as_json: bool) -> None:
    """Print the bulletin of the sample's campaign and one account of each role."""
    from duixian.court.campaigns.bulletins import bulletin
    from duixian.court.campaigns.models import Campaign
    from duixian.court.people.models import Role, Staff
    from duixian.court.people.workday import working_day
    from duixian.demo.staff import accounts
    from duixian.writing.bulletin import contract, text

    campaign = Campaign.objects.earliest("pk")
    supervisor = Staff.objects.filter(role=Role.SUPERVISOR, court=campaign.organiser).earliest("pk")
    paper = bulletin(supervisor, campaign, working_day().day)
    if as_json:
        print(json.dumps(contract(paper), ensure_ascii=False))
        return
    print(text(paper))
    print("\n各职务的账号（样例数据，全是虚构）：")
    for role, username, password in accounts():
        print(f"  {role}：登录名 {username}，密码 {password}")
    print(flush=True)
