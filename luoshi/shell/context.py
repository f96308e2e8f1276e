"""What the frame of every page shows: the city, who is signed in, where to go, their settings."""

import json
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _

from luoshi.kit.preferences import chosen
from luoshi.organisation.acting import Acting
from luoshi.shell.inbox import unread
from luoshi.shell.navigation import Group, Link, Words, groups_of, links_for, tabs_of


@dataclass(frozen=True)
class Choice:
    """A capacity a person may choose beside the name."""

    value: str
    words: str
    current: bool


@dataclass(frozen=True)
class House:
    """The frame of one page."""

    city: str
    mark: str
    prefers: dict[str, str]
    words: str
    idle_minutes: int
    person_name: str = ""
    initial: str = ""
    post_name: str = ""
    choices: tuple[Choice, ...] = ()
    navigation: tuple[Group, ...] = ()
    here: Words = ""
    tabs: tuple[Link, ...] = ()
    search: str = ""
    unread: int = 0


def script_words() -> str:
    """Return the sentences the script may say, in the reader's language."""
    return json.dumps(
        {
            "left_hours": _("剩%(hours)s小时%(minutes)s分"),
            "left_minutes": _("剩%(minutes)s分"),
            "ended": _("时限已到，请刷新查看"),
            "failed": _("没有办成，错误编号%(code)s。所填内容还在，请稍后再按一次。"),
            "no_network": _("网络没有连上，没有办成。所填内容还在，请稍后再按一次。"),
            "offline": _("网络断开。所填内容还在本页，请恢复后再提交。"),
            "ending": _("2分钟后将自动退出登录。"),
            "extend": _("继续使用"),
            "ended_session": _("已自动退出登录。所填内容还在本页，提交时会请您重新登录。"),
            "count": _("%(length)s/%(limit)s字"),
            "kept_here": _("网络断开，所填内容暂存在本机"),
            "changed": _("比上次%(change)s"),
            "unchanged": _("与上次相同"),
            "less": _("减少%(label)s"),
            "more": _("增加%(label)s"),
            "pasted": _("已贴入%(filled)s格，还没有保存"),
            "pasted_some": _("已贴入%(filled)s格，还没有保存；另有%(left)s格没有可填的位置"),
        },
        ensure_ascii=False,
    )


def house(request: HttpRequest) -> dict[str, Any]:
    """Give every page its frame, and `at`, the moment it was asked for."""
    at = now()
    frame = {
        "city": settings.CITY_NAME,
        "mark": settings.CITY_MARK,
        "prefers": chosen(request),
        "words": script_words(),
        "idle_minutes": settings.IDLE_MINUTES,
    }
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"at": at, "house": House(**frame)}
    acting: Acting | None = getattr(request, "acting", None)
    actings: list[Acting] = getattr(request, "actings", [])
    links = links_for(acting, path=request.get_full_path(), at=at)
    me = reverse("shell:me")
    mine = Link("me", me, "user", _("我的"), "", request.path == me)
    search = reverse("shell:search") if acting else ""
    return {
        "at": at,
        "house": House(
            **frame,
            person_name=user.name,
            initial=user.name[:1],
            post_name=_spoken(acting) if acting else _("没有在任职务"),
            choices=tuple(Choice(str(one.key), _spoken(one), one == acting) for one in actings)
            if len(actings) > 1
            else (),
            navigation=tuple(groups_of(links)),
            here=next((link.words for _page, link in links if link.current), ""),
            tabs=tuple(tabs_of(links, mine)),
            search=search,
            unread=unread(acting) if acting else 0,
        ),
    }


def _spoken(acting: Acting) -> str:
    if acting.on_behalf_name:
        names = {"post": acting.post_name, "name": acting.on_behalf_name}
        return _("%(post)s（代%(name)s）") % names
    return acting.post_name
