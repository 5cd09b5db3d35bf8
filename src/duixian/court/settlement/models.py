"""沟通与和解: who spoke with whom, who is in need, what was agreed and by when it is to be paid."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import F, Q

from duixian.court.cases.audit import audited
from duixian.court.cases.models import Case, ClockStop, Document, Party, Payment
from duixian.court.people.models import Court, Staff

MANY = 1000
"""Characters of what was said or agreed; the paper itself is kept among the documents."""


class Contact(models.Model):
    """沟通: one call, message, visit, letter or talk with one person; what was said stands as written."""

    class Way(models.TextChoices):
        PHONE = "phone", "电话"
        WECHAT = "wechat", "微信"
        VISIT = "visit", "上门"
        OFFICE = "office", "到院谈话"
        LETTER = "letter", "信函"
        VIDEO = "video", "视频"

    class Side(models.TextChoices):
        APPLICANT = "applicant", "申请执行人一方"
        RESPONDENT = "respondent", "被执行人一方"
        THIRD_PARTY = "third_party", "第三人"

    class Result(models.TextChoices):
        REACHED = "reached", "谈到了"
        WILLING = "willing", "愿意和解或履行"
        REFUSED = "refused", "不同意"
        NO_ANSWER = "no_answer", "没有联系上"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="contacts")
    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="+")
    side = models.CharField("哪一方", max_length=12, choices=Side)
    person = models.CharField("与何人", max_length=60)
    way = models.CharField("方式", max_length=8, choices=Way)
    on = models.DateField("日期")
    time = models.TimeField("时间", null=True)
    said = models.CharField("谈了什么", max_length=MANY)
    result = models.CharField("结果", max_length=10, choices=Result)
    noted_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(way__in=["phone", "wechat", "visit", "office", "letter", "video"]),
                name="contact_way_known",
            ),
            models.CheckConstraint(
                condition=Q(side__in=["applicant", "respondent", "third_party"]), name="contact_side_known"
            ),
            models.CheckConstraint(condition=~Q(said="") & ~Q(person=""), name="contact_says_something"),
        ]
        indexes = [models.Index(fields=["case", "on"], name="contact_of_case")]
        triggers = [pgtrigger.Protect(name="contact_kept", operation=pgtrigger.Update | pgtrigger.Delete)]


class Hardship(models.Model):
    """困难情况 of a party, with what shows it; a later one adds, replaces none."""

    class Kind(models.TextChoices):
        ILLNESS = "illness", "重病"
        DISABILITY = "disability", "残疾"
        MINORS = "minors", "抚养未成年子女"
        ELDERLY = "elderly", "赡养老人"
        SUBSISTENCE = "subsistence", "低保、特困"
        UNEMPLOYED = "unemployed", "失业、无收入"
        DISASTER = "disaster", "灾害、事故"
        OTHER = "other", "其他困难"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="hardships")
    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="hardships")
    kind = models.CharField("困难", max_length=12, choices=Kind)
    on = models.DateField("了解的日期")
    text = models.CharField("情况", max_length=500)
    evidence = models.CharField("证据", max_length=200)
    noted_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-on", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text="") & ~Q(evidence=""), name="hardship_has_its_evidence"),
        ]
        indexes = [models.Index(fields=["case", "on"], name="hardship_of_case")]
        triggers = [pgtrigger.Protect(name="hardship_kept", operation=pgtrigger.Update | pgtrigger.Delete)]


@audited()
class Settlement(models.Model):
    """执行和解: an agreement on a case's debt. The title never changes; what is given up becomes a waiver of
    the case when the agreement takes it so. Sums are fen.

    `after` is the last payment that was known when its sums were reckoned; what was known is none of its own.
    """

    class Kind(models.TextChoices):
        JOINT = "joint", "双方共同提交书面协议"
        ONE_ACCEPTED = "one_accepted", "一方提交，对方认可"
        ORAL_RECORDED = "oral_recorded", "口头达成，记入笔录"
        OUT_OF_COURT = "out_of_court", "自行达成，未提交法院"

    class State(models.TextChoices):
        DRAFTED = "drafted", "待签名"
        SIGNED = "signed", "履行中"
        PERFORMED = "performed", "履行完毕"
        BREACHED = "breached", "违约"
        REVIVED = "revived", "已恢复执行"
        VOID = "void", "作废"

    class Effect(models.TextChoices):
        PERFORMANCE = "performance", "履行完毕时"
        SIGNING = "signing", "签名时"

    class By(models.TextChoices):
        PARTY = "party", "申请执行人本人"
        SPECIAL_AGENT = "special_agent", "特别授权的代理人"
        GENERAL_AGENT = "general_agent", "一般授权的代理人"
        GUARDIAN = "guardian", "法定代理人"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="settlements")
    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="+")
    on = models.DateField("协议日期")
    kind = models.CharField("形式", max_length=16, choices=Kind)
    text = models.CharField("协议内容", max_length=MANY)
    waived_surcharge = models.BigIntegerField("放弃加倍部分（分）", default=0)
    waived_interest = models.BigIntegerField("放弃利息（分）", default=0)
    waived_principal = models.BigIntegerField("放弃本金（分）", default=0)
    waived_by = models.CharField("由谁放弃", max_length=16, choices=By, default=By.PARTY)
    waiver_words = models.CharField("放弃的原话", max_length=200, blank=True)
    waiver_takes_effect = models.CharField(
        "放弃何时生效", max_length=12, choices=Effect, default=Effect.PERFORMANCE
    )
    at_once = models.BigIntegerField("当场履行（分）", default=0)
    agreed = models.BigIntegerField("约定给付（分）")
    last_on = models.DateField("约定履行的最后一日")
    guarantor = models.CharField("担保人", max_length=100, blank=True)
    guarantee = models.CharField("担保内容", max_length=200, blank=True)
    direct_enforcement = models.BooleanField("担保人承诺直接强制执行", default=False)
    state = models.CharField("状态", max_length=10, choices=State, default=State.DRAFTED)
    applicant_signer = models.CharField("申请执行人一方签名", max_length=60, blank=True)
    respondent_signer = models.CharField("被执行人一方签名", max_length=60, blank=True)
    signed_on = models.DateField("签名日期", null=True)
    after = models.ForeignKey(Payment, null=True, on_delete=models.PROTECT, related_name="+")
    waived_on = models.DateField("放弃登记日期", null=True)
    ended_on = models.DateField("结束日期", null=True)
    ended_why = models.CharField("结束的事由", max_length=300, blank=True)
    refused_ahead = models.BooleanField("期限届满前表明不履行", default=False)
    answered_on = models.DateField("申请恢复或另行起诉日期", null=True)
    stop = models.ForeignKey(ClockStop, null=True, on_delete=models.PROTECT, related_name="+")
    document = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="+")
    noted_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(waived_surcharge__gte=0, waived_interest__gte=0, waived_principal__gte=0),
                name="settlement_waives_no_less_than_nothing",
            ),
            models.CheckConstraint(
                condition=Q(waived_surcharge=0, waived_interest=0, waived_principal=0) | ~Q(waiver_words=""),
                name="settlement_waiver_is_express",
            ),
            models.CheckConstraint(
                condition=Q(waived_surcharge=0, waived_interest=0, waived_principal=0)
                | ~Q(waived_by="general_agent"),
                name="settlement_waived_by_one_entitled",
            ),
            models.CheckConstraint(
                condition=Q(at_once__gte=0, agreed__gt=0, at_once__lte=F("agreed")),
                name="settlement_sums_in_order",
            ),
            models.CheckConstraint(
                condition=Q(guarantor="", guarantee="", direct_enforcement=False) | ~Q(guarantor=""),
                name="settlement_guarantee_has_its_guarantor",
            ),
            models.CheckConstraint(
                condition=(Q(state="drafted", signed_on=None, ended_on=None))
                | (Q(state="signed", ended_on=None) & Q(signed_on__isnull=False))
                | Q(state="void", ended_on__isnull=False)
                | Q(
                    state__in=["performed", "breached", "revived"],
                    signed_on__isnull=False,
                    ended_on__isnull=False,
                ),
                name="settlement_state_has_its_days",
            ),
            models.CheckConstraint(
                condition=Q(signed_on=None) | (~Q(applicant_signer="") & ~Q(respondent_signer="")),
                name="settlement_signed_by_both",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("on")), name="settlement_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(
                    answered_on=None, state__in=["drafted", "signed", "performed", "breached", "void"]
                )
                | Q(answered_on__gte=F("ended_on"), state__in=["breached", "revived"]),
                name="settlement_answered_when_broken",
            ),
            models.UniqueConstraint(
                fields=["case"], condition=Q(state="signed"), name="settlement_one_running"
            ),
        ]
        indexes = [
            models.Index(fields=["case", "on"], name="settlement_of_case"),
            models.Index(
                fields=["court", "ended_on", "id"],
                name="settlement_unanswered",
                include=["case"],
                condition=Q(state="breached", answered_on=None),
            ),
            models.Index(
                fields=["court", "last_on", "id"],
                name="settlement_running",
                include=["case"],
                condition=Q(state="signed"),
            ),
        ]
        triggers = [pgtrigger.Protect(name="settlement_kept", operation=pgtrigger.Delete)]

    @property
    def waived(self) -> int:
        """Fen given up, all parts together."""
        return self.waived_surcharge + self.waived_interest + self.waived_principal


@audited()
class Instalment(models.Model):
    """One part of what was agreed. Whether it is paid is told by the payments of the case, oldest part first:
    it is when they reach `cover`, the fen of all parts up to this one, what was paid at once among them.

    `running` while the agreement is signed and has not ended.
    """

    settlement = models.ForeignKey(Settlement, on_delete=models.PROTECT, related_name="instalments")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField("期次")
    due_on = models.DateField("最迟付款日")
    amount = models.BigIntegerField("金额（分）")
    cover = models.BigIntegerField("累计（分）")
    running = models.BooleanField(default=False)

    class Meta:
        ordering = ["settlement", "position"]
        constraints = [
            models.UniqueConstraint(fields=["settlement", "position"], name="instalment_once"),
            models.CheckConstraint(
                condition=Q(amount__gt=0, cover__gte=F("amount"), position__gte=1), name="instalment_in_order"
            ),
        ]
        indexes = [
            models.Index(
                fields=["court", "due_on", "id"],
                name="instalment_falls_due",
                include=["case"],
                condition=Q(running=True),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="instalment_kept", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="instalment_only_runs", exclude=["running"]),
        ]
