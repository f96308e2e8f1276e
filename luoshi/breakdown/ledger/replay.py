"""Replaying the trail: what state, lead, date and light's days each matter had on an earlier day.

The entries say what moved when. What they do not carry stands dated elsewhere: leads in
their parts, the day of a round in its row, warn and severe day and the reports owed in the dues.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from luoshi.breakdown.ledger.latest import progress_of
from luoshi.breakdown.lights import UNDER_CHECK
from luoshi.breakdown.models import Matter, Milestone, Part, Round, Takeover, Urging
from luoshi.breakdown.terms import PartRole
from luoshi.dues.city import seasons
from luoshi.dues.lights import report_days, severe_day, warn_day
from luoshi.dues.models import Due, Pause
from luoshi.dues.plan import Plan, Point
from luoshi.dues.queries import calendar_here
from luoshi.dues.reckoning import days_again
from luoshi.dues.schemes import scheme_of
from luoshi.dues.terms import REPORTS, DueKind
from luoshi.timelimits.here import day_here
from luoshi.timelimits.rules import Span
from luoshi.trail.models import Entry

ISSUED = {f"matter.{one}" for one in ("issue", "sub_assign", "reassign", "reissue", "change_lead")}
SENT_BACK = {f"matter.{one}" for one in ("fail_review", "fail_verification", "hand_back")}
NEXT_ROUND = {"matter.reopen", "matter.instruct"}
DONE = {"matter.verify", "matter.accept"}
GAVE_DATE = ("matter.move_date",)


@dataclass(frozen=True)
class Event:
    """One entry about a matter, as far as the replay reads it."""

    id: UUID
    deed: str
    at: datetime
    after: str


class Past:
    """One earlier day of some matters, gathered in a constant number of queries.

    :param held: the ids of these matters as a subquery, `keys` the same as text
    :param end: the moment the day ended
    """

    def __init__(self, held: Any, keys: Any, day: date, end: datetime) -> None:
        self.day, self.end = day, end
        about = Entry.objects.filter(about_kind="matter", about_id__in=keys)
        self.events: dict[str, list[Event]] = defaultdict(list)
        named = about.order_by("id").values_list("about_id", "id", "deed", "at", "after")
        for about_id, pk, deed, at, after in named:
            self.events[about_id].append(Event(pk, deed, at, after))
        later = about.filter(at__gte=end, deed__in=[*NEXT_ROUND, *GAVE_DATE]).order_by("-id")
        self.undone: dict[str, list[Entry]] = defaultdict(list)
        for entry in later:
            self.undone[entry.about_id].append(entry)
        self._read_dues(keys)
        self.rounds = {(one.matter_id, one.number): one for one in
                       Round.objects.filter(matter__in=held)}  # fmt: skip
        self.stood = progress_of(held, end)
        pressed = Urging.objects.filter(matter__in=held, urged_date__lte=day).order_by()
        self.urged = Counter(pressed.values_list("matter", "round_number"))
        taken = Takeover.objects.filter(matter__in=held)
        self.taken = {one.matter_id: one for one in taken}
        self.points: dict[UUID, list[Point]] = defaultdict(list)
        marks = Milestone.objects.filter(matter__in=held)
        for matter, due, percent in marks.values_list("matter", "due_date", "percent"):
            self.points[matter].append(Point(due, percent))
        self.calendar = calendar_here()
        self.led: dict[tuple[UUID, int], list[tuple[UUID, datetime | None]]] = defaultdict(list)
        leads = Part.objects.filter(matter__in=held, role=PartRole.LEAD).order_by("id")
        for matter, number, unit, given_up in leads.values_list(
            "matter", "round__number", "unit", "given_up_at"
        ):
            self.led[matter, number].append((unit, given_up))
        self.seasons, self.paths = seasons(), dict(leads.values_list("unit", "unit__path"))

    def lay_over(self, matter: Matter) -> bool:
        """Put a matter back to where it stood; tell whether there was one yet."""
        events = self.events[str(matter.pk)]
        gone = [one for one in events if one.at < self.end]
        states = [one.after for one in gone if one.after]
        if not states:
            return False
        changed = len(gone) < len(events)
        matter.state = states[-1]
        if changed:
            self._lay_facts(matter, events, gone)
        matter.times_urged = self.urged[matter.pk, matter.round_number]
        self._lay_days(matter, gone, changed)
        self._lay_progress(matter, gone, changed)
        return True

    def _lay_facts(self, matter: Matter, events: list[Event], gone: list[Event]) -> None:
        """Put back what the moves stamped: round, issue, claim, returns, lead."""
        later = events[len(gone) :]
        begun = sum(one.deed in NEXT_ROUND for one in later)
        matter.round_number -= begun
        if begun and (ran := self.rounds.get((matter.pk, matter.round_number))) is not None:
            matter.original_due_date = ran.due_date
        if any(one.deed in ISSUED for one in later):
            # What came from paper was handed out there, on the day its ledger says.
            paper = self.taken.get(matter.pk)
            on_paper = paper.recorded_date if paper else None
            matter.issued_date = _day_of(gone, ISSUED) or on_paper
        matter.claimed_date = None
        if matter.state in UNDER_CHECK:
            matter.claimed_date = _day_of(gone, {"matter.claim"})
        matter.times_sent_back = sum(one.deed in SENT_BACK for one in _of_round(gone))
        # Leads follow one another: the first not given up by then led on that day.
        led = self.led[matter.pk, matter.round_number]
        still = [unit for unit, given_up in led if given_up is None or given_up >= self.end]
        matter.lead_id = still[0] if still else matter.lead_id

    def _lay_days(self, matter: Matter, gone: list[Event], changed: bool) -> None:
        """Put back the days the light changes on, as far as they come from dues."""
        before = {one.id for one in gone}
        known = {one.id for one in self.events[str(matter.pk)]}
        owed = [one for one in self.dues[str(matter.pk)]
                if one.owed_by_entry in before or one.owed_by_entry not in known]  # fmt: skip
        reports = [one for one in owed if one.kind in REPORTS and self._open(one)]
        days = report_days((one.warn_date, one.due_date) for one in reports)
        matter.report_warn_date = days.report_warn_date
        matter.missed_date = days.missed_date
        matter.missed_twice_date = days.missed_twice_date
        main = [one for one in owed if one.kind == DueKind.COMPLETION and self._counts(one)]
        if not changed:
            return
        current = self.rounds.get((matter.pk, matter.round_number))
        if current is not None:
            matter.due_date = current.due_date
        matter.warn_date = matter.severe_date = None
        if main:
            self._lay_main(matter, main[-1])
        # Whose clock did not run yet, its days of standstill all lie ahead.
        elif moved := self._date_before(matter, self.stops[str(matter.pk)]):
            matter.due_date = moved

    def _lay_main(self, matter: Matter, due: Due) -> None:
        """Put back the day of completion: without the pauses and the moves that came later."""
        spans = self.pauses[due.pk]
        ended = [one for one in spans if one.until is not None and one.until <= self.day]
        days = {"due_date": due.due_date, "warn_date": due.warn_date,
                "severe_date": due.severe_date}  # fmt: skip
        if len(ended) < len(spans):
            days |= days_again(due, self.calendar, ended)
        if moved := self._date_before(matter, spans):
            warn = warn_day(due.kind, due.since, moved, self.calendar)
            days = {"due_date": moved, "warn_date": warn,
                    "severe_date": severe_day(moved, self.calendar)}  # fmt: skip
        matter.due_date = days["due_date"]
        matter.warn_date, matter.severe_date = days["warn_date"], days["severe_date"]

    def _lay_progress(self, matter: Matter, gone: list[Event], changed: bool) -> None:
        """Put back the progress, and the days on which the plan passes it."""
        was = matter.progress
        matter.progress = self._progress(matter, gone)
        if not changed and was == matter.progress:
            return
        matter.lag_date = matter.far_lag_date = None
        start = matter.issued_date or matter.original_due_date
        if matter.warn_date is not None and start < matter.due_date:
            closed = self.seasons.of(self.paths.get(matter.lead_id, ""))
            plan = Plan.of(start, matter.due_date, self.points[matter.pk], closed)
            lag = plan.lag_days(matter.progress, scheme_of(self.calendar))
            matter.lag_date, matter.far_lag_date = lag.lag_date, lag.far_lag_date

    def _progress(self, matter: Matter, gone: list[Event]) -> Decimal:
        stood = self.stood.get(matter.pk)
        in_round = _of_round(gone)
        done = [at for at, one in enumerate(in_round) if one.deed in DONE]
        if done:
            return Decimal(100)
        if stood is not None and stood.round == matter.round_number:
            return stood.percent
        paper = self.taken.get(matter.pk)
        return paper.progress if paper and len(in_round) == len(gone) else Decimal(0)

    def _date_before(self, matter: Matter, spans: Sequence[Span]) -> date | None:
        """Return the day that the earliest later change of the date replaced, if there was one.

        What the clock stood still between this day and that change had been added by then.
        """
        found = None
        for entry in self.undone[str(matter.pk)]:
            if entry.deed in NEXT_ROUND:
                found = None
            elif entry.deed in GAVE_DATE and entry.facts.get("from"):
                since, until = self.day, day_here(entry.at)
                stood = (one for one in spans if since < one.until <= until)
                days = sum((one.until - one.since for one in stood), timedelta())
                found = date.fromisoformat(str(entry.facts["from"])) - days
        return found

    def _read_dues(self, keys: Any) -> None:
        self.dues: dict[str, list[Due]] = defaultdict(list)
        kinds = [DueKind.COMPLETION, *REPORTS]
        owed = Due.objects.filter(about_kind="matter", about_id__in=keys, kind__in=kinds)
        for due in owed.filter(since__lte=self.day).order_by("since", "id"):
            self.dues[due.about_id].append(due)
        self.pauses: dict[UUID, list[Span]] = defaultdict(list)
        stops = Pause.objects.filter(due__in=owed.filter(kind=DueKind.COMPLETION).values("pk"))
        self.stops: dict[str, list[Span]] = defaultdict(list)
        for due_id, about_id, since, until in stops.values_list(
            "due", "due__about_id", "since", "until"
        ):
            self.pauses[due_id].append(span := Span(since, until or date.max))
            self.stops[about_id].append(span)

    def _open(self, due: Due) -> bool:
        """Tell whether a due was owed at the end of the day."""
        met = due.met_at is not None and due.met_at < self.end
        return not met and self._counts(due)

    def _counts(self, due: Due) -> bool:
        """Tell whether it had not been excused; a claim is accepted back to its own hour."""
        return due.excused_at is None or due.excused_at >= self.end


def _day_of(events: Sequence[Event], deeds: set[str]) -> date | None:
    """Return the day of the latest of these deeds."""
    found = [one.at for one in events if one.deed in deeds]
    return day_here(found[-1]) if found else None


def _of_round(events: list[Event]) -> list[Event]:
    """Return what was done in the round that ran last."""
    begun = [at for at, one in enumerate(events) if one.deed in NEXT_ROUND]
    return events[begun[-1] :] if begun else events
