"""The rows of my desk: what each due asks of this post, and the one action that answers it.

A row leads to a page only where the move behind it is open to this post now; anybody else is led
to the dossier, so that no button ends in a refusal.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import chain
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from luoshi.breakdown.lifecycle import MATTER
from luoshi.breakdown.models import IssueNotice, Matter
from luoshi.breakdown.rules import SIGNERS
from luoshi.breakdown.terms import UNDER_WAY
from luoshi.coordination.asks_rules import SPEAKERS
from luoshi.dues.clocks import working_days_left
from luoshi.dues.lights import Light, light
from luoshi.dues.models import Due
from luoshi.dues.queries import days_of, working_of
from luoshi.dues.schemes import scheme_of
from luoshi.dues.terms import CLAIMABLE, REPORTS, DueKind
from luoshi.dues.titles import title_words
from luoshi.kit.wording import dot
from luoshi.organisation.acting import Acting
from luoshi.organisation.terms import UNIT_ROLES
from luoshi.reporting.rules import may_prepare
from luoshi.reporting.standing import period_said
from luoshi.shell import assessed
from luoshi.shell.requested import Asked, asked_at, asked_in
from luoshi.shell.why import why_due
from luoshi.timelimits.calendar import Calendar
from luoshi.timelimits.here import day_here, end_here

# From so many reports of one period on they stand on the desk as one row.
GATHERED_FROM = 3
NAMED = 5


@dataclass(frozen=True)
class Answer:
    """What a kind of due is answered by: its icon, the words of the action, and its page.

    :param moves: rows of the matter's table, one of which must be open to the post
    """

    icon: str
    words: str | Promise
    address: str = ""
    moves: tuple[str, ...] = ()


ANSWERS = {
    DueKind.RECEIPT: Answer("file-check", pgettext_lazy("button", "签收")),
    DueKind.STATUS: Answer("message-report", gettext_lazy("报动态"), "reporting:report"),
    DueKind.REPORT: Answer("send", gettext_lazy("报送"), "reporting:report"),
    DueKind.RESULT: Answer("flag-check", gettext_lazy("报结果"), "reporting:claim", ("claim",)),
    DueKind.COMPLETION: Answer(
        "flag-check", gettext_lazy("申请办结"), "reporting:claim", ("claim",)
    ),
    DueKind.REDO: Answer("arrow-back-up", gettext_lazy("申请办结"), "reporting:claim", ("claim",)),
    DueKind.REVIEW: Answer(
        "checkup-list", gettext_lazy("初审"), "reporting:review", ("pass_review",)
    ),
    DueKind.VERIFICATION: Answer(
        "zoom-check", gettext_lazy("核查"), "reporting:verify", ("verify",)
    ),
    DueKind.OPINION: Answer("message-2", gettext_lazy("答复")),
    DueKind.MATERIAL: Answer("table-import", gettext_lazy("填报")),
    DueKind.RETURN: Answer("table-import", gettext_lazy("填报")),
    DueKind.WRITE_OFF: Answer(
        "square-check!", gettext_lazy("销号"), "reporting:write_off", ("write_off",)
    ),
    DueKind.APPEAL: Answer("message-report", gettext_lazy("复核")),
    DueKind.RECTIFICATION: Answer("pencil", gettext_lazy("更正")),
    DueKind.DECISION: Answer(
        "calendar-event", pgettext_lazy("button", "审批"), "coordination:request"
    ),
}
# Staff of the lead write for the head what only the head may say.
PREPARE, PREPARED = "prepare", CLAIMABLE
MOVES = tuple(dict.fromkeys(chain.from_iterable(one.moves for one in ANSWERS.values())))


@dataclass(frozen=True)
class Duty:
    """One row of the desk.

    :param mine: whether this post answers it now, or is only shown it
    :param sign: the notice that can be signed straight from the row
    :param reckoned: how the day came about, in words
    :param light: how it stands today, `why` in words
    :param many: how many reports of one period the row gathers; 0 for a row of its own
    :param urged: how often the matter was urged in this round
    :param said: what was just done here; the row is then this one line
    :param focus: whether the work goes on here after a row was done
    """

    due: Due
    icon: str = "clipboard-list"
    title: str = ""
    number: str = ""
    from_whom: str = ""
    href: str = ""
    words: str = ""
    act: str = ""
    ends: date | datetime | None = None
    working_days: int | None = None
    period: str = ""
    mine: bool = False
    sign: IssueNotice | None = None
    reckoned: str = ""
    light: Light | None = None
    why: str = ""
    many: int = 0
    urged: int = 0
    beside: str = ""
    said: str = ""
    focus: bool = False


def rows_for(dues: Sequence[Due], by: Acting, at: datetime, calendar: Calendar) -> dict[UUID, Duty]:
    """Return the row of each due, by its key. Four queries, whatever their number."""
    matters, notices = _named(dues)
    asked = asked_in(dues, by)
    opened = _open_moves(by, matters.values())

    today, scheme = day_here(at), scheme_of(calendar)

    def row(due: Due) -> Duty:
        matter = matters.get(due.about_id)
        left = working_days_left(due, at, calendar)
        may = opened.get(matter.pk, frozenset()) if matter else frozenset()
        if (one := asked.get(due.about_id)) is not None:
            row = _decision(due, one, left)
        else:
            row = _duty(due, by, matter, notices.get(due.about_id), left, may)
        if due.about_kind in assessed.KINDS:
            page = assessed.page_of(due, by)
            words = assessed.words_of(due, by) if row.mine else row.words
            row = replace(row, href=page, act=page, words=words)
        lit = light(days_of(due), today)
        return replace(row, light=lit, why=why_due(due, lit, scheme))

    return {due.pk: row(due) for due in dues}


def gathered(rows: Iterable[Duty]) -> list[Duty]:
    """Put the reports of one period that fall on one day into one row, from three on."""
    rows = list(rows)
    alike: dict[tuple[str, date], list[Duty]] = {}
    for row in rows:
        if row.due.kind == DueKind.REPORT and row.mine:
            alike.setdefault((row.period, row.due.due_date), []).append(row)
    shown: list[Duty] = []
    for row in rows:
        same = alike.get((row.period, row.due.due_date), [])
        if row not in same or len(same) < GATHERED_FROM:
            shown.append(row)
        elif row is same[0]:
            shown.append(_round_up(same))
    return shown


def _round_up(same: Sequence[Duty]) -> Duty:
    first = same[0]
    named = dot().join(f"{row.number} {row.title}" for row in same[:NAMED])
    told = {"period": first.period, "number": len(same)}
    return Duty(
        due=first.due,
        icon=first.icon,
        title=_("%(period)s进展：%(number)s项应报") % told,
        href=f"?kind={DueKind.REPORT.value}",
        words=_("逐项报送"),
        act=f"?kind={DueKind.REPORT.value}",
        ends=first.ends,
        working_days=first.working_days,
        mine=True,
        many=len(same),
        beside=named,
        focus=any(row.focus for row in same),
    )


def _named(dues: Iterable[Due]) -> tuple[dict[str, Matter], dict[str, IssueNotice]]:
    """Read the matters and notices that dues are about, in two queries."""
    ids: dict[str, list[str]] = {"matter": [], "issuenotice": []}
    for due in dues:
        ids.setdefault(due.about_kind, []).append(due.about_id)
    matters = Matter.objects.filter(pk__in=ids["matter"])
    notices = IssueNotice.objects.filter(pk__in=ids["issuenotice"])
    notices = notices.select_related("list__document").defer("list__document__text")
    return {str(one.pk): one for one in matters}, {str(one.pk): one for one in notices}


def _open_moves(by: Acting, matters: Iterable[Matter]) -> dict[UUID, frozenset[str]]:
    """Return which of the desk's moves this post may make on each matter. One query."""
    here = Matter.objects.filter(pk__in=[one.pk for one in matters])
    steps = [MATTER.moves[name] for name in MOVES]
    asked = [
        Exists(here.filter(step.may(by), pk=OuterRef("pk"), state__in=step.source))
        for step in steps
    ]
    asked.append(Exists(here.filter(may_prepare(by), pk=OuterRef("pk"), state__in=UNDER_WAY)))
    names = (*MOVES, PREPARE)
    return {
        pk: frozenset(name for name, may in zip(names, answers, strict=True) if may)
        for pk, *answers in here.values_list("pk", *asked)
    }


def _mine(
    due: Due, by: Acting, matter: Matter | None, notice: IssueNotice | None, may: frozenset[str]
) -> bool:
    """Tell whether this post answers a due now."""
    if due.about_kind in assessed.KINDS:
        return assessed.answered_by(due, by)
    if due.about_kind == "ask":
        return by.role in SPEAKERS and due.debtor_id == by.unit_id
    if notice is not None:
        return by.role in SIGNERS and due.debtor_id == by.unit_id
    if matter is not None and due.kind in REPORTS:
        return by.role in UNIT_ROLES and matter.lead_id == by.unit_id and matter.state in UNDER_WAY
    answer = ANSWERS.get(DueKind(due.kind))
    if answer is None:
        return False
    return bool(may.intersection(answer.moves)) or (due.kind in PREPARED and PREPARE in may)


def _decision(due: Due, asked: Asked, left: int | None) -> Duty:
    answer, matter = ANSWERS[DueKind.DECISION], asked.request.matter
    return Duty(
        due=due,
        icon=answer.icon,
        title=f"{asked.request.get_kind_display()} · {matter.title}",
        number=matter.number,
        from_whom=str(asked.request.unit),
        href=asked.href,
        words=str(answer.words) if asked.mine else _("查看"),
        act=asked.href,
        ends=due.due_date,
        working_days=left,
        mine=asked.mine,
        reckoned=working_of(due),
    )


def _about(due: Due, matter: Matter | None, notice: IssueNotice | None) -> tuple[str, str, str]:
    """Return the title and number of what a due is about, and where it is read."""
    if notice is not None:
        href = reverse("breakdown:notice", args=[notice.pk])
        return notice.list.document.title, notice.number, href
    if matter is not None:
        return matter.title, matter.number, reverse("shell:dossier", args=[matter.number])
    return title_words(due.about_kind, due.about_title), "", asked_at(due)


def _duty(
    due: Due,
    by: Acting,
    matter: Matter | None,
    notice: IssueNotice | None,
    left: int | None,
    may: frozenset[str],
) -> Duty:
    answer = ANSWERS.get(DueKind(due.kind))
    title, number, href = _about(due, matter, notice)
    mine = _mine(due, by, matter, notice, may)
    words = str(answer.words) if mine and answer else _("查看")
    if mine and due.kind in PREPARED and not may.intersection(MOVES):
        words = _("拟办结申请")
    act = href
    if mine and answer and answer.address and matter is not None:
        act = reverse(answer.address, args=[matter.number])
    return Duty(
        due=due,
        icon=answer.icon if answer else "clipboard-list",
        title=title,
        number=number,
        from_whom=str(due.creditor) if due.creditor else "",
        href=href,
        words=words,
        act=act,
        ends=due.due_date if due.due_time is None else end_here(due.due_date, due.due_time),
        working_days=left,
        period=period_said(due.period) if due.period else "",
        urged=matter.times_urged if matter is not None and by.role in UNIT_ROLES else 0,
        mine=mine,
        sign=notice if mine and due.kind == DueKind.RECEIPT else None,
        reckoned=working_of(due),
    )
