"""How open dues go along when one unit goes up in another (并入)."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from luoshi.dues.models import OPEN, Due, Series
from luoshi.dues.operations.owing import excuse_all
from luoshi.dues.telling import all_of, tell
from luoshi.kit.actor import Actor
from luoshi.organisation.mergers import Carrier, OpenThing
from luoshi.organisation.models import Unit
from luoshi.timelimits.here import day_here
from luoshi.trail.operations import write


def open_of(unit: Unit) -> Sequence[OpenThing]:
    """List what a unit owes, and what is owed to it."""
    dues = Due.objects.filter(OPEN, debtor=unit) | Due.objects.filter(OPEN, creditor=unit)
    return [OpenThing("due", due.pk, str(due)) for due in dues.order_by("due_date", "id")]


def move(unit: Unit, into: Unit, by: Actor, at: datetime) -> int:
    """Let the successor owe, and be owed, all that is open; return how many dues moved.

    Where both owed the same thing, one of the two is owed no longer.
    """
    owed = Due.objects.filter(OPEN, debtor=unit)
    to_it = Due.objects.filter(OPEN, creditor=unit)
    number = (owed | to_it).count()
    same = ("about_kind", "about_id", "kind", "rule", "period")
    twice = Due.objects.filter(OPEN, debtor=into, **{name: OuterRef(name) for name in same})
    doubled = list(owed.filter(Exists(twice)).values_list("pk", flat=True))
    running = Series.objects.filter(ended_at__isnull=True)
    alike = ("about_kind", "about_id", "kind")
    other = running.filter(debtor=into, **{name: OuterRef(name) for name in alike})
    ended = list(running.filter(debtor=unit).filter(Exists(other)).values_list("pk", flat=True))
    if doubled or ended:
        entry = write("dues.merge", about=unit, by=by, at=at, facts={"into": into.name})
        reason = _("并入%(unit)s，同一应办不重复") % {"unit": into}
        excuse_all(Due.objects.filter(pk__in=doubled), reason=reason, at=at, entry=entry)
        tell(entry, *all_of("end", day_here(at), map(str, ended)))
    Series.objects.filter(pk__in=ended).update(ended_at=at)
    running.filter(debtor=unit).update(debtor=into)
    running.filter(creditor=unit).update(creditor=into)
    owed.update(debtor=into)
    to_it.update(creditor=into)
    return number


CARRIER = Carrier("dues", gettext_lazy("应办"), open_of, move)
