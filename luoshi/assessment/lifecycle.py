"""The lives of a scheme and of a figure; a period has a table of its own (period_lifecycle)."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from luoshi.assessment.models import Figure, Scheme
from luoshi.assessment.rules import (
    assessor,
    figure_assessor,
    figure_office_head,
    office_head,
    source_head,
    source_staff,
)
from luoshi.assessment.terms import FigureState as F
from luoshi.assessment.terms import SchemeState as S
from luoshi.breakdown.lifecycle import words
from luoshi.flow.lifecycle import Lifecycle
from luoshi.kit.actor import Actor


def put_in_force(by: Actor, at: datetime) -> dict[str, Any]:
    """Stamp whose word it is, and since when it binds."""
    return {"approver_name": by.person_name, "in_force_at": at}


def certified(by: Actor, at: datetime) -> dict[str, Any]:
    """Stamp who answers for the figure."""
    return {"certified_by": by.person_id, "certifier_name": by.person_name, "certified_at": at}


def read_off(by: Actor, at: datetime) -> dict[str, Any]:
    """Stamp that the record itself gives the figure; nobody typed it."""
    return {"certified_by": by.person_id, "certifier_name": str(_("系统记录")), "certified_at": at}


a_basis = words("basis", _("施行须有依据文号"))
why_back = words("reason", _("请写明退回理由"))

SCHEME: Lifecycle[Scheme] = Lifecycle(Scheme, "state")
FIGURE: Lifecycle[Figure] = Lifecycle(Figure, "state")
# fmt: off
#          move            办理                  from           to             who may
SCHEME.row("put_in_force", _("施行"),            [S.DRAFT],     S.IN_FORCE,    office_head,
           needs=(a_basis,), stamps=put_in_force)
SCHEME.row("supersede",    _("由新版本取代"),    [S.IN_FORCE],  S.SUPERSEDED,  office_head)
SCHEME.row("withdraw",     _("撤回草案"),        [S.DRAFT],     S.WITHDRAWN,
           assessor | office_head)

FIGURE.row("certify",      _("核定"),            [F.ENTERED],   F.CERTIFIED,   source_head,
           stamps=certified)
FIGURE.row("send_back",    _("退回"),            [F.ENTERED],   F.RETURNED,    source_head,
           needs=(why_back,))
FIGURE.row("enter_again",  _("重新填报"),        [F.RETURNED],  F.ENTERED,     source_staff)
FIGURE.row("read_off",     _("从系统记录取数"),  [F.ENTERED],   F.CERTIFIED,   figure_assessor,
           stamps=read_off)
FIGURE.row("take_over",    _("采用评议结果"),    [F.ENTERED],   F.CERTIFIED,   figure_office_head,
           stamps=certified)
# fmt: on
