"""Requests and asks as rows of the desk: which are this post's to decide, and where they lead."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.urls import reverse

from luoshi.coordination.models import Request
from luoshi.coordination.rules import may_decide
from luoshi.coordination.terms import BEFORE_THE_LEVEL
from luoshi.dues.models import Due
from luoshi.organisation.acting import Acting

KIND = "request"


@dataclass(frozen=True)
class Asked:
    """A request that a decision is owed on, and whether this post decides it now."""

    request: Request
    mine: bool

    @property
    def href(self) -> str:
        """Return the page on which it is decided."""
        return reverse("coordination:request", args=[self.request.pk])


def asked_at(due: Due) -> str:
    """Return the page of the ask or request a due is about; "" for a due about anything else."""
    if due.about_kind == KIND:
        return reverse("coordination:request", args=[due.about_id])
    if due.about_kind != "ask":
        return ""
    page = reverse("coordination:ask", args=[due.about_id])
    return f"{page}?period={due.period}" if due.period else page


def asked_in(dues: Iterable[Due], by: Acting) -> dict[str, Asked]:
    """Return the requests these dues are about, by key. One query, wherever a request may stand."""
    named = [due.about_id for due in dues if due.about_kind == KIND] or [str(UUID(int=0))]
    mine = Request.objects.filter(may_decide(by), pk=OuterRef("pk"), state__in=BEFORE_THE_LEVEL)
    rows = Request.objects.filter(pk__in=named).select_related("matter", "unit")
    return {str(one.pk): Asked(one, one.mine) for one in rows.annotate(mine=Exists(mine))}
