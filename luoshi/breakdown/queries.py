"""Questions about lists, matters and the parts units have in them."""

from django.db.models import F, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from luoshi.breakdown.alike import Known
from luoshi.breakdown.models import Input, IssueNotice, LedgerView, Matter, MatterList, Part
from luoshi.breakdown.rules import asked_to_decide, list_officer, list_signer, may_see
from luoshi.breakdown.terms import (
    BEFORE_ISSUE,
    OPEN,
    DraftVerdict,
    ListState,
    MatterState,
    PartRole,
)
from luoshi.intake.models import Document, Sentence
from luoshi.intake.rules import may_see as may_read
from luoshi.organisation.acting import Acting
from luoshi.organisation.heritage import carried_on_by
from luoshi.organisation.terms import UNIT_ROLES

MOST_DEMANDS = 2000


def matters_before(by: Acting) -> QuerySet[Matter]:
    """Return the matters somebody may see, by date owed, with what a row of the ledger shows."""
    # No rule of a matter joins to many rows, so the condition itself adds none.
    seen = Matter.objects.filter(may_see(by))
    # The text of a decision may be long, and no row of a ledger shows it.
    rows = seen.select_related("lead", "office", "list__document", "leader")
    return rows.defer("list__document__text").order_by("due_date", "number", "id")


def lists_before(by: Acting) -> QuerySet[MatterList]:
    """Return the lists of somebody's room, newest first."""
    return (
        MatterList.objects.filter(list_officer(by))
        .select_related("document")
        .order_by("-document__registered_at", "-version")
    )


def unasked(matters: MatterList) -> QuerySet[Sentence]:
    """Return the sentences that have no answer and from which no draft waits, in their order."""
    waiting = matters.drafts.filter(verdict=DraftVerdict.PROPOSED, sentence__isnull=False)
    unanswered = matters.document.sentences.filter(disposition="")
    return unanswered.exclude(pk__in=waiting.values("sentence")).order_by("place")


def notices_before(by: Acting) -> QuerySet[IssueNotice]:
    """Return the notices sent to somebody's unit or by it, or of the lists read, newest first.

    A unit reaches the old notices of one that was merged into it.
    """
    where = Q(list__document__in=Document.objects.filter(may_read(by)).values("pk"))
    if by.role in UNIT_ROLES:
        mine = carried_on_by(by.unit_id).values("pk")
        where = Q(unit__in=mine) | Q(office__in=mine)
    return (
        IssueNotice.objects.filter(where)
        .select_related("unit", "list__document")
        .order_by("-issued_at", "-id")
    )


def current_parts(matter: Matter) -> list[Part]:
    """Return the parts of the matter's current round, lead, joint, assisting, in official order."""
    parts = matter.parts.filter(round__number=matter.round_number, given_up_at__isnull=True)
    rows = parts.select_related("unit", "notice", "receipt").order_by("unit__place", "unit__code")
    return sorted(rows, key=lambda part: PartRole.values.index(part.role))


def unsigned_parts(by: Acting) -> QuerySet[Part]:
    """Return the parts of somebody's unit that were notified and not yet signed for."""
    return (
        Part.objects.filter(
            unit_id=by.unit_id,
            notice__isnull=False,
            receipt__isnull=True,
            given_up_at__isnull=True,
            round__number=F("matter__round_number"),
        )
        .select_related("matter", "notice", "unit")
        .order_by("notice__issued_at", "matter__number")
    )


def submitted_to(by: Acting) -> QuerySet[Matter]:
    """Return the matters that wait for this leader's decision, by date owed (呈批)."""
    waiting = Matter.objects.filter(asked_to_decide(by), state=MatterState.BEFORE_LEADER)
    rows = waiting.select_related("lead", "office", "list__document", "leader")
    return rows.defer("list__document__text").order_by("due_date", "number", "id")


def lists_to_sign(by: Acting) -> QuerySet[MatterList]:
    """Return the responsibility lists that wait for this post's signature, oldest first (签发)."""
    waiting = MatterList.objects.filter(list_signer(by), state=ListState.SUBMITTED)
    found = waiting.select_related("document", "office", "submitted_by")
    return found.defer("document__text").order_by("document__registered_at", "id")


def inputs_of(matter: Matter) -> list[Input]:
    """Return what joint and assisting units said of a matter, newest first, with their files."""
    rows = matter.inputs.select_related("unit").order_by("-given_at", "-id")
    return list(rows.prefetch_related("files"))


def children_of(matter: Matter) -> QuerySet[Matter]:
    """Return what was assigned further down from a matter, in the order of the numbers."""
    return matter.children.select_related("lead").order_by("id")


def same_demand(matter: Matter, *, but: Matter | None = None) -> Matter | None:
    """Return an open matter of the same lead with the same demand in the same room, if any.

    :param but: what it is set up in place of
    """
    return (
        Matter.objects.filter(
            office=matter.office_id,
            lead=matter.lead_id,
            requirement=matter.requirement,
            state__in=[*OPEN, *BEFORE_ISSUE],
        )
        .exclude(number="")
        .exclude(pk__in=[matter.pk, but.pk if but else matter.pk])
        .first()
    )


def keeps_registration(document: Document, kind: str) -> str:
    """Say why a paper's registration stays: its list is issued, or its kind gave numbers."""
    lists = MatterList.objects.filter(document=document)
    if lists.filter(issued_at__isnull=False).exists():
        return _("责任清单已交办，登记内容不能再更正")
    if kind != document.kind and lists.filter(approved_at__isnull=False).exists():
        return _("事项已按原类别编号，类别不能再更正")
    return ""


def open_demands(by: Acting) -> list[Known]:
    """Return the open matters before somebody that a new demand may repeat, the newest first.

    One query, and at most `MOST_DEMANDS`: an office has fewer open at a time.
    """
    seen = Matter.objects.filter(may_see(by), state__in=[*OPEN, MatterState.REGISTERED])
    rows = seen.order_by("-id").values_list("pk", "number", "title")[:MOST_DEMANDS]
    return [Known(pk, number, title) for pk, number, title in rows]


def with_parts(matters: QuerySet[Matter]) -> QuerySet[Matter]:
    """Add each matter's parts of the current round as `now_parts`, in one further query."""
    parts = Part.objects.filter(
        round__number=F("matter__round_number"), given_up_at__isnull=True
    ).select_related("unit")
    return matters.prefetch_related(
        Prefetch("parts", parts.order_by("unit__place"), to_attr="now_parts")
    )


def views_before(by: Acting) -> QuerySet[LedgerView]:
    """Return the saved views somebody may open: their own here, and those their unit shares."""
    mine = Q(owner=by.person_id) | Q(shared=True)
    rows = LedgerView.objects.filter(mine, unit=by.unit_id).select_related("owner")
    return rows.order_by("shared", "name", "id")
