"""Asks of the small town, at whatever station of their life a test begins from."""

from datetime import date, datetime

from luoshi.coordination.ask_terms import AskKind, FieldKind
from luoshi.coordination.models import Addressee, Ask
from luoshi.coordination.operations import asks, replies
from luoshi.coordination.operations.asks import Place, Written
from luoshi.coordination.operations.replies import Said
from luoshi.organisation.acting import Acting
from tests.world import MONDAY_NINE, someone_of, unit_named

ASKER = "市发改委"
ASKED = ("市住建局", "市财政局", "岚溪县")
IN_TIME = date(2026, 6, 10)
# Far ahead, so that asks of this very morning can be sent too.
END = date(2098, 12, 31)
FIGURES = (
    Place("在建项目数", FieldKind.NUMBER, "个"),
    Place("最近开工日期", FieldKind.DATE, required=False),
    Place("是否有停工", FieldKind.YES_NO),
    Place("主要困难", FieldKind.TEXT, required=False),
)


def head(unit: str = ASKER, *, at: datetime = MONDAY_NINE) -> Acting:
    """Whoever heads a unit."""
    return someone_of(unit, "UNIT_HEAD", at=at)


def staff(unit: str = ASKER, *, at: datetime = MONDAY_NINE) -> Acting:
    """A unit's liaison."""
    return someone_of(unit, "联络员", at=at)


def written(kind: str = AskKind.OPINION, *, to: tuple[str, ...] = ASKED, **more) -> Written:
    """What somebody writes of an ask, whole enough to be sent."""
    plain = {
        "title": "关于城市更新管理办法（征求意见稿）的意见",
        "basis": "澄政办发〔2026〕7号",
        "minutes": 30,
        "expires_date": END,
    }
    if kind == AskKind.MATERIAL:
        plain |= {"title": "在建项目停工情况", "answer_by": IN_TIME, "places": FIGURES}
    if kind == AskKind.RETURN:
        plain |= {"title": "每月困难问题", "cadence": "MONTHLY:25", "places": FIGURES}
    if kind == AskKind.NOTICE:
        plain |= {"title": "关于做好端午假期值班工作的通知"}
    units = [unit_named(name) for name in to]
    return Written(kind=kind, units=units, **plain | more)


def a_draft(kind: str = AskKind.OPINION, *, at: datetime = MONDAY_NINE, **more) -> Ask:
    """Return an ask that somebody of the asking unit wrote."""
    return asks.draft(written(kind, **more), by=staff(), at=at)


def an_ask(kind: str = AskKind.OPINION, *, at: datetime = MONDAY_NINE, **more) -> Ask:
    """Return an ask that has gone out."""
    ask = a_draft(kind, at=at, **more)
    asks.send(ask, by=head(at=at), at=at)
    return ask


def row_of(ask: Ask, unit: str, period: str = "") -> Addressee:
    """Return a unit's row of an ask, read again."""
    rows = ask.addressees.filter(unit=unit_named(unit)).select_related("ask", "due", "unit")
    return rows.get(period=period) if period else rows.order_by("due__due_date").first()


def answer(row: Addressee, *, at: datetime = MONDAY_NINE, by: Acting | None = None, **said) -> None:
    """Let a unit answer: without objection, unless something else is said."""
    values = dict(zip(_places(row), ("12", "2026-05-01", "否", ""), strict=False))
    told = said or ({"stance": "NONE"} if row.ask.kind == AskKind.OPINION else {"values": values})
    replies.answer(row, Said(**told), by=by or staff(row.unit.short_name), at=at)


def _places(row: Addressee) -> list:
    return list(row.ask.fields.order_by("place").values_list("pk", flat=True))
