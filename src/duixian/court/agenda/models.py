"""What the agenda keeps of its own: who answered an alarm, each morning's list, and addresses of calendars.

What is due is kept nowhere: it is read from the rooms each time.
"""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import F, Q

from duixian.court.cases.audit import audited
from duixian.court.cases.models import Case
from duixian.court.people.models import Court, Staff


class Answer(models.Model):
    """答复 to an alarm: what is being done until when. It holds the climb until then and closes nothing."""

    source = models.CharField("事项", max_length=20)
    ref = models.BigIntegerField("事项编号")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="answers")
    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    on = models.DateField("答复日期")
    text = models.CharField("正在做什么", max_length=200)
    until = models.DateField("至何日")
    at = models.DateTimeField("登记时间", auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(until__gte=F("on")), name="answer_until_later"),
            models.CheckConstraint(condition=~Q(text=""), name="answer_says_something"),
        ]
        indexes = [models.Index(fields=["source", "until", "ref"], name="answer_holds")]
        triggers = [pgtrigger.Protect(name="answer_kept", operation=pgtrigger.Update | pgtrigger.Delete)]


class Digest(models.Model):
    """今晨清单 of one person: what was due on that morning, as it stood then."""

    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="digests")
    on = models.DateField("日期")
    made_at = models.DateTimeField("生成时间", auto_now_add=True)
    counts = models.JSONField("件数", default=dict)
    rows = models.JSONField("事项", default=list)

    class Meta:
        ordering = ["-on"]
        constraints = [models.UniqueConstraint(fields=["staff", "on"], name="digest_once")]
        triggers = [pgtrigger.Protect(name="digest_kept", operation=pgtrigger.Update)]


@audited(exclude=("token_sha256",))
class Subscription(models.Model):
    """日历订阅: a private address by which a calendar reads one person's own days.

    Only the token's hash is kept: who reads the database can open no calendar.
    """

    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="subscriptions")
    token_sha256 = models.CharField(max_length=64, unique=True)
    with_names = models.BooleanField("写当事人姓名", default=False)
    made_at = models.DateTimeField("生成时间", auto_now_add=True)
    revoked_at = models.DateTimeField("作废时间", null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["staff"], name="subscription_one_in_force", condition=Q(revoked_at=None)
            ),
        ]
        triggers = [pgtrigger.Protect(name="subscription_kept", operation=pgtrigger.Delete)]
