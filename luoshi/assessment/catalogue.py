"""The catalogue a new scheme begins with (domain/06 section 6.5, its column of defaults).

Points have no sign: the kind of a line says whether they are given or taken. Leaders' praise and
adopted articles are not in it (domain/11), and the list of vetoes is empty (domain/14 Q15).
"""

from typing import NamedTuple

from luoshi.assessment.terms import RuleKind


class Line(NamedTuple):
    """One default line.

    :ivar later: points of the second and each further event of one item
    :ivar most: no more for one item
    :ivar most_of_all: no more in a period
    """

    code: str
    kind: RuleKind
    name: str
    points: str
    later: str | None = None
    most: str | None = None
    most_of_all: str | None = None


_D = RuleKind.DEDUCTION
DEFAULTS = (
    Line("DECISION_UNDONE", _D, "决策部署、议定事项未落实，每件", "2"),
    Line("DECISION_LATE", _D, "决策部署、议定事项未按时限落实，每件", "1"),
    Line("INSTRUCTION_LATE", _D, "督查件、批示件未按时办理或答复，每件", "0.5"),
    Line("REPORT_LATE", _D, "报告逾期，每个工作日", "0.1", most="1"),
    Line("FEEDBACK_MISSING", _D, "未反馈，每次", "1"),
    Line("FEEDBACK_EMPTY", _D, "反馈空泛、无实质内容，每次", "0.5"),
    Line("PLAN_MISSING", _D, "未报计划，每件", "1"),
    Line("PLAN_EMPTY", _D, "计划没有阶段目标或具体措施，每件", "0.5"),
    Line("REDO", _D, "退回重办，每次", "0.2", later="0.5"),
    Line("OVERDUE_DAY", _D, "事项逾期，每个工作日", "0.1", most="2"),
    Line("YELLOW_ORDER", _D, "黄色督办单，每件", "0.2"),
    Line("RED_ORDER", _D, "红色督办单，每件", "0.5"),
    Line("CRITICISM_PROVINCE", _D, "被省级通报批评，每次", "1"),
    Line("CRITICISM_CITY", _D, "被市级通报批评，每次", "0.5"),
    Line("CRITICISM_COUNTY", _D, "被县级通报批评，每次", "0.3"),
    Line("FALSE_REPORT", _D, "虚报、瞒报，每件（并重新计算）", "5"),
    Line("MEETING_ABSENCE", _D, "无故缺席、迟到早退或擅自替会，每次", "0.2"),
    Line("LEAVE_RULES", _D, "未按规定请销假，每次", "0.2"),
    Line("INNOVATION_NATION", RuleKind.BONUS, "改革创新获国家级表彰（同一事项取最高）", "2",
         most_of_all="3"),
    Line("INNOVATION_PROVINCE", RuleKind.BONUS, "改革创新获省级表彰（同一事项取最高）", "1",
         most_of_all="3"),
    Line("INNOVATION_CITY", RuleKind.BONUS, "改革创新获市级表彰（同一事项取最高）", "0.5",
         most_of_all="3"),
    Line("WORKLOAD", RuleKind.CREDIT, "办结督查事项，每件", "0.05", most_of_all="1"),
    Line("TOLERANCE", RuleKind.TOLERANCE, "容错免责，免除已认定的扣分", "0"),
)  # fmt: skip
