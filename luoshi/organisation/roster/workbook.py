"""The roster as a workbook: the empty template, and the register written into it."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from luoshi.organisation.models import (
    Designation,
    GroupPlace,
    HostedOffice,
    PartyOrg,
    Post,
    Region,
    Sphere,
    Term,
    Unit,
    UnitAlias,
)
from luoshi.organisation.roster import columns
from luoshi.organisation.roster.columns import TABLES
from luoshi.papers import tables

Row = Mapping[str, Any]


def template(*, at: datetime) -> bytes:
    """Write the empty roster with its sheet of instructions."""
    instructions = [
        _("一、先填“单位”，其他各表用单位代码指到单位；各表不用的可以空着，但不要删去工作表。"),
        _("二、上传后先试算，逐行列出新增、变更、无变化和不能导入的原因；确认之后才写入。"),
        _("三、有一行不能导入，全部都不写入；改正后重新上传。同一份名册可以反复导入。"),
        _("四、更名、撤销、并入、调整隶属、免职各有专门办理，不能由导入更改。"),
        _("五、新登记的人员没有密码，由安全管理员逐人发给临时密码，首次登录须修改。"),
        _("六、管理员职务由安全管理员导入，授权由督查室主任或秘书长导入，可用同一份名册。"),
        _("七、不得填入涉密内容。"),
    ]
    return tables.template(TABLES, at=at, instructions=instructions, translate=_)


def roster_on(on: date, *, at: datetime) -> bytes:
    """Write the register of a day into the roster; taken in again it changes nothing."""
    rows: dict[str, Iterable[Row]] = {
        columns.REGIONS: _regions(),
        columns.UNITS: _units(),
        columns.ALIASES: _named(
            UnitAlias.objects.filter(withdrawn_at__isnull=True, used_until__isnull=True).order_by(
                "unit__place", "unit__code", "name"
            ),
            name="name",
            unit="unit__code",
        ),
        columns.PARTY: _parties(),
        columns.POSTS: _posts(on),
        columns.SPHERES: _spheres(),
        columns.GROUPS: _named(
            GroupPlace.objects.order_by("group__name", "unit__place", "unit__code"),
            name="group__name",
            unit="unit__code",
        ),
        columns.OFFICES: _named(
            HostedOffice.objects.filter(until__isnull=True).order_by("name", "id"),
            name="name",
            unit="host__code",
            since="since",
        ),
        columns.DESIGNATIONS: _named(
            Designation.objects.order_by("since", "id"),
            unit="unit__code",
            scope="scope",
            document_number="document_number",
            since="since",
            until="until",
        ),
    }
    pages = [
        tables.Page(name, TABLES[name], rows[name], spare=200, starred=True) for name in TABLES
    ]
    return tables.write_book(pages, at=at)


def _named(rows: QuerySet[Any], **columns: str) -> Iterable[Row]:
    """Give each column of a sheet the value it is read from."""
    return (
        dict(zip(columns, values, strict=True)) for values in rows.values_list(*columns.values())
    )


def _regions() -> list[Row]:
    regions = list(Region.objects.order_by("path"))
    codes = {one.path: one.code for one in regions}
    return [
        {"code": one.code, "name": one.name, "above": codes.get(one.path[: -one.steplen], "")}
        for one in regions
    ]


def _units() -> list[Row]:
    """List every unit, those that are over too: successors are named by code."""
    units = list(Unit.objects.select_related("region", "successor").order_by("path"))
    codes = {one.path: one.code for one in units}
    return [
        {
            "code": one.code,
            "name": one.name,
            "short_name": one.short_name,
            "kind": one.kind,
            "above": codes.get(one.path[: -one.steplen], ""),
            "place": one.place,
            "since": one.since,
            "until": one.until,
            "successor": one.successor.code if one.successor else "",
            "region": one.region.code if one.region else "",
            "room": one.room,
        }
        for one in units
    ]


def _parties() -> list[Row]:
    orgs = list(PartyOrg.objects.select_related("unit").order_by("path"))
    codes = {one.path: one.code for one in orgs}
    return [
        {
            "code": one.code,
            "name": one.name,
            "above": codes.get(one.path[: -one.steplen], ""),
            "unit": one.unit.code if one.unit else "",
        }
        for one in orgs
    ]


def _posts(on: date) -> list[Row]:
    """List the standing posts with whoever holds them; a vacant post has a row of its own."""
    posts = Post.objects.filter(until__isnull=True).select_related("unit")
    held: dict[UUID, list[Term]] = {}
    running = Term.objects.filter(
        Q(until__isnull=True) | Q(until__gte=on), post__until__isnull=True, closed_at__isnull=True
    )
    for term in running.select_related("person").order_by("since", "id"):
        held.setdefault(term.post_id, []).append(term)
    rows: list[Row] = []
    for post in posts.order_by("unit__place", "unit__code", "id"):
        row = {"unit": post.unit.code, "title": post.title, "role": post.role}
        terms = held.get(post.pk, [])
        rows += [row | _holder(term) for term in terms] or [row]
    return rows


def _holder(term: Term) -> dict[str, Any]:
    return {
        "username": term.person.username,
        "name": term.person.name,
        "phone": term.person.phone,
        "since": term.since,
        "until": term.until,
        "document_number": term.document_number,
    }


def _spheres() -> list[Row]:
    spheres = Sphere.objects.filter(until__isnull=True).select_related("post__unit")
    return [
        {
            "unit": one.post.unit.code,
            "title": one.post.title,
            "name": one.name,
            "units": "、".join(unit.code for unit in one.units.all()),
            "document_number": one.document_number,
            "since": one.since,
        }
        for one in spheres.prefetch_related("units").order_by("post__unit__place", "since", "id")
    ]
