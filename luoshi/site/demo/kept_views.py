"""What people of the demo keep of the ledger: the questions they ask it every day (台账视图)."""

from dataclasses import dataclass

from luoshi.breakdown.ledger.wanted import wanted_in
from luoshi.breakdown.operations import views
from luoshi.organisation.terms import Role
from luoshi.site.demo.city import PLAYED
from luoshi.site.demo.organisation import Cast

UNDER_WAY = "IN_PROGRESS,REWORK,CLAIMED,VERIFYING,DECIDING,BEFORE_LEADER"


@dataclass(frozen=True)
class Habit:
    """One view somebody keeps: whose, under which name, asking what, shared or not."""

    unit: str
    role: str
    name: str
    asks: str
    shared: bool = False
    number: int = 0


HABITS = (
    Habit("SFDC", Role.DIRECTOR, "重点督办", "light=5,4,3&group=unit", shared=True),
    Habit("SFDC", Role.DIRECTOR, "工作报告在办", f"kind=work_report_task&state={UNDER_WAY}"),
    Habit("SFDC", Role.OFFICER, "批示件在办", f"kind=instruction&state={UNDER_WAY}&sort=due"),
    Habit("SFDC", Role.OFFICER, "退回过的", f"state={UNDER_WAY}&columns=lead,due,light,returned,"
          "said,state&sort=-returned"),
    Habit("SFDC", Role.OFFICER, "待签收", "state=ASSIGNED&columns=lead,issued,due&sort=issued",
          shared=True, number=1),
    Habit("SWDC", Role.DIRECTOR, "按来源看逾期", "light=5,4&group=source", shared=True),
    Habit(PLAYED, Role.UNIT_HEAD, "本局逾期滞后", "light=5,4,3&sort=due", shared=True),
    Habit(PLAYED, Role.LIAISON, "要报送的", f"state={UNDER_WAY}&columns=due,progress,light,cadence,"
          "said,state&sort=due"),
    Habit("SF", Role.LEADER, "逾期的按单位看", "light=5,4&group=unit", number=1),
)  # fmt: skip


def keep(cast: Cast) -> None:
    """Keep the views of everybody who has a habit."""
    for one in HABITS:
        by = cast.one(one.unit, one.role, one.number)
        views.keep(wanted_in(one.asks), by=by, name=one.name, density="", shared=one.shared)
