"""变更 A later version changes what was issued: drafted beside the matter, done with the approval.

A draft that revises is written like any other on the workbench. The approval of the version is the
approval of the change; it is carried out by the moves there are: the date is moved (T10), or the
matter is ended (T22) and, where it goes on otherwise, replaced by one the version sets up.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from luoshi.breakdown import endings
from luoshi.breakdown.models import Draft, DraftUnit, Matter, MatterList
from luoshi.breakdown.operations import children
from luoshi.breakdown.operations.drafts import next_place
from luoshi.breakdown.operations.steps import may_draft, step
from luoshi.breakdown.queries import with_parts
from luoshi.breakdown.terms import DraftVerdict, MatterState, PartRole, StepKind
from luoshi.breakdown.versions import (
    differences,
    only_the_date,
    picture_of,
    picture_of_draft,
    revisable,
)
from luoshi.flow.refusals import NotFromHere, Unmet
from luoshi.organisation.acting import Acting


def revise(
    matters: MatterList, matter: Matter, *, by: Acting, why: str, ends: bool = False
) -> Draft:
    """Lay an issued matter on the workbench of a later version, to be changed or given up (变更).

    A draft: nothing happens to the matter until the version is approved.

    :param ends: whether it is given up; then there is nothing further to write
    :raises Unmet: without a reason, if it is no open matter of an earlier version, can no longer be
        changed, or is being revised already
    """
    may_draft(matters, by)
    if not why.strip():
        raise Unmet(_("请写明变更理由"))
    _check(matters, matter)
    with step(StepKind.ADD, matters, by=by) as touched:
        if matters.drafts.filter(revises=matter).exists():
            raise Unmet(_("%(number)s已在本版变更之中") % {"number": matter.number})
        made = _lay(matters, matter, why.strip()[:200], ends=ends)
        touched.drafts.append(made.pk)
    made.refresh_from_db()
    return made


def check_changes(matters: MatterList, *, but: Mapping[UUID, str] | None = None) -> None:
    """Ask that each revised matter can still be changed, and that something changes.

    :raises Unmet: if the unit claimed it or it is over meanwhile, or the draft says what stands
    """
    for draft in revising(matters):
        if draft.pk in (but or {}) or draft.revises is None:
            continue
        _check_movable(draft.revises)
        if not draft.ends and not differences(_now(draft.revises), picture_of_draft(draft)):
            words = {"number": draft.revises.number}
            raise Unmet(_("%(number)s没有改动，请修改或跳过这条变更") % words)


def revising(matters: MatterList) -> list[Draft]:
    """Return the accepted drafts of a list that change or give up an issued matter."""
    drafts = matters.drafts.filter(verdict=DraftVerdict.ACCEPTED, revises__isnull=False)
    drafts = drafts.select_related("lead", "revises__lead").prefetch_related("units__unit")
    return list(drafts.order_by("place"))


def sentence_of(draft: Draft) -> str:
    """Say in one line what a draft changes, for the entry of the submission."""
    number = draft.revises.number if draft.revises else ""
    if draft.ends or draft.revises is None:
        return _("%(number)s终止：%(why)s") % {"number": number, "why": draft.why}
    fields = differences(_now(draft.revises), picture_of_draft(draft))
    changed = "；".join(f"{one.field}：{one.was}→{one.now}" for one in fields)
    words = {"number": number, "changed": changed, "why": draft.why}
    return _("%(number)s变更（%(why)s）：%(changed)s") % words


def left_as_it_is(drafts: Iterable[Draft], refused: Mapping[UUID, str]) -> dict[str, list[str]]:
    """Say for the entry of the approval which changes were refused, and why; nothing if none."""
    kept = [
        f"{draft.revises.number}：{refused[draft.pk]}"
        for draft in drafts
        if draft.revises is not None and draft.pk in refused
    ]
    return {"not_changed": kept} if kept else {}


def keep_picture(draft: Draft, matter: Matter) -> None:
    """Keep how a matter stood when its change was approved: the issued version shows it."""
    Draft.objects.filter(pk=draft.pk).update(was=_now(matter))


def replaces(draft: Draft, matter: Matter) -> bool:
    """Tell whether a change needs a matter of its own: anything but another day."""
    return not draft.ends and not only_the_date(_now(matter), picture_of_draft(draft))


def carry_out(
    draft: Draft, matter: Matter, replacement: Matter | None, *, by: Acting, at: datetime
) -> None:
    """Do to an issued matter what a version says of it, by the moves of a matter.

    :param replacement: what was set up in its place, where more changes than the day
    :raises NotYours: if `by` is not of the level that opened the matter
    """
    if draft.ends or replacement is not None:
        endings.end(matter, by=by, at=at, reason=draft.why, replaced_by=replacement)
    elif draft.due_date is not None:
        children.move_date(matter, draft.due_date, by=by, at=at, reason=draft.why)


def _check(matters: MatterList, matter: Matter) -> None:
    if not revisable(matters).filter(pk=matter.pk).exists():
        raise Unmet(_("只能变更本文件以前各版清单中在办的事项"))
    _check_movable(matter)


def _check_movable(matter: Matter) -> None:
    state = MatterState(Matter.objects.values_list("state", flat=True).get(pk=matter.pk))
    if state not in children.MOVABLE:
        words = {"number": matter.number, "state": state.label}
        raise NotFromHere(_("%(number)s当前状态为“%(state)s”，不能变更") % words)


def _now(matter: Matter) -> dict[str, object]:
    return picture_of(with_parts(Matter.objects.filter(pk=matter.pk)).get())


def _lay(matters: MatterList, matter: Matter, why: str, *, ends: bool) -> Draft:
    source = matter.sources.select_related("sentence").order_by("start", "id").first()
    made = Draft.objects.create(
        list=matters,
        place=next_place(matters),
        sentence=source.sentence if source else None,
        start=source.start if source else None,
        end=source.end if source else None,
        title=matter.title,
        requirement=matter.requirement,
        standard=matter.standard,
        deliverable=matter.deliverable,
        lead=matter.lead,
        due_date=matter.due_date,
        due_words=matter.due_words,
        cadence=matter.cadence,
        work_line=matter.work_line,
        targets=_targets(matter),
        verdict=DraftVerdict.ACCEPTED if ends else DraftVerdict.PROPOSED,
        revises=matter,
        ends=ends,
        why=why,
    )
    current = matter.parts.filter(round__number=matter.round_number, given_up_at__isnull=True)
    beside = current.exclude(role=PartRole.LEAD).select_related("unit").order_by("id")
    DraftUnit.objects.bulk_create(
        DraftUnit(draft=made, role=part.role, unit=part.unit, words=part.unit.name)
        for part in beside
    )
    return made


def _targets(matter: Matter) -> list[dict[str, object]]:
    return [
        {
            "metric": one.metric,
            "value": f"{one.value.normalize():f}",
            "unit": one.unit,
            "direction": one.direction,
            "raw": one.words,
        }
        for one in matter.targets.order_by("place", "id")
    ]
