"""The life of an appraisal: drawn up, open for votes, closed. Results are nobody's to type."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from luoshi.assessment.appraisal_terms import AppraisalState as S
from luoshi.assessment.models import Appraisal, PaperCount
from luoshi.assessment.rules import assessor
from luoshi.flow.lifecycle import Lifecycle
from luoshi.kit.actor import Actor


def opened(by: Actor, at: datetime) -> dict[str, Any]:
    """Stamp since when votes are taken."""
    return {"opened_at": at}


def closed(by: Actor, at: datetime) -> dict[str, Any]:
    """Stamp who ended it, and when."""
    return {"closed_at": at, "closer_name": by.person_name}


def some_units(appraisal: Appraisal, facts: dict[str, Any]) -> str | None:
    """Ask for somebody to be appraised."""
    return None if appraisal.appraised.exists() else _("没有被评议单位")


def some_ballots(appraisal: Appraisal, facts: dict[str, Any]) -> str | None:
    """Ask for ballots, by link or on paper."""
    if appraisal.paper_issued or appraisal.tokens.exists():
        return None
    return _("还没有票：请先生成票号，或填写纸质票发出数")


def paper_counted(appraisal: Appraisal, facts: dict[str, Any]) -> str | None:
    """Ask that what was issued on paper was counted by two people."""
    counted = PaperCount.objects.filter(appraisal=appraisal, confirmed_by__isnull=False)
    if not appraisal.paper_issued or counted.exists():
        return None
    return _("纸质票须由两名考核员各自录入一致后才能结束；没有收回的录入0张")


APPRAISAL: Lifecycle[Appraisal] = Lifecycle(Appraisal, "state")
# fmt: off
#             move        办理                        from           to            who may
APPRAISAL.row("open",     gettext_lazy("开始评议"),   [S.DRAFTING],  S.OPEN,       assessor,
              needs=(some_units, some_ballots), stamps=opened)
APPRAISAL.row("close",    gettext_lazy("结束评议"),   [S.OPEN],      S.CLOSED,     assessor,
              needs=(paper_counted,), stamps=closed)
APPRAISAL.row("withdraw", pgettext_lazy("appraisal", "作废"),
                                                      [S.DRAFTING],  S.WITHDRAWN,  assessor)
# fmt: on
