"""Who may decide what a city keeps of time: rules, calendars, closed seasons, hours."""

from django.utils.translation import gettext_lazy

from luoshi.kit.actor import Actor
from luoshi.kit.rules import Says
from luoshi.organisation.acting import Acting
from luoshi.organisation.models import Post
from luoshi.organisation.rules import demand, directs_supervision, system_admin

# The same hands as keep spheres and groups: the business side of the register.
keeps_time = (system_admin | directs_supervision).named(
    gettext_lazy("督查室主任、秘书长或系统管理员")
)


def may_keep_time(by: Acting) -> bool:
    """Tell whether a post decides about the city's time."""
    return keeps_time.holds(by, Post(pk=by.post_id))


def demand_keeper(by: Actor, deed: Says) -> None:
    """Let nobody decide about the city's time but whose office it is.

    The console and the clock are no posts: who is at the machine may do what the machine may.

    :raises NotYours: with the words of the deed and of the rule
    """
    if isinstance(by, Acting):
        demand(keeps_time, by, Post(pk=by.post_id), deed)
