"""What reminds people in the demo: officers who urge what stays late, a month of digests."""

from datetime import date, datetime, timedelta

from luoshi.breakdown.models import Matter
from luoshi.breakdown.operations import urging
from luoshi.organisation.models import Person
from luoshi.organisation.terms import OwnerRoom, Role
from luoshi.shell import channels, digests
from luoshi.site.demo.city import PLAYED
from luoshi.site.demo.organisation import Cast
from luoshi.timelimits.calendar import Calendar

# So many working days after the clock an officer urges in words; a few in a day.
PATIENCE, A_DAY = 3, 3
# As far back as digests are laid: a year of them would be swept, and take its time.
LAID_DAYS, MAILED_DAYS = 30, 4
REASONS = (
    "已过完成时限，请于三日内书面说明未完成原因和下步安排。",
    "连日未见进展，请主要负责人过问，本周五前报送整改措施。",
    "请抓紧组织验收，具备条件后即申请办结。",
)
MAIL = "liaison@chengchuan.example"


def urge(cast: Cast, calendar: Calendar, *, today: date, at: datetime) -> int:
    """Let officers urge what the clock urged some working days ago and nobody moved since."""
    asked = calendar.add_working_days(today, -PATIENCE)
    late = Matter.objects.filter(
        state__in=urging.URGED, parent__isnull=True, times_urged=1, last_urged_date=asked
    )
    held = late.select_related("office").order_by("number")[:A_DAY]
    for number, matter in enumerate(held):
        room = "SWDC" if matter.owner == OwnerRoom.PARTY else "SFDC"
        by = cast.one(room, Role.OFFICER, int(matter.number[-1]))
        urging.urge(matter, by=by, at=at, reason=REASONS[number % len(REASONS)])
    return len(held)


def remind(cast: Cast, *, day: date, last: date, at: datetime) -> int:
    """Lay a morning's digests in the last month.

    The liaison whom visitors play has an address in the last days. As no mail server is set up,
    what was to go there lies with the dead letters, and nothing leaves the machine.
    """
    if day == last - timedelta(days=MAILED_DAYS):
        by = cast.one(PLAYED, Role.LIAISON)
        person = Person.objects.get(pk=by.person_id)
        channels.set_email(person, MAIL, by=by, at=at, digest=True, urgings=True)
    return digests.lay(at=at) if day > last - timedelta(days=LAID_DAYS) else 0
