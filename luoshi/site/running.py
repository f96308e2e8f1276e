"""`luoshi setup`, `rescue`, `serve`, `work`: starting an office and keeping it open."""

import argparse
import sys
from contextlib import nullcontext
from importlib import import_module
from typing import Any

from luoshi.site import beside, starting
from luoshi.site.saying import said as _

THREADS = 4


def add_commands(subparsers: Any) -> None:
    """Add the four commands; each sets `run`, which takes the arguments."""
    setup = subparsers.add_parser("setup", help=_("初始设置：建表、签名密钥、首个单位和三员"))
    setup.add_argument("--office", required=True, metavar="NAME", help=_("管理本系统的单位名称"))
    setup.set_defaults(run=_setup)
    rescue = subparsers.add_parser(
        "rescue", help=_("安全管理员忘了密码：在本机发一个临时密码，记入留痕")
    )
    rescue.add_argument("username", metavar=_("登录名"))
    rescue.add_argument(
        "--reason", required=True, metavar=_("原因"), help=_("为什么找回，记入留痕")
    )
    rescue.set_defaults(run=_rescue)
    serve = subparsers.add_parser("serve", help=_("开放网页"))
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=8000)
    serve.add_argument("--workers", type=int, default=2)
    apart = _("不同时办理后台工作（正式运行本来就分开：另开 luoshi work）")
    serve.add_argument("--no-work", action="store_true", help=apart)
    serve.set_defaults(run=_serve)
    work = subparsers.add_parser("work", help=_("办理后台工作"))
    work.add_argument("--burst", action="store_true", help=_("办完现有工作就停"))
    work.add_argument("--workers", type=int, default=1)
    work.add_argument("--beside", action="store_true", help=argparse.SUPPRESS)
    work.set_defaults(run=_work)


def prepare() -> None:
    """Bring the tables up to date, gather the static files and make the signing key once."""
    call_command = import_module("django.core.management").call_command
    home = import_module("luoshi.trail.home")
    call_command("migrate", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    if not home.key_path().exists():
        home.create_key()


def open_doors(host: str, port: int, workers: int, *, works: bool = False) -> None:
    """Serve the pages until told to stop.

    :param works: whether a worker does what waits beside it, and stops with it
    """
    granian = import_module("granian")
    server = granian.Granian(
        "luoshi.site.wsgi:application",
        address=host,
        port=port,
        interface="wsgi",
        workers=workers,
        # Each thread holds a connection to the database; left alone there would be 256.
        blocking_threads=THREADS,
        log_level="warning",
    )
    with beside.worker() if works else nullcontext():
        server.serve()


def _setup(options: argparse.Namespace) -> int:
    starting.load()
    starting.refuse_without_a_home()
    founding = import_module("luoshi.organisation.operations.founding")
    refusals = import_module("luoshi.flow.refusals")
    now = import_module("django.utils.timezone").now
    prepare()
    try:
        made = founding.begin(options.office, at=now())
    except refusals.Refused as refused:
        print(f"luoshi: {refused}", file=sys.stderr)
        return 1
    print(_("临时密码只显示这一次，首次登录须修改："))
    for one in made:
        print(f"  {one.person.name}\t{one.person.username}\t{one.password}")
    return 0


def _rescue(options: argparse.Namespace) -> int:
    starting.load()
    starting.refuse_tables_behind()
    rescuing = import_module("luoshi.organisation.operations.rescuing")
    refusals = import_module("luoshi.flow.refusals")
    now = import_module("django.utils.timezone").now
    try:
        found = rescuing.rescue(options.username, at=now(), reason=options.reason)
    except refusals.Refused as refused:
        print(f"luoshi: {refused}", file=sys.stderr)
        return 1
    print(_("临时密码只显示这一次，首次登录须修改；已记入留痕："))
    print(f"  {found.person.name}\t{found.person.username}\t{found.password}")
    return 0


def _serve(options: argparse.Namespace) -> int:
    starting.load()
    starting.refuse_without_a_home()
    starting.refuse_a_wrong_start()
    starting.refuse_tables_behind()
    import_module("django.core.management").call_command(
        "collectstatic", interactive=False, verbosity=0
    )
    print(f"http://{options.host}:{options.port}/")
    production = import_module("django.conf").settings.PRODUCTION
    works = not (options.no_work or production)
    open_doors(options.host, options.port, options.workers, works=works)
    return 0


def _work(options: argparse.Namespace) -> int:
    starting.load()
    starting.refuse_tables_behind()
    queries = import_module("luoshi.dues.queries")
    calendar = queries.calendar_here()
    run_worker = import_module("luoshi.queue.cli").run_worker
    stop = beside.until_left_alone() if options.beside else None
    run_worker(burst=options.burst, workers=options.workers, working=calendar.working, stop=stop)
    return 0
