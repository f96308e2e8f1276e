"""The words of the queue."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    """Where a job stands."""

    WAITING = "WAITING", _("等待")
    RUNNING = "RUNNING", _("执行中")
    DONE = "DONE", _("已完成")
    FAILED = "FAILED", _("失败")
