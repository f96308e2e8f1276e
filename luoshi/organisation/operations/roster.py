"""The whole organisation is taken in from one workbook, in one deed (导入名册)."""

from datetime import datetime
from hashlib import sha256

from django.db import models, transaction
from django.utils.translation import gettext as _

from luoshi.flow.refusals import NotFromHere, Unmet
from luoshi.organisation.acting import Acting
from luoshi.organisation.models import (
    Designation,
    GroupPlace,
    HostedOffice,
    PartyOrg,
    Person,
    Post,
    Region,
    Sphere,
    SphereUnit,
    Term,
    Unit,
    UnitAlias,
    UnitGroup,
)
from luoshi.organisation.roster.charges import compare_charges
from luoshi.organisation.roster.columns import TABLES
from luoshi.organisation.roster.comparing import Comparison
from luoshi.organisation.roster.places import compare_posts
from luoshi.organisation.roster.standing import read_standing
from luoshi.organisation.roster.trees import compare_trees
from luoshi.organisation.roster.verdicts import Plan, Writes
from luoshi.organisation.rules import demand, takes_in_rosters
from luoshi.papers.apart import read_book
from luoshi.papers.refusals import Unreadable
from luoshi.timelimits.days import day_of
from luoshi.trail.operations import About, write

# Foreign keys point backwards along this line.
ORDER: tuple[type[models.Model], ...] = (
    Region,
    Unit,
    UnitAlias,
    PartyOrg,
    Person,
    Post,
    Term,
    Sphere,
    SphereUnit,
    UnitGroup,
    GroupPlace,
    HostedOffice,
    Designation,
)
BATCH = 1000


def rehearse(content: bytes, *, by: Acting, at: datetime, hold: bool = False) -> Plan:
    """Say row by row what a file would do, and write nothing (试算).

    :param hold: lock the units until the transaction ends
    :raises Unmet: if the file is no sound workbook or lacks a sheet
    """
    try:
        book = read_book(content, TABLES)
    except Unreadable as unreadable:
        raise Unmet(unreadable.said(_)) from None
    comparison = Comparison(read_standing(hold=hold), by, day_of(at))
    compare_trees(comparison, book)
    compare_posts(comparison, book)
    compare_charges(comparison, book)
    return comparison.plan


def take_in(
    content: bytes,
    *,
    name: str,
    by: Acting,
    at: datetime,
    seen: str | None = None,
    key: str = "",
) -> Plan:
    """Take a roster in: all of it or nothing, with one entry for the run (导入).

    Rows another administrator has to bring in are left and counted. People come without a password.

    :param name: of the file, for the entry
    :param seen: the fingerprint of the rehearsal the person confirmed
    :raises Unmet: if a row cannot be taken in, or nothing would change
    :raises NotFromHere: if the file would now do something else than was shown
    :raises NotYours: if `by` keeps no part of the register
    """
    digest = sha256(content).hexdigest()
    with transaction.atomic():
        demand(takes_in_rosters, by, Post(pk=by.post_id), _("导入名册"))
        plan = rehearse(content, by=by, at=at, hold=True)
        if not plan.clean:
            sentence = _("有%(count)s处不能导入，请改正后重新上传")
            raise Unmet(sentence % {"count": len(plan.refused)})
        if seen is not None and seen != plan.fingerprint:
            raise NotFromHere(_("登记在试算之后已有变化，请重新试算"))
        if plan.idle:
            raise Unmet(_("名册与登记一致，没有需要写入的内容"))
        _write(plan.writes)
        write(
            "roster.take_in",
            about=About("roster", digest, name),
            by=by,
            at=at,
            facts={"sha256": digest, "rows": plan.tally},
            key=key,
        )
    return plan


def _write(writes: Writes) -> None:
    """Insert and update table by table, each in a few statements."""
    successors = _without_successors(writes)
    for model in ORDER:
        model._default_manager.bulk_create(writes.new.get(model, []), batch_size=BATCH)
    for unit, successor in successors.items():
        unit.successor = successor
    for model in ORDER:
        changed = writes.changed.get(model, {})
        fresh = set(writes.new.get(model, []))
        # A new node was inserted with its children counted already.
        columns = {
            thing: names - ({"numchild"} if thing in fresh else set())
            for thing, names in changed.items()
        }
        things = [thing for thing, names in columns.items() if names]
        if fields := sorted(set().union(*columns.values())):
            model._default_manager.bulk_update(things, fields, batch_size=BATCH)


def _without_successors(writes: Writes) -> dict[Unit, Unit]:
    """Take successors off new units until all of them stand: one may point at a later row."""
    successors: dict[Unit, Unit] = {}
    for unit in writes.new.get(Unit, []):
        if isinstance(unit, Unit) and unit.successor is not None:
            successors[unit] = unit.successor
            unit.successor = None
    return successors
