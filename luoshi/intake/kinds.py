"""The kinds of work the house knows (事项类别), and what differs between them.

A special ledger registers its own kind from its AppConfig.ready(); five plain kinds stand from the
start.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from luoshi.intake.terms import SignOff, SourceType


@dataclass(frozen=True)
class Extending:
    """How a unit may ask for more time (延期, domain/03 3.3): codes of time limits, and how often.

    :param notice: how long before the date it must be asked for
    :param short_notice: the same for matters whose whole length is `short_days` at most
    :param longest: how much one extension may add at most; never more than the whole length
    :param decision: by when it is decided
    :param times: how often in a round; one more needs a leader's consent
    """

    notice: str = "EXTENSION_NOTICE"
    short_notice: str = "EXTENSION_NOTICE_SHORT"
    short_days: int = 15
    longest: str = "EXTENSION_LONGEST"
    decision: str = "EXTENSION_DECISION"
    times: int = 1


@dataclass(frozen=True)
class Kind:
    """A kind of work.

    :param mark: what its numbers begin with, behind the city's and the room's mark
    :param cadence: code of the default reporting cadence (timelimits)
    :param always_on_site: whether every claim is looked at on site (domain/14 Q9)
    :param starts_at_issue: whether the main clock starts when issued, not when signed (Q2)
    :param sign_off: who signs its responsibility lists; one of leaders' own duties is signed by
        the leading group whatever its kind (text 0)
    :param input_rule: code of the time limit for co-handlers' input (timelimits)
    :param leader_decides: whether the result goes before a leader (domain/02 T18)
    :param status_rule: code of the limit for the first word on how it stands (报动态), if any
    :param result_rule: code of the limit for the result where the paper names no day (报结果)
    :param unstated_rule: code of the limit that is offered where the paper names no day
    :param urgent_rules: codes of the two limits where the paper is urgent (随批随办)
    :param extending: how its units may ask for more time (T10)
    """

    code: str
    label: str | Promise
    sources: tuple[str, ...]
    mark: str
    cadence: str
    always_on_site: bool = False
    starts_at_issue: bool = False
    sign_off: str = SignOff.DIRECTOR
    input_rule: str = "ASSIST"
    leader_decides: bool = False
    status_rule: str = ""
    result_rule: str = ""
    unstated_rule: str = "DOCUMENT"
    urgent_rules: tuple[str, str] = ("", "")
    extending: Extending = Extending()

    def first_rules(self, *, urgent: bool) -> tuple[str, str]:
        """Return the codes of the limits for the status and for the result; "" for none."""
        plain = (self.status_rule, self.result_rule)
        return self.urgent_rules if urgent and any(self.urgent_rules) else plain


KINDS: dict[str, Kind] = {}


def register(kind: Kind) -> Kind:
    """Make a kind known.

    :raises ValueError: if another kind has the code already
    """
    if KINDS.get(kind.code, kind) != kind:
        raise ValueError(f"kind {kind.code} is registered twice")
    KINDS[kind.code] = kind
    return kind


def kind(code: str) -> Kind:
    """Return a kind by its code.

    :raises KeyError: if nothing is registered under it
    """
    return KINDS[code]


def kind_from(source: str) -> Kind:
    """Return the kind a source leads to unless somebody says otherwise: the first that names it.

    :raises KeyError: if no kind names the source
    """
    for one in KINDS.values():
        if source in one.sources:
            return one
    raise KeyError(source)


register(
    Kind(
        "instruction",
        _("领导批示件"),
        (SourceType.INSTRUCTION,),
        "批",
        "TEN_DAYS",
        always_on_site=True,
        starts_at_issue=True,
        sign_off=SignOff.SECRETARY_GENERAL,
        input_rule="OPINION",
        leader_decides=True,
        unstated_rule="INSTRUCTION_ORDINARY",
        status_rule="INSTRUCTION_STATUS",
        result_rule="INSTRUCTION_RESULT",
        urgent_rules=("INSTRUCTION_MAJOR", "INSTRUCTION_URGENT"),
    )
)
register(
    Kind(
        "meeting_item",
        _("会议议定事项"),
        (SourceType.MINUTES,),
        "会",
        "TEN_DAYS",
        unstated_rule="MINUTES",
    )
)
register(
    Kind(
        "work_report_task",
        _("政府工作报告任务"),
        (SourceType.WORK_REPORT,),
        "报",
        "MONTHLY:28",
        sign_off=SignOff.IN_CHARGE,
        unstated_rule="",
    )
)
register(Kind("ordinary", _("一般督查事项"), tuple(SourceType.values), "", "TEN_DAYS"))
register(
    Kind(
        "local_policy",
        _("须细化的上级政策"),
        (SourceType.UPPER_DOCUMENT,),
        "策",
        "TEN_DAYS",
        result_rule="LOCAL_POLICY",
        unstated_rule="LOCAL_POLICY",
    )
)
