"""每日提醒 A digest as it is read: its lines in words, of things found among those one sees now.

The digest keeps ids. What went out of sight since has taken its line along; each line says to
which seat it came, and by which cell of the matrix.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from luoshi.breakdown.lights import light_of
from luoshi.breakdown.models import IssueNotice, Matter
from luoshi.breakdown.queries import notices_before
from luoshi.breakdown.rules import may_see
from luoshi.dues.models import Due
from luoshi.dues.terms import DueKind, Level
from luoshi.dues.titles import title_words
from luoshi.kit.wording import full_date
from luoshi.organisation.acting import Acting
from luoshi.organisation.models import Person, Unit
from luoshi.organisation.queries import actings_of
from luoshi.shell import assessed
from luoshi.shell.lines import Line
from luoshi.shell.models import Digest
from luoshi.shell.requested import asked_at
from luoshi.shell.terms import Section
from luoshi.timelimits.here import day_here


@dataclass(frozen=True)
class Shown:
    """One line in words.

    :ivar why: the seat and the rule it came by
    :ivar level: the level of the light it speaks of, None for none
    :ivar what: what is owed, or why the light stands so
    :ivar until: the day it is due, in words
    """

    number: str
    title: str
    told: str
    href: str
    why: str
    level: int | None = None
    what: str = ""
    until: str = ""


@dataclass(frozen=True)
class Part:
    """The lines of one section, for one post."""

    section: Section
    post: str
    lines: Sequence[Shown]

    @property
    def label(self) -> str | Promise:
        """Return the words of the section."""
        return self.section.label


def parts_of(digest: Digest, person: Person, *, at: datetime) -> list[Part]:
    """Return a digest in words, section by section, as far as its reader sees the things now.

    A post she no longer holds has taken its lines along.
    """
    lines = [Line.from_json(held) for held in digest.lines]
    found: list[tuple[Section, str, Shown]] = []
    for by in actings_of(person, on=day_here(at)):
        mine = [one for one in lines if one.post == by.post_id]
        if mine:
            found += _of_a_post(mine, by, at)
    order = {section: place for place, section in enumerate(Section)}
    found.sort(key=lambda one: order[one[0]])
    return [
        Part(section, post, [shown for _section, _post, shown in held])
        for (section, post), held in groupby(found, key=lambda one: (one[0], one[1]))
    ]


def _of_a_post(lines: Sequence[Line], by: Acting, at: datetime) -> list[tuple[Section, str, Shown]]:
    matters, dues, units = _ids(lines, "matter"), _ids(lines, "due"), _ids(lines, "unit")
    owed = {one.pk: one for one in Due.objects.filter(pk__in=dues)} if dues else {}
    about = {UUID(one.about_id) for one in owed.values() if one.about_kind == "matter"}
    seen = Matter.objects.filter(may_see(by), pk__in=matters | about) if matters | about else None
    known = {one.pk: one for one in seen} if seen is not None else {}
    noted = {UUID(one.about_id) for one in owed.values() if one.about_kind == "issuenotice"}
    notices = notices_before(by).filter(pk__in=noted).order_by() if noted else ()
    held = {one.pk: one for one in notices}
    names = {one.pk: one for one in Unit.objects.filter(pk__in=units)} if units else {}
    found = []
    for line in lines:
        shown: Shown | None
        if line.kind == "matter":
            shown = _of_matter(line, known, at)
        elif line.kind == "due":
            shown = _of_due(line, owed, known, held, by)
        elif line.kind == "unit":
            shown = _of_unit(line, names)
        else:
            shown = _of_number(line)
        if shown is not None:
            found.append((line.section, by.post_name, shown))
    return found


def _ids(lines: Sequence[Line], kind: str) -> set[UUID]:
    return {one.thing for one in lines if one.kind == kind and one.thing is not None}


def _of_matter(line: Line, known: dict[UUID, Matter], at: datetime) -> Shown | None:
    matter = known.get(line.thing) if line.thing else None
    if matter is None:
        return None
    light = light_of(matter, day_here(at))
    urged = _("已催办%(n)s次") % {"n": matter.times_urged} if matter.times_urged else ""
    words = {"seat": line.seat.label, "level": Level(line.level).label}
    why = _("%(seat)s：亮灯到“%(level)s”") % words
    if line.how is not None:
        why = _("%(why)s，%(how)s") % {"why": why, "how": line.how.label}
    return Shown(
        number=matter.number,
        title=matter.title,
        told=urged,
        href=reverse("shell:dossier", args=[matter.number]),
        why=why,
        level=line.level,
        what=str(light.reason.label) if light else "",
        until=_until(matter.due_date),
    )


def _of_due(
    line: Line,
    owed: dict[UUID, Due],
    known: dict[UUID, Matter],
    notices: dict[UUID, IssueNotice],
    by: Acting,
) -> Shown | None:
    """Say what is owed; what passed to another unit, or out of sight, is nobody's line any more."""
    due = owed.get(line.thing) if line.thing else None
    if due is None or due.debtor_id != by.unit_id:
        return None
    number, title = "", title_words(due.about_kind, due.about_title)
    href = _answered_at(due, by)
    if due.about_kind == "matter":
        matter = known.get(UUID(due.about_id))
        if matter is None:
            return None
        number, title = matter.number, matter.title
        href = reverse("shell:dossier", args=[matter.number])
    elif due.about_kind == "issuenotice":
        notice = notices.get(UUID(due.about_id))
        if notice is None:
            return None
        href = reverse("breakdown:notice", args=[notice.pk])
    return Shown(
        number=number,
        title=title,
        told=_("已办") if due.closed else "",
        href=href,
        why=str(line.seat.label),
        what=str(DueKind(due.kind).label),
        until=_until(due.due_date),
    )


def _answered_at(due: Due, by: Acting) -> str:
    """Return the page of what a due is about, where it has one for this post; else the desk."""
    if due.about_kind in assessed.KINDS:
        return assessed.page_of(due, by)
    return asked_at(due) or reverse("shell:desk")


def _of_unit(line: Line, names: dict[UUID, Unit]) -> Shown | None:
    unit = names.get(line.thing) if line.thing else None
    if unit is None:
        return None
    href = f"{reverse('breakdown:ledger')}?unit={unit.pk}"
    what = _("缺报%(n)s期") % {"n": line.number}
    return Shown("", str(unit), "", href, str(line.seat.label), what=what)


def _of_number(line: Line) -> Shown:
    """Say how many more there are, and lead to the list that shows them."""
    words = {"n": line.number}
    if line.level:
        level = Level(line.level)
        title = _("%(n)s项到“%(level)s”") % (words | {"level": level.label})
        href = f"{reverse('breakdown:ledger')}?light={line.level}"
        return Shown("", title, "", href, str(line.seat.label), line.level)
    title = _("还有%(n)s项") % words if line.section in _NAMED else _("%(n)s项") % words
    return Shown(
        "", title, "", reverse(_LISTS.get(line.section, "shell:desk")), str(line.seat.label)
    )


_NAMED = (Section.TODAY, Section.SOON, Section.TURNED, Section.KNOWN, Section.WEEKLY)
_LISTS = dict.fromkeys(
    (Section.TURNED, Section.KNOWN, Section.WEEKLY, Section.SILENT), "breakdown:ledger"
)


def _until(day: object) -> str:
    return _("%(day)s到期") % {"day": full_date(day)}  # type: ignore[arg-type]
