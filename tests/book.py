"""The whole record read back into plain Python, so that it can be judged without our own rules.

Nothing here calls a rule, a need or a query of the house: rows and entries, as they were written.
"""

import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from types import SimpleNamespace
from uuid import UUID
from zoneinfo import ZoneInfo

from luoshi.assessment import models as assessment
from luoshi.breakdown import models as breakdown
from luoshi.coordination import models as coordination
from luoshi.dues.models import Due, Series
from luoshi.intake import models as intake
from luoshi.organisation.models import Designation, Post, Sphere, SphereUnit, Term, Unit
from luoshi.reporting import models as reporting
from luoshi.timelimits.models import OfficialDay
from luoshi.trail.models import Entry

SHANGHAI = ZoneInfo("Asia/Shanghai")


def day(moment: datetime) -> date:
    """The day on the wall in Shanghai."""
    return moment.astimezone(SHANGHAI).date()


@dataclass
class Deed:
    """One entry of the trail with what was said."""

    id: object
    deed: str
    kind: str
    about: str
    at: datetime
    person: object
    post: object
    unit: object
    before: str
    after: str
    facts: dict

    @property
    def day(self):
        """The day it was done."""
        return day(self.at)

    @property
    def key(self):
        """The key of the row it is about."""
        return UUID(self.about)


class Book:
    """Everything, by key and by what it belongs to. One pass over each table."""

    def __init__(self):
        self.deeds = [_deed(row) for row in Entry.objects.order_by("id").values().iterator()]
        self.about = _grouped(self.deeds, "about")
        self.units = _by_key(Unit)
        self.posts = _by_key(Post)
        self.terms = _grouped(_rows(Term), "person_id")
        self.designations = _grouped(_rows(Designation), "unit_id")
        self.special = {row.date: row.kind for row in _rows(OfficialDay)}
        self.documents = _by_key(intake.Document, without=("text",))
        self.sentences = _grouped(_rows(intake.Sentence), "document_id")
        self.instructions = _by_key(intake.Instruction)
        self.counters = _rows(intake.Counter)
        self.lists = _by_key(breakdown.MatterList)
        self.drafts = _grouped(_rows(breakdown.Draft), "list_id")
        self.notices = _by_key(breakdown.IssueNotice)
        self.matters = _by_key(breakdown.Matter)
        self.rounds = _by_key(breakdown.Round)
        self.parts = _grouped(_rows(breakdown.Part), "round_id")
        self.parts_by_notice = _grouped(_all(self.parts), "notice_id")
        self.receipts = {row.part_id: row for row in _rows(breakdown.Receipt)}
        self.targets = _by_key(breakdown.Target)
        self.suspensions = _grouped(_rows(breakdown.Suspension), "matter_id")
        self.inputs = _rows(breakdown.Input)
        self.takeovers = {row.matter_id: row for row in _rows(breakdown.Takeover)}
        self.charges = _charges()
        self.reports = _by_key(reporting.Report)
        self.figures = _grouped(_rows(reporting.Figure), "report_id")
        self.claims = _by_key(reporting.Claim)
        self.reviews = {row.claim_id: row for row in _rows(reporting.Review)}
        self.verifications = {row.claim_id: row for row in _rows(reporting.Verification)}
        self.dues = _grouped(_rows(Due, without=("working",)), "about_id")
        self.series = _grouped(_rows(Series), "about_id")
        self.rounds_of = _grouped(self.rounds.values(), "matter_id")
        self.claims_of = _grouped(self.claims.values(), "matter_id")
        self.asking = _grouped(self.matters.values(), "requirement")
        self.children = _grouped(self.matters.values(), "parent_id")

    @cached_property
    def slips(self):
        """Every claim and return that was prepared for a head."""
        return _by_key(reporting.Slip)

    @cached_property
    def requests(self):
        """Everything units asked of the level that opened a matter."""
        return _by_key(coordination.Request)

    @cached_property
    def asks(self):
        """Everything one unit asked of many."""
        return _by_key(coordination.Ask)

    @cached_property
    def addressees(self):
        """Every unit that was asked, with its reply."""
        return _by_key(coordination.Addressee)

    @cached_property
    def scored(self):
        """Everything of assessments; read where the trail speaks of one."""
        return Scored()

    @cached_property
    def signed_first(self):
        """The units that want what their staff report signed first."""
        return {row.unit_id for row in _rows(reporting.SigningRule) if row.needed}

    def round_of(self, matter_id, number):
        """One round of a matter, by its number."""
        return next(one for one in self.rounds_of[matter_id] if one.number == number)

    def round_now(self, matter):
        """The round a matter is in."""
        return self.round_of(matter.id, matter.round_number)

    def parts_now(self, matter):
        """The parts of the current round that nobody gave up."""
        return [one for one in self.parts[self.round_now(matter).id] if not one.given_up_at]

    def leads(self, round_):
        """Who led a round, one after another; the last of them leads still."""
        led = [one for one in self.parts[round_.id] if one.role == "LEAD"]
        return sorted(led, key=lambda one: (one.given_up_at is None, one.given_up_at))

    def parts_at(self, round_, moment):
        """The parts of a round that stood at a moment."""
        leads = self.leads(round_)
        standing = [
            one
            for one in self.parts[round_.id]
            if one.role != "LEAD" and (one.given_up_at is None or one.given_up_at > moment)
        ]
        lead = next((one for one in leads if not one.given_up_at or one.given_up_at > moment), None)
        return [*standing, lead] if lead else standing

    def works(self, today):
        """Tell a working day: a weekday that is not off, or a day made up for."""
        kind = self.special.get(today)
        return kind == "MAKE_UP" if kind else today.weekday() < 5


class Scored:
    """Everything of assessments, by table."""

    def __init__(self):
        self.schemes = _by_key(assessment.Scheme)
        self.groups = _by_key(assessment.AssessedGroup)
        self.places = _grouped(_rows(assessment.AssessedUnit), "scheme_id")
        self.lines = _by_key(assessment.Indicator)
        self.rules = _by_key(assessment.CatalogueRule)
        self.periods = _by_key(assessment.Period)
        self.figures = _by_key(assessment.Figure)
        self.reports = _by_key(assessment.SelfReport)
        self.checks = _by_key(assessment.UnitCheck)
        self.scores = _by_key(assessment.Score, without=("terms",))
        self.adjustments = _by_key(assessment.Adjustment)
        self.appeals = _by_key(assessment.Appeal)
        self.opinions = _by_key(assessment.AppealOpinion)
        self.appraisals = _by_key(assessment.Appraisal)
        self.appraised = _by_key(assessment.Appraised)
        self.tokens = _by_key(assessment.BallotToken)
        self.papers = _by_key(assessment.PaperCount)
        self.of_a_life = {
            "scheme": self.schemes,
            "period": self.periods,
            "adjustment": self.adjustments,
            "appeal": self.appeals,
            "figure": self.figures,
            "appraisal": self.appraisals,
        }

    def thing(self, deed):
        """The row an entry is about."""
        beside = {"selfreport": self.reports, "unitcheck": self.checks}
        return (self.of_a_life | beside)[deed.kind][deed.key]

    def scheme_of(self, kind, thing):
        """The key of the scheme a thing is under."""
        if kind == "scheme":
            return thing.id
        return (thing if kind == "period" else self.periods[thing.period_id]).scheme_id

    def places_of(self, scheme):
        """The places of a scheme's units."""
        return self.places[scheme]

    def lines_of(self, scheme):
        """The indicators of a scheme."""
        return [one for one in self.lines.values() if self.groups[one.group_id].scheme_id == scheme]


def _charges():
    """The units each leader's post is in charge of now."""
    spheres = {row.id: row.post_id for row in _rows(Sphere) if row.until is None}
    held = defaultdict(list)
    for place in _rows(SphereUnit):
        if place.sphere_id in spheres:
            held[spheres[place.sphere_id]].append(place.unit_id)
    return held


def _deed(row):
    opened = json.loads(row["words"])
    facts = {
        name[6:]: json.loads(held[1]) for name, held in opened.items() if name.startswith("facts.")
    }
    return Deed(
        row["id"],
        row["deed"],
        row["about_kind"],
        row["about_id"],
        row["at"],
        row["person_id"],
        row["post_id"],
        row["unit_id"],
        row["before"],
        row["after"],
        facts,
    )


def _rows(model, without=()):
    names = [one.attname for one in model._meta.concrete_fields if one.name not in without]
    return [SimpleNamespace(**row) for row in model.objects.values(*names).iterator()]


def _all(grouped):
    return [row for rows in grouped.values() for row in rows]


def _by_key(model, without=()):
    return {row.id: row for row in _rows(model, without)}


def _grouped(rows, name):
    held = defaultdict(list)
    for row in rows:
        held[getattr(row, name)].append(row)
    return held
