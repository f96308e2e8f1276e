"""What the command line asks of the trail in the database; `cli` is the door before it."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.utils.translation import gettext as _

from luoshi.kit.actor import Clock
from luoshi.trail import checking, export, home, operations, tree
from luoshi.trail.findings import Findings
from luoshi.trail.heads import NotAHead, SignedHead
from luoshi.trail.operations import About

CONSOLE = Clock(person_name="命令行", post_name="命令行")
# What these deeds may answer instead of doing it; each says why.
REFUSALS = (home.NoKey, operations.NotAnExtension, tree.TreeSpoilt, NotAHead, OSError)


def head(*, at: datetime) -> str:
    """Sign the tree as it stands; return the head's line."""
    return operations.sign_head(at=at).line()


def take_out(to: Path, *, at: datetime) -> str:
    """Sign a head, write everything under it to a file, note the export; say how much it was."""
    operations.sign_head(at=at)
    newest = export.export(to)
    about = About("trail", newest.root, to.name)
    operations.read_by(CONSOLE, about=about, at=at, what="导出留痕")
    words = {"count": newest.size, "file": to}
    return _("已导出 %(count)s 条到 %(file)s") % words


def check(head: SignedHead | None, *, with_files: bool) -> tuple[bool, list[str]]:
    """Check the database; return whether it is sound, and the sentences to print."""
    report = checking.check(head)
    found = [report.findings] + ([checking.check_files()] if with_files else [])
    said = [line for one in found for line in told(one)]
    words = {"covered": report.covered, "erased": report.erased, "heads": report.heads}
    said.append(
        _("树头覆盖 %(covered)s 条，核对树头 %(heads)s 个，已清除文字 %(erased)s 处") % words
    )
    said.append(_("树头之后新增 %(count)s 条，尚未覆盖") % {"count": report.since})
    sound = not any(one.count for one in found)
    said.append(_("核对无误") if sound else _("核对发现问题"))
    return sound, said


def told(found: Findings) -> Iterator[str]:
    """Say what was found, in the reader's language, and how much more there is."""
    for finding in found.kept:
        yield finding.read(_)
    if more := found.count - len(found.kept):
        yield _("另有 %(count)s 处问题未列出") % {"count": more}
