"""A sheet as a download. What goes out of the house is noted in the read log."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Model
from django.http import HttpResponse
from django.utils.translation import gettext as _

from luoshi.kit.wording import full_time
from luoshi.organisation import handing_out
from luoshi.organisation.acting import Acting
from luoshi.papers.cells import Column
from luoshi.papers.tables import write_rows
from luoshi.timelimits.days import place_of
from luoshi.trail.operations import About, read_by


def handed_out(
    columns: Sequence[Column],
    rows: Iterable[Mapping[str, Any]],
    *,
    title: str,
    about: Model | About,
    by: Acting,
    at: datetime,
    sheet: str = "",
) -> HttpResponse:
    """Write the rows into a workbook named for what it is, with 数据截至 above the header."""
    words = {"title": title, "at": full_time(at)}
    content = write_rows(
        columns,
        rows,
        at=at,
        name=sheet or _("台账"),
        caption=_("%(title)s（数据截至%(at)s）") % words,
        place=place_of(settings.TIME_ZONE),
    )
    read_by(by, about=about, at=at, what="excel")
    return handing_out.workbook(content, title)
