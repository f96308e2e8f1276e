"""报送进展: the lead says how it stands, for the period that is owed, in four parts."""

from decimal import Decimal

import pytest

from luoshi.breakdown.models import Target
from luoshi.breakdown.terms import MatterState as S
from luoshi.dues.terms import DueKind
from luoshi.flow.refusals import NotFromHere, NotYours, Unmet
from luoshi.reporting.models import Report
from luoshi.reporting.operations import reports
from luoshi.reporting.terms import ReportState
from tests.deeds import entry_of, owed, pressed_twice, refused, settled
from tests.road import ASSIST, LEAD, a_matter, bring, the
from tests.world import FRIDAY_NINE, MONDAY_NINE, TUESDAY_NINE, nine_on

pytestmark = pytest.mark.django_db
REPORTS = [(DueKind.REPORT, "市住建局")] * 2


def a_said(**given):
    """What a report says, in all its parts."""
    rest = {"progress": "管沟开挖6公里", "percent": Decimal(50), **given}
    return reports.Said(**rest)


def a_target(matter, value=12):
    """A figure the matter must reach."""
    return Target.objects.create(matter=matter, metric="改造管网", value=value, unit="公里")


def report(matter, said=None, *, at=TUESDAY_NINE, by=None, **rest):
    """Report as the lead's liaison on Tuesday."""
    return reports.report(matter, said or a_said(), by=by or the("联络员", LEAD), at=at, **rest)


def test_a_report_keeps_its_four_parts_and_answers_the_period_that_is_owed():
    matter = a_matter(S.IN_PROGRESS)
    said = a_said(
        arrangement="成立专班",
        problems="征拆进度慢",
        problem_class="DEMOLITION",
        suggestions="请协调属地",
        files=[("照片.txt", b"photo")],
    )

    made = report(matter, said)

    assert (made.arrangement, made.progress, made.problems, made.suggestions) == (
        "成立专班",
        "管沟开挖6公里",
        "征拆进度慢",
        "请协调属地",
    )
    assert (made.period, made.state, made.reporter_name) == (
        "2026-06-T1",
        ReportState.SUBMITTED,
        "市住建局联络员",
    )
    assert [one.name for one in made.evidence.all()] == ["照片.txt"]
    entry = entry_of(made, "report.submit")
    assert entry.facts == {"period": "2026-06-T1", "percent": "50", "no_change": False}
    assert owed(matter)[1:] == REPORTS[1:]


def test_what_is_reported_moves_nothing_until_it_is_accepted():
    matter = a_matter(S.IN_PROGRESS)

    report(matter)

    matter.refresh_from_db()
    assert matter.progress == 0


def test_a_late_report_answers_for_those_that_were_missed():
    matter = a_matter(S.IN_PROGRESS)

    made = report(matter, at=nine_on(6, 23))

    assert made.period == "2026-06-T2"
    assert settled(matter, DueKind.REPORT) == [(True, ""), (True, "")]


def test_a_report_nobody_owed_names_its_day():
    matter = a_matter(S.IN_PROGRESS)
    for _period in range(2):
        report(matter)

    assert report(matter, at=FRIDAY_NINE).period == "2026-06-05"


@pytest.mark.parametrize("title", ["局长", "副局长", "联络员", "承办人"])
def test_everybody_of_the_lead_may_report(title):
    matter = a_matter(S.IN_PROGRESS)

    assert report(matter, by=the(title, LEAD)).unit.short_name == "市住建局"


@pytest.mark.parametrize(
    ("unit", "title"),
    [(ASSIST, "联络员"), ("市政府督查室", "督查员"), ("市住建局城建科", "承办人")],
)
def test_nobody_else_reports(unit, title):
    matter = a_matter(S.IN_PROGRESS)

    with refused(NotYours, "报送进展须由牵头单位办理"):
        report(matter, by=the(title, unit))

    assert not Report.objects.exists()


@pytest.mark.parametrize(
    ("state", "label"), [(S.ASSIGNED, "待签收"), (S.CLAIMED, "待初审"), (S.WRITTEN_OFF, "已销号")]
)
def test_what_is_not_under_way_is_not_reported_on(state, label):
    matter = a_matter(state)

    with refused(NotFromHere, f"当前状态为“{label}”，不能报送进展"):
        report(matter)


def test_a_report_from_a_page_of_yesterday_says_where_the_matter_stands_today():
    matter = a_matter(S.IN_PROGRESS)
    page = type(matter).objects.get(pk=matter.pk)
    bring(matter, S.CLAIMED, at=MONDAY_NINE)

    with refused(NotFromHere, "当前状态为“待初审”，不能报送进展"):
        report(page)


def test_a_report_says_something():
    matter = a_matter(S.IN_PROGRESS)

    with refused(Unmet, "请填写进展情况"):
        report(matter, a_said(progress=" "))


@pytest.mark.parametrize("percent", [-1, Decimal("100.01")])
def test_a_share_is_of_a_hundred(percent):
    matter = a_matter(S.IN_PROGRESS)

    with refused(Unmet, "完成比例须在0到100之间"):
        report(matter, a_said(percent=Decimal(percent)))


def test_a_figure_that_falls_says_why():
    matter = a_matter(S.IN_PROGRESS)
    target = a_target(matter)
    reports.accept(
        report(matter, a_said(figures={target.pk: Decimal(6)})), by=the("督查员"), at=TUESDAY_NINE
    )

    words = "“改造管网”比上次（6）少1.5。确有核减请填写原因。"
    with refused(Unmet, words):
        report(matter, a_said(figures={target.pk: Decimal("4.5")}), at=FRIDAY_NINE)
    made = report(
        matter,
        a_said(figures={target.pk: Decimal("4.5")}, why_less={target.pk: "剔除重复统计"}),
        at=FRIDAY_NINE,
    )

    assert made.figures.get().why_less == "剔除重复统计"


def test_a_figure_is_measured_against_what_was_accepted_only():
    matter = a_matter(S.IN_PROGRESS)
    target = a_target(matter)
    report(matter, a_said(figures={target.pk: Decimal(6)}))

    made = report(matter, a_said(figures={target.pk: Decimal(5)}), at=FRIDAY_NINE)

    assert made.figures.get().value == 5


def test_a_figure_of_another_matter_is_not_taken():
    matter, other = a_matter(S.IN_PROGRESS), a_matter(S.IN_PROGRESS, room="市委督查室")
    target = a_target(other)

    with refused(Unmet, "填报的指标不属于这一事项"):
        report(matter, a_said(figures={target.pk: Decimal(6)}))


def test_the_same_key_reports_once():
    matter, liaison = a_matter(S.IN_PROGRESS), the("联络员", LEAD)

    pressed_twice(lambda key: report(matter, by=liaison, key=key), by=liaison)

    assert Report.objects.count() == 1
