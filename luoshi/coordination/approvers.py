"""Who decides what a unit asks of a matter: the posts of the level that opened it, on a day."""

from datetime import date

from django.db.models import QuerySet

from luoshi.breakdown.models import Matter
from luoshi.breakdown.rules import ASSIGNERS
from luoshi.breakdown.signing import signers_of
from luoshi.intake.terms import SignOff
from luoshi.organisation.models import Person, Post, Term, Unit
from luoshi.organisation.queries import holds_on
from luoshi.organisation.terms import LEADERS


def approvers_of(matter: Matter, *, on: date) -> QuerySet[Post]:
    """Return the posts that decide: whoever signed the list, or gave the child further down."""
    standing = Post.objects.filter(holds_on(on)).select_related("unit").order_by("title", "id")
    if matter.parent is not None:
        return standing.filter(unit=matter.parent.lead_id, role__in=ASSIGNERS)
    if matter.list.sign_off == SignOff.IN_CHARGE and matter.leader_id:
        return standing.filter(pk=matter.leader_id)
    return signers_of(matter.list, on=on)


def approver_of(matter: Matter, *, on: date) -> tuple[Unit, Person | None]:
    """Return the unit that owes the decision, and the leader where it is one post's alone.

    Where nobody holds such a post the room owes it.
    """
    post = approvers_of(matter, on=on).first()
    if post is None:
        return matter.office, None
    if post.role not in LEADERS:
        return post.unit, None
    held = Term.objects.filter(holds_on(on), post=post).select_related("person")
    term = held.order_by("since", "id").first()
    return post.unit, term.person if term else None


def said(matter: Matter, *, on: date) -> str:
    """Name who decides, as unit and post."""
    named = [f"{one.unit}·{one.title}" for one in approvers_of(matter, on=on)[:2]]
    return "、".join(named) or str(matter.office)
