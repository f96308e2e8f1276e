"""The words of self-report, check and appeal (自评、审核、申诉; domain/06 section 6.8)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CheckVerdict(TextChoices):
    """What an assessor found when looking over a unit's score."""

    AGREED = "AGREED", _("审核无异议")
    OBJECTED = "OBJECTED", _("审核有异议")


class AppealState(TextChoices):
    """Where an appeal stands: two alike opinions decide it."""

    LODGED = "LODGED", _("待复核")
    REVIEWING = "REVIEWING", _("复核中")
    SPLIT = "SPLIT", _("意见不一，待第三人复核")
    UPHELD = "UPHELD", _("申诉成立，待更正")
    SETTLED = "SETTLED", _("申诉成立，已更正")
    REFUSED = "REFUSED", _("维持原结果")
    WITHDRAWN = "WITHDRAWN", _("已撤回")


class OpinionStance(TextChoices):
    """What one who did not score thinks of an appeal."""

    UPHOLD = "UPHOLD", _("申诉成立")
    REFUSE = "REFUSE", _("维持原结果")


# While one of these stands, nothing is approved and nothing published.
OPEN_APPEALS = (
    AppealState.LODGED,
    AppealState.REVIEWING,
    AppealState.SPLIT,
    AppealState.UPHELD,
)
UPHELD = (AppealState.UPHELD, AppealState.SETTLED)
TO_DECIDE = (AppealState.LODGED, AppealState.REVIEWING, AppealState.SPLIT)
