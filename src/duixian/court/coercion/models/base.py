"""What all measures have alike: each is asked for, signed or refused, and concerns a person."""

from __future__ import annotations

from collections.abc import Sequence

import pgtrigger
from django.db import models
from django.db.models import Q

from duixian.court.cases.models import Case, Document, Party
from duixian.court.people.models import Court, Staff


class Decision(models.TextChoices):
    """What became of the request: a withdrawn one is not granted either."""

    WAITING = "waiting", "待审批"
    GRANTED = "granted", "已批准"
    REFUSED = "refused", "未批准"


class Post(models.TextChoices):
    """What the person is to the respondent; as law.coercion knows it; those OF_UNIT answer for a unit."""

    RESPONDENT = "respondent", "被执行人"
    LEGAL_REPRESENTATIVE = "legal_representative", "法定代表人"
    PRINCIPAL = "principal", "主要负责人"
    DIRECT = "directly_responsible", "直接责任人员"
    CONTROLLER = "controller", "实际控制人"
    OUTSIDER = "outsider", "协助义务人、案外人"


OF_UNIT = (Post.LEGAL_REPRESENTATIVE, Post.PRINCIPAL, Post.DIRECT, Post.CONTROLLER)


class Signed(models.Model):
    """What is done only when it is signed; `document` is the paper that the signature brought forth."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="+")
    request = models.OneToOneField("approvals.Request", null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField("事实和理由", max_length=500)
    asked_on = models.DateField("报请日期")
    decision = models.CharField("审批", max_length=8, choices=Decision, default=Decision.WAITING)
    decided_on = models.DateField("决定日期", null=True)
    document = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="+")
    noted_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True

    @property
    def is_granted(self) -> bool:
        """Whether it was signed."""
        return self.decision == Decision.GRANTED


class Against(Signed):
    """A measure against a person, whom `person_key` tells apart: by the identity number where it is known."""

    party = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")
    person = models.CharField("对何人", max_length=60)
    id_no = models.CharField("证件号码", max_length=30, blank=True)
    post = models.CharField("与被执行人的关系", max_length=24, choices=Post, default=Post.RESPONDENT)
    person_key = models.CharField(max_length=120)

    class Meta:
        abstract = True


def signed(name: str) -> list[models.BaseConstraint]:
    """What holds of every row that needs a signature; `name` makes the constraints' names."""
    return [
        models.CheckConstraint(
            condition=Q(decision=Decision.WAITING, decided_on=None)
            | Q(decision__in=[Decision.GRANTED, Decision.REFUSED], decided_on__isnull=False),
            name=f"{name}_decided_has_its_day",
        ),
        models.CheckConstraint(
            condition=Q(decided_on=None) | Q(decided_on__gte=models.F("asked_on")),
            name=f"{name}_decided_after_asked",
        ),
        models.CheckConstraint(condition=~Q(reason=""), name=f"{name}_has_its_reason"),
    ]


def against(name: str) -> list[models.BaseConstraint]:
    """What holds of every measure against a person."""
    return [
        *signed(name),
        models.CheckConstraint(condition=~Q(person="") & ~Q(person_key=""), name=f"{name}_names_whom"),
    ]


def kept(name: str, *fixed: str) -> Sequence[pgtrigger.Trigger]:
    """No row is deleted; a column of `fixed` is told once and never changed."""
    triggers: list[pgtrigger.Trigger] = [pgtrigger.Protect(name=f"{name}_kept", operation=pgtrigger.Delete)]
    if fixed:
        changed = pgtrigger.Q()
        for column in fixed:
            told = pgtrigger.Q(**{f"old__{column}__isnull": False})
            changed |= told & pgtrigger.Q(**{f"old__{column}__df": pgtrigger.F(f"new__{column}")})
        triggers.append(
            pgtrigger.Protect(name=f"{name}_fixed", operation=pgtrigger.Update, condition=changed)
        )
    return triggers
