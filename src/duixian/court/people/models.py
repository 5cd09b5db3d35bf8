"""Courts in their two levels and the staff who work there."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


class Court(models.Model):
    """法院, named by the code that its case numbers carry (内0602)."""

    class Level(models.TextChoices):
        SUPREME = "supreme", "最高法院"
        HIGH = "high", "高级法院"
        INTERMEDIATE = "intermediate", "中级法院"
        BASIC = "basic", "基层法院"
        SPECIAL = "special", "专门法院"

    code = models.CharField("法院代字", primary_key=True, max_length=16)
    name = models.CharField("法院名称", max_length=60, unique=True)
    short_name = models.CharField("简称", max_length=20)
    level = models.CharField("级别", max_length=16, choices=Level)
    parent = models.ForeignKey(
        "self", verbose_name="上级法院", null=True, blank=True, on_delete=models.PROTECT, related_name="lower"
    )
    position = models.PositiveSmallIntegerField("固定次序")

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["position"], name="court_position_unique"),
        ]

    def __str__(self) -> str:
        return self.name


class Role(models.TextChoices):
    """What a person is at his court; access.py says what each may do."""

    HANDLER = "handler", "承办人"
    CLERK = "clerk", "书记员"
    BUREAU_CHIEF = "bureau_chief", "执行局长"
    PRESIDENT = "president", "院长"
    FINANCE = "finance", "财务"
    SUPERVISOR = "supervisor", "上级院监督人员"
    ADMINISTRATOR = "administrator", "系统管理员"
    # Whoever commands the machine holds the data already; this account only signs what he does there.
    OPERATOR = "operator", "命令行"


class StaffManager(BaseUserManager["Staff"]):
    def create_user(
        self, username: str, password: str, *, name: str, court: Court, role: str, **extra: object
    ) -> Staff:
        staff = self.model(username=username, name=name, court=court, role=role, **extra)
        staff.set_password(password)
        staff.save(using=self._db)
        return staff


class Staff(AbstractBaseUser):
    """干警: one account a person; nobody shares one."""

    username = models.CharField("登录名", max_length=40, unique=True)
    name = models.CharField("姓名", max_length=40)
    court = models.ForeignKey(Court, verbose_name="法院", on_delete=models.PROTECT, related_name="staff")
    role = models.CharField("职务", max_length=16, choices=Role)
    is_active = models.BooleanField("在用", default=True)
    must_change_password = models.BooleanField("下次登录须改密码", default=False)

    objects: ClassVar[StaffManager] = StaffManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["court", "username"]
        constraints = [
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="staff_role_known"),
        ]

    def __str__(self) -> str:
        return self.name


class StaffEvent(models.Model):
    """What was done to an account, by whom; only added to."""

    class Kind(models.TextChoices):
        ADDED = "added", "增加账号"
        DEACTIVATED = "deactivated", "停用账号"
        ACTIVATED = "activated", "启用账号"
        PASSWORD_RESET = "password_reset", "重设密码"
        PASSWORD_CHANGED = "password_changed", "本人改密码"

    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="events")
    actor = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField("事项", max_length=20, choices=Kind)
    at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        ordering = ["-id"]


class Installation(models.Model):
    """The one row that says what this installation is; `demo_day` is the working day of a demo."""

    only = models.BooleanField(primary_key=True, default=True)
    demo_day = models.DateField("演示日", null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(only=True), name="installation_only_one"),
        ]
