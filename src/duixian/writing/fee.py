"""A fee as the contract's object."""

from __future__ import annotations

from typing import Any

from duixian.law.fees import FeeStatement
from duixian.law.money import contract_yuan


def fee_object(said: FeeStatement) -> dict[str, Any]:
    """The contract's output of `duixian fee`; `warnings` only where there are any."""
    steps = [
        {
            "from": contract_yuan(step.start),
            "to": contract_yuan(step.end),
            "rate": step.rate,
            "fee": contract_yuan(step.fee),
        }
        for step in said.steps
    ]
    shape = {"fee": contract_yuan(said.fee), "steps": steps, "cite": said.cite}
    return shape | ({"warnings": list(said.warnings)} if said.warnings else {})
