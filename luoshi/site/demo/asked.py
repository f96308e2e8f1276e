"""What the units of the demo ask of one another in its year: opinions, a notice, three returns.

All through the deeds anybody does, with a hand of its own: the lives of matters stay as they are.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial
from random import Random
from uuid import UUID

from django.db.models import QuerySet

from luoshi.coordination import delivering
from luoshi.coordination.ask_terms import AskKind, FieldKind, Stance
from luoshi.coordination.models import Addressee, Ask, AskField
from luoshi.coordination.operations import asks, replies
from luoshi.coordination.operations.asks import Place, Written
from luoshi.coordination.operations.replies import Said
from luoshi.organisation.acting import Acting
from luoshi.organisation.models import Term, Unit
from luoshi.organisation.operations import appointments
from luoshi.organisation.terms import ROOM_ROLES, Role
from luoshi.site.demo import city
from luoshi.site.demo.agenda import Agenda
from luoshi.site.demo.organisation import Cast
from luoshi.timelimits.here import day_here

SEED, SETTLED = 20261122, 4
# The last ones are counted in working days, so that they are out on a Monday too.
RECENT = 5
# A township that nobody holds a post in since its two people were moved, and nobody followed.
EMPTY = "WJQ09"
SPEAKERS = (Role.LIAISON, Role.UNIT_HEAD, Role.OFFICER)
COUNTIES = ("LXX", "YDX", "QYX", "SLX", "LPQ", "WJQ", "GXQ", "JKQ")
ASSETS = (
    Place("固定资产账面原值", FieldKind.NUMBER, "万元"),
    Place("本年新增", FieldKind.NUMBER, "万元"),
    Place("本年处置", FieldKind.NUMBER, "万元"),
    Place("盘点基准日", FieldKind.DATE, required=False),
    Place("账实是否相符", FieldKind.YES_NO),
)
MAJORS = (
    Place("集体研究事项数", FieldKind.NUMBER, "项"),
    Place("是否存在未经集体研究的事项", FieldKind.YES_NO),
    Place("执行情况", FieldKind.TEXT),
)
WORKERS = (
    Place("在岗人数", FieldKind.NUMBER, "人"),
    Place("缺工人数", FieldKind.NUMBER, "人"),
)
TROUBLES = (
    Place("需市级协调的困难问题数", FieldKind.NUMBER, "个"),
    Place("最突出的问题", FieldKind.TEXT),
    Place("建议由哪个部门协调", FieldKind.TEXT, required=False),
)
HARDEST = (
    "项目用地指标不足，两个项目无法按期开工",
    "配套资金到位慢，施工单位有停工风险",
    "跨县道路界段权属不清，养护责任落不下去",
    "老旧小区加装电梯住户意见不一，签字率不足三分之二",
    "基层执法人员编制缺口大，夜间巡查排不开班",
)
SAID = {
    "建议由哪个部门协调": ("市自然资源局", "市财政局", "市交通运输局", "市住建局", "市委编办"),
    "执行情况": ("均经党组会集体研究，会议记录完整", "两项大额资金使用已按程序公示"),
}
OBJECTIONS = (
    "建议第三条增加县级财政配套比例的下限",
    "建议明确牵头部门与配合部门的职责边界",
    "建议将施行日期推迟一个月，留出衔接时间",
)


@dataclass(frozen=True)
class Planned:
    """One ask of the year: whose, to whom, so many days before the end of the story.

    :param answers: how many of a hundred answer; of those, how many in time
    """

    unit: str
    days_ago: int
    to: tuple[str, ...]
    written: Written
    answers: int = 90
    in_time: int = 85


def _plan(kind: str, title: str, basis: str, minutes: int, **more: object) -> Written:
    plain = Written(kind=kind, title=title, units=(), basis=basis, minutes=minutes)
    return replace(plain, **more)  # type: ignore[arg-type]


BUREAUS = tuple(city.groups()["市直各部门"])
EVERYBODY = (*BUREAUS, *COUNTIES, *city.groups()["各乡镇（街道）"])
YEAR = (
    Planned("CZJ", 350, BUREAUS[:24], _plan(
        AskKind.RETURN, "年度固定资产清查报备", "行政事业性国有资产管理规定", 90,
        cadence="YEARLY:12-20", places=ASSETS,
        text="资产增加、变动、处置情况于每年12月20日前报备；数字以清查基准日账面为准。")),
    Planned("GZW", 300, BUREAUS[:10], _plan(
        AskKind.RETURN, "“三重一大”决策情况年度报告", "市委关于“三重一大”决策制度的规定", 60,
        cadence="YEARLY:03-31", places=MAJORS)),
    Planned("SFDC", 340, COUNTIES, _plan(
        AskKind.RETURN, "每月困难问题梳理", "市政府工作规则关于难题一月一梳理的规定", 40,
        cadence="MONTHLY:25", places=TROUBLES,
        text="每月梳理一次需要市级协调解决的困难问题；没有的填0。"), 94, 88),
    Planned("FGW", 200, (*BUREAUS[1:11], *COUNTIES[:4]), _plan(
        AskKind.OPINION, "关于重大项目联审办法（征求意见稿）的意见", "澄政办发〔2026〕14号", 45)),
    Planned("SWJ", 96, BUREAUS[2:12], _plan(
        AskKind.OPINION, "关于促进消费若干措施（征求意见稿）的意见", "市政府常务会议纪要第12期",
        30)),
    Planned("ZJJ", 20, ("FGW", "CZJ", "ZRJ", "CGJ", "SPJ", "LPQ", "WJQ"), _plan(
        AskKind.OPINION, "关于城镇老旧小区改造实施细则（征求意见稿）的意见",
        "澄政办发〔2026〕31号", 40)),
    Planned("YJJ", 9, EVERYBODY, _plan(
        AskKind.NOTICE, "关于做好今冬明春安全防范工作的通知", "市安委会〔2026〕11号", 5,
        text="请各单位主要负责人阅知，明确值班值守人员，遇有险情按规定时限报告。"), 91, 80),
    Planned("ZRJ", 1, ("ZJJ", "FGW", "HBJ", "SLJ", "LYJ", "LPQ"), _plan(
        AskKind.OPINION, "关于城市地下空间利用规划（征求意见稿）的意见",
        "国土空间规划管理规定", 45), 0),
    Planned("TJJ", 2, ("ZJJ", "GXJ", "SWJ", "NYJ", "LPQ", "WJQ"), _plan(
        AskKind.MATERIAL, "重点项目用工情况", "统计法实施条例", 25,
        places=WORKERS), 30, 100),
)  # fmt: skip


class Asking:
    """Lets the year's asks go out and be answered on the days of the story."""

    def __init__(self, cast: Cast, agenda: Agenda, today: date, first: date) -> None:
        self.cast, self.agenda, self.today = cast, agenda, today
        self.hand = Random(SEED)
        for one in YEAR:
            day = today - timedelta(days=one.days_ago)
            if one.days_ago < RECENT:
                day = agenda.calendar.add_working_days(today, -one.days_ago)
            # A smaller town has a shorter past; what recurs was asked in it all the same.
            if one.written.cadence:
                day = max(day, first + timedelta(days=SETTLED))
            if day > first:
                agenda.put(day, partial(self._send, one))
        agenda.put(today - timedelta(days=15), self._leave)

    def turn_day(self, at: datetime) -> None:
        """Do what the clock does for asks; let the new periods of returns be answered."""
        before = set(self._waiting().values_list("pk", flat=True))
        if delivering.deliver_what_waits(at=at):
            self._answer_soon(list(self._waiting().exclude(pk__in=before)), YEAR[2], at)

    def _waiting(self) -> QuerySet[Addressee]:
        rows = Addressee.objects.filter(state="WAITING", delivered_at__isnull=False)
        return rows.exclude(period="").select_related("due", "unit")

    def _send(self, one: Planned, at: datetime) -> None:
        units = list(Unit.objects.filter(code__in=one.to).order_by("place"))
        due = self.agenda.calendar.add_working_days(day_here(at), 6)
        written = replace(
            one.written,
            units=units,
            expires_date=day_here(at) + timedelta(days=720 if one.written.cadence else 60),
            answer_by=due if one.written.kind == AskKind.MATERIAL else None,
        )
        writes, sends = self._speaker(one.unit), self._head(one.unit)
        ask = asks.draft(written, by=writes, at=at)
        if writes.role not in (Role.UNIT_HEAD, Role.DIRECTOR):
            asks.submit(ask, by=writes, at=at)
        asks.send(ask, by=sends, at=at)
        rows = ask.addressees.filter(delivered_at__isnull=False).select_related("due", "unit")
        self._answer_soon(list(rows), one, at)
        if one.answers and not one.written.cadence:
            self.agenda.after(day_here(at), 5, partial(self._press, ask))

    def _answer_soon(self, rows: Sequence[Addressee], one: Planned, at: datetime) -> None:
        """Let most answer in time, some late, and some say nothing."""
        for row in sorted(rows, key=lambda row: (row.unit.place, row.period)):
            if self.hand.randrange(100) >= one.answers or row.due is None:
                continue
            last = row.due.due_date
            days = self.hand.choice((0, 0, 1, 2)) if self.hand.randrange(100) < one.in_time else -2
            day = max(last - timedelta(days=days), day_here(at) + timedelta(days=1))
            if day < self.today:
                self.agenda.put(day, partial(self._answer, row.pk))

    def _answer(self, pk: UUID, at: datetime) -> None:
        row = Addressee.objects.select_related("ask", "unit", "due").get(pk=pk)
        by = self._speaker(row.unit.code)
        replies.look(row, at=at)
        if row.ask.kind == AskKind.NOTICE:
            replies.sign(row, by=by, at=at)
            return
        minutes = (row.ask.minutes or 0) * self.hand.choice((60, 80, 100, 130, 170)) // 100
        told = minutes if self.hand.randrange(3) == 0 else None
        replies.answer(row, replace(self._said(row.ask), told_minutes=told), by=by, at=at)

    def _said(self, ask: Ask) -> Said:
        if ask.kind == AskKind.OPINION:
            if self.hand.randrange(3):
                return Said(stance=Stance.NONE)
            return Said(stance=Stance.SOME, text=self.hand.choice(OBJECTIONS))
        values = {place.pk: self._value(place) for place in ask.fields.order_by("place")}
        return Said(values=values)

    def _value(self, place: AskField) -> str:
        if place.kind == FieldKind.NUMBER:
            return str(
                self.hand.randrange(0, 5) if place.measure == "个" else self.hand.randrange(900)
            )
        if place.kind == FieldKind.DATE:
            return f"{self.today.year}-01-31"
        if place.kind == FieldKind.TEXT:
            return self.hand.choice(SAID.get(place.label, HARDEST))
        return self.hand.choice(("是", "是", "是", "否"))

    def _press(self, ask: Ask, at: datetime) -> None:
        asks.press(Ask.objects.get(pk=ask.pk), by=self._head(ask.unit.code), at=at)

    def _leave(self, at: datetime) -> None:
        """Move the people of one township away; nobody follows them for now."""
        operator = self.cast.one("OFFICE", Role.SYSTEM_ADMIN)
        for term in Term.objects.filter(post__unit__code=EMPTY, until=None).order_by("id"):
            appointments.end_term(term, last_day=day_here(at), by=operator, at=at)

    def _speaker(self, code: str) -> Acting:
        return self.cast.any(code, *SPEAKERS)

    def _head(self, code: str) -> Acting:
        role = Role.DIRECTOR if (code, ROOM_ROLES[0]) in self.cast.terms else Role.UNIT_HEAD
        return self.cast.one(code, role)
