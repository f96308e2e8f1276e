"""A random walk through assessments: whatever is tried, nothing false is ever published.

Random people of the town attempt random deeds on one period: figures entered, certified and
corrected, steps made, checks, adjustments, appeals and opinions, most of them by somebody who may.
The judge reads tables and trail by its own questions, not by the rules it judges.
"""

from collections import Counter, defaultdict
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from random import Random

import pytest
from django.db.models import Q

from luoshi.assessment import standing
from luoshi.assessment.appeal_lifecycle import ADJUSTMENT, APPEAL
from luoshi.assessment.appeal_terms import CheckVerdict, OpinionStance
from luoshi.assessment.models import (
    Adjustment,
    Appeal,
    AssessedUnit,
    CatalogueRule,
    Figure,
    Indicator,
    Period,
    SelfReport,
    UnitCheck,
)
from luoshi.assessment.operations import adjusting, appealing, checking, figures, periods, running
from luoshi.assessment.period_lifecycle import PERIOD
from luoshi.dues.models import Due
from luoshi.flow.refusals import Refused
from luoshi.kit.rules import Rule
from luoshi.trail.models import Entry
from tests.assessed import GROUPS, a_scheme
from tests.assessed import figures as all_figures
from tests.stories.judge import judged
from tests.world import nine_on, someone_of, unit_named

BEGIN = nine_on(7, 6)
ASSESSORS = ("考核员", "计分员", "复核员", "复审员")
SLIP = 0.12
SECONDED = 0.1
SOURCE = "市统计局"


class Assessment:
    """One walk: its chance, its clock, its period, and what became of each attempt."""

    def __init__(self, seed):
        self.rng, self.at = Random(seed), BEGIN
        self.scheme = a_scheme()
        self.units = [name for names in GROUPS.values() for name in names]
        self.heads = [someone_of(name, "UNIT_HEAD") for name in self.units]
        self.office = [someone_of("市考核办", title) for title in ASSESSORS]
        self.chief = someone_of("市考核办", "主任")
        self.leaders = [someone_of("市政府", "市长"), someone_of("市政府", "副市长")]
        self.typist, self.signer = someone_of(SOURCE, "承办人"), someone_of(SOURCE, "局长")
        # somebody who certifies in the morning and decides appeals in the afternoon
        self.two_faced = someone_of("市考核办", "复审员", named="双岗同志")
        # seconded to the office when all its people have scored
        self.lent, self.seconded = [], 0
        self.signs_too = someone_of(SOURCE, "局长", named="双岗同志")
        self.everybody = [
            *self.heads, *self.office, self.chief, *self.leaders, self.typist, self.signer,
            self.two_faced, self.signs_too,
        ]  # fmt: skip
        self.done, self.refused = Counter(), Counter()
        self.published = 0
        self.open()

    def open(self):
        """Open the next of the months, with its figures entered; most of them certified."""
        label = f"2026-{self.published % 6 + 1:02d}"
        Period.objects.filter(label=label).update(label=f"old{self.published}")
        self.period = periods.open_period(self.scheme, label, by=self.chief, at=self.at)
        made = all_figures(self.period, at=self.at)
        for one in self.rng.sample(list(made.values()), 2):
            Figure.objects.filter(pk=one.pk).update(state="ENTERED", certified_at=None)

    def go(self, steps):
        """Attempt so many deeds; after each of them the judge looks."""
        for _ in range(steps):
            self.at += timedelta(hours=self.rng.choice((1, 2, 5, 9)))
            self.period = Period.objects.select_related("scheme").get(pk=self.period.pk)
            likely = LIKELY[self.period.state]
            name = self.rng.choice(TRIED if self.rng.random() < SLIP else likely)
            before = self.newest()
            try:
                getattr(self, name)()
            except Refused as no:
                assert str(no).strip(), "a refusal says why"
                assert self.newest() == before, f"{name} was refused and left an entry"
                self.refused[name] += 1
            except LookupError:
                continue
            else:
                self.done[name] += 1
            assert judged(self.period.pk) == []
            if Period.objects.get(pk=self.period.pk).state == "PUBLISHED":
                self.published += 1
                self.open()
        return self

    @staticmethod
    def newest():
        """How many entries the trail has."""
        return Entry.objects.count()

    def by(self, *ready):
        """One of those who may; now and then anybody."""
        return self.rng.choice(self.everybody if self.rng.random() < SLIP else ready)

    def one(self, rows):
        """One of the rows, or nothing to be done."""
        return self.rng.choice(list(rows) or [][:0])

    def unit(self):
        return unit_named(self.rng.choice(self.units))

    def step(self):
        name = self.rng.choice([n for n, m in PERIOD.moves.items() if self.period.state in m.source]
                               if self.rng.random() > SLIP else list(PERIOD.moves))  # fmt: skip
        if name in ("send_back", "recall") and self.rng.random() < self.unwilling(name):
            raise LookupError
        hands = {"approve": self.leaders, "send_back": self.leaders}.get(name, [self.chief])
        more = {"reason": "再核一遍"} if name in ("send_back", "recall") else {}
        # A window that runs is waited for, now and then.
        if self.period.step_until and self.rng.random() < 0.5:
            until = self.period.step_until
            later = nine_on(until.month, until.day, until.year)
            self.at = max(self.at, later + timedelta(days=1))
        getattr(periods, name)(self.period, by=self.by(*hands), at=self.at, **more)

    def unwilling(self, name):
        """How seldom results are taken back; what changed in the open leaves no other way."""
        if name == "recall" and self.period.state in ("PREVIEWING", "PUBLICITY"):
            return 0.2 if standing.changed_since_shown(self.period) else 0.98
        return 0.6

    def compute(self):
        running.run(self.period, by=self.by(*self.office[:2]), at=self.at)

    def self_report(self):
        heads = [one for one in self.heads if not SelfReport.objects.filter(
            period=self.period, unit=one.unit_id).exists()]  # fmt: skip
        checking.report(self.period, by=self.by(*heads or self.heads), at=self.at, text="已完成")

    def check_all(self):
        by = self.by(*self.office[:2])
        for one in AssessedUnit.objects.filter(scheme=self.scheme):
            verdict = self.rng.choices(CheckVerdict.values, (40, 1))[0]
            checking.check(
                self.period, one.unit, by=by, at=self.at, verdict=verdict, note="口径存疑"
            )

    def check(self):
        by, unit, verdict = self.by(*self.office), self.unit(), self.rng.choice(CheckVerdict.values)
        objections = UnitCheck.objects.filter(period=self.period, verdict="OBJECTED")
        if (held := objections.select_related("unit").first()) and self.rng.random() < 0.7:
            # Whoever holds two posts may have objected as well.
            hands = (*self.office, self.two_faced)
            [by] = [one for one in hands if one.person_id == held.checked_by_id]
            unit, verdict = held.unit, "AGREED"
        checking.check(self.period, unit, by=by, at=self.at, verdict=verdict, note="口径存疑")

    def certify(self):
        waiting = Figure.objects.filter(period=self.period, current=True, state="ENTERED")
        rows = list(waiting.select_related("unit", "indicator"))
        figures.certify(self.period, rows, by=self.by(self.signer, self.signs_too), at=self.at)

    def correct(self):
        held = Figure.objects.filter(period=self.period, current=True, value__isnull=False)
        one = self.one(held.select_related("unit", "indicator", "period"))
        value = Decimal(self.rng.randint(10, 99))
        said = figures.Typed(one.indicator, one.unit, value=value)
        figures.correct(one, said, by=self.by(self.typist), at=self.at, reason="口径订正")

    def propose(self):
        rule = self.one(CatalogueRule.objects.filter(scheme=self.scheme))
        paper = "澄委〔2026〕9号" if self.rng.random() > SLIP else ""
        off = Adjustment.objects.filter(period=self.period, rule__kind="DEDUCTION").first()
        what = adjusting.Proposed(
            off.unit if off and rule.kind == "TOLERANCE" else self.unit(), rule, "查实",
            Decimal(self.rng.randint(1, 3)), paper, off if rule.kind == "TOLERANCE" else None,
        )  # fmt: skip
        adjusting.propose(self.period, what, by=self.by(*self.office), at=self.at)

    def decide(self):
        rows = Adjustment.objects.filter(period=self.period).select_related("period", "rule")
        one = self.one(rows.filter(state="PROPOSED") if self.rng.random() > SLIP else rows)
        veto, by = one.rule.kind == "VETO", self.by(self.chief, *self.office)
        by = self.by(*self.leaders) if veto else by
        if self.rng.random() < 0.7:
            adjusting.confirm(one, by=by, at=self.at)
        else:
            adjusting.refuse(one, by=by, at=self.at, reason="证据不足")

    def revoke(self):
        rows = Adjustment.objects.filter(period=self.period, state="CONFIRMED")
        one = self.one(rows.select_related("period", "rule", "unit"))
        adjusting.revoke(one, by=self.by(self.chief), at=self.at, reason="查明不实")

    def lodge(self):
        by = self.by(*self.heads)
        lines = Indicator.objects.filter(group__units__unit=by.unit_id, below__isnull=True)
        taken = Adjustment.objects.filter(
            period=self.period, unit=by.unit_id, state="CONFIRMED"
        ).first()
        against = {"adjustment": taken} if taken and self.rng.random() < 0.5 else {
            "indicator": self.one(lines)}  # fmt: skip
        appealing.lodge(self.period, appealing.Lodged("少计", **against), by=by, at=self.at)

    def opine(self):
        rows = Appeal.objects.filter(period=self.period).select_related("period", "adjustment")
        appeal = self.one(rows.filter(state__in=["LODGED", "REVIEWING", "SPLIT"]))
        stance = self.rng.choice(OpinionStance.values)
        if self.rng.random() < SECONDED:
            self.second_somebody()
        by = self.by(*self.office, self.two_faced, self.chief, *self.lent)
        appealing.give_opinion(appeal, stance, by=by, at=self.at, reason="经复核")

    def second_somebody(self):
        """Let somebody who never scored come to the office; of those who came the last two stay."""
        self.seconded += 1
        fresh = someone_of("市考核办", "复审员", named=f"抽调同志{self.seconded}")
        self.lent = [*self.lent[-1:], fresh]

    def withdraw(self):
        appeal = self.one(Appeal.objects.filter(period=self.period))
        own = [one for one in self.heads if one.unit_id == appeal.unit_id]
        if self.rng.random() < 0.7:
            raise LookupError
        appealing.withdraw(appeal, by=self.by(*own), at=self.at)

    def put_right(self):
        """Correct, certify and settle what was upheld, as its source and the office would."""
        rows = Appeal.objects.filter(period=self.period, state="UPHELD")
        appeal = self.one(rows.select_related("indicator", "period__scheme"))
        held = Figure.objects.filter(
            period=self.period, indicator=appeal.indicator, unit=appeal.unit_id, current=True
        )
        figure = held.select_related("unit", "indicator", "period").get()
        if figure.revision == appeal.figure_revision:
            said = figures.Typed(figure.indicator, figure.unit, value=Decimal(88))
            figures.correct(figure, said, by=self.typist, at=self.at, reason="申诉成立")
        elif figure.state == "ENTERED":
            figures.certify(self.period, [figure], by=self.signer, at=self.at)
        else:
            appealing.settle(appeal, by=self.by(*self.office), at=self.at)


# What is likely in each step; now and then anything at all is tried.
LIKELY = {
    "COLLECTING": (*["certify"] * 2, "propose", "decide", *["step"] * 2),
    "SELF_REPORTING": (*["self_report"] * 3, "certify", "propose", *["step"] * 2),
    "CHECKING": (
        *["compute"] * 2, *["check_all"] * 3, "check", *["certify"] * 2, *["decide"] * 2, "propose",
        *["step"] * 3,
    ),
    "PREVIEWING": (*["lodge"] * 2, "opine", "correct", "certify", *["decide"] * 2, *["step"] * 3),
    "PUBLICITY": (
        *["lodge"] * 2, *["opine"] * 6, *["put_right"] * 6, "certify", "decide", "revoke",
        "withdraw", *["step"] * 4,
    ),
    "APPROVING": (*["step"] * 4, "lodge", "correct", "opine"),
    "APPROVED": (*["step"] * 4, "correct", "compute"),
}  # fmt: skip
TRIED = sorted({name for names in LIKELY.values() for name in names})


def numbers_of_publications():
    """The numbers given so far by series and year, in their order."""
    given = defaultdict(list)
    for number in Period.objects.exclude(number="").values_list("number", flat=True):
        series, _bracket, place = number.rpartition("〕")
        given[series].append(int(place.removesuffix("号")))
    return {series: sorted(places) for series, places in given.items()}


def walked(seed, deeds):
    walk = Assessment(seed).go(deeds)
    for places in numbers_of_publications().values():
        assert places == list(range(1, len(places) + 1))
    left = Due.objects.filter(about_kind="appeal", met_at=None, excused_at=None)
    ended = Appeal.objects.filter(state__in=["SETTLED", "REFUSED", "WITHDRAWN"])
    assert not left.filter(about_id__in=[str(one.pk) for one in ended]).exists()
    return walk


@pytest.mark.django_db
def test_whatever_is_tried_nothing_false_is_published():
    walk = walked(20260717, 180)

    assert {"step", "compute", "certify", "lodge", "opine", "decide"} <= set(walk.done)
    assert walk.published >= 1
    assert sum(walk.refused.values()) > 30


WITHOUT = {
    "over an open appeal": (PERIOD, "no_open_appeal"),
    "decided on what they scored": (APPEAL, "may"),
    "the hand that proposed it": (ADJUSTMENT, "may"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("said", WITHOUT)
def test_the_judge_sees_what_a_guard_taken_out_lets_through(said, monkeypatch):
    table, guard = WITHOUT[said]
    for name, move in table.moves.items():
        needs = tuple(need for need in move.needs if need.__name__ != guard)
        may = Rule("任何人", lambda by: Q()) if guard == "may" else move.may
        monkeypatch.setitem(table.moves, name, replace(move, needs=needs, may=may))

    with pytest.raises(AssertionError, match=said):
        Assessment(3).go(1500)


@pytest.mark.long
@pytest.mark.django_db
@pytest.mark.parametrize("seed", [1, 2, 5, 8])
def test_many_walks_reach_every_move_of_the_tables(seed):
    walked(seed, 3000)
    deeds = set(Entry.objects.values_list("deed", flat=True))

    wanted = {f"period.{name}" for name in PERIOD.moves}
    wanted |= {f"adjustment.{name}" for name in ADJUSTMENT.moves}
    # A merger alone ends an appeal; no unit of this walk is merged.
    wanted |= {f"appeal.{name}" for name in APPEAL.moves if name != "lapse"}
    assert wanted - deeds == set()
