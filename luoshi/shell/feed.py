"""What a calendar program is shown of a person's desk, by RFC 5545: the day, the kind, the title.

No more than the desk would show at that moment: posts ended and matters out of sight fall away with
the next look. Nothing but the title is told of a matter, for the file leaves the house.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar as File
from icalendar import Event

from luoshi.breakdown.models import Matter
from luoshi.dues.models import Due, Feed
from luoshi.dues.operations.feeds import digest_of
from luoshi.dues.telling import ref
from luoshi.dues.titles import title_words
from luoshi.organisation.models import Person
from luoshi.organisation.queries import actings_of
from luoshi.organisation.terms import UNIT_ROLES
from luoshi.shell.calendar import MATTER, href_of, visible
from luoshi.shell.desk import owed_here, waiting
from luoshi.timelimits.days import ONE_DAY

BEHIND, AHEAD = timedelta(days=60), timedelta(days=200)
MOST = 1000


def person_of(token: str) -> Person | None:
    """Return whose address this is, or None where it was taken back or never made."""
    feed = Feed.objects.filter(digest=digest_of(token), withdrawn_at__isnull=True)
    found = feed.select_related("person").first()
    return found.person if found and found.person.is_active else None


def dues_for(person: Person, today: date) -> list[Due]:
    """Return what stands on the desks of all posts a person holds today, once each."""
    found: dict[UUID, Due] = {}
    for by in actings_of(person, on=today):
        owed = waiting(owed_here(by, today)).filter(due_date__range=(today - BEHIND, today + AHEAD))
        dues = list(owed[:MOST])
        for due in dues if by.role in UNIT_ROLES else visible(dues, by):
            found.setdefault(due.pk, due)
    return sorted(found.values(), key=lambda due: (due.due_date, str(due.pk)))


def file_of(dues: Iterable[Due], *, at: datetime, house: str) -> bytes:
    """Return the dues as a calendar file, each a whole day.

    :param house: how the house's addresses begin, such as https://luoshi.example
    """
    held = list(dues)
    named = {due.about_id for due in held if due.about_kind == MATTER}
    numbers = dict(Matter.objects.filter(pk__in=named).values_list("pk", "number"))
    file = File()
    file.add("prodid", "-//Luoshi//dues//ZH")
    file.add("version", "2.0")
    file.add("method", "PUBLISH")
    file.add("x-wr-calname", _("落实：应办"))
    file.add("x-wr-timezone", settings.TIME_ZONE)
    for due in held:
        file.add_component(_event(due, numbers, at, house))
    return bytes(file.to_ical())


def _event(due: Due, numbers: dict[UUID, str], at: datetime, house: str) -> Event:
    words = {"kind": due.get_kind_display(), "title": title_words(due.about_kind, due.about_title)}
    event = Event()
    # The same due keeps its name for good, wherever it moves: a program then moves its entry.
    event.add("uid", f"{ref(due).replace('/', '.')}@luoshi")
    event.add("dtstamp", at.replace(microsecond=0))
    event.add("dtstart", due.due_date)
    event.add("dtend", due.due_date + ONE_DAY)
    event.add("summary", _("%(kind)s：%(title)s") % words)
    event.add("transp", "TRANSPARENT")
    if href := href_of(due, numbers):
        event.add("url", f"{house}{href}")
    return event
