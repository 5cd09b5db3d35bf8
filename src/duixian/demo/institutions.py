"""The institutions that the sample's courts ask, all invented; all but one are asked by files."""

from __future__ import annotations

from duixian.demo.acts import PlannedInstitution

BANK = "示例银行"
"""Answered by the server of demo/institution."""
RURAL_BANK = "示例农村商业银行"
PAYMENT = "示例支付"
WECHAT = "示例微信支付"
VEHICLES = "示例市车辆管理所"
LAND_REGISTER = "示例市不动产登记中心"
INSURER = "示例人寿保险公司"
TOWN = "示例镇人民政府"
SERVED = "example-bank"
"""The code of the one that answers over HTTP."""

INSTITUTIONS = (
    PlannedInstitution(SERVED, BANK, "bank", central=True, answers_in_days=1),
    PlannedInstitution("example-rural-bank", RURAL_BANK, "bank"),
    PlannedInstitution("example-pay", PAYMENT, "online_payment", central=True),
    PlannedInstitution("example-wechat", WECHAT, "online_payment", central=True),
    PlannedInstitution("example-vehicles", VEHICLES, "vehicle"),
    PlannedInstitution("example-land-register", LAND_REGISTER, "real_estate", answers_in_days=5),
    PlannedInstitution("example-securities", "示例证券登记公司", "securities", central=True),
    PlannedInstitution("example-insurer", INSURER, "insurance", answers_in_days=7),
    PlannedInstitution("example-business", "示例市市场监督管理局", "business"),
    PlannedInstitution("example-housing-fund", "示例市住房公积金中心", "housing_fund", answers_in_days=5),
    PlannedInstitution("example-pension", "示例市社会保险中心", "pension", answers_in_days=5),
    PlannedInstitution("example-town", TOWN, "land_compensation", answers_in_days=10),
    PlannedInstitution("example-port", "示例港航管理处", "ship", answers_in_days=10),
)
