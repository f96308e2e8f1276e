"""The rows of the ledger: matters with what stands beside them. Five queries, however many."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import F, Q
from django.utils.translation import gettext as _

from luoshi.breakdown.ledger.latest import Said, said_of
from luoshi.breakdown.lights import light_of, says_done
from luoshi.breakdown.models import Matter, MatterList, Milestone, Part
from luoshi.breakdown.terms import OPEN, PartRole
from luoshi.dues.city import seasons
from luoshi.dues.lights import Light
from luoshi.dues.plan import Plan, Point
from luoshi.organisation.models import Term, Unit
from luoshi.organisation.queries import holds_on

# What the longest row needs, and no more: titles are wanted, the texts of decisions are not.
NEEDED = (
    "id", "number", "title", "kind", "work_line", "list_id", "office_id", "lead_id", "leader_id",
    "cadence", "due_date", "original_due_date", "warn_date", "severe_date", "lag_date",
    "far_lag_date", "report_warn_date", "missed_date", "missed_twice_date", "progress",
    "ignored_date", "times_sent_back", "times_urged", "state", "round_number", "issued_date",
    "claimed_date",
    "suspended_date",
)  # fmt: skip
WORDY = ("requirement", "standard")


@dataclass(frozen=True)
class Row:
    """A matter as the ledger shows it.

    :ivar lead_name: the name in full, `lead` the short one
    :ivar plan: per cent that should stand today, or None where nothing is planned
    :ivar left: days left, below nought when it is past due; None once it is closed or claimed
    :ivar owes_reports: whether a report could have come by now
    """

    matter: Matter
    light: Light | None
    says_done: bool
    source: str
    lead: str
    lead_name: str
    joint: str
    assist: str
    leader: str
    plan: float | None
    left: int | None
    said: Said | None
    owes_reports: bool

    @property
    def beside(self) -> str:
        """Return the joint and the assisting units in one line."""
        if not self.joint:
            return self.assist
        joint = _("责任：%(units)s") % {"units": self.joint}
        return f"{joint}；{self.assist}" if self.assist else joint


def rows_of(matters: Sequence[Matter], day: date, *, until: datetime | None = None) -> list[Row]:
    """Return the rows of these matters as of a day.

    :param until: the end of that day where it is over; reports after it are not known yet
    """
    beside = _Beside(matters, day, until)
    return [beside.row(matter) for matter in matters]


class _Beside:
    """Everything that stands beside some matters, read at once."""

    def __init__(self, matters: Sequence[Matter], day: date, until: datetime | None) -> None:
        self.day = day
        self.held = [matter.pk for matter in matters]
        self.parts = _parts(self.held, until)
        leads = {matter.lead_id for matter in matters}
        rows = Unit.objects.filter(pk__in=leads).values_list("pk", "short_name", "name", "path")
        self.units, self.paths = {}, {}
        for pk, short, name, path in rows:
            self.units[pk], self.paths[pk] = (short or name, name), path
        self.seasons = seasons()
        self.sources = _sources({matter.list_id for matter in matters})
        self.leaders = _leaders({matter.leader_id for matter in matters} - {None}, day)
        self.points = _points(self.held)
        self.said = said_of(self.held, until)

    def row(self, matter: Matter) -> Row:
        """Return one of them."""
        running = matter.state in OPEN and not says_done(matter)
        parts = self.parts.get(matter.pk, ())
        short, name = self.units[matter.lead_id]
        return Row(
            matter=matter,
            light=light_of(matter, self.day),
            says_done=says_done(matter),
            source=self.sources[matter.list_id],
            lead=short,
            lead_name=name,
            joint="、".join(unit for role, unit in parts if role == PartRole.JOINT),
            assist="、".join(unit for role, unit in parts if role == PartRole.ASSIST),
            leader=self.leaders.get(matter.leader_id, "") if matter.leader_id else "",
            plan=self._plan(matter) if running else None,
            left=(matter.due_date - self.day).days if running else None,
            said=self.said.get(matter.pk),
            owes_reports=running,
        )

    def _plan(self, matter: Matter) -> float | None:
        """Return the per cent that should stand (序时进度)."""
        if matter.issued_date is None or matter.issued_date >= matter.due_date:
            return None
        points = self.points.get(matter.pk, [])
        closed = self.seasons.of(self.paths[matter.lead_id])
        plan = Plan.of(matter.issued_date, matter.due_date, points, closed)
        return float(plan.expected(self.day))


def _parts(matters: Sequence[UUID], until: datetime | None) -> Mapping[UUID, list[tuple[str, str]]]:
    """Return role and unit of each joint and assisting part, of the round that ran."""
    there = Q(given_up_at__isnull=True, round__number=F("matter__round_number"))
    if until is not None:
        there = Q(given_up_at__isnull=True) | Q(given_up_at__gte=until)
        there &= Q(round__opened_at__lt=until)
        there &= Q(round__closed_at__isnull=True) | Q(round__closed_at__gte=until)
    rows = Part.objects.filter(there, matter__in=matters).exclude(role=PartRole.LEAD)
    found: dict[UUID, list[tuple[str, str]]] = defaultdict(list)
    named = rows.values_list("matter", "role", "unit__short_name", "unit__name")
    for matter, role, short, name in named.order_by("unit__place", "unit__code"):
        found[matter].append((role, short or name))
    return found


def _sources(lists: Iterable[UUID]) -> dict[UUID, str]:
    rows = MatterList.objects.filter(pk__in=set(lists))
    return dict(rows.values_list("pk", "document__title"))


def _leaders(posts: Iterable[UUID | None], day: date) -> dict[UUID, str]:
    held = Term.objects.filter(holds_on(day), post__in=set(posts)).order_by("since")
    return dict(held.values_list("post", "person__name"))


def _points(matters: Sequence[UUID]) -> Mapping[UUID, list[Point]]:
    found: dict[UUID, list[Point]] = defaultdict(list)
    rows = Milestone.objects.filter(matter__in=matters)
    for matter, day, percent in rows.values_list("matter", "due_date", "percent"):
        found[matter].append(Point(day, percent))
    return found
