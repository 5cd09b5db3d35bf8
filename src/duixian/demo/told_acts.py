"""What was done on property and with others in the three told cases; stories.py has the rest of each."""

from __future__ import annotations

from datetime import date

from duixian.demo.acts import (
    PlannedAct,
    PlannedAsset,
    PlannedExpected,
    PlannedMeasure,
    PlannedRequest,
    PlannedSighting,
    PlannedVisit,
)
from duixian.demo.institutions import BANK, INSURER, TOWN, VEHICLES, WECHAT
from duixian.law.control import Thing


def injury_acts() -> tuple[PlannedAct, ...]:
    """He has left his address; the police find him at work in a city nearby."""
    return (
        PlannedVisit(
            date(2026, 1, 15),
            "示例街道",
            "鄂尔多斯市示例街道原住址",
            "查找被执行人下落",
            "moved",
            outcome="房屋已空置，电话无人接听，邻居称其外出务工",
        ),
        PlannedSighting(
            date(2026, 4, 2), "邻市，具体地点不详", "申请执行人", "hearsay", text="听同乡说在邻市修车"
        ),
        PlannedRequest(
            date(2026, 5, 7),
            "police",
            "示例市公安局",
            "platform",
            "find_person",
            "请协助查询郝某某的居住登记和落脚点",
            answered_on=date(2026, 5, 12),
            answer="郝某某在邻市一家修理厂务工，住厂内宿舍",
            seen=PlannedSighting(
                date(2026, 5, 12),
                "邻市示例路修理厂",
                "示例市公安局",
                "likely",
                area="邻市",
                text="白天在厂内务工",
            ),
        ),
    )


def support_acts() -> tuple[PlannedAct, ...]:
    """The town tells of compensation for land; it is stopped two days later and taken two days after that.

    Of 612,400.00 only what is owed is withheld and taken: 120,000.00 − 8,500.00 = 111,500.00.
    """
    return (
        PlannedVisit(
            date(2026, 4, 21),
            "示例镇",
            "示例镇人民政府、村民委员会",
            "了解被执行人户的土地和收入",
            "others",
            met="镇土地收储办公室工作人员",
            outcome="镇、村两级同意留意土地收储，有补偿即告知本院",
        ),
        PlannedRequest(
            date(2026, 4, 21),
            "other",
            TOWN,
            "visit",
            "find_property",
            "请留意王某某户的土地收储和补偿款，发放前告知本院",
            due_on=date(2026, 6, 30),
            answered_on=date(2026, 6, 8),
            answer="王某某户有征地补偿款60余万元待发放，计划6月14日支付",
        ),
        PlannedExpected(
            date(2026, 6, 8),
            "land_compensation",
            TOWN,
            612_400_00,
            date(2026, 6, 14),
            "示例镇人民政府反馈",
            noticed_on=date(2026, 6, 10),
            withheld=111_500_00,
            taken_on=date(2026, 6, 12),
            taken=111_500_00,
        ),
    )


def loan_acts() -> tuple[PlannedAct, ...]:
    """Accounts, car and policy, never more than is owed and the fee; all let go when it is paid.

    On 2026-04-14: 140,000.00 + 469 days × 14.00 = 146,566.00 owed, and a fee of 50.00 +
    1.5% × 136,566.00 in whole yuan, 2,098.00: 148,664.00 may be held. Held: 3,268.41 + 1,904.52 +
    46,000.00 + 95,000.00 = 146,172.93. The policy alone is worth more, so its measure is limited to a sum.
    """
    bank = PlannedAsset(Thing.DEPOSIT, BANK, "示例尾号5702", "银行账户", 3_268_41, "银行反馈")
    wechat = PlannedAsset(Thing.ONLINE_PAYMENT, WECHAT, "示例号5703", "微信账户", 1_904_52, "支付机构反馈")
    car = PlannedAsset(Thing.VEHICLE, VEHICLES, "蒙K·示例57", "小型汽车", 46_000_00, "网络询价", whole=True)
    policy = PlannedAsset(
        Thing.POLICY, INSURER, "示例保单5704", "人身保险的保单现金价值", 168_200_00, "保险公司反馈"
    )
    return (
        _held(date(2026, 1, 30), bank, 140_000_00, 3_268_41),
        _held(date(2026, 1, 30), wechat, 136_731_59, 1_904_52),
        _held(date(2026, 2, 4), car),
        _held(date(2026, 4, 14), policy, 95_000_00, 95_000_00),
    )


def _held(
    on: date, asset: PlannedAsset, amount: int | None = None, frozen: int | None = None
) -> PlannedMeasure:
    """Held until it was paid; a sum is frozen, a thing is sealed."""
    return PlannedMeasure(
        on,
        "seal" if amount is None else "freeze",
        asset,
        amount=amount,
        frozen=frozen,
        receipt=f"{asset.holder}回执",
        released_on=date(2026, 5, 27),
        released_why="本息全部到位，解除控制",
    )
