"""The columns of the ledger (UI reference, section 10): a fixed order by custom, more to choose.

序号、编号、事项 always stand first; all others may be hidden and moved.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class LedgerColumn:
    """One column: its name in the address, its heading, its width by class.

    :ivar sorts: the column of the table it is sorted by; empty where it does not sort
    :ivar cls: the class of its cells and its heading
    :ivar phone: whether it stays on a phone, where a row becomes a few lines
    """

    name: str
    label: str | Promise
    width: str
    sorts: str = ""
    cls: str = ""
    phone: bool = False


_ROWS = (
    LedgerColumn("src", _("来源依据"), "c-text", cls="ink2"),
    LedgerColumn("lead", _("牵头单位"), "c-unit", "lead__place", phone=True),
    LedgerColumn("assist", _("配合单位"), "c-text", cls="ink2 wrap"),
    LedgerColumn("leader", _("包抓领导"), "c-name"),
    LedgerColumn("due", _("完成时限"), "c-date", "due_date", phone=True),
    LedgerColumn("progress", _("进度"), "c-bar", "progress", "num"),
    LedgerColumn("light", _("灯"), "c-light", "light_level", phone=True),
    LedgerColumn("said", _("最近反馈"), "c-last", cls="wrap"),
    LedgerColumn("state", _("状态"), "c-state", "state", phone=True),
    LedgerColumn("joint", _("责任单位"), "c-text", cls="ink2 wrap"),
    LedgerColumn("kind", _("类别"), "c-unit", "kind"),
    LedgerColumn("line", _("工作线"), "c-unit", "work_line"),
    LedgerColumn("requirement", _("事项内容"), "c-last", cls="wrap"),
    LedgerColumn("standard", _("完成标准"), "c-text", cls="wrap"),
    LedgerColumn("cadence", _("报送频次"), "c-name"),
    LedgerColumn("issued", _("交办日期"), "c-date", "issued_date"),
    LedgerColumn("original", _("原定时限"), "c-date", "original_due_date"),
    LedgerColumn("returned", _("退回次数"), "c-name", "times_sent_back", "num"),
    LedgerColumn("urged", _("催办次数"), "c-name", "times_urged", "num"),
)
COLUMNS = {one.name: one for one in _ROWS}
DEFAULT = tuple(one.name for one in _ROWS[:9])
ALWAYS = (
    LedgerColumn("seq", _("序号"), "c-seq", cls="fz fz1 c ink2"),
    LedgerColumn("number", _("编号"), "c-no", "number", "fz fz2 idn ink2", phone=True),
    LedgerColumn("title", _("事项"), "c-title", "title", "fz fz3 last wrap", phone=True),
)
SORTS = {one.name: one.sorts for one in (*ALWAYS, *_ROWS) if one.sorts}
# What is not issued has neither a light nor a day of issue.
MAY_LACK = ("light", "issued")
