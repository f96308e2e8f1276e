"""已办 What somebody did in this post: the deeds on matters, lists, papers, notices, newest first.

Read off the trail. A line names its thing only while it is seen: the entry stays, what went out of
sight is not told again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from luoshi.breakdown.models import Matter
from luoshi.breakdown.queries import lists_before, notices_before
from luoshi.breakdown.rules import may_see
from luoshi.intake.models import Document, Instruction
from luoshi.intake.rules import may_see as may_see_document
from luoshi.organisation.acting import Acting
from luoshi.reporting.models import Report, Slip
from luoshi.shell.deedwords import told_of, words_of
from luoshi.timelimits.days import ONE_DAY
from luoshi.timelimits.here import end_here
from luoshi.trail.models import Entry

KINDS = ("matter", "report", "slip", "issuenotice", "matterlist", "document", "instruction")


@dataclass(frozen=True)
class Thing:
    """What a deed was done to, as far as it is seen now."""

    title: str
    number: str
    href: str


@dataclass(frozen=True)
class Done:
    """One deed of mine: its words, what was said with it, and its thing while it is seen."""

    entry: Entry
    words: str
    told: str
    thing: Thing | None


def deeds_of(by: Acting, since: date | None = None, until: date | None = None) -> QuerySet[Entry]:
    """Return what somebody did in this post, newest first, from a day to a day."""
    mine = Entry.objects.filter(
        person_id=by.person_id, post_id=by.post_id, about_kind__in=KINDS
    ).order_by("-id")
    if since is not None:
        mine = mine.filter(at__gte=_begin(since))
    return mine.filter(at__lt=_begin(until + ONE_DAY)) if until is not None else mine


def kinds_of(deeds: QuerySet[Entry]) -> list[tuple[str, str, int]]:
    """Return each kind of deed with its words and how often it was done. One query."""
    rows = deeds.order_by().values_list("deed").annotate(number=Count("pk"))
    return sorted(
        ((deed, words_of(deed), number) for deed, number in rows), key=lambda one: (-one[2], one[0])
    )


def lines_of(entries: Sequence[Entry], by: Acting) -> list[Done]:
    """Return the lines of a page: one query for each kind of thing, however many lines."""
    things = _things(entries, by)

    def line(entry: Entry) -> Done:
        thing = things.get((entry.about_kind, entry.about_id))
        return Done(entry, words_of(entry.deed), told_of(entry) if thing else "", thing)

    return [line(entry) for entry in entries]


def _begin(day: date) -> datetime:
    return end_here(day, time.min)


def _things(entries: Sequence[Entry], by: Acting) -> dict[tuple[str, str], Thing]:
    """Find what the deeds were done to, each among what this post sees at this moment."""
    ids = {kind: [one.about_id for one in entries if one.about_kind == kind] for kind in KINDS}
    over = _over_matters(ids)
    wanted = {*ids["matter"], *map(str, over.values())}
    matters = {
        str(pk): Thing(title, number, reverse("shell:dossier", args=[number]))
        for pk, title, number in Matter.objects.filter(may_see(by), pk__in=wanted)
        .exclude(number="")
        .values_list("pk", "title", "number")
    }
    found = {("matter", pk): thing for pk, thing in matters.items()}
    for (kind, pk), matter in over.items():
        if str(matter) in matters:
            found[kind, pk] = matters[str(matter)]
    return found | _papers(ids, by)


def _over_matters(ids: Mapping[str, Sequence[str]]) -> dict[tuple[str, str], UUID]:
    """Return of which matter a report, a slip or an instruction is."""
    reports = Report.objects.filter(pk__in=ids["report"])
    slips = Slip.objects.filter(pk__in=ids["slip"])
    said = Instruction.objects.filter(pk__in=ids["instruction"], matter_id__isnull=False)
    of_reports = reports.values_list("pk", "matter_id")
    of_slips = slips.values_list("pk", "matter_id")
    found = {("report", str(pk)): matter for pk, matter in of_reports}
    found |= {("slip", str(pk)): matter for pk, matter in of_slips}
    return found | {
        ("instruction", str(pk)): matter
        for pk, matter in said.values_list("pk", "matter_id")
        if matter is not None
    }


def _papers(ids: Mapping[str, Sequence[str]], by: Acting) -> dict[tuple[str, str], Thing]:
    notices = notices_before(by).order_by().filter(pk__in=ids["issuenotice"])
    lists = lists_before(by).order_by().filter(pk__in=ids["matterlist"])
    papers = Document.objects.filter(may_see_document(by), pk__in=ids["document"])
    found: dict[tuple[str, str], Thing] = {}
    for pk, number, title in notices.values_list("pk", "number", "list__document__title"):
        there = reverse("breakdown:notice", args=[pk])
        found["issuenotice", str(pk)] = Thing(title, number, there)
    for pk, title, version in lists.values_list("pk", "document__title", "version"):
        words = _("《%(title)s》责任清单（第%(version)s版）") % {
            "title": title.replace("《", "〈").replace("》", "〉"),
            "version": version,
        }
        found["matterlist", str(pk)] = Thing(words, "", reverse("breakdown:list", args=[pk]))
    for pk, title, number in papers.values_list("pk", "title", "document_number"):
        there = reverse("intake:document", args=[pk])
        found["document", str(pk)] = Thing(title, number, there)
    return found
