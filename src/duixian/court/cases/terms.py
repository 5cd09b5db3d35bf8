"""期限 of a case that follow from the day it was filed."""

from __future__ import annotations

from datetime import date

from duixian.law.calendar import add_months

ENFORCEMENT_MONTHS = 6
ENFORCEMENT_TERM = "执行期限届满"


def enforcement_term(filed_on: date) -> date:
    """The day by which a case is, as a rule, to be closed: six months from filing.

    Source: 最高人民法院关于人民法院执行工作若干问题的规定（试行） 第六十三条.
    """
    return add_months(filed_on, ENFORCEMENT_MONTHS)
