"""What stands against holding a thing: exempt by law, another's, or held only with care."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from duixian.law.control.table import Rule, Severity, Thing, table


@dataclass(frozen=True)
class Finding:
    """One rule that speaks of the thing: `refuse` forbids, `ask` wants a reason, `inform` tells."""

    severity: Severity
    words: str
    remedy: str
    cite: str
    verified: bool = True


def objections(
    thing: Thing,
    *,
    description: str,
    owner: str = "",
    respondents: Sequence[str] = (),
    category: str = "",
) -> tuple[Finding, ...]:
    """Every rule that speaks of the thing, those that forbid first. No owner known, no finding on ownership.

    Source: 查封、扣押、冻结财产规定 第二条至第五条; 保障农民工工资支付条例 第三十三条; tables/control.toml.
    """
    found = [_finding(rule) for rule in table().rules if _speaks(rule, thing, description, category)]
    if owner and respondents and owner not in respondents:
        found.append(
            Finding(
                "ask",
                f"登记在{owner}名下，不是被执行人的财产",
                "第三人书面确认属被执行人，或判决已确认的，在说明中写明，否则不得控制",
                "查封、扣押、冻结财产规定 第二条",
            )
        )
    order: dict[Severity, int] = {"refuse": 0, "ask": 1, "inform": 2}
    return tuple(sorted(found, key=lambda one: order[one.severity]))


def _speaks(rule: Rule, thing: Thing, description: str, category: str) -> bool:
    if category in rule.except_categories:
        return False
    if rule.only_categories and category not in rule.only_categories:
        return False
    if rule.things and thing.value not in rule.things:
        return False
    if any(word in description for word in rule.except_words):
        return False
    return not rule.words or any(word in description for word in rule.words)


def _finding(rule: Rule) -> Finding:
    return Finding(rule.severity, rule.says, rule.remedy, rule.cite, rule.verified)
