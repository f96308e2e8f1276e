"""Which pages a post is led to, in what words (UI reference, section 3.2).

A page that is not there or not for this post is absent, never greyed. Numbers beside a page are
duties that wait for this person; whoever can count them registers the count here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.urls import Resolver404, resolve
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from luoshi.organisation.acting import Acting
from luoshi.organisation.terms import ADMIN_ROLES, Role

Words = str | Promise
Count = Callable[[Acting, datetime], int]

CONTENT = frozenset(Role) - {Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN}
ROOMS = frozenset({Role.DIRECTOR, Role.OFFICER})
UNITS = frozenset({Role.UNIT_HEAD, Role.UNIT_DEPUTY, Role.LIAISON, Role.HANDLER})
KEEPERS = frozenset({Role.DIRECTOR, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN})


@dataclass(frozen=True)
class Page:
    """One page of the navigation: who is led to it, and the words each role knows it by."""

    name: str
    href: str
    icon: str
    words: Words
    roles: frozenset[Role]
    tab: Words = ""
    key: str = ""
    group: Words = ""


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
    Page("desk", "/desk/", icon="inbox", words=_("我的工作台"), tab=_("工作台"), key="d",
         roles=frozenset(Role) - {Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN}),
    Page("ledger", "/ledger/", icon="list-details", words=_("本单位事项"), tab=_("事项"), key="l",
         roles=UNITS),
    Page("notices", "/notices/", icon="file-check", words=_("通知与回执"), tab=_("通知"), key="n",
         roles=UNITS),
    Page("docs", "/docs/", icon="files", words=_("文件与会议"), tab=_("文件"), key="f",
         roles=ROOMS | {Role.SECRETARY_GENERAL}),
    Page("ledger", "/ledger/", icon="table", words=_("台账"), tab=_("台账"), key="l",
         roles=CONTENT - UNITS),
    Page("verify", "/verify/", icon="zoom-check", words=_("核查销号"), tab=_("核查"), key="v",
         roles=ROOMS | {Role.VERIFIER, Role.ARCHIVIST}),
    Page("organisation", "/organisation/", icon="sitemap", words=_("单位与人员"), key="o",
         roles=KEEPERS, group=_("设置")),
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


def _stands(href: str) -> bool:
    try:
        resolve(href)
    except Resolver404:
        return False
    return True


def links_for(acting: Acting | None, *, path: str, at: datetime) -> list[tuple[Page, Link]]:
    """Return the pages that stand and are for this post, in their fixed order."""
    if acting is None:
        return []
    pages = [page for page in PAGES if acting.role in page.roles and _stands(page.href)]
    return [
        (
            page,
            Link(
                name=page.name,
                href=page.href,
                icon=page.icon,
                words=page.words,
                key=page.key,
                current=path.startswith(page.href),
                count=COUNTS[page.name](acting, at) if page.name in COUNTS else 0,
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
