"""事项卷宗: the whole life of one matter, read together in a constant number of queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Substr
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from luoshi.breakdown.clocks import plan_of
from luoshi.breakdown.lifecycle import MATTER
from luoshi.breakdown.lights import light_of, says_done
from luoshi.breakdown.models import (
    Input,
    Matter,
    MatterSource,
    Milestone,
    Part,
    Round,
    Takeover,
)
from luoshi.breakdown.queries import current_parts, notices_before
from luoshi.breakdown.rules import may_see
from luoshi.breakdown.terms import MatterState
from luoshi.coordination.models import Request
from luoshi.coordination.queries import requests_of
from luoshi.dues.lights import Light
from luoshi.dues.queries import calendar_here, dues_about
from luoshi.dues.schemes import scheme_of
from luoshi.intake.models import Instruction
from luoshi.intake.queries import instructions_on
from luoshi.intake.rules import may_see as may_see_document
from luoshi.organisation.acting import Acting
from luoshi.organisation.models import Term
from luoshi.organisation.queries import holds_on
from luoshi.organisation.terms import Role
from luoshi.reporting.models import Claim, Report
from luoshi.reporting.queries import Brief, briefs_of, claims_of, reports_shown
from luoshi.reporting.standing import Pace, pace
from luoshi.reporting.terms import ReportState
from luoshi.shell.chain import Beside, beside_of, lead_of
from luoshi.shell.curve import Curve, curve
from luoshi.shell.deedwords import told_of, words_of
from luoshi.shell.moved import DEEDS, Moved, moved_of
from luoshi.shell.owed import Day, Owed, dues_shown
from luoshi.shell.why import Component, counts_now, explained, why
from luoshi.timelimits.here import day_here
from luoshi.trail.models import Entry

TRAIL_SHOWN = 12
REPORTS_SHOWN = 5
CLOSING = ("matter.complete", "matter.write_off", "matter.file")
S = MatterState


@dataclass(frozen=True)
class Stage:
    """A stage of the line: its word, the day it was reached, and whether it is behind or now."""

    word: str | Promise
    day: date | datetime | None
    standing: str


@dataclass(frozen=True)
class Trace:
    """An entry of the trail in words; `hash` is empty while it has no place in the tree."""

    entry: Entry
    words: str
    told: str
    hash: str
    key: bool


@dataclass(frozen=True)
class Dossier:
    """Everything the page shows of a matter."""

    matter: Matter
    light: Light | None
    why: str
    components: Sequence[Component]
    leader_name: str
    lead_head: str
    hands: Mapping[str, Entry]
    pace: Pace | None
    stages: Sequence[Stage]
    sources: Sequence[MatterSource]
    may_see_document: bool
    parts: Sequence[Part]
    children: Sequence[Matter]
    inputs: Sequence[Input]
    requests: Sequence[Request]
    notices: frozenset[UUID]
    milestones: Sequence[Milestone]
    curve: Curve | None
    tally: Sequence[tuple[str | Promise, int]]
    completion: Owed | None
    next_report: Owed | None
    firsts: Sequence[Owed]
    owed: Sequence[Owed]
    reports: Sequence[Report]
    reports_number: int
    claims: Sequence[Claim]
    rounds: Sequence[Round]
    instructions: Sequence[Instruction]
    paper: Takeover | None
    moved: Sequence[Moved]
    trail: Sequence[Trace]
    trail_number: int

    @property
    def claimed(self) -> bool:
        """Tell whether the unit says that it is done."""
        return says_done(self.matter)

    @property
    def lead(self) -> Part | None:
        """Return the part of the lead unit."""
        return lead_of(self.parts)

    @property
    def beside(self) -> Sequence[Beside]:
        """Return the joint and the assisting units, each role as one line."""
        return beside_of(self.parts)

    @property
    def level(self) -> int | None:
        """Return the level of the light, or None before the matter is issued."""
        return self.light.level if self.light else None

    @property
    def planned(self) -> int | None:
        """Return what the plan asks for today, in percent."""
        return self.pace.planned if self.pace else None

    @property
    def completed_by(self) -> Entry | None:
        """Return the entry that completed this round, if it is completed."""
        return self.hands.get("matter.complete") if self.matter.completed_date else None

    @property
    def filed_by(self) -> Entry | None:
        """Return the entry that filed this round, if it is."""
        return self.hands.get("matter.file") if self.matter.state == S.ARCHIVED else None

    @property
    def written_off_by(self) -> Entry | None:
        """Return the entry that wrote this round off, if it is."""
        return self.hands.get("matter.write_off") if self.matter.written_off_at else None


# Which stage a state stands in: 0 set up, 1 issued, 2 signed, 3 worked on, 4 claimed, 5 verified,
# 6 completed, 7 written off.
STAGE_OF = {
    S.DRAFT: 0, S.NOT_OPENED: 0, S.REGISTERED: 1, S.ASSIGNED: 2, S.RETURNED: 2, S.IN_PROGRESS: 3,
    S.REWORK: 3, S.RESUPERVISED: 1, S.CLAIMED: 4, S.VERIFYING: 5, S.DECIDING: 6, S.COMPLETED: 7,
    S.WRITTEN_OFF: 8, S.ARCHIVED: 9, S.SUSPENDED: 3, S.BEFORE_LEADER: 6, S.TERMINATED: 9,
}  # fmt: skip


def dossier(matter: Matter, by: Acting, at: datetime, *, whole: bool = False) -> Dossier:
    """Read the life of a matter; `matter.open` says which moves this post may make.

    :param whole: every report and entry, not only the newest
    """
    today, calendar = day_here(at), calendar_here()
    MATTER.open_to(by, [matter])
    parts, reports = current_parts(matter), briefs_of(matter, by)
    milestones = list(matter.milestones.order_by("due_date", "id"))
    back = {one.period for one in reports if one.state == ReportState.RETURNED}
    dues = list(dues_about("matter", [matter.pk]))
    named = _leaders(matter, today)
    rounds, below = list(matter.rounds.order_by("-number")), _below(matter, by, today)
    light, kept = light_of(matter, today), pace(matter, milestones, today)
    return Dossier(
        matter=matter,
        light=light,
        why=why(matter, light, kept, scheme_of(calendar)) if light else "",
        components=explained(matter, today, kept, scheme_of(calendar)) if counts_now(light) else (),
        leader_name=named.sponsor,
        lead_head=named.head,
        pace=kept,
        stages=_stages(matter, parts),
        sources=_sources(matter),
        may_see_document=may_see_document.holds(by, matter.list.document),
        parts=parts,
        **below,
        notices=_notices(parts, by),
        milestones=milestones,
        curve=_curve(matter, milestones, reports, today),
        **dues_shown(dues, Day(at, today, calendar, back)),
        reports=reports_shown(matter, reports, len(reports) if whole else REPORTS_SHOWN),
        reports_number=len(reports),
        claims=claims_of(matter),
        rounds=rounds,
        instructions=list(instructions_on(matter.pk)),
        paper=Takeover.objects.filter(matter=matter.pk).first(),
        **_told(_entries(matter, reports, below["requests"]), rounds, whole=whole),
    )


def _told(entries: QuerySet[Entry], rounds: Sequence[Round], *, whole: bool) -> dict[str, Any]:
    """Return what the trail tells: entries, their number, who decided last, how the date moved."""
    shown = entries if whole else entries[:TRAIL_SHOWN]
    decided = _deciding(entries)
    return {
        "trail": [_trace(entry) for entry in shown],
        "trail_number": entries.count(),
        "hands": _hands(decided),
        "moved": moved_of(rounds, decided),
    }


def _below(matter: Matter, by: Acting, today: date) -> dict[str, Any]:
    """Return what stands beside the work: sub-matters, what co-handlers said, what was asked."""
    inputs = matter.inputs.select_related("unit").order_by("-given_at", "-id")
    asked = requests_of(matter, by)
    return {"children": _children(matter, by, today), "inputs": list(inputs), "requests": asked}


def _children(matter: Matter, by: Acting, today: date) -> list[Matter]:
    """Return the sub-matters somebody may see, each with its light. One query."""
    rows = list(
        Matter.objects.filter(may_see(by), parent=matter)
        .select_related("lead")
        .order_by("due_date", "number")
    )
    for row in rows:
        row.light = light_of(row, today)  # type: ignore[attr-defined]
    return rows


def _curve(
    matter: Matter, milestones: Sequence[Milestone], reports: Sequence[Brief], today: date
) -> Curve | None:
    start = matter.issued_date
    if start is None or start >= matter.due_date:
        return None
    this_round = [one for one in reversed(reports) if one.round_number == matter.round_number]
    said = [
        (day_here(one.reported_at), one.percent)
        for one in this_round
        if one.state == ReportState.ACCEPTED
    ]
    return curve(
        plan_of(matter, start, milestones),
        matter.due_date,
        said,
        [(one.due_date, one.name, one.percent) for one in milestones],
        today,
        matter.progress,
    )


def entries_of(matter: Matter) -> Sequence[Entry]:
    """Return every entry on a matter, its reports and requests, newest first, for proving."""
    requests = list(matter.requests.only("pk"))
    return list(_entries(matter, list(matter.reports.only("pk")), requests))


def _entries(
    matter: Matter, reports: Sequence[Brief | Report], requests: Sequence[Request]
) -> QuerySet[Entry]:
    about = Q(about_kind="matter", about_id=str(matter.pk))
    said = Q(about_kind="report", about_id__in=[str(one.pk) for one in reports])
    asked = Q(about_kind="request", about_id__in=[str(one.pk) for one in requests])
    return Entry.objects.filter(about | said | asked).select_related("leaf").order_by("-id")


def _trace(entry: Entry) -> Trace:
    leaf = getattr(entry, "leaf", None)
    return Trace(
        entry=entry,
        words=words_of(entry.deed),
        told=told_of(entry),
        hash=f"{leaf.hash[:4]}…{leaf.hash[-2:]}" if leaf else "",
        key=entry.about_kind == "matter" and bool(entry.after),
    )


def _notices(parts: Sequence[Part], by: Acting) -> frozenset[UUID]:
    """Return the notices that somebody may open: a unit opens its own only."""
    named = [part.notice_id for part in parts if part.notice_id]
    return frozenset(notices_before(by).filter(pk__in=named).values_list("pk", flat=True))


def _deciding(entries: QuerySet[Entry]) -> list[Entry]:
    """Return the entries of the closing moves, and of those that move the date. One query."""
    return list(entries.filter(deed__in=[*CLOSING, *DEEDS]))


def _hands(decided: Sequence[Entry]) -> dict[str, Entry]:
    """Return the latest entry of each closing move: by whose hand it was done."""
    return {entry.deed: entry for entry in reversed(decided) if entry.deed in CLOSING}


class _Leaders(NamedTuple):
    """Who holds the sponsoring leader's post today, and who heads the lead unit, with the title."""

    sponsor: str = ""
    head: str = ""


def _leaders(matter: Matter, today: date) -> _Leaders:
    heads = Q(post__unit=matter.lead_id, post__role=Role.UNIT_HEAD)
    terms = Term.objects.filter(heads | Q(post=matter.leader_id), holds_on(today))
    found = _Leaders()
    for term in terms.order_by("since").select_related("post", "person"):
        if term.post_id == matter.leader_id:
            found = found._replace(sponsor=term.person.name)
        if term.post.unit_id == matter.lead_id and term.post.role == Role.UNIT_HEAD:
            found = found._replace(head=f"{term.person.name} {term.post.title}")
    return found


def _stages(matter: Matter, parts: Sequence[Part]) -> list[Stage]:
    now = STAGE_OF[MatterState(matter.state)]
    lead = next((part for part in parts if part.unit_id == matter.lead_id), None)
    receipt = getattr(lead, "receipt", None)
    line = [
        (_("立项"), matter.registered_date),
        (_("交办"), matter.issued_date),
        (_("签收"), receipt.signed_at if receipt else None),
        (_("办理"), None),
        (_("报结"), matter.claimed_date),
        (_("核查"), matter.verified_date),
        (_("办结"), matter.completed_date),
        (_("销号"), matter.written_off_at),
    ]
    standing = {True: "done", False: "todo"}
    return [
        Stage(word, day, "now" if place == now else standing[place < now])
        for place, (word, day) in enumerate(line)
    ]


def _sources(matter: Matter) -> list[MatterSource]:
    """Return the sources, each with its `words`, cut out by the database: a text may be long."""
    words = Substr("sentence__document__text", F("start") + 1, F("end") - F("start"))
    rows = matter.sources.select_related("sentence").annotate(words=words)
    return list(rows.order_by("start", "id"))
