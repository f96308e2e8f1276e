"""Deeds of this room that many matters can wait for at once: 批准办结、销号、归档."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from luoshi.breakdown.many import Ask, ManyDeed, Said
from luoshi.breakdown.models import Matter
from luoshi.organisation.acting import Acting
from luoshi.organisation.terms import Role
from luoshi.reporting.operations import closing


def _complete(matter: Matter, by: Acting, at: datetime, key: str, said: Said) -> None:
    closing.complete(matter, by=by, at=at, opinion=said.get("opinion", ""), key=key)


def _write_off(matter: Matter, by: Acting, at: datetime, key: str, said: Said) -> None:
    closing.write_off(matter, by=by, at=at, key=key)


def _file(matter: Matter, by: Acting, at: datetime, key: str, said: Said) -> None:
    closing.file(matter, by=by, at=at, key=key)


def _unverified(matter: Matter) -> str | None:
    if closing.true_verification(matter):
        return None
    return _("本轮没有核查属实的记录，不能销号")


def _incomplete(matter: Matter) -> str | None:
    if missing := closing.missing_records(matter):
        return _("归档材料不齐，缺：%(records)s") % {"records": "、".join(missing)}
    return _("承接的事项须逐项归档，写明承接前原件的情况") if closing.paper_record(matter) else None


COMPLETE = ManyDeed(
    code="complete",
    label=gettext_lazy("批准办结"),
    icon="checks",
    moves=("complete",),
    roles=frozenset({Role.DIRECTOR}),
    do=_complete,
    asks=(Ask("opinion", gettext_lazy("办结意见"), needed=False),),
)
WRITE_OFF = ManyDeed(
    code="write_off",
    label=gettext_lazy("销号"),
    icon="circle-check",
    moves=("write_off",),
    roles=frozenset({Role.DIRECTOR}),
    do=_write_off,
    lacks=_unverified,
)
FILE = ManyDeed(
    code="file",
    label=gettext_lazy("归档"),
    icon="archive",
    moves=("file",),
    roles=frozenset({Role.DIRECTOR, Role.ARCHIVIST}),
    do=_file,
    lacks=_incomplete,
)
