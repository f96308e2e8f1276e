"""A period brought to each of its steps, by the hands of 市考核办 and of the units."""

from datetime import timedelta

from luoshi.assessment.appeal_terms import CheckVerdict, OpinionStance
from luoshi.assessment.models import Figure, Indicator, Period
from luoshi.assessment.operations import appealing, checking, periods, running
from luoshi.assessment.standing import assessed
from luoshi.assessment.terms import FigureState, PeriodState
from tests.assessed import a_period, a_scheme, figures
from tests.world import nine_on, someone_of

OFFICE = "市考核办"
OPENED = nine_on(7, 6)
SELF_REPORTING = nine_on(7, 7)
REPORTED = nine_on(7, 8)
CHECKED = nine_on(7, 10)
PREVIEWED = nine_on(7, 13)
PUBLICISED = nine_on(7, 14)
DURING_PUBLICITY = nine_on(7, 15)
AFTER_THE_WINDOWS = nine_on(7, 27)
APPROVED = nine_on(7, 28)
PUBLISHED = nine_on(7, 29)
REVIEWED = nine_on(7, 16)
CORRECTED = nine_on(7, 17)
S = PeriodState
STEPS = (S.COLLECTING, S.SELF_REPORTING, S.CHECKING, S.PREVIEWING, S.PUBLICITY, S.APPROVING,
         S.APPROVED, S.PUBLISHED)  # fmt: skip


def of_the_office(title):
    """Somebody of 市考核办: 主任, 考核员, 计分员, 复核员, 复审员."""
    return someone_of(OFFICE, title)


def the_leader():
    """The mayor's deputy, who approves results."""
    return someone_of("市政府", "副市长")


def a_period_at(state, *, reported=True):
    """Bring the second quarter to a step; figures certified by 市统计局, checked by two."""
    scheme = a_scheme()
    period = periods.open_period(scheme, "2026-Q2", by=of_the_office("考核员"), at=OPENED)
    figures(period)
    for step in STEPS[1 : STEPS.index(state) + 1]:
        STEP[step](period) if step != S.CHECKING else to_checking(period, reported=reported)
    return Period.objects.get(pk=period.pk)


def to_self_reporting(period):
    periods.begin_self_report(period, by=of_the_office("考核员"), at=SELF_REPORTING)


def to_checking(period, *, reported=True):
    if reported:
        report_all(period)
    at = REPORTED if reported else nine_on(7, 20)
    periods.begin_check(period, by=of_the_office("考核员"), at=at)


def report_all(period):
    for one in assessed(period):
        head = someone_of(one.unit.short_name, "UNIT_HEAD")
        checking.report(period, by=head, at=REPORTED, text="各项任务按期完成，隐患整改还差一处。")


def agree_to_all(period, *titles, at=CHECKED):
    for title in titles or ("考核员", "计分员"):
        for one in assessed(period):
            by = of_the_office(title)
            checking.check(period, one.unit, by=by, at=at, verdict=CheckVerdict.AGREED)


def to_preview(period):
    running.run(period, by=of_the_office("计分员"), at=CHECKED)
    agree_to_all(period)
    periods.preview(period, by=of_the_office("主任"), at=PREVIEWED)


def to_publicity(period):
    periods.publicise(period, by=of_the_office("主任"), at=PUBLICISED)


def to_approving(period):
    periods.put_up(period, by=of_the_office("主任"), at=AFTER_THE_WINDOWS)


def to_approved(period):
    periods.approve(period, by=the_leader(), at=APPROVED)


def to_published(period):
    periods.publish(period, by=of_the_office("主任"), at=PUBLISHED)


STEP = {
    S.SELF_REPORTING: to_self_reporting,
    S.PREVIEWING: to_preview,
    S.PUBLICITY: to_publicity,
    S.APPROVING: to_approving,
    S.APPROVED: to_approved,
    S.PUBLISHED: to_published,
}


def the_indicator(period, code="1.1", unit="岚溪县"):
    """An indicator of the group a unit is assessed in."""
    return Indicator.objects.get(
        group__units__unit__short_name=unit, group__scheme=period.scheme_id, code=code
    )


def lodged(period, unit="岚溪县", *, at=DURING_PUBLICITY, ground="少计一处已验收项目", **more):
    """An appeal of a unit's head, against its completion rate unless said otherwise."""
    about = more or {"indicator": the_indicator(period, unit=unit)}
    what = appealing.Lodged(ground, **about)
    return appealing.lodge(period, what, by=someone_of(unit, "UNIT_HEAD"), at=at)


def opinion(appeal, title, stance=OpinionStance.UPHOLD, *, at=REVIEWED, reason="经查属实"):
    """What one of the office says to an appeal."""
    by = title if not isinstance(title, str) else of_the_office(title)
    appealing.give_opinion(appeal, stance, by=by, at=at, reason=reason)


def correct(figure, value, *, at=CORRECTED, certified=True):
    """Let 市统计局 enter and certify a further revision of a figure."""
    Figure.objects.filter(pk=figure.pk).update(current=False)
    by, signed = someone_of("市统计局", "承办人"), someone_of("市统计局", "局长")
    sign = {
        "state": FigureState.CERTIFIED,
        "certified_by_id": signed.person_id,
        "certifier_name": signed.person_name,
        "certified_at": at + timedelta(minutes=5),
    }
    return Figure.objects.create(
        period_id=figure.period_id,
        indicator_id=figure.indicator_id,
        unit_id=figure.unit_id,
        revision=figure.revision + 1,
        value=value,
        reason="漏计一处",
        entered_by_id=by.person_id,
        enterer_name=by.person_name,
        entered_at=at,
        **(sign if certified else {}),
    )


def an_open_period(**more):
    """A period with its figures, as the other tests lay it."""
    period = a_period(**more)
    figures(period)
    return period
