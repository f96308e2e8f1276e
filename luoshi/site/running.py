"""`luoshi setup`, `rescue`, `serve`, `work`: starting an office and keeping it open."""

import argparse
import sys
from importlib import import_module
from typing import Any

from luoshi.site import starting

THREADS = 4


def add_commands(subparsers: Any) -> None:
    """Add the four commands; each sets `run`, which takes the arguments."""
    setup = subparsers.add_parser("setup", help="初始设置：建表、签名密钥、首个单位和三员")
    setup.add_argument("--office", required=True, metavar="NAME", help="管理本系统的单位名称")
    setup.set_defaults(run=_setup)
    rescue = subparsers.add_parser("rescue", help="安全管理员忘了密码：在本机发一个临时密码")
    rescue.add_argument("username", metavar="登录名")
    rescue.add_argument("--reason", required=True, metavar="原因", help="为什么找回，记入留痕")
    rescue.set_defaults(run=_rescue)
    serve = subparsers.add_parser("serve", help="开放网页")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=8000)
    serve.add_argument("--workers", type=int, default=2)
    serve.set_defaults(run=_serve)
    work = subparsers.add_parser("work", help="办理后台工作")
    work.add_argument("--burst", action="store_true", help="办完现有工作就停")
    work.add_argument("--workers", type=int, default=1)
    work.set_defaults(run=_work)


def prepare() -> None:
    """Bring the tables up to date, gather the static files and make the signing key once."""
    call_command = import_module("django.core.management").call_command
    home = import_module("luoshi.trail.home")
    call_command("migrate", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    if not home.key_path().exists():
        home.create_key()


def open_doors(host: str, port: int, workers: int) -> None:
    """Serve the pages until told to stop."""
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
    print("临时密码只显示这一次，首次登录须修改：")
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
    print("临时密码只显示这一次，首次登录须修改；已记入留痕：")
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
    open_doors(options.host, options.port, options.workers)
    return 0


def _work(options: argparse.Namespace) -> int:
    starting.load()
    starting.refuse_tables_behind()
    queries = import_module("luoshi.dues.queries")
    calendar = queries.calendar_here()
    run_worker = import_module("luoshi.queue.cli").run_worker
    run_worker(burst=options.burst, workers=options.workers, working=calendar.working)
    return 0
