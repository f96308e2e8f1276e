"""The decisions of the demo: when each comes in, how far its list gets, what becomes of it."""

from dataclasses import dataclass

from luoshi.breakdown.terms import ListState
from luoshi.intake.terms import SourceType
from luoshi.organisation.terms import Role
from luoshi.site.demo.fates import MIDDLE, NEW, OLD, UNSIGNED, Fate

L = ListState


@dataclass(frozen=True)
class Decision:
    """One paper of the demo.

    :param days_ago: how many days before the story ends it bears its date
    :param reaches: how far its list gets
    :param basis: what its matters rest on
    :param instruction: a leader's words on it, and whose: (unit code, role, number, words)
    """

    text: str
    title: str
    source: str
    kind: str
    days_ago: int
    number: str
    fates: tuple[Fate, ...]
    reaches: str = L.ISSUED
    room: str = "SFDC"
    joint: bool = False
    instruction: tuple[str, str, int, str] | None = None


DECISIONS = (
    Decision(
        "work_report",
        "关于抓好《政府工作报告》重点任务落实的通知",
        SourceType.WORK_REPORT,
        "work_report_task",
        258,
        "澄政发〔{year}〕3号",
        OLD,
    ),
    Decision(
        "minutes",
        "澄川市人民政府常务会议纪要",
        SourceType.MINUTES,
        "meeting_item",
        118,
        "澄政纪〔{year}〕11号",
        MIDDLE,
        joint=True,
    ),
    Decision(
        "party",
        "关于开展基层减负专项工作的方案",
        SourceType.UPPER_DOCUMENT,
        "ordinary",
        96,
        "澄委办〔{year}〕22号",
        OLD[:3],
        room="SWDC",
    ),
    Decision(
        "instruction",
        "关于城东片区燃气管网占压情况的调研报告",
        SourceType.INSTRUCTION,
        "instruction",
        47,
        "澄政督专报〔{year}〕6号",
        NEW,
        instruction=(
            "SF",
            Role.LEADER,
            2,
            "燃气安全无小事，请住建局牵头，会同有关方面限期整改到位。",
        ),
    ),
    Decision(
        "roads",
        "关于农村公路养护的会议纪要",
        SourceType.MINUTES,
        "meeting_item",
        6,
        "澄政纪〔{year}〕27号",
        UNSIGNED,
    ),
    Decision(
        "parks",
        "关于口袋公园建设的专题会议纪要",
        SourceType.MINUTES,
        "meeting_item",
        5,
        "澄政纪〔{year}〕28号",
        (),
        reaches=L.APPROVED,
    ),
    Decision(
        "winter",
        "关于做好今冬明春森林防火工作的会议纪要",
        SourceType.MINUTES,
        "meeting_item",
        4,
        "澄政纪〔{year}〕29号",
        (),
        reaches=L.SUBMITTED,
    ),
    Decision(
        "next_meeting",
        "澄川市人民政府专题会议纪要",
        SourceType.MINUTES,
        "meeting_item",
        3,
        "澄政纪〔{year}〕30号",
        (),
        reaches=L.DRAFTING,
    ),
)
