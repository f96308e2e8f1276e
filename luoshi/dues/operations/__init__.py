"""What is done to dues, by subject: owing and meeting, pausing, recurring reports, calendars.

Most are helpers of deeds in the rooms above: `owe`, `meet`, `claim`, `excuse`, `pause`, `resume`,
`move`, `restart` and the series write no entry of their own. They run inside the upper deed's
transaction, and keep the id of its entry where one is handed in. Only what a city itself decides
(calendar, local days, local rules) and the clock's own run leave an entry from here.
"""

from luoshi.dues.operations.calendars import (
    Rederived,
    declare_local_day,
    load_calendar,
    rederive,
    withdraw_local_day,
)
from luoshi.dues.operations.owing import (
    Promise,
    accept_claim,
    claim,
    excuse,
    excuse_all,
    meet,
    meet_all,
    move,
    owe,
    owe_many,
    restart,
    return_claim,
    unmeet_all,
)
from luoshi.dues.operations.pausing import pause, pause_all, resume, resume_all
from luoshi.dues.operations.recurring import (
    DayTurned,
    begin_series,
    begin_series_of_many,
    end_series,
    lay_ahead,
    meet_reports,
    turn_day,
)
from luoshi.dues.operations.rules import restore_default, set_city_rule
from luoshi.dues.operations.schemes import Looks, set_scheme
from luoshi.dues.operations.seasons import (
    declare_closed_season,
    set_office_hours,
    withdraw_closed_season,
)

__all__ = [
    "DayTurned",
    "Looks",
    "Promise",
    "Rederived",
    "accept_claim",
    "begin_series",
    "begin_series_of_many",
    "claim",
    "declare_closed_season",
    "declare_local_day",
    "end_series",
    "excuse",
    "excuse_all",
    "lay_ahead",
    "load_calendar",
    "meet",
    "meet_all",
    "meet_reports",
    "move",
    "owe",
    "owe_many",
    "pause",
    "pause_all",
    "rederive",
    "restart",
    "restore_default",
    "resume",
    "resume_all",
    "return_claim",
    "set_city_rule",
    "set_office_hours",
    "set_scheme",
    "turn_day",
    "unmeet_all",
    "withdraw_closed_season",
    "withdraw_local_day",
]
