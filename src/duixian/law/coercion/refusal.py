"""拒不执行判决、裁定罪: the evidence that a referral needs, item by item, from what the case itself tells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from duixian.law.coercion.check import Check, table
from duixian.law.coercion.detention import Penalty
from duixian.law.money import display


@dataclass(frozen=True)
class RefusalFacts:
    """What a case tells of one respondent; money in fen, None where it is not known.

    `able`: he had, after what he and his family live on, what would have paid at least a part; `means` says
    what. `acted_on` is the day of the act under `head`, `suit_began_on` that of the suit. `paid` counts until
    `judged_on`, the first judgment; one who is privately prosecuted is judged without `indicted_on`.
    """

    effective_on: date | None
    head: str
    acted_on: date | None
    able: bool | None
    means: str = ""
    suit_began_on: date | None = None
    penalties: Sequence[Penalty] = ()
    owed: int = 0
    paid: int = 0
    category: str = ""
    indicted_on: date | None = None
    judged_on: date | None = None
    paid_in_full_on: date | None = None


@dataclass(frozen=True)
class Head:
    """One way of refusing; with `prior` it counts only after a fine or detention did not help."""

    key: str
    words: str
    prior: bool


def heads() -> tuple[Head, ...]:
    """The ways of refusing. Source: 法释〔2024〕13号 第三条."""
    rows = table()["refusal"]["head"]
    return tuple(Head(row["key"], row["words"], row.get("prior", False)) for row in rows)


def instrument(on: date) -> str:
    """The interpretation in force on a day."""
    rules = table()["refusal"]
    cite: str = rules["cite"] if on >= rules["from"] else rules["before"]
    return cite


def checks_refusal(facts: RefusalFacts, on: date) -> tuple[Check, ...]:
    """The evidence a referral needs. Source: 刑法 第三百一十三条; 法释〔2024〕13号."""
    cite = instrument(on)
    head = next((one for one in heads() if one.key == facts.head), None)
    return (
        Check(
            "title",
            "判决、裁定已生效",
            facts.effective_on is not None and facts.effective_on <= on,
            f"{facts.effective_on}生效" if facts.effective_on else "没有登记生效日期",
            "刑法 第三百一十三条",
            "请登记执行依据的生效日期",
        ),
        Check("able", "有能力执行", facts.able, _able(facts), table()["refusal"]["ability_cite"], _FIND),
        Check(
            "head",
            "拒不执行的行为",
            head is not None,
            head.words if head else "没有选择行为",
            cite,
            "请选择行为并写明事实",
            verified=False,
        ),
        _when(facts),
        _prior(facts, head),
        Check(
            "unperformed",
            "致使判决、裁定无法执行",
            facts.owed > 0,
            f"尚欠{display(facts.owed)}元" if facts.owed else "已经履行完毕",
            cite,
            "已履行完毕的，不移送",
        ),
    )


def weighs(facts: RefusalFacts) -> tuple[str, ...]:
    """What makes it heavier or milder, in words. Source: 法释〔2024〕13号 第十条、第十一条."""
    rules = table()["refusal"]
    words = []
    if facts.category in rules["heavier"]:
        words.append(
            f"拒不执行赡养费、扶养费、抚养费、抚恤金、医疗费、劳动报酬等判决，从重处罚（{rules['heavier_cite']}）"
        )
    if facts.category in rules["heavier_in_part"]:
        words.append(f"其中的医疗费、抚恤金拒不执行的，从重处罚（{rules['heavier_cite']}）")
    milder = _milder(facts)
    if milder:
        words.append(f"{milder}（{rules['milder_cite']}）")
    return tuple(words)


def check_private(*, refused_by: str, refused_on: date | None) -> Check:
    """自诉: open where police or procurator do not prosecute. Source: 法释〔2024〕13号 第十四条."""
    met = bool(refused_by.strip()) and refused_on is not None
    return Check(
        "private",
        "公安、检察机关不予追究",
        met,
        f"{refused_by}于{refused_on}书面不予追究" if met else "没有公安机关或者检察机关不予追究的书面决定",
        table()["refusal"]["private_cite"],
        "请先移送，取得书面决定后告知申请执行人可以自诉",
    )


_FIND = "请写明何时有何财产、收入，扣除生活必需后足以履行多少"


def _able(facts: RefusalFacts) -> str:
    if facts.able is None:
        return "没有关于履行能力的材料"
    return facts.means or ("有履行能力" if facts.able else "没有履行能力")


def _milder(facts: RefusalFacts) -> str:
    full = facts.paid_in_full_on
    if full is None or (facts.judged_on and full > facts.judged_on):
        return f"已履行{display(facts.paid)}元，可以酌情从宽" if facts.paid else ""
    indicted = facts.indicted_on
    before_indictment = full <= indicted if indicted else facts.judged_on is None
    stage = "提起公诉前" if before_indictment else "一审宣告判决前"
    return f"{stage}已于{full}全部履行，可以从宽"


def _when(facts: RefusalFacts) -> Check:
    """After the title took effect; or, to escape it, after the suit began."""
    rules = table()["refusal"]
    if facts.acted_on is None:
        return Check("when", "行为发生的时间", None, "没有写明行为的日期", rules["transfer_cite"], "请写明")
    if facts.effective_on and facts.acted_on >= facts.effective_on:
        return Check("when", "行为发生的时间", True, f"{facts.acted_on}，判决、裁定生效后", rules["cite"])
    begun = facts.suit_began_on
    if begun is None:
        why = f"{facts.acted_on}，生效以前；没有登记起诉日期"
        return Check("when", "行为发生的时间", None, why, rules["transfer_cite"], "请登记起诉日期")
    met = facts.acted_on >= begun
    why = f"{facts.acted_on}，{'诉讼开始后' if met else '诉讼开始以前'}"
    return Check("when", "行为发生的时间", met, why, rules["transfer_cite"], "诉讼开始以前的行为不构成本罪")


def _prior(facts: RefusalFacts, head: Head | None) -> Check:
    cite = table()["refusal"]["prior_cite"]
    if head is None or not head.prior:
        return Check("prior", "经罚款、拘留后仍拒不执行", True, "这一情形不以先行处罚为条件", cite)
    if facts.penalties:
        first = min(facts.penalties, key=lambda one: one.on)
        word = {"fine": "罚款", "detention": "拘留"}[first.kind]
        return Check("prior", "经罚款、拘留后仍拒不执行", True, f"{first.on}已{word}，仍未履行", cite)
    return Check(
        "prior", "经罚款、拘留后仍拒不执行", False, "还没有罚款或者拘留过", cite, "请先决定罚款或者拘留"
    )
