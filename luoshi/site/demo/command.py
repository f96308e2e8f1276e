"""`luoshi demo`: make the city once, show a decision become a list, open the doors."""

import argparse
import gc
import shutil
import sys
import time
from importlib import import_module
from pathlib import Path
from typing import Any

from luoshi.papers.refusals import gettext_noop
from luoshi.site import starting
from luoshi.site.running import open_doors, prepare
from luoshi.site.saying import said as _

# Written when the city stands: a demo that was broken off is not taken for a whole one.
MADE = "demo.made"
COLUMNS = (
    ("number", gettext_noop("编号"), 18),
    ("title", gettext_noop("事项"), 30, True),
    ("lead", gettext_noop("牵头单位"), 14),
    ("due", gettext_noop("完成时限"), 10),
    ("state", gettext_noop("状态"), 10),
)
ACCOUNTS = (
    (gettext_noop("督查室主任"), "sfdc1", gettext_noop("核签清单、批准办结、销号")),
    (gettext_noop("督查员"), "sfdc2", gettext_noop("收文、分解、审核、初审")),
    (gettext_noop("核查专员"), "sfdc4", gettext_noop("核查销号")),
    (gettext_noop("单位联络员"), "zjj3", gettext_noop("签收、报送进展")),
    (gettext_noop("单位主要负责人"), "zjj1", gettext_noop("审签、申请办结、退回")),
    (gettext_noop("市领导"), "sf3", gettext_noop("批示、看分管事项")),
    (gettext_noop("观察员"), "sjj5", gettext_noop("看全市事项")),
    (gettext_noop("考核员"), "khb2", gettext_noop("指标、数据、考核进度和申诉")),
    (gettext_noop("系统管理员"), "system-admin", gettext_noop("单位与人员")),
)


TO_TRY = (
    gettext_noop("用 sfdc2 登录，在“文件与会议”里继续分解一份会议纪要，送审；"),
    gettext_noop("用 sfdc1 核签并交办；用 zjj3 签收、报送进展；用 zjj1 审签、申请办结；"),
    gettext_noop("用 sfdc2 初审、sfdc4 核查、sfdc1 办结或呈批；用 sf3 批示；"),
    gettext_noop("LUOSHI_DEMO=1 .venv/bin/luoshi trail check 核对全程留痕。"),
)


def add_commands(subparsers: Any) -> None:
    """Add the command; it sets `run`, which takes the arguments."""
    demo = subparsers.add_parser("demo", help=_("建一座演示城市，走完从决定到销号的全程"))
    demo.add_argument("--no-serve", action="store_true", help=_("建好后不开放网页"))
    demo.add_argument("--port", type=int, default=8000)
    demo.add_argument("--matters", type=int, default=450, help=_("约有多少事项；少则城小、日子短"))
    demo.set_defaults(run=_demo)


def _demo(options: argparse.Namespace) -> int:
    starting.load()
    settings = import_module("django.conf").settings
    if not settings.DEMO:
        says = _("演示须设 LUOSHI_DEMO=1，并使用单独的数据文件夹")
        print(f"luoshi: {says}", file=sys.stderr)
        return 1
    person = import_module("luoshi.organisation.models").Person
    began = time.monotonic()
    made = Path(settings.HOME) / MADE
    prepare()
    if person.objects.exists() and not made.exists():
        says = _(
            "%(home)s 里有没建完的演示或别的数据；请换一个文件夹（LUOSHI_HOME）或把它清空后重来"
        ) % {"home": settings.HOME}
        print(f"luoshi: {says}", file=sys.stderr)
        return 1
    if not made.exists():
        _make_the_city(options.matters)
        made.touch()
    _show_the_list()
    _say_what_to_try(options.port)
    print(_("用时 %(seconds)s 秒") % {"seconds": round(time.monotonic() - began)})
    if not options.no_serve:
        open_doors("127.0.0.1", options.port, 2, works=True)
    return 0


def _make_the_city(matters: int) -> None:
    """Let the year happen, and show how far it has come; a small town has a shorter past."""
    story = import_module("luoshi.site.demo.story")
    now = import_module("django.utils.timezone").now
    days = story.DAYS if matters >= story.MATTERS else story.SHORT
    print(_("正在建立澄川市并逐日走过"))
    lived = story.Story(ends=now(), matters=matters, days=days)
    # One long run that makes much and keeps little: the collector need not look so often.
    gc.set_threshold(50_000)
    for done, whole in lived.days():
        filled = done * 40 // whole
        bar = "█" * filled + "░" * (40 - filled)
        told = _("%(done)s/%(whole)s 天") % {"done": done, "whole": whole}
        print(f"\r  {bar} {told}", end="", flush=True)
    print()


def _show_the_list() -> None:
    """Print a responsibility list as it stands today: a short one that tells the most."""
    terminal = import_module("luoshi.site.terminal")
    models = import_module("luoshi.breakdown.models")
    count = import_module("django.db.models").Count
    top = models.Matter.objects.exclude(number="").filter(parent=None)
    rows = top.values("list").annotate(many=count("pk"), states=count("state", distinct=True))
    most = rows.filter(many__lte=12).order_by("-states", "list")[0]
    first = models.MatterList.objects.select_related("document").get(pk=most["list"])
    listed = top.filter(list=first).select_related("lead")
    print(f"\n{first} · {first.document.document_number}\n")
    columns = [terminal.Cut(key, _(words), *rest) for key, words, *rest in COLUMNS]
    rows = [
        {
            "number": one.number,
            "title": one.title,
            "lead": one.lead.short_name,
            "due": one.due_date.isoformat(),
            "state": str(one.get_state_display()),
        }
        for one in listed.order_by("number")
    ]
    print(terminal.table(columns, rows, width=shutil.get_terminal_size((110, 24)).columns))


def _say_what_to_try(port: int) -> None:
    password = import_module("luoshi.site.demo.organisation").PASSWORD
    print("\n" + _("地址  %(address)s") % {"address": f"http://127.0.0.1:{port}/"})
    print(_("密码都是  %(password)s") % {"password": password} + "\n")
    for role, username, does in ACCOUNTS:
        told = {"role": _(role), "does": _(does)}
        print(f"  {username:<14}" + _("%(role)s：%(does)s") % told)
    print("\n" + _("可以试试："))
    for number, one in enumerate(TO_TRY, start=1):
        print(f"  {number}. {_(one)}")
    _say_where_to_vote(port, len(TO_TRY) + 1)
    print()


def _say_where_to_vote(port: int, number: int) -> None:
    """Name the one ballot that the story left over."""
    seed = import_module("luoshi.site.demo.story").SEED
    token = import_module("luoshi.site.demo.voting").left_over(seed)
    if token:
        there = f"http://127.0.0.1:{port}/ballot/{token}/"
        said = _("不登录，匿名投一张评议票：%(address)s") % {"address": there}
        print(f"  {number}. {said}")
