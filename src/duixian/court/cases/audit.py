"""The audit trail: every row as it was written, by whom and in which act, kept by the database itself.

It is written once a statement, not once a row, since a ledger brings a hundred thousand rows at once.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

import pghistory
from django.db.models import Model

M = TypeVar("M", bound=type[Model])


def audited(*, exclude: tuple[str, ...] = ()) -> Callable[[M], M]:
    """Keep each version of a model's rows but for the columns excluded, in a table only added to."""

    def keep(model: M) -> M:
        return cast(
            M,
            pghistory.track(
                pghistory.InsertEvent(),
                pghistory.UpdateEvent(),
                pghistory.DeleteEvent(),
                exclude=list(exclude),
                level=pghistory.Statement,
                append_only=True,
                model_name=f"{model.__name__}Version",
                obj_field=pghistory.ObjForeignKey(related_name="versions"),
            )(model),
        )

    return keep
