"""办法 A scheme is drafted, copied, changed as a draft, and put in force by the office's head.

Drafts are no deeds: writing leaves no entry. What is in force is changed by its next version.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from luoshi.assessment.catalogue import DEFAULTS
from luoshi.assessment.lifecycle import SCHEME
from luoshi.assessment.models import (
    AssessedGroup,
    AssessedUnit,
    CatalogueRule,
    Indicator,
    IndicatorTarget,
    Scheme,
)
from luoshi.assessment.rules import assessor, office_head
from luoshi.assessment.terms import SchemeState
from luoshi.assessment.weighing import flaws_of
from luoshi.flow.refusals import NotFromHere, NotYours, Unmet
from luoshi.kit.rows import new_id
from luoshi.organisation.acting import Acting
from luoshi.organisation.models import Unit
from luoshi.organisation.rules import demand, not_yours
from luoshi.organisation.terms import Role
from luoshi.trail.models import Entry

SETTINGS = (
    "missing",
    "smallest",
    "excellent_share",
    "good_share",
    "excellent_floor",
    "good_floor",
    "pass_floor",
    "publicity_days",
    "appeal_days",
    "decide_days",
    "month_share",
    "quarter_share",
    "final_share",
)
_OF_A_LINE = (
    "level", "place", "code", "name", "weight", "direction", "measure", "source", "source_unit_id",
    "record", "definition", "frequency", "evidence", "due_day", "method", "parameters", "floor",
    "cap", "basis", "monthly",
)  # fmt: skip
_OF_A_RULE = (
    "place", "code", "kind", "name", "points", "later", "most", "most_of_all", "basis",
    "approver_name",
)  # fmt: skip


def draft(name: str, *, year: int, since: date, by: Acting, at: datetime) -> Scheme:
    """Begin an empty scheme with the default catalogue of bonus and deduction.

    :raises NotYours: if `by` is no assessor
    :raises Unmet: without a name
    """
    _demand_assessor(by, _("拟定办法"))
    if not name.strip():
        raise Unmet(_("请填写办法名称"))
    with transaction.atomic():
        _hold_versions(by.unit_id)
        scheme = _begun(name, year, since, by, at)
        CatalogueRule.objects.bulk_create(
            CatalogueRule(scheme=scheme, place=place, **line._asdict())
            for place, line in enumerate(DEFAULTS, 1)
        )
    return scheme


def copy(source: Scheme, *, year: int, since: date, by: Acting, at: datetime) -> Scheme:
    """Draft another year's scheme from one that stands; targets are agreed anew each year.

    :raises NotYours: if `by` is no assessor of its office
    :raises Unmet: into the same year, which is what a next version is for
    """
    demand(assessor, by, source, _("复制办法"))
    if year == source.year:
        raise Unmet(_("同一年度请拟新版本"))
    name = source.name.replace(str(source.year), str(year))
    return _copied(source, name, year, since, by, at, targets=False)


def next_version(source: Scheme, *, since: date, by: Acting, at: datetime) -> Scheme:
    """Draft what is to take the place of a scheme in the middle of its year, with its targets.

    :raises NotYours: if `by` is no assessor of its office
    :raises NotFromHere: if the scheme is not in force, or a next version is drafted already
    """
    demand(assessor, by, source, _("拟新版本"))
    if source.state != SchemeState.IN_FORCE:
        raise NotFromHere(_("只有施行中的办法才能拟新版本"))
    if since < source.since:
        raise Unmet(_("新版本的施行日期不得早于现行版本"))
    drafted = Scheme.objects.filter(
        office=source.office_id, year=source.year, state=SchemeState.DRAFT
    )
    with transaction.atomic():
        _hold_versions(source.office_id)
        if drafted.exists():
            raise NotFromHere(_("本年度已有一个草案，请先施行或撤回"))
        return _copied(source, source.name, source.year, since, by, at, targets=True)


def rewrite(scheme: Scheme, said: Mapping[str, Any], *, by: Acting, at: datetime) -> None:
    """Change the name, the basis and the settings of a draft.

    :raises NotYours: if `by` is no assessor of its office
    :raises NotFromHere: if it is no draft, or no longer
    """
    with still_a_draft(scheme, by=by, deed=_("修改办法")):
        Scheme.objects.filter(pk=scheme.pk).update(**said)


def put_in_force(scheme: Scheme, *, by: Acting, at: datetime, key: str = "") -> Entry:
    """Put a draft in force by the head's word; the version before it is superseded.

    :raises Unmet: with the first flaw, if weights do not add up, a fence is met, a basis is missing
    :raises NotYours: if `by` does not head the office
    :raises NotFromHere: if it is no draft, or a version with a later day is in force
    """
    with transaction.atomic():
        # All of the year are held: of two drafts put in force at once the second sees the first.
        same_year = Scheme.objects.filter(office=scheme.office_id, year=scheme.year)
        list(same_year.select_for_update().order_by("pk"))
        held = Scheme.objects.get(pk=scheme.pk)
        before = same_year.filter(state=SchemeState.IN_FORCE).first()
        demand(office_head, by, held, _("施行"))
        if scheme.state == SchemeState.DRAFT and held.state == SchemeState.DRAFT:
            _check_whole(held)
            if before is not None and before.since > held.since:
                raise NotFromHere(_("施行中的版本施行日期更晚，请先改定施行日期"))
            if before is not None:
                SCHEME.make("supersede", before, by=by, at=at, version=held.version)
        facts: dict[str, Any] = {
            "basis": held.basis,
            "since": held.since,
            "version": held.version,
            "vetoes": held.catalogue.filter(kind="VETO").count(),
        }
        return SCHEME.make("put_in_force", scheme, by=by, at=at, key=key, **facts)


def withdraw(scheme: Scheme, *, by: Acting, at: datetime, key: str = "") -> Entry:
    """Take a draft back; its number stays used.

    :raises NotYours: if `by` is not of its office
    :raises NotFromHere: if it is no draft
    """
    return SCHEME.make("withdraw", scheme, by=by, at=at, key=key)


@contextmanager
def still_a_draft(scheme: Scheme, *, by: Acting, deed: str) -> Iterator[Scheme]:
    """Hold a draft while it is changed; of two who change it at once the second waits.

    :raises NotYours: if `by` is no assessor of its office
    :raises NotFromHere: if it is no draft, or no longer
    """
    with transaction.atomic():
        held = Scheme.objects.select_for_update().get(pk=scheme.pk)
        demand(assessor, by, held, deed)
        if held.state != SchemeState.DRAFT:
            words = {"state": held.get_state_display(), "move": deed}
            raise NotFromHere(_("当前状态为“%(state)s”，不能%(move)s") % words)
        yield held


def _check_whole(scheme: Scheme) -> None:
    flaws = flaws_of(scheme)
    if flaws:
        words = {"number": len(flaws), "first": flaws[0].words}
        raise Unmet(_("有%(number)s处须先改正：%(first)s") % words)


def _demand_assessor(by: Acting, deed: str) -> None:
    if by.role != Role.ASSESSOR:
        raise NotYours(not_yours(assessor, deed))


def _hold_versions(office: UUID) -> None:
    """Let two who draft a scheme of one office at once wait for one another: numbers go on."""
    Unit.objects.select_for_update().get(pk=office)


def _begun(name: str, year: int, since: date, by: Acting, at: datetime, **others: Any) -> Scheme:
    office = others.pop("office_id", by.unit_id)
    last = Scheme.objects.filter(office=office, year=year).aggregate(last=Max("version"))["last"]
    return Scheme.objects.create(
        name=name.strip()[:100],
        year=year,
        version=(last or 0) + 1,
        office_id=office,
        since=since,
        drafted_at=at,
        drafter_name=by.person_name,
        **others,
    )


def _copied(
    source: Scheme,
    name: str,
    year: int,
    since: date,
    by: Acting,
    at: datetime,
    *,
    targets: bool,
) -> Scheme:
    settings = {one: getattr(source, one) for one in SETTINGS}
    with transaction.atomic():
        _hold_versions(source.office_id)
        scheme = _begun(
            name, year, since, by, at, office_id=source.office_id, copied_from=source, **settings
        )
        groups = _copied_groups(source, scheme)
        lines = _copied_lines(source, groups)
        CatalogueRule.objects.bulk_create(
            CatalogueRule(scheme=scheme, **{one: getattr(rule, one) for one in _OF_A_RULE})
            for rule in source.catalogue.order_by("place", "code")
        )
        if targets:
            held = IndicatorTarget.objects.filter(indicator__group__scheme=source)
            IndicatorTarget.objects.bulk_create(
                IndicatorTarget(
                    indicator=lines[one.indicator_id],
                    unit_id=one.unit_id,
                    span=one.span,
                    value=one.value,
                    agreed_at=one.agreed_at,
                    agreed_name=one.agreed_name,
                )
                for one in held
            )
    return scheme


def _copied_groups(source: Scheme, scheme: Scheme) -> dict[Any, AssessedGroup]:
    groups = {
        one.pk: AssessedGroup(
            scheme=scheme, place=one.place, name=one.name, ranked=one.ranked, mean=one.mean
        )
        for one in source.groups.order_by("place")
    }
    AssessedGroup.objects.bulk_create(groups.values())
    AssessedUnit.objects.bulk_create(
        AssessedUnit(scheme=scheme, group=groups[one.group_id], unit_id=one.unit_id)
        for one in source.units.order_by("id")
    )
    return groups


def _copied_lines(source: Scheme, groups: Mapping[Any, AssessedGroup]) -> dict[Any, Indicator]:
    held = list(Indicator.objects.filter(group__scheme=source).order_by("level", "place", "code"))
    keys = {one.pk: new_id() for one in held}
    lines = {
        one.pk: Indicator(
            pk=keys[one.pk],
            group=groups[one.group_id],
            parent_id=keys[one.parent_id] if one.parent_id else None,
            **{name: getattr(one, name) for name in _OF_A_LINE},
        )
        for one in held
    }
    Indicator.objects.bulk_create(lines.values())
    return lines
