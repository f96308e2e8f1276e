"""导出 Large exports: asked for, written by the queue, kept seven days for whoever asked.

An export is no deed on a matter and leaves no entry; that it went out stands in the read log.
"""

from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from luoshi.breakdown.ledger.outgoing import (
    Outgoing,
    Told,
    columns_of,
    lines_of,
    nobody,
    prepared,
)
from luoshi.breakdown.ledger.wanted import Wanted, wanted_in
from luoshi.breakdown.models import LedgerExport
from luoshi.kit.wording import full_time
from luoshi.organisation.acting import Acting
from luoshi.organisation.queries import acting_as
from luoshi.papers.tables import write_rows
from luoshi.queue.tasks import Hopeless, enqueue
from luoshi.timelimits.days import place_of
from luoshi.timelimits.here import day_here
from luoshi.trail.home import folder
from luoshi.trail.operations import About, read_by

KEPT = timedelta(days=7)
TASK = "luoshi.breakdown.jobs.write_export"


@transaction.atomic
def ask_for(wanted: Wanted, *, title: str, total: int, by: Acting, at: datetime) -> LedgerExport:
    """Put a large export in the queue, for this person in this post (导出)."""
    asked = LedgerExport.objects.create(
        asked_by_id=by.person_id,
        post_id=by.post_id,
        title=title[:300],
        query=wanted.query,
        language=translation.get_language() or settings.LANGUAGE_CODE,
        total=total,
        asked_at=at,
    )
    about = About("ledger", str(by.unit_id), title)
    read_by(by, about=about, at=at, what="excel")
    enqueue(TASK, str(asked.pk))
    return asked


def write(asked: LedgerExport, *, at: datetime) -> int:
    """Write an export that was asked for; return how many rows. Written again, it is the same.

    What the asker may see is asked now: rights that ended meanwhile give nothing.

    :raises Hopeless: if the asker holds the post no more
    """
    try:
        by = acting_as(asked.asked_by, asked.post, on=day_here(at))
    except LookupError as gone:
        LedgerExport.objects.filter(pk=asked.pk).update(failed_at=at)
        raise Hopeless(str(asked)) from gone
    with translation.override(asked.language):
        out = prepared(by, wanted_in(asked.query), day_here(at))
        content = workbook(out, title=asked.title, at=at, told=_teller(asked))
    path = path_of(asked)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    half = path.with_suffix(".half")
    half.write_bytes(content)
    half.replace(path)
    LedgerExport.objects.filter(pk=asked.pk).update(ready_at=at, written=out.number)
    return out.number


def workbook(out: Outgoing, *, title: str, at: datetime, told: Told = nobody) -> bytes:
    """Write what goes out; the first row names view, filters and 数据截至."""
    rows = lines_of(out, told)
    words = {"title": title, "at": full_time(at)}
    return write_rows(
        columns_of(out.wanted),
        rows,
        at=at,
        name=_("台账"),
        caption=_("%(title)s（数据截至%(at)s）") % words,
        place=place_of(settings.TIME_ZONE),
    )


def path_of(asked: LedgerExport) -> Path:
    """Return where the file lies: apart from the files of the trail, never in the web root."""
    return folder() / "exports" / f"{asked.pk}.xlsx"


def throw_away(*, at: datetime) -> int:
    """Delete the exports asked for more than seven days ago, files first; return how many."""
    old = list(LedgerExport.objects.filter(asked_at__lt=at - KEPT))
    for one in old:
        path_of(one).unlink(missing_ok=True)
    LedgerExport.objects.filter(pk__in=[one.pk for one in old]).delete()
    return len(old)


def _teller(asked: LedgerExport) -> Told:
    row = LedgerExport.objects.filter(pk=asked.pk)
    return lambda number: row.update(written=number)
