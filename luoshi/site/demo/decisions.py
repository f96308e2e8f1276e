"""The decisions of the demo that were written by hand: when each comes in, how far it gets."""

from collections.abc import Iterator
from dataclasses import dataclass

from luoshi.breakdown.terms import ListState
from luoshi.intake.terms import SourceType, Urgency
from luoshi.site.demo import fates
from luoshi.site.demo.calendar import raw
from luoshi.site.demo.fates import Fate

L = ListState


@dataclass(frozen=True)
class Decision:
    """One paper of the demo.

    :param words: its text, with places for days (see `calendar.dated`)
    :param days_ago: how many days before the story ends it bears its date
    :param series: the series its number stands in, such as 澄政纪
    :param fates: what becomes of its matters in their order; drawn where none is said
    :param reaches: how far its list gets
    :param instruction: a leader's words on it: (number of the leader, words)
    :param refuses: why the director does not open its last matter, if so
    :param urgency: how pressing the paper is
    :param steady: whether its matters all come to a good end
    """

    title: str
    words: str
    source: str
    kind: str
    days_ago: int
    series: str
    fates: tuple[Fate, ...] = ()
    reaches: str = L.ISSUED
    room: str = "SFDC"
    joint: bool = False
    instruction: tuple[int, str] | None = None
    refuses: str = ""
    steady: bool = False
    urgency: str = Urgency.ORDINARY


def _minutes(name: str, title: str, days_ago: int, **rest: object) -> Decision:
    return Decision(
        title, raw(name), SourceType.MINUTES, "meeting_item", days_ago, "澄政纪", **rest  # type: ignore[arg-type]
    )  # fmt: skip


def great() -> Decision:
    """Return the work report with its division of tasks: the whole year hangs on it."""
    return Decision(
        "关于印发《政府工作报告》及重点任务分工方案的通知",
        raw("work_report"),
        SourceType.WORK_REPORT,
        "work_report_task",
        356,
        "澄政发",
    )


def pressing() -> Decision:
    """Return the urgent instruction of these days: answered at once, one matter without a day."""
    return Decision(
        "关于临江路供水主管爆裂情况的快报",
        raw("pressing"),
        SourceType.INSTRUCTION,
        "instruction",
        5,
        "澄政督专报",
        fates=(Fate(), Fate(pace=0.9)),
        instruction=(2, "立即抢修，今天报情况。请住建局主要负责同志到现场。"),
        urgency=Urgency.EXTRA_URGENT,
    )


def by_hand() -> list[Decision]:
    """Return every other paper written by hand, the oldest first."""
    found = [
        _minutes("minutes", "澄川市人民政府常务会议纪要", 118, joint=True),
        _minutes(
            "schools", "关于秋季开学准备和校园安全工作的专题会议纪要", 88, fates=fates.SCHOOLS
        ),
        _minutes("old_city", "关于老城区改造提升工作的专题会议纪要", 61, fates=fates.OLD_CITY),
        Decision(
            "关于开展基层减负专项工作的方案",
            raw("party"),
            SourceType.UPPER_DOCUMENT,
            "ordinary",
            96,
            "澄委办",
            room="SWDC",
        ),
        Decision(
            "关于印发《澄川市电动自行车安全隐患全链条整治工作安排》的通知",
            raw("ordinary"),
            SourceType.UPPER_DOCUMENT,
            "ordinary",
            143,
            "澄政办",
        ),
        *_instructions(),
        _minutes(
            "roads",
            "关于农村公路养护的会议纪要",
            6,
            fates=fates.UNSIGNED,
            refuses="与人防专项检查重复，不另行立项",
        ),
        _minutes("parks", "关于口袋公园建设的专题会议纪要", 5, reaches=L.APPROVED),
        _minutes("winter", "关于做好今冬明春森林防火工作的会议纪要", 4, reaches=L.SUBMITTED),
        _minutes("next_meeting", "澄川市人民政府专题会议纪要", 3, reaches=L.DRAFTING),
    ]
    return sorted(found, key=lambda one: -one.days_ago)


def _instructions() -> Iterator[Decision]:
    for block in raw("instructions").split("---\n"):
        head, body = block.split("\n", 1)
        title, leader, days_ago, words = head.split("|")
        yield Decision(
            title,
            f"{title}\n\n{body}",
            SourceType.INSTRUCTION,
            "instruction",
            int(days_ago),
            "澄政督专报",
            fates=fates.INSTRUCTED.get(int(days_ago), ()),
            instruction=(int(leader), words),
        )
