"""What is owed on a title on a day, to the fen, every line with its article.

A title's money divides into parts, each with its last day of performance (maturity). Interest and
the surcharge grow on what is unpaid (growth), in lines of one base and one rate (track, accrual).
Payments and waivers happen on days (reckoning). The statement is what is left.
"""

from duixian.law.debt.result import ACCRUED, Allocation, Line, Statement
from duixian.law.debt.statement import statement

__all__ = ["ACCRUED", "Allocation", "Line", "Statement", "statement"]
