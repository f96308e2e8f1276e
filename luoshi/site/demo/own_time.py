"""The city's own time: a limit of its own, a local holiday, a winter stop, its closing hour."""

from datetime import date, datetime, time

from luoshi.dues import operations
from luoshi.organisation.models import Unit
from luoshi.organisation.terms import Role
from luoshi.site.demo.organisation import Cast
from luoshi.timelimits.calendar import Calendar
from luoshi.timelimits.days import ONE_DAY
from luoshi.timelimits.here import day_here
from luoshi.timelimits.rules import Limit, Rule, Start
from luoshi.timelimits.rules import Unit as Counted
from luoshi.timelimits.terms import DayKind

BUILDERS = ("ZJJ", "JTJ", "SLJ")
WINTER = ((11, 15), (3, 15))


def decide(cast: Cast, calendar: Calendar, *, at: datetime) -> None:
    """Let the director decide what the city keeps of time, each on a paper of its own."""
    by, today = cast.one("SFDC", Role.DIRECTOR), day_here(at)
    operations.set_city_rule(
        Rule(
            "CORRECTION",
            Limit(3, Counted.WORKING),
            Start.NOTICE,
            basis="澄政办发〔2026〕12号《督查工作时限规定》第九条",
            pausable=False,
            since=today,
        ),
        subject="督查事项",
        step="退回补正",
        by=by,
        at=at,
    )
    operations.declare_local_day(
        calendar.add_working_days(today, 30),
        kind=DayKind.HOLIDAY,
        name="澄川建市纪念日",
        basis="澄政发〔2026〕7号",
        by=by,
        at=at,
    )
    (month, day), (last_month, last_day) = WINTER
    operations.declare_closed_season(
        "冬季停工期",
        date(today.year, month, day),
        date(today.year + 1, last_month, last_day),
        units=list(Unit.objects.filter(code__in=BUILDERS, until__isnull=True).order_by("code")),
        basis="澄建发〔2026〕31号",
        by=by,
        at=at,
    )
    operations.set_office_hours(
        time(17, 30), since=today + ONE_DAY, basis="澄政办发〔2026〕3号", by=by, at=at
    )
