"""未明确时限 By which day a matter is due where its paper names none: the city's rule, as an offer.

Nothing is set by it: the officer takes the day or another one.
"""

from dataclasses import dataclass
from datetime import date

from luoshi.breakdown.firsts import URGENT
from luoshi.dues.city import rule_said
from luoshi.intake.kinds import kind
from luoshi.intake.models import Document
from luoshi.timelimits.calendar import Calendar
from luoshi.timelimits.names import said
from luoshi.timelimits.wording import sentence


@dataclass(frozen=True)
class Offered:
    """The day a rule leads to, and how it came about in words."""

    day: date
    why: str


def offered_for(document: Document, calendar: Calendar, *, today: date) -> Offered | None:
    """Return the day that the rule for such a paper leads to, counted from its receipt.

    None where there is no rule for it, or the day is over.
    """
    of_kind = kind(document.kind)
    urgent = document.urgency in URGENT and of_kind.urgent_rules[1]
    code = of_kind.urgent_rules[1] if urgent else of_kind.unstated_rule
    rule = rule_said(code, document.received_date) if code else None
    if rule is None or rule.now is None:
        return None
    reckoned = rule.now.rule.reckon(document.received_date, calendar)
    if reckoned.due_date < today:
        return None
    return Offered(reckoned.due_date, f"{said(rule.now.subject)}：{sentence(reckoned.working)}")
