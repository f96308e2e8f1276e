"""Three administrators apart: no person holds two of the posts, and none of the kinds dies out."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from luoshi.flow.refusals import Unmet
from luoshi.kit.actor import Actor
from luoshi.organisation.models import Person, Post, Term
from luoshi.organisation.queries import holds_on, rights_on
from luoshi.organisation.terms import ADMIN_ROLES, Role
from luoshi.timelimits.days import day_of

KEPT = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN)


def hold_administrators(*roles: str) -> None:
    """Hold the terms of these administrators until the deed is done; call it before the change.

    Two administrators who end one another at once then come one after the other.
    """
    kept = [role for role in roles if role in KEPT]
    if kept:
        terms = Term.objects.filter(post__role__in=kept).order_by("id")
        list(terms.select_for_update(of=("self",)).values_list("pk"))


def demand_one_remains(role: str, *, at: datetime) -> None:
    """Let no deed take away the last system or security administrator; call it after the change.

    :raises Unmet: if nobody who can sign in holds such a post any more
    """
    if role in KEPT and not _standing(role, at).exists():
        raise Unmet(_("至少须保留一名%(role)s") % {"role": Role(role).label})


def demand_apart(person: Person, post: Post) -> None:
    """Let nobody hold two of the three administrators' posts (三员分立).

    :raises Unmet: if the person holds another one
    """
    if post.role not in ADMIN_ROLES:
        return
    others = Term.objects.filter(person=person, until__isnull=True, post__role__in=ADMIN_ROLES)
    if other := others.exclude(post__role=post.role).select_related("post__unit").first():
        raise Unmet(
            _("%(person)s已任“%(post)s”，系统、安全、审计三员不得互相兼任")
            % {"person": person, "post": other.post}
        )


def _standing(role: str, at: datetime) -> QuerySet[Term]:
    on = day_of(at)
    return Term.objects.filter(
        rights_on(on), holds_on(on, "post__"), post__role=role, person__is_active=True
    )


def is_administrator(by: Actor) -> bool:
    """Tell whether somebody speaks from one of the three administrators' posts."""
    return getattr(by, "role", "") in ADMIN_ROLES
