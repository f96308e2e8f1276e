"""The door of `luoshi trail`: head, export, verify, check.

`verify` needs neither settings nor a database, so that anyone can run it anywhere; only the other
three load Django, and only when they are asked for.
"""

import argparse
import importlib
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import django

from luoshi.trail import findings, heads, offline
from luoshi.trail.heads import SignedHead

SOUND, UNSOUND, REFUSED = 0, 1, 2
Say = Callable[[str], str]
_ = findings.sentence


def add_commands(
    subparsers: Any, say: Say = findings.sentence, load: Callable[[], None] = django.setup
) -> None:
    """Add `trail` and its four commands; each sets `run`, which takes the arguments.

    :param say: says a Chinese sentence in the language of the reader
    :param load: sets Django up for whoever needs the database, in the same language
    """
    trail = subparsers.add_parser("trail", help=say(_("留痕：签树头、导出、验证、核对")))
    trail.set_defaults(say=say, load=load)
    commands = trail.add_subparsers(dest="trail_command", required=True)
    head = commands.add_parser("head", help=say(_("给现有记录签一个树头并打印")))
    head.set_defaults(run=_head)
    export = commands.add_parser("export", help=say(_("把留痕导出为一个可离线验证的文件")))
    export.add_argument("out", type=Path, metavar="OUT")
    export.set_defaults(run=_export)
    verify = commands.add_parser("verify", help=say(_("离线验证导出文件，不需要数据库")))
    verify.add_argument("file", type=Path, metavar="FILE")
    verify.add_argument("--key", default="", help=say(_("树头必须使用的公钥（十六进制）")))
    verify.add_argument("--head", default="", help=say(_("另行保存的树头：文件或一行文字")))
    verify.set_defaults(run=_verify)
    check = commands.add_parser("check", help=say(_("用树头核对数据库")))
    check.add_argument("--head", default="", help=say(_("另行保存的树头：文件或一行文字")))
    check.add_argument("--files", action="store_true", help=say(_("同时核对每个附件的摘要")))
    check.set_defaults(run=_check)


def head_in(text: str) -> SignedHead | None:
    """Read a head from a line, or from a file: the last one in it; None for the empty text.

    :raises heads.NotAHead: if there is none in it
    :raises OSError: if the file cannot be read
    """
    if not text:
        return None
    if text.lstrip().startswith("{"):
        return heads.read(text)
    last = ""
    with Path(text).open(encoding="utf-8") as lines:
        for line in lines:
            told = line.removeprefix("head\t").strip()
            last = told if told.startswith("{") else last
    return heads.read(last)


def _head(args: argparse.Namespace) -> int:
    commands = _commands(args)
    try:
        print(commands.head(at=datetime.now(UTC)))
    except commands.REFUSALS as refused:
        return _refused(args.say, _("未签树头：%(why)s"), why=refused)
    return SOUND


def _export(args: argparse.Namespace) -> int:
    commands = _commands(args)
    try:
        print(commands.take_out(args.out, at=datetime.now(UTC)))
    except commands.REFUSALS as refused:
        return _refused(args.say, _("未导出：%(why)s"), why=refused)
    return SOUND


def _check(args: argparse.Namespace) -> int:
    commands = _commands(args)
    try:
        sound, said = commands.check(head_in(args.head), with_files=args.files)
    except (OSError, heads.NotAHead) as error:
        return _refused(args.say, _("读不出树头：%(why)s"), why=error)
    print("\n".join(said))
    return SOUND if sound else UNSOUND


def _verify(args: argparse.Namespace) -> int:
    try:
        verdict = offline.verify_file(args.file, key=args.key, head=head_in(args.head))
    except OSError as error:
        return _refused(args.say, _("读不出文件：%(why)s"), why=error)
    except heads.NotAHead as error:
        return _refused(args.say, _("读不出树头：%(why)s"), why=error)
    for finding in verdict.findings.kept:
        print(finding.read(args.say))
    if more := verdict.findings.count - len(verdict.findings.kept):
        _say(args.say, _("另有 %(count)s 处问题未列出"), count=more)
    _say(args.say, _("记录 %(leaves)s 条，其中树头覆盖 %(covered)s 条"), **vars(verdict))
    _say(args.say, _("树头 %(heads)s 个，已清除文字 %(erased)s 处"), **vars(verdict))
    if verdict.last:
        _say(args.say, _("最后的树头签于 %(at)s，根哈希 %(root)s"), **vars(verdict.last))
        _say(args.say, _("公钥 %(key)s（请与该单位另行公布的公钥对照）"), **vars(verdict.last))
    _say(args.say, _("验证通过") if verdict.sound else _("验证不通过"))
    return SOUND if verdict.sound else UNSOUND


def _commands(args: argparse.Namespace) -> Any:
    # Imported by name: an import above would load the tables, and with them settings, for verify.
    args.load()
    return importlib.import_module("luoshi.trail.commands")


def _refused(say: Say, says: str, **values: object) -> int:
    print(say(says) % values, file=sys.stderr)
    return REFUSED


def _say(say: Say, says: str, **values: object) -> None:
    print(say(says) % values if values else say(says))
