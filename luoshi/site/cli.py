"""The console command `luoshi`: each word is a command of its own, loaded only when asked for."""

import argparse
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module

from luoshi.papers.refusals import gettext_noop
from luoshi.site import saying
from luoshi.site.saying import said as _


@dataclass(frozen=True)
class Command:
    """A word of the command line: the module that does it, and what it does.

    The module either has `run(arguments)`, or `add_commands(subparsers)` for several words.
    """

    module: str
    says: str


COMMANDS = {
    "read": Command(
        "luoshi.site.reading_command", gettext_noop("读一份文件，列出任务、责任单位、期限和目标")
    ),
    "demo": Command(
        "luoshi.site.demo.command", gettext_noop("建一座演示城市，走完从决定到销号的全程")
    ),
    "setup": Command(
        "luoshi.site.running", gettext_noop("初始设置：建表、签名密钥、首个单位和三员")
    ),
    "rescue": Command(
        "luoshi.site.running", gettext_noop("安全管理员忘了密码：在本机发一个临时密码，记入留痕")
    ),
    "serve": Command("luoshi.site.running", gettext_noop("开放网页")),
    "work": Command("luoshi.site.running", gettext_noop("办理后台工作")),
    "calendar": Command("luoshi.site.years", gettext_noop("装入放假安排，并重算涉及的时限")),
    "deadline": Command(
        "luoshi.site.deadlines", gettext_noop("推算时限：到哪一天、怎么算的；--list 列出规则")
    ),
    "assess": Command(
        "luoshi.site.assessing", gettext_noop("考评：计分、逐项说明得分、导出带公式的计分表")
    ),
    "backup": Command("luoshi.site.keeping", gettext_noop("备份到一个新文件夹")),
    "restore": Command("luoshi.site.keeping", gettext_noop("从备份恢复到空的安装，并核对留痕")),
    "trail": Command(
        "luoshi.site.trail_command", gettext_noop("留痕：签树头、导出、离线验证、核对")
    ),
}
# What an administrator needs of Django's own commands; the rest is reached through manage.py.
DJANGO = {
    "migrate": gettext_noop("更新数据表"),
    "check": gettext_noop("检查设置"),
    "shell": gettext_noop("交互环境"),
}


def usage() -> str:
    """Return the commands there are, one to a line."""
    words = {word: one.says for word, one in COMMANDS.items()} | DJANGO
    head = _("用法：luoshi [--lang en] 命令 [参数]；luoshi 命令 --help 看用法。")
    listed = (f"  {word:<10}{_(says)}" for word, says in words.items())
    return "\n".join([head, "", _("命令："), *listed])


def main(arguments: Sequence[str] | None = None) -> int:
    """Do one command and return the exit status: 0 done, 1 refused, 2 not understood."""
    words = saying.choose(sys.argv[1:] if arguments is None else arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "luoshi.site.settings")
    if not words or words[0] in {"-h", "--help", "help"}:
        sys.stdout.write(usage() + "\n")
        return 0 if words else 2
    command = COMMANDS.get(words[0])
    if command is None and words[0] not in DJANGO:
        unknown = _("没有“%(word)s”这个命令。") % {"word": words[0]}
        sys.stderr.write(f"{unknown}\n\n{usage()}\n")
        return 2
    try:
        return _run(command, words)
    except _lacking() as lacking:
        sys.stderr.write(f"luoshi: {lacking}\n")
        return 1


def _lacking() -> type[Exception]:
    """Return what Django raises where a setting is missing.

    Looked up only when something went wrong: a paper is read without Django.
    """
    lacking: type[Exception] = import_module("django.core.exceptions").ImproperlyConfigured
    return lacking


def _run(command: Command | None, words: list[str]) -> int:
    """Run one of our commands, or for none Django's own of that name."""
    if command is None:
        import_module("django.core.management").execute_from_command_line(["luoshi", *words])
        return 0
    module = import_module(command.module)
    if hasattr(module, "run"):
        return int(module.run(words[1:]))
    parser = argparse.ArgumentParser(prog="luoshi")
    module.add_commands(parser.add_subparsers(dest="command", required=True))
    options = parser.parse_args(words)
    return int(options.run(options) or 0)


if __name__ == "__main__":
    sys.exit(main())
