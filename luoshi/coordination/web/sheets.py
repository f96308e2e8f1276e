"""All answers of an ask as a sheet. What goes out of the house is noted in the read log."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import gettext as _

from luoshi.coordination import asks_queries as queries
from luoshi.coordination.ask_terms import AskKind, FieldKind, Standing
from luoshi.coordination.models import Addressee, Ask, AskField
from luoshi.kit.wording import full_time
from luoshi.organisation import handing_out
from luoshi.organisation.acting import Acting
from luoshi.papers.cells import Column, Kind
from luoshi.papers.tables import write_rows
from luoshi.timelimits.days import place_of
from luoshi.timelimits.wording import period_words
from luoshi.trail.operations import read_by

CELLS = {FieldKind.NUMBER: Kind.NUMBER, FieldKind.DATE: Kind.DATE}


def answers_sheet(
    ask: Ask,
    rows: Sequence[Addressee],
    places: Sequence[AskField],
    *,
    period: str,
    by: Acting,
    at: datetime,
) -> HttpResponse:
    """Write the rows into a workbook named for the ask, figures as figures and days as days."""
    title = f"{ask.title}（{period_words(period)}）" if period else ask.title
    words = {"title": title, "at": full_time(at)}
    content = write_rows(
        _columns(ask, places),
        _cells(rows, places),
        at=at,
        name=_("答复"),
        caption=_("%(title)s（数据截至%(at)s）") % words,
        place=place_of(settings.TIME_ZONE),
    )
    read_by(by, about=ask, at=at, what="excel")
    return handing_out.workbook(content, title)


def _columns(ask: Ask, places: Sequence[AskField]) -> list[Column]:
    stance = [Column("stance", _("意见"), width=12)] if ask.kind == AskKind.OPINION else []
    filled = [
        Column(str(one.pk), str(one), CELLS.get(FieldKind(one.kind), Kind.TEXT), width=16)
        for one in places
    ]
    return [
        Column("unit", _("主送单位"), width=28),
        Column("standing", _("情况"), width=12),
        Column("due", _("答复时限"), Kind.DATE, width=12),
        *stance,
        *filled,
        Column("text", _("答复内容"), width=50),
        Column("by", _("答复人"), width=12),
        Column("day", _("答复日期"), Kind.DATE, width=12),
    ]


def _cells(rows: Sequence[Addressee], places: Sequence[AskField]) -> list[dict[str, Any]]:
    values = queries.values_of(rows)
    return [
        {
            "unit": row.unit.name,
            "standing": str(Standing(row.standing).label),  # type: ignore[attr-defined]
            "due": row.due.due_date if row.due else None,
            "stance": str(row.get_stance_display()),
            "text": row.text,
            "by": row.answerer_name or row.signer_name,
            "day": row.due.met_date if row.due else None,
            **{str(one.pk): _cell(values.get((row.pk, one.pk)), one.kind) for one in places},
        }
        for row in rows
    ]


def _cell(value: Any, kind: str) -> Any:
    if value is None or not value.said:
        return None
    if kind == FieldKind.NUMBER:
        return Decimal(value.said)
    return date.fromisoformat(value.said) if kind == FieldKind.DATE else value.said
