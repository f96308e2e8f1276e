"""Somebody stands in for a post for some days, and it ends by itself (AB岗)."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.flow.refusals import NotFromHere, Unmet
from luoshi.organisation.acting import Acting
from luoshi.organisation.administrators import demand_apart
from luoshi.organisation.ending import end_stand_ins
from luoshi.organisation.guards import demand_order
from luoshi.organisation.models import ActingFor, Person, Term
from luoshi.organisation.rules import demand, lends_posts, takes_back
from luoshi.timelimits.days import day_of
from luoshi.trail.operations import write


def stand_in(
    person: Person,
    *,
    term: Term,
    since: date,
    until: date,
    by: Acting,
    at: datetime,
    key: str = "",
) -> ActingFor:
    """Let a person speak from somebody else's post for some days (代行).

    Every deed done so names whom it was done for. After the last day it is over by itself.

    :raises Unmet: if the days lie in the past or outside the term, the person is the holder, has
        another administrator's post, or stands in already
    :raises NotYours: if `by` may not lend this post
    """
    demand_order(since, until)
    with transaction.atomic():
        demand(lends_posts, by, term, _("设置代行"))
        # Held, so that the term cannot end, nor the same stand-in be set twice, meanwhile.
        term = Term.objects.select_for_update(of=("self",)).select_related(
            "post__unit", "person"
        ).get(pk=term.pk)  # fmt: skip
        _demand_sound(person, term, since, until, at)
        lent = ActingFor.objects.create(person=person, term=term, since=since, until=until)
        facts = {"person": person.pk, "term": term.pk, "since": since, "until": until}
        write("stand_in.begin", about=lent, by=by, at=at, facts=facts, key=key)
    return lent


def end_stand_in(lent: ActingFor, *, by: Acting, at: datetime, key: str = "") -> None:
    """Take a stand-in back before its days are over; at once (收回代行).

    :raises NotFromHere: if it is over or was taken back before
    """
    today = day_of(at)
    with transaction.atomic():
        demand(takes_back, by, lent, _("收回代行"))
        running = ActingFor.objects.filter(pk=lent.pk, until__gte=today, closed_at__isnull=True)
        if not end_stand_ins(running, today, closed_at=at):
            raise NotFromHere(_("该代行已结束"))
        lent.refresh_from_db()
        write("stand_in.end", about=lent, by=by, at=at, facts={"last_day": today}, key=key)


def _demand_sound(person: Person, term: Term, since: date, until: date, at: datetime) -> None:
    if person.pk == term.person_id:
        raise Unmet(_("不能由本人代行本人职务"))
    if not person.is_active:
        raise Unmet(_("%(person)s的账号已停用") % {"person": person})
    if until < day_of(at):
        raise Unmet(_("代行期间不能全在过去"))
    over = term.closed_at is not None or (term.until is not None and until > term.until)
    if since < term.since or over:
        raise Unmet(_("代行期间须在“%(term)s”任期之内") % {"term": term})
    demand_apart(person, term.post)
    same = ActingFor.objects.filter(
        person=person, term=term, since__lte=until, until__gte=since, closed_at__isnull=True
    )
    if same.exists():
        raise Unmet(_("%(person)s在该期间已代行此职务") % {"person": person})
