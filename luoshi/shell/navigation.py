"""Which pages a post is led to, in what words (UI reference, section 3.2).

A page that is not there or not for this post is absent, never greyed. Numbers beside a page are
duties that wait for this person; whoever can count them registers the count here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from urllib.parse import parse_qsl, urlsplit

from django.conf import settings
from django.urls import Resolver404, get_urlconf, resolve
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from luoshi.assessment.rules import heads_an_assessing_office
from luoshi.organisation.acting import Acting
from luoshi.organisation.terms import ADMIN_ROLES, LEADERS, Role

Words = str | Promise
Count = Callable[[Acting, datetime], int]

CONTENT = frozenset(Role) - {Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN}
ROOMS = frozenset({Role.DIRECTOR, Role.OFFICER})
UNITS = frozenset({Role.UNIT_HEAD, Role.UNIT_DEPUTY, Role.LIAISON, Role.HANDLER})
HEADS = frozenset({Role.UNIT_HEAD, Role.UNIT_DEPUTY})
TOP = frozenset(LEADERS)
ABOVE = TOP | {Role.SECRETARY_GENERAL}
ASSESSORS = frozenset({Role.ASSESSOR})
# Who heads the office that assesses goes its assessors' ways besides a head's own, and leaves out
# what stands on the desk and in the ledger too: nobody is led to more than twelve pages.
OFFICE_HEAD = "OFFICE_HEAD"
OFFICE_HEADS = frozenset({OFFICE_HEAD})
KEEPERS = frozenset({Role.DIRECTOR, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN})


@dataclass(frozen=True)
class Page:
    """One page of the navigation: who is led to it, and the words each role knows it by.

    :param lands: the roles that begin their day on it; it is the first of their pages
    """

    name: str
    href: str
    icon: str
    words: Words
    roles: frozenset[str]
    tab: Words = ""
    key: str = ""
    group: Words = ""
    lands: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Link:
    """A page as one person sees it now."""

    name: str
    href: str
    icon: str
    words: Words
    key: str
    current: bool
    count: int = 0


@dataclass(frozen=True)
class Group:
    """Links under one heading; the first group has none."""

    words: Words
    links: list[Link]


PAGES = [
    Page("decide", "/decide/", icon="gavel", words=_("待我决定"), tab=_("待决"), key="j",
         roles=ABOVE, lands=TOP),
    Page("sign", "/sign/", icon="writing-sign", words=_("待我审签"), tab=_("待签"), key="s",
         roles=HEADS | OFFICE_HEADS, lands=frozenset({Role.UNIT_HEAD, OFFICE_HEAD})),
    Page("verify", "/verify/", icon="zoom-check", words=_("核查任务"), tab=_("任务"), key="v",
         roles=frozenset({Role.VERIFIER}), lands=frozenset({Role.VERIFIER})),
    Page("verify_site", "/verify/?site=1", icon="map-pin", words=_("现场核查"), tab=_("现场"),
         roles=frozenset({Role.VERIFIER})),
    Page("verify_history", "/verify/history/", icon="history", words=_("历史核查"), tab=_("历史"),
         roles=frozenset({Role.VERIFIER})),
    Page("children", "/verify/", icon="checkup-list", words=_("审核下级报送"), key="v",
         roles=HEADS),
    Page("desk", "/desk/", icon="inbox", words=_("待我核签"), tab=_("待签"), key="d",
         roles=frozenset({Role.DIRECTOR})),
    Page("desk", "/desk/", icon="eye-check", words=_("我包抓的事项"), tab=_("包抓"), key="d",
         roles=TOP),
    Page("desk", "/desk/", icon="inbox", words=_("我的工作台"), tab=_("工作台"), key="d",
         roles=CONTENT - TOP - {Role.DIRECTOR, Role.VERIFIER, Role.OBSERVER} | OFFICE_HEADS),
    Page("sign", "/sign/", icon="writing-sign", words=_("送签情况"), key="s",
         roles=frozenset({Role.LIAISON, Role.HANDLER})),
    Page("ledger", "/ledger/", icon="list-details", words=_("本单位事项"), tab=_("事项"), key="l",
         roles=UNITS | OFFICE_HEADS),
    Page("requests", "/requests/", icon="calendar-event", words=_("延期与调整"), key="r",
         roles=UNITS | OFFICE_HEADS),
    Page("lights", "/ledger/?light=5,4,3,2", icon="alert-triangle",
         words=_("红黄灯"), tab=pgettext_lazy("tab", "红黄灯"), roles=HEADS),
    Page("reports", "/desk/?kind=REPORT", icon="send", words=_("报送进展"), tab=_("报进展"),
         roles=frozenset({Role.LIAISON, Role.HANDLER})),
    Page("notices", "/notices/", icon="file-check", words=_("通知与回执"), tab=_("通知"), key="n",
         roles=UNITS | OFFICE_HEADS),
    Page("calendar", "/calendar/", icon="calendar-event", words=_("办理日历"), key="t",
         roles=UNITS | ROOMS),
    Page("docs", "/docs/", icon="files", words=_("文件与会议"), tab=_("文件"), key="f",
         roles=ROOMS | {Role.SECRETARY_GENERAL}),
    Page("ledger", "/ledger/", icon="table", words=_("台账"), tab=_("台账"), key="l",
         roles=CONTENT - UNITS - {Role.VERIFIER}, lands=frozenset({Role.OBSERVER})),
    Page("verify", "/verify/", icon="zoom-check", words=_("核查销号"), tab=_("核查"), key="v",
         roles=ROOMS | {Role.ARCHIVIST}),
    Page("requests", "/requests/", icon="calendar-event", words=_("延期与调整"), key="r",
         roles=ROOMS | ABOVE),
    Page("consult", "/consult/", icon="message-2", words=_("征求意见与报送"), key="c",
         roles=UNITS | ROOMS | OFFICE_HEADS | {Role.SECRETARY_GENERAL}),
    Page("burden", "/burden/", icon="scale", words=_("负担台账"), key="b",
         roles=UNITS | ROOMS | {Role.SECRETARY_GENERAL}),
    Page("assess", "/assess/", icon="chart-bar", words=_("本单位考评"), key="a", roles=UNITS),
    Page("assess", "/assess/", icon="chart-bar", words=_("考评"), key="a", roles=ABOVE),
    Page("schemes", "/assess/schemes/", icon="sitemap", words=_("考核办法"),
         roles=ASSESSORS | OFFICE_HEADS),
    Page("figures", "/assess/figures/", icon="checks", words=_("考核数据"),
         roles=ASSESSORS | OFFICE_HEADS | {Role.LIAISON, Role.HANDLER}),
    Page("assess", "/assess/", icon="chart-bar", words=_("排名与公示"), key="a",
         roles=ASSESSORS | OFFICE_HEADS),
    Page("periods", "/assess/periods/", icon="calendar", words=_("考核周期"),
         roles=ASSESSORS | OFFICE_HEADS),
    Page("appeals", "/assess/appeals/", icon="message-report", words=_("考核申诉"),
         roles=ASSESSORS | OFFICE_HEADS),
    Page("what_if", "/assess/what-if/", icon="scale", words=_("办法测算"), roles=ASSESSORS),
    Page("appraisals", "/assess/appraisals/", icon="list-details", words=_("评议"),
         roles=ASSESSORS | OFFICE_HEADS | ABOVE),
    Page("dormant", "/dormant/", icon="user-off", words=_("休眠责任人"),
         roles=HEADS),
    Page("desk", "/desk/", icon="activity", words=_("总体情况"), tab=_("总体"), key="d",
         roles=frozenset({Role.OBSERVER})),
    Page("organisation", "/organisation/", icon="sitemap", words=_("单位与人员"), key="o",
         roles=KEEPERS, group=_("设置")),
    Page("limits", "/time-limits/", icon="clock", words=pgettext_lazy("page", "时限规则"),
         group=_("设置"), roles=KEEPERS | ROOMS | {Role.SECRETARY_GENERAL}),
    Page("work_calendar", "/work-calendar/", icon="calendar", words=_("工作日历"),
         group=_("设置"), roles=KEEPERS | ROOMS | {Role.SECRETARY_GENERAL}),
    Page("light_scheme", "/settings/lights/", icon="sun", words=_("灯的设定"),
         roles=frozenset({Role.DIRECTOR, Role.SYSTEM_ADMIN}), group=_("设置")),
    Page("health", "/health/", icon="activity", words=_("运行情况"), group=_("设置"),
         roles=frozenset(ADMIN_ROLES)),
    Page("outbox", "/outbox/", icon="mail", words=_("未发出的消息"), group=_("设置"),
         roles=frozenset(ADMIN_ROLES)),
    Page("robots", "/robots/", icon="message-report", words=_("群机器人"), group=_("设置"),
         roles=frozenset(ADMIN_ROLES)),
    Page("purges", "/purges/", icon="eraser", words=_("清除申请"), group=_("设置"),
         roles=frozenset(ADMIN_ROLES)),
]  # fmt: skip
COUNTS: dict[str, Count] = {}


def register_count(name: str, count: Count) -> None:
    """Let `count(acting, at)` stand beside the page of that name.

    :raises ValueError: if somebody counts for that page already
    """
    if name in COUNTS:
        raise ValueError(f"Two counts for {name}")
    COUNTS[name] = count


def counts_for(acting: Acting, at: datetime) -> dict[str, int]:
    """Return how many duties wait for this post at each page that counts them."""
    names = dict.fromkeys(page.name for page in _pages_of(acting))
    return {name: COUNTS[name](acting, at) for name in names if name in COUNTS}


@cache
def _stands(href: str, addresses: str) -> bool:
    try:
        resolve(urlsplit(href).path, addresses)
    except Resolver404:
        return False
    return True


def _pages_of(acting: Acting) -> list[Page]:
    """Return the pages that stand and are for this post; the one it lands on is the first."""
    addresses = get_urlconf() or settings.ROOT_URLCONF
    role = OFFICE_HEAD if heads_an_assessing_office(acting) else acting.role
    pages = [page for page in PAGES if role in page.roles and _stands(page.href, addresses)]
    return sorted(pages, key=lambda page: role not in page.lands)


def _current(pages: list[Page], path: str) -> Page | None:
    """Return the page one is on: of those the address begins with, the one that says most."""
    here = urlsplit(path)
    asked = parse_qsl(here.query)

    def fits(page: Page) -> bool:
        there = urlsplit(page.href)
        return here.path.startswith(there.path) and all(
            pair in asked for pair in parse_qsl(there.query)
        )

    return max((page for page in pages if fits(page)), key=lambda one: len(one.href), default=None)


def links_for(acting: Acting | None, *, path: str, at: datetime) -> list[tuple[Page, Link]]:
    """Return the pages that stand and are for this post, the one it lands on first.

    :param path: where one is, with the query
    """
    if acting is None:
        return []
    pages = _pages_of(acting)
    here, numbers = _current(pages, path), counts_for(acting, at)
    return [
        (
            page,
            Link(
                name=page.name,
                href=page.href,
                icon=page.icon,
                words=page.words,
                key=page.key,
                current=page is here,
                count=numbers.get(page.name, 0),
            ),
        )
        for page in pages
    ]


def groups_of(links: list[tuple[Page, Link]]) -> list[Group]:
    """Return the side navigation: links under their headings."""
    groups: dict[Words, Group] = {}
    for page, link in links:
        groups.setdefault(page.group, Group(page.group, [])).links.append(link)
    return list(groups.values())


def tabs_of(links: list[tuple[Page, Link]], me: Link) -> list[Link]:
    """Return the tab bar of the phone: at most four pages in short words, and 我的."""
    short = [
        Link(link.name, link.href, link.icon, page.tab, link.key, link.current, link.count)
        for page, link in links
        if page.tab
    ]
    return [*short[:4], me] if short else []
