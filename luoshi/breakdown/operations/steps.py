"""Steps at the workbench: what stood before each, so that several can be taken back (撤销).

Drafts are not deeds and leave no entry; their steps are forgotten once the list is submitted. What
a person saw must still stand: a draft that changed meanwhile is not written over.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from luoshi.breakdown.models import Draft, DraftStep, DraftUnit, MatterList
from luoshi.breakdown.rules import list_officer
from luoshi.breakdown.terms import ListState, PartRole, StepKind
from luoshi.flow.refusals import NotFromHere, NotYours
from luoshi.intake.models import Sentence
from luoshi.kit.rows import new_id
from luoshi.organisation.acting import Acting

# What a step puts back; who holds a draft is no part of what it says.
KEPT = (
    "sentence_id",
    "start",
    "end",
    "title",
    "requirement",
    "standard",
    "deliverable",
    "lead_id",
    "lead_words",
    "due_date",
    "due_words",
    "cadence",
    "cadence_words",
    "work_line",
    "targets",
    "flags",
    "verdict",
    "skip_reason",
    "revises_id",
    "ends",
    "why",
    "typed",
    "stamp",
)

BESIDE_THE_LEAD = {"joint": PartRole.JOINT, "assist": PartRole.ASSIST}


class Outdated(NotFromHere):
    """Somebody changed the draft after the page was shown (409): what was typed is kept."""


@dataclass
class Touched:
    """What a step lays hands on; drafts that come into being are added on the way."""

    drafts: list[UUID] = field(default_factory=list)
    sentences: set[UUID] = field(default_factory=set)


def may_draft(matters: MatterList, by: Acting) -> None:
    """Ask that somebody may work on a list's drafts now.

    :raises NotYours: if `by` is not of the list's room
    :raises NotFromHere: if the list is no longer being drafted
    """
    if not list_officer.holds(by, matters):
        raise NotYours(_("分解须由%(who)s办理") % {"who": list_officer.says})
    current = MatterList.objects.values_list("state", flat=True).get(pk=matters.pk)
    if current != ListState.DRAFTING:
        raise NotFromHere(_("清单已送审，不能再改草稿；需要修改的请主任退回"))


def hold_list(matters: MatterList) -> None:
    """Lock a list by a write until the transaction ends: whoever else changes its drafts waits.

    Before anything is read: numbers, verdicts and steps are then as the last hand left them, and
    everybody takes list and drafts in one order.
    """
    MatterList.objects.filter(pk=matters.pk).update(version=F("version"))


def as_read(*drafts: Draft) -> None:
    """Ask, inside a step, that drafts still are what was read of them before it began.

    :raises Outdated: if somebody reshaped or changed one meanwhile
    """
    for one in drafts:
        if not Draft.objects.filter(pk=one.pk, stamp=one.stamp).exists():
            raise Outdated(_outdated(one))


@contextmanager
def step(
    kind: StepKind,
    matters: MatterList,
    *,
    by: Acting,
    drafts: Iterable[Draft] = (),
    sentences: Iterable[UUID] = (),
    seen: UUID | None = None,
    joins: bool = False,
) -> Iterator[Touched]:
    """Do something to drafts and keep what stood before, in one transaction.

    :param seen: the stamp of the first draft as the person saw it
    :param joins: whether it goes on with the same person's last step on the same card (autosave)
    :raises Outdated: if that draft changed meanwhile
    """
    rows = list(drafts)
    touched = Touched([one.pk for one in rows], set(sentences))
    touched.sentences |= {one.sentence_id for one in rows if one.sentence_id}
    with transaction.atomic():
        hold_list(matters)
        may_draft(matters, by)
        _hold_still(rows, seen, by)
        before = _picture(touched)
        yield touched
        _let_typed_go(before, touched)
        changed = Draft.objects.filter(pk__in=touched.drafts)
        for pk in changed.values_list("pk", flat=True):
            changed.filter(pk=pk).update(stamp=new_id(), changed_by=by.person_id)
        earlier = _joined(kind, matters, by, before) if joins else None
        after = _state(touched)
        if earlier is not None:
            DraftStep.objects.filter(pk=earlier.pk).update(after=after)
            return
        place = rows[0].place if rows else None
        DraftStep.objects.create(
            list=matters, person_id=by.person_id, kind=kind, place=place, before=before, after=after
        )


def last_step(matters: MatterList, by: Acting) -> DraftStep | None:
    """Return what U would take back: the person's own last step on a list."""
    return matters.steps.filter(person=by.person_id).order_by("-id").first()


def undo(matters: MatterList, *, by: Acting) -> DraftStep:
    """Take the person's own last step back (撤销); what somebody else did since is not undone.

    :raises NotFromHere: if there is nothing to take back, or it was changed by another hand since
    """
    with transaction.atomic():
        # Two presses of one key take two steps back, and not one twice.
        hold_list(matters)
        may_draft(matters, by)
        taken = last_step(matters, by)
        if taken is None:
            raise NotFromHere(_("没有可以撤销的步骤"))
        touched = Touched(
            [UUID(pk) for pk in taken.after["drafts"]],
            {UUID(pk) for pk in taken.after["sentences"]},
        )
        if _state(touched) != taken.after:
            raise NotFromHere(_("这一步之后又有别人改动，不能撤销，请直接修改"))
        _put_back(taken.before, touched)
        taken.delete()
    return taken


def forget(matters: MatterList) -> None:
    """Forget the steps of a list: it is submitted, and what is in it is said on the trail."""
    matters.steps.all().delete()


def _let_typed_go(before: dict[str, Any], touched: Touched) -> None:
    """Take off a half written card what the step has said meanwhile: it would lie over that."""
    half = {row["pk"]: row for row in before["drafts"] if row["typed"]}
    for now in _picture(touched)["drafts"] if half else ():
        was = half.get(now["pk"], now)
        left = {one: typed for one, typed in now["typed"].items() if _on(was, one) == _on(now, one)}
        if left != now["typed"]:
            Draft.objects.filter(pk=now["pk"]).update(typed=left)


def _on(row: dict[str, Any], name: str) -> object:
    """Return what a draft says in a field of its card."""
    if name in BESIDE_THE_LEAD:
        return [one for one in row["units"] if one["role"] == BESIDE_THE_LEAD[name]]
    return row.get("lead_id" if name == "lead" else name)


def _hold_still(rows: list[Draft], seen: UUID | None, by: Acting) -> None:
    """Lock the drafts by a write, in one order for everybody, and see that they are as seen.

    What the person changed themselves, by autosave or in another window, they have seen.
    """
    for row in sorted(rows, key=lambda one: one.pk):
        still = Draft.objects.filter(pk=row.pk)
        if seen is not None and row is rows[0]:
            still = still.filter(Q(stamp=seen) | Q(changed_by=by.person_id))
        if not still.update(place=F("place")):
            raise Outdated(_outdated(row))


def _outdated(row: Draft) -> str:
    now = Draft.objects.filter(pk=row.pk).select_related("changed_by").first()
    who = now.changed_by.name if now and now.changed_by else _("别人")
    words = {"who": who, "n": row.place}
    return _("%(who)s刚改过草稿%(n)s，您填写的内容还在下面，请核对后再保存") % words


def _picture(touched: Touched) -> dict[str, Any]:
    """Say what stands: drafts with their units, and what was said of the sentences."""
    units: dict[UUID, list[dict[str, Any]]] = {}
    named = DraftUnit.objects.filter(draft__in=touched.drafts).order_by("id")
    for row in named.values("draft_id", "role", "unit_id", "words"):
        unit = {name: value for name, value in row.items() if name != "draft_id"}
        units.setdefault(row["draft_id"], []).append(unit)
    found = Draft.objects.filter(pk__in=touched.drafts).order_by("place")
    drafts = [row | {"units": units.get(row["pk"], [])} for row in found.values("pk", *KEPT)]
    said = Sentence.objects.filter(pk__in=touched.sentences)
    return {"drafts": drafts, "sentences": list(said.values("pk", "disposition", "note"))}


def _state(touched: Touched) -> dict[str, Any]:
    """Say in short what stands now, to know later whether it still does."""
    stamps = Draft.objects.filter(pk__in=touched.drafts).values_list("pk", "stamp")
    said = Sentence.objects.filter(pk__in=touched.sentences).values_list("pk", "disposition")
    there = {str(pk): str(stamp) for pk, stamp in stamps}
    return {
        "drafts": {str(pk): there.get(str(pk)) for pk in touched.drafts},
        "sentences": {str(pk): disposition for pk, disposition in said},
    }


def _joined(
    kind: StepKind, matters: MatterList, by: Acting, before: dict[str, Any]
) -> DraftStep | None:
    """Return the step a further autosave belongs to: the same card, nothing else done since."""
    last = last_step(matters, by)
    if last is None or last.kind != kind:
        return None
    stood = {str(row["pk"]): str(row["stamp"]) for row in before["drafts"]}
    return last if last.after["drafts"] == stood else None


def _put_back(before: dict[str, Any], touched: Touched) -> None:
    stood = {row["pk"]: row for row in before["drafts"]}
    # What came into being by this step was never anybody's word: it goes with it.
    Draft.objects.filter(pk__in=[pk for pk in touched.drafts if str(pk) not in stood]).delete()
    for pk, row in stood.items():
        Draft.objects.filter(pk=pk).update(**{name: row[name] for name in KEPT})
        DraftUnit.objects.filter(draft=pk).delete()
        DraftUnit.objects.bulk_create(DraftUnit(draft_id=pk, **unit) for unit in row["units"])
    for said in before["sentences"]:
        Sentence.objects.filter(pk=said["pk"]).update(
            disposition=said["disposition"], note=said["note"]
        )
