"""Posts are created in a unit and end there (职务设立、撤销). People come, the post stays."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from luoshi.flow.refusals import NotFromHere, Unmet
from luoshi.organisation.acting import Acting
from luoshi.organisation.administrators import demand_one_remains, hold_administrators
from luoshi.organisation.ending import end_terms
from luoshi.organisation.guards import demand_not_future, demand_words, unless_taken
from luoshi.organisation.models import Post, Sphere, Term, Unit
from luoshi.organisation.rules import demand, keeps_posts
from luoshi.trail.operations import write


def create_post(
    unit: Unit,
    *,
    title: str,
    role: str,
    since: date,
    by: Acting,
    at: datetime,
    key: str = "",
) -> Post:
    """Set up a post in a unit (设立职务). What it may do follows from its role.

    :raises Unmet: if the unit is over or younger, or the post stands there already
    :raises NotYours: if `by` is not the administrator for posts of this role
    """
    title = demand_words(title, _("请填写职务名称"))
    if since < unit.since or unit.until is not None:
        raise Unmet(_("“%(unit)s”在该日未设立或已撤销") % {"unit": unit})
    with transaction.atomic():
        taken = _("“%(unit)s”已有职务“%(title)s”") % {"unit": unit, "title": title}
        with unless_taken(taken):
            post = Post.objects.create(unit=unit, title=title, role=role, since=since)
        # The rule asks the row for its role, so the row comes first; a refusal takes it back.
        demand(keeps_posts, by, post, _("设立职务"))
        facts = {"role": role, "since": since}
        write("post.create", about=post, by=by, at=at, facts=facts, key=key)
    return post


def end_post(post: Post, *, last_day: date, by: Acting, at: datetime, key: str = "") -> None:
    """End a post: whoever holds it or stands in has no rights from it any more (撤销职务).

    :param last_day: the last day it stood; today or earlier
    :raises NotFromHere: if it has ended before
    :raises Unmet: if the last administrator of a kind would go with it
    """
    demand_not_future(last_day, at=at)
    if last_day < post.since:
        raise Unmet(_("最后一日早于设立日期%(since)s") % {"since": post.since.isoformat()})
    with transaction.atomic():
        demand(keeps_posts, by, post, _("撤销职务"))
        hold_administrators(post.role)
        if not Post.objects.filter(pk=post.pk, until__isnull=True).update(until=last_day):
            raise NotFromHere(_("“%(post)s”已撤销") % {"post": post})
        ended = end_terms(Term.objects.filter(post=post), last_day, closed_at=at)
        spheres = Sphere.objects.filter(Q(until__isnull=True) | Q(until__gt=last_day), post=post)
        ended["spheres"] = spheres.filter(since__lte=last_day).update(until=last_day)
        demand_one_remains(post.role, at=at)
        post.refresh_from_db()
        facts = {"last_day": last_day, "ended": ended}
        write("post.end", about=post, by=by, at=at, facts=facts, key=key)
