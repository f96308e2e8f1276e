"""Two at one document (占用): who is at a draft holds it for a while; others read, and may ask.

A hold is a courtesy, not a lock: it lapses by itself. That nothing is written over is kept by the
draft's stamp.
"""

from datetime import datetime, timedelta

from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from luoshi.breakdown.models import Draft
from luoshi.breakdown.operations.steps import may_draft
from luoshi.flow.refusals import NotFromHere
from luoshi.organisation.acting import Acting

LEASE = timedelta(minutes=5)


class Held(NotFromHere):
    """Somebody else is at the draft (409); the sentence says who, and until when."""


def hold(draft: Draft, *, by: Acting, at: datetime) -> None:
    """Take a draft in hand for five minutes, and let go of whatever else of the list was held.

    :raises Held: if another person holds it and the hold has not lapsed
    """
    may_draft(draft.list, by)
    mine = Q(held_by__isnull=True) | Q(held_by=by.person_id) | Q(held_until__lte=at)
    rows = Draft.objects.filter(mine, pk=draft.pk)
    # Let go between the two questions, it is free after all: then it is asked for once more.
    while not rows.update(held_by=by.person_id, held_until=at + LEASE):
        demand_free(draft, by=by, at=at)
    Draft.objects.filter(pk=draft.pk, wanted_by=by.person_id).update(wanted_by=None)
    others = Draft.objects.filter(list=draft.list_id, held_by=by.person_id).exclude(pk=draft.pk)
    others.filter(wanted_by__isnull=True).update(held_by=None, held_until=None)
    others.update(held_by=F("wanted_by"), held_until=at + LEASE, wanted_by=None)


def ask_for(draft: Draft, *, by: Acting, at: datetime) -> None:
    """Ask whoever holds a draft to hand it over; one that nobody holds is taken at once."""
    may_draft(draft.list, by)
    held = Draft.objects.filter(pk=draft.pk, held_until__gt=at).exclude(held_by=by.person_id)
    if not held.update(wanted_by=by.person_id):
        hold(draft, by=by, at=at)


def give_up(draft: Draft, *, by: Acting, at: datetime) -> None:
    """Hand a draft over to whoever asked for it, or let go of it.

    :raises NotFromHere: if `by` does not hold it
    """
    may_draft(draft.list, by)
    mine = Draft.objects.filter(pk=draft.pk, held_by=by.person_id)
    freed = mine.filter(wanted_by__isnull=True).update(held_by=None, held_until=None)
    handed = mine.update(held_by=F("wanted_by"), held_until=at + LEASE, wanted_by=None)
    if not freed and not handed:
        raise NotFromHere(_("这条草稿不在您手里"))


def demand_free(draft: Draft, *, by: Acting, at: datetime) -> None:
    """Ask that nobody else is at a draft now.

    :raises Held: with the name of who is, and until when
    """
    now = Draft.objects.select_related("held_by").get(pk=draft.pk)
    other = now.held_by is not None and now.held_by_id != by.person_id
    if other and now.held_until and now.held_until > at:
        words = {
            "who": now.held_by.name,  # type: ignore[union-attr]
            "n": now.place,
            "time": timezone.localtime(now.held_until).strftime("%H:%M"),
        }
        raise Held(
            _("%(who)s正在处理草稿%(n)s，%(time)s前没有动作即可接手，也可请对方让出") % words
        )
