"""站内消息: what happened to what is mine, day by day, as far as this post may see it now.

A message names a thing and an entry; its words are made here, of things found among those the
person sees at this moment. What went out of sight has taken its line along.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from luoshi.assessment.appeal_rules import appeals_before
from luoshi.assessment.appraisal_rules import appraisals_shown
from luoshi.assessment.concerned import periods_concerning
from luoshi.assessment.models import Appraisal, Period, Scheme
from luoshi.assessment.rules import periods_shown, schemes_shown
from luoshi.breakdown.models import Matter, MatterList
from luoshi.breakdown.queries import notices_before
from luoshi.breakdown.rules import list_officer, list_signer, may_see
from luoshi.coordination.asks_rules import may_see as sees_ask
from luoshi.coordination.models import Ask
from luoshi.kit.wording import heading_date
from luoshi.organisation.acting import Acting
from luoshi.shell import scored
from luoshi.shell.deedwords import told_of, words_of
from luoshi.shell.models import Digest, Message
from luoshi.shell.models.messages import ELSEWHERE, OF_AN_ASSESSMENT
from luoshi.shell.terms import Why
from luoshi.timelimits.here import day_here

# A bell that says more than this says nothing more.
MANY = 99


@dataclass(frozen=True)
class Line:
    """One message as it is shown."""

    message: Message
    words: str
    told: str
    title: str
    number: str
    by: str


@dataclass(frozen=True)
class Day:
    """The messages of one day, newest first."""

    day: date
    lines: Sequence[Line]


def messages_of(by: Acting) -> QuerySet[Message]:
    """Return what this person was told in this post, as far as they may see it, newest first."""
    matter = Matter.objects.filter(may_see(by), pk=OuterRef("matter"))
    notice = notices_before(by).order_by().filter(pk=OuterRef("notice"))
    read_or_signed = (list_officer | list_signer)(by)
    listed = MatterList.objects.filter(read_or_signed, pk=OuterRef("list"))
    # Neither a post, a digest nor an export leads to a thing that may go out of sight.
    of_a_post = Q(**{f"{one}__isnull": True for one in (*ELSEWHERE, *OF_AN_ASSESSMENT)})
    asked = Ask.objects.filter(sees_ask(by), pk=OuterRef("ask"))
    seen = of_a_post | Exists(matter) | Exists(notice) | Exists(listed) | Exists(asked)
    seen |= _assessments_seen(by)
    mine = Message.objects.filter(seen, person=by.person_id, post=by.post_id)
    return mine.order_by("-at", "-id")


def _assessments_seen(by: Acting) -> Q:
    """Return which lines of an assessment lead to what this post may see now.

    Points are a part of the score: a unit reads of them while it sees its score.
    """
    period = Period.objects.filter(pk=OuterRef("period"))
    points = Q(entry__about_kind="adjustment", why=Why.ASSESSED)
    appeal = appeals_before(by).filter(pk=OuterRef("appeal"))
    scheme = Scheme.objects.filter(schemes_shown(by), pk=OuterRef("scheme"))
    appraisal = Appraisal.objects.filter(appraisals_shown(by), pk=OuterRef("appraisal"))
    told = ~points & Q(Exists(period.filter(periods_concerning(by))))
    scored_by = points & Q(Exists(period.filter(periods_shown(by))))
    leads = Exists(appeal) | Exists(scheme) | Exists(appraisal)
    return told | scored_by | Q(leads)


def unread(by: Acting) -> int:
    """Count what is not read yet, up to one more than `MANY`. One query where nothing waits."""
    # Every page asks this: the rules of what may be seen are put together only for what waits.
    mine = Message.objects.filter(person=by.person_id, post=by.post_id, read_at__isnull=True)
    if not mine.exists():
        return 0
    waiting = messages_of(by).filter(read_at__isnull=True).order_by()
    return waiting.values("pk")[: MANY + 1].count()


def days_of(messages: Iterable[Message]) -> list[Day]:
    """Return the messages of a page as lines, by day. The page must hold its things already."""
    lines = [_line(one) for one in messages]
    days = groupby(lines, key=lambda line: day_here(line.message.at))
    return [Day(day, list(held)) for day, held in days]


def with_things(messages: QuerySet[Message]) -> QuerySet[Message]:
    """Read what the lines show along with them, in the same query."""
    return messages.select_related(
        "entry",
        "export",
        "digest",
        "post__unit",
        "matter",
        "notice__list__document",
        "list__document",
        "ask",
        "period",
        "scheme",
        "appraisal",
        "appeal__unit",
        "appeal__indicator",
        "appeal__adjustment__rule",
    ).defer("notice__list__document__text", "list__document__text")


def page_of(message: Message, by: Acting) -> str:
    """Return the page of what a message is about; what tells of a post leads to one's own page."""
    if page := scored.page_of(message, by):
        return page
    if message.matter is not None:
        return reverse("shell:dossier", args=[message.matter.number])
    if message.notice_id is not None:
        return reverse("breakdown:notice", args=[message.notice_id])
    if message.list_id is not None:
        return reverse("breakdown:list", args=[message.list_id])
    if message.ask_id is not None:
        return reverse("coordination:ask", args=[message.ask_id])
    if message.export_id is not None:
        return reverse("breakdown:exported", args=[message.export_id])
    if message.digest is not None:
        return reverse("shell:digest", args=[message.digest.day.isoformat()])
    return reverse("shell:me")


def mark_read(messages: QuerySet[Message], *, at: datetime) -> int:
    """Mark these as read; no deed, so it leaves no entry. Return how many were not before."""
    keys = messages.filter(read_at__isnull=True).order_by().values("pk")
    return Message.objects.filter(pk__in=keys).update(read_at=at)


def _line(message: Message) -> Line:
    entry = message.entry
    if message.digest is not None:
        return _digest_line(message, message.digest)
    if entry is None:
        return _export_line(message)
    title, number = str(message.post), ""
    if message.matter is not None:
        title, number = message.matter.title, message.matter.number
    elif message.notice is not None:
        title, number = message.notice.list.document.title, message.notice.number
    elif message.list is not None:
        title = str(message.list)
    elif message.ask is not None:
        title, number = message.ask.title, message.ask.number
    elif leads := scored.title_of(message, entry.facts):
        title = leads
    by = {"post": entry.post_name, "name": entry.person_name}
    return Line(
        message=message,
        words=words_of(entry.deed),
        told=told_of(entry),
        title=title,
        number=number,
        by=_("%(post)s %(name)s") % by if entry.post_name else entry.person_name,
    )


def _export_line(message: Message) -> Line:
    """Say that a large export is ready; who asked for it is who reads this."""
    asked = message.export
    rows = _("共%(n)s行，可以下载") % {"n": asked.written} if asked else ""
    title = asked.title if asked else ""
    return Line(message, words=_("导出已写好"), told="", title=title, number="", by=rows)


def _digest_line(message: Message, digest: Digest) -> Line:
    """Say how many lines the digest had; what is seen of them now stands on its page."""
    lines = _("共%(n)s条") % {"n": len(digest.lines)}
    title = _("%(day)s提醒") % {"day": heading_date(digest.day)}
    return Line(message, words=_("每日提醒"), told="", title=title, number="", by=lines)
