"""`duixian digest`: each person's day as a table and as JSON, on the day that is asked."""

from __future__ import annotations

import json

FILED = """
import sys
from datetime import date
from pathlib import Path
from duixian.site.boot import boot
boot(Path(sys.argv[1]))
from duixian.court.cases.actions import CaseFacts, register_case
from duixian.court.people.actions import install_courts
from duixian.court.people.models import Staff
court = next(court for court in install_courts() if court.code == "内0622")
def account(name, role):
    return Staff.objects.create_user(name, "Invented-2026-pass", name=name, court=court, role=role)
zhao = account("zhao", "handler")
account("qian", "bureau_chief")
account("guanli", "administrator")
day = date(2025, 12, 10)
facts = CaseFacts(case_no="（2025）内0622执1号", filed_on=day, amount_claimed=100, handler=zhao)
register_case(zhao, facts, day)
"""


def test_each_persons_day_is_printed_as_a_table_and_as_json(program, tmp_path):
    data = tmp_path / "data"
    made = program("-c", FILED, str(data), data=data)
    assert made.end(120) == 0, made.said

    def digest(*arguments: str, code: int = 0) -> str:
        ran = program("-m", "duixian.cli", "digest", *arguments, "--data", str(data), data=data)
        assert ran.end(120) == code, ran.said
        return ran.said

    # 六个月：2025-12-10 立案到 2026-06-10；次日逾期一日，升级到执行局长。
    assert digest("--on", "2026-06-11") == (
        "2026-06-11 清单\n内0622  qian  升级到我的 1\n内0622  zhao  已逾期 1\n"
    )
    shown = digest("--on", "2026-06-10", "--of", "zhao").splitlines()
    assert shown[1:] == [
        "内0622  zhao  今日 1",
        "  2026-06-10  执行期限  （2025）内0622执1号  执行期限届满",
    ]
    [told] = json.loads(digest("--on", "2026-06-03", "--of", "zhao", "--json"))["people"]
    assert (told["counts"]["week"], told["items"][0]["until"]) == (1, "2026-06-10")
    refused = digest("--of", "guanli", code=2)
    assert refused == "账号 guanli：没有这个账号，或其不能查看案件；请核对登录名\n"
