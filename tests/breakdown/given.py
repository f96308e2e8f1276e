"""A decision on its way, by real deeds: taken in, broken down, settled, set up, issued."""

import re
from datetime import date, timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import now

from luoshi.breakdown.models import MatterList
from luoshi.breakdown.operations import drafts, lists
from luoshi.breakdown.operations.drafts import Wording
from luoshi.breakdown.terms import Cadence, DraftVerdict
from luoshi.intake.operations import Paperwork, take_in
from luoshi.intake.terms import Disposition, SourceType
from luoshi.timelimits.days import day_of
from tests.world import MONDAY, MONDAY_NINE, person_behind, someone_of, unit_named

TITLE = "关于抓好城市更新三项工作的通知"
TEXT = f"""{TITLE}

各县区人民政府，市政府各部门：
一、由市住建局牵头，市财政局配合，9月底前完成老旧小区改造126个，每10天报送一次进展。
二、市发改委、市财政局按职责分工负责，8月31日前制定城市更新项目清单。
三、由市双碳办会同有关部门研究提出重点行业节能降碳改造清单。
各级各部门要提高认识，狠抓落实。
"""
LINES = (
    ("改造老旧小区126个", "市住建局", ("市财政局",), date(2026, 9, 30)),
    ("制定城市更新项目清单", "市发改委", ("市财政局",), date(2026, 8, 31)),
    ("建成口袋公园20处", "市住建局", (), date(2026, 10, 31)),
)


def let_in(client, by):
    """Sign somebody in, in their one post; return who they are."""
    client.force_login(person_behind(by), backend="django.contrib.auth.backends.ModelBackend")
    return by


def asked_for(client, address):
    """How often the database is asked for a page. The frame may count more one day: not our affair.

    So tests compare the numbers of a short and of a long page, and fix none.
    """
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def officer():
    return someone_of("市政府督查室", "督查员")


def director():
    return someone_of("市政府督查室", "主任")


def document(text=TEXT, *, title=TITLE, at=MONDAY_NINE):
    paper = Paperwork(
        title=title,
        source=SourceType.OTHER,
        kind="ordinary",
        issued_date=MONDAY,
        received_date=MONDAY,
        document_number="澄政发〔2026〕14号",
    )
    return take_in(text.encode(), text, name="通知.txt", paper=paper, by=officer(), at=at)


def drafting(paper=None, *, at=MONDAY_NINE):
    """A list just opened, with the reader's proposals."""
    return lists.open_list(paper or document(at=at), by=officer(), at=at)


def settled(*matters, paper=None, at=MONDAY_NINE):
    """A list ready to be submitted, holding these matters and nothing the reader proposed.

    :param matters: (requirement, lead, assisting, due date) each; without any, three of them
    """
    found = drafting(paper, at=at)
    for draft in found.drafts.filter(verdict=DraftVerdict.PROPOSED):
        drafts.skip(draft, by=officer(), reason="另行拟写")
    for requirement, lead, assist, due_date in matters or LINES:
        draft = drafts.add(found, by=officer(), requirement=requirement, cadence=Cadence.TEN_DAYS)
        wording = Wording(
            title=requirement,
            requirement=requirement,
            standard="验收合格文件",
            lead=unit_named(lead),
            due_date=due_date,
            cadence=Cadence.TEN_DAYS,
            assist=[unit_named(one) for one in assist],
        )
        drafts.accept(draft, by=officer(), wording=wording)
    left = found.document.sentences.filter(disposition="")
    answers = dict.fromkeys(left.values_list("pk", flat=True), Disposition.PRINCIPLE)
    drafts.answer(found, answers, by=officer())
    return found


def still_ahead(found):
    """Let every date of a list lie ahead by the doors' clock: no matter begins late."""
    found.drafts.update(due_date=day_of(now()) + timedelta(days=60))
    return found


def submitted(*matters, at=MONDAY_NINE, **rest):
    found = settled(*matters, at=at, **rest)
    lists.submit(found, by=officer(), at=at)
    return found


def approved(*matters, at=MONDAY_NINE, **rest):
    found = submitted(*matters, at=at, **rest)
    lists.approve(found, by=director(), at=at, basis="市政府第12次常务会议第3项议题")
    return MatterList.objects.get(pk=found.pk)


def issued(*matters, at=MONDAY_NINE, **rest):
    found = approved(*matters, at=at, **rest)
    lists.issue(found, by=director(), at=at + timedelta(hours=1))
    return MatterList.objects.get(pk=found.pk)


def page_of(paper, **query):
    """The address of the workbench of a paper."""
    return reverse("breakdown:workbench", args=[paper.pk]) + (
        "?" + "&".join(f"{name}={value}" for name, value in query.items()) if query else ""
    )


def alert_on(response):
    """What the alert of a page says, if it has one."""
    found = re.search(r'role="alert"[^>]*>.*?<span>(.*?)</span>', response.content.decode(), re.S)
    return found and found[1].strip()


def draft_at(matters, place):
    """The draft at a place of a list."""
    return matters.drafts.get(place=place)
