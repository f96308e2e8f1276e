"""People come into posts, leave them and hand them over (任职、免职、工作交接)."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from luoshi.flow.refusals import NotFromHere, Unmet
from luoshi.organisation.acting import Acting
from luoshi.organisation.administrators import demand_apart, demand_one_remains, hold_administrators
from luoshi.organisation.ending import closing, end_terms
from luoshi.organisation.guards import day_before, demand_order, unless_taken
from luoshi.organisation.models import Person, Post, Term
from luoshi.organisation.rules import demand, keeps_terms
from luoshi.trail.operations import write


def appoint(
    person: Person,
    *,
    to: Post,
    since: date,
    by: Acting,
    at: datetime,
    until: date | None = None,
    document_number: str = "",
    key: str = "",
) -> Term:
    """Put a person into a post from a day on (任职).

    :param until: the last day, where the appointment itself names one
    :raises Unmet: if the post does not stand then, the person cannot sign in, holds it already,
        or holds another administrator's post
    :raises NotYours: if `by` may not fill this post, or is the person
    """
    demand_order(since, until)
    with transaction.atomic():
        term = _begin(person, to, since, until=until, document_number=document_number)
        # The rule asks the row for its post and person; a refusal takes the row back.
        demand(keeps_terms, by, term, _("任职"))
        facts = {
            "person": person.pk,
            "post": to.pk,
            "since": since,
            "until": until,
            "document_number": document_number,
        }
        write("term.begin", about=term, by=by, at=at, facts=facts, key=key)
    return term


def end_term(term: Term, *, last_day: date, by: Acting, at: datetime, key: str = "") -> None:
    """End somebody's term (免职). Ended today or earlier, its rights are over at once.

    Stand-ins for it end with it. What waits for the post goes on waiting for the post.

    :param last_day: the last day of the term; a later day ends it by itself on that day
    :raises NotFromHere: if it has ended before
    :raises Unmet: if the day is before the term, or the last administrator of a kind would go
    """
    demand_order(term.since, last_day)
    with transaction.atomic():
        demand(keeps_terms, by, term, _("免职"))
        hold_administrators(term.post.role)
        ended = _end(term, last_day, closed_at=closing(last_day, at=at))
        demand_one_remains(term.post.role, at=at)
        facts = {"last_day": last_day, "ended": ended}
        write("term.end", about=term, by=by, at=at, facts=facts, key=key)


def hand_over(
    term: Term,
    *,
    to: Person,
    since: date,
    by: Acting,
    at: datetime,
    document_number: str = "",
    key: str = "",
) -> Term:
    """Give a post from one person to another in one deed (工作交接).

    The old term and its stand-ins end the day before; what waits for the post stays with it.

    :param since: the first day of the new holder
    :raises NotFromHere: if the old term has ended before
    :raises Unmet: as `appoint`; or if the post would go to the person who has it
    """
    if to.pk == term.person_id:
        raise Unmet(_("接任者与现任者为同一人"))
    # A term that begins today and is handed over today still held for its one day.
    last_day = max(day_before(since), term.since)
    with transaction.atomic():
        demand(keeps_terms, by, term, _("工作交接"))
        hold_administrators(term.post.role)
        ended = _end(term, last_day, closed_at=closing(since, at=at))
        new = _begin(to, term.post, since, document_number=document_number)
        demand(keeps_terms, by, new, _("工作交接"))
        demand_one_remains(term.post.role, at=at)
        facts = {
            "from": term.person.name,
            "to": to.name,
            "since": since,
            "ended": ended,
            "old_term": term.pk,
            "new_term": new.pk,
            "document_number": document_number,
        }
        write("post.hand_over", about=term.post, by=by, at=at, facts=facts, key=key)
    return new


def _begin(
    person: Person, post: Post, since: date, *, until: date | None = None, document_number: str
) -> Term:
    if not Person.objects.filter(pk=person.pk, is_active=True).exists():
        raise Unmet(_("%(person)s的账号已停用") % {"person": person})
    if since < post.since or (post.until is not None and (until or since) > post.until):
        raise Unmet(_("“%(post)s”在该期间未设立或已撤销") % {"post": post})
    demand_apart(person, post)
    already = _("%(person)s在该期间已任“%(post)s”") % {"person": person, "post": post}
    if _overlapping(person, post, since, until):
        raise Unmet(already)
    with unless_taken(already):
        return Term.objects.create(
            person=person,
            post=post,
            since=since,
            until=until,
            document_number=document_number.strip(),
        )


def _overlapping(person: Person, post: Post, since: date, until: date | None) -> bool:
    """Tell whether the person holds the post on a day of the span; a closed last day is free."""
    held = Term.objects.filter(person=person, post=post).exclude(
        until=since, closed_at__isnull=False
    )
    held = held.filter(Q(until__isnull=True) | Q(until__gte=since))
    return (held.filter(since__lte=until) if until else held).exists()


def _end(term: Term, last_day: date, *, closed_at: datetime | None) -> dict[str, int]:
    longer = Q(until__isnull=True) | Q(until__gt=last_day)
    if closed_at is not None:
        longer |= Q(until=last_day, closed_at__isnull=True)
    running = Term.objects.filter(longer, pk=term.pk)
    ended = end_terms(running, last_day, closed_at=closed_at)
    if not ended.pop("terms"):
        raise NotFromHere(_("“%(term)s”已结束") % {"term": term})
    term.refresh_from_db()
    return ended
