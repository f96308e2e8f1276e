"""What the room had on paper when the house was opened: taken over by one deed, not retold."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from luoshi.breakdown.models import Matter
from luoshi.breakdown.operations.takeover import Record, take_over
from luoshi.breakdown.terms import Cadence
from luoshi.organisation.models import Unit
from luoshi.organisation.terms import Role
from luoshi.site.demo.organisation import Cast

LEDGER = "督查事项登记簿（纸质）"


@dataclass(frozen=True)
class Line:
    """One line of the paper ledger.

    :param recorded: how many days before the taking over it was written down
    :param due: in how many days after it is to be done; before it, where it is late already
    """

    lead: str
    assist: str
    title: str
    done: str
    recorded: int
    due: int
    progress: int


LINES = (
    Line("JTJ", "ZRJ", "澄岚快速路一期附属工程收尾", "主线已通车，绿化和声屏障未完工", 160, 60, 70),
    Line("ZRJ", "CZJ", "不动产登记历史遗留问题化解260件", "已办结148件", 130, 95, 57),
    Line("HBJ", "SLJ", "澄河支流水质提升工程3处", "两处完工，一处正在施工", 110, 45, 66),
    Line("WJW", "RSJ", "市中心医院新院区搬迁", "门诊楼具备搬迁条件", 90, -12, 80),
    Line("SWJ", "LCJ", "农产品批发市场迁建", "完成选址和用地预审", 75, 140, 25),
    Line("YJJ", "QXJ", "应急指挥系统升级改造", "设备到货，正在安装调试", 60, 30, 50),
)


def hand_in(cast: Cast, *, today: date, at: datetime) -> list[Matter]:
    """Let the director take the paper ledger over."""
    codes = [code for line in LINES for code in (line.lead, line.assist)]
    units = {unit.code: unit for unit in Unit.objects.filter(code__in=codes)}
    records = [
        Record(
            page=str(number),
            paper_number=f"登{number:03d}",
            recorded_date=today - timedelta(days=line.recorded),
            title=line.title,
            requirement=f"按原定要求完成{line.title}",
            standard=f"{line.title}全部完成并通过验收",
            lead=units[line.lead],
            assist=(units[line.assist],),
            due_date=today + timedelta(days=line.due),
            done=line.done,
            cadence=Cadence.MONTH,
            progress=Decimal(line.progress),
        )
        for number, line in enumerate(LINES, start=1)
    ]
    return take_over(LEDGER, records, by=cast.one("SFDC", Role.DIRECTOR), at=at)
