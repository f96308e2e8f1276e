"""The life of a report: submitted, then accepted or returned for correction."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from luoshi.breakdown.lifecycle import a_reason
from luoshi.flow.lifecycle import Lifecycle
from luoshi.kit.actor import Actor
from luoshi.reporting.models import Report
from luoshi.reporting.rules import may_review
from luoshi.reporting.terms import ReportState as S


def reviewed(by: Actor, at: datetime) -> dict[str, Any]:
    """Stamp who reviewed and when."""
    return {"reviewed_by": by.person_id, "reviewed_at": at}


REPORT: Lifecycle[Report] = Lifecycle(Report, "state")
# fmt: off
#          move          办理            from            to             who may
REPORT.row("accept",    _("审核通过"),  [S.SUBMITTED],  S.ACCEPTED,    may_review,
           code="T7", stamps=reviewed)
REPORT.row("return",    _("退回补正"),  [S.SUBMITTED],  S.RETURNED,    may_review,
           code="T7", needs=(a_reason,), stamps=reviewed)
# fmt: on
