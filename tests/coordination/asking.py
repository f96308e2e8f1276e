"""What the tests of requests ask: a matter under way since 1 June, due on 30 September."""

from datetime import date

from luoshi.coordination.models import Request
from luoshi.coordination.operations import granting, requests
from luoshi.coordination.terms import RequestKind
from tests.road import LEAD, the
from tests.world import nine_on

# The matter of `tests.road` is due on 30 September; LATEST is thirty days later.
OCTOBER = date(2026, 10, 20)
LATEST = date(2026, 10, 30)
IN_SEPTEMBER = nine_on(9, 7)
# Five working days before that: 25 to 27 September are days off.
LAST_DAY_TO_ASK = date(2026, 9, 22)


def more_time(wanted=OCTOBER, **more):
    """What a unit says that asks for more time."""
    told = {
        "reason": "管线迁改手续未办完",
        "progress": "已完成9公里",
        "measures": "增加两个作业面",
        "safeguards": "每周调度一次",
        "ground": "PROCEDURE",
    }
    return requests.Asked(RequestKind.EXTENSION, wanted_date=wanted, **told | more)


def another(aspect, **wish):
    """What a unit says that asks for a change."""
    what = granting.Wish(aspect, **wish)
    return requests.Asked(RequestKind.CHANGE, reason="职责调整", what=what)


def a_pause(review_date=date(2026, 9, 28), cause="APPROVAL"):
    """What a unit says that asks for a suspension."""
    return requests.Asked(
        RequestKind.SUSPENSION, reason="等待省厅批复", cause=cause, review_date=review_date
    )


def an_end():
    """What a unit says that asks for the end."""
    return requests.Asked(RequestKind.TERMINATION, reason="项目已并入省级工程")


def asked(matter, what=None, *, by=None, at=IN_SEPTEMBER) -> Request:
    """Let the head of the lead ask, for more time where nothing else is said."""
    return requests.ask(matter, what or more_time(), by=by or the("局长", LEAD), at=at)
