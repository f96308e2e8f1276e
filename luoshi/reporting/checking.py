"""What a verifier must know before going: the claim, the proof asked for, how to look at it.

And why not this verifier, where the law sends somebody else: said in the queue, before opening.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F, Prefetch, QuerySet
from django.utils.translation import gettext as _

from luoshi.breakdown.lifecycle import MATTER
from luoshi.breakdown.models import Matter, Part
from luoshi.breakdown.rules import of_the_verifiers
from luoshi.organisation.acting import Acting
from luoshi.organisation.models import ActingFor, Term
from luoshi.reporting.models import Claim, Evidence, Verification


@dataclass(frozen=True)
class Check:
    """One claim to be verified.

    :param last: what was found the last time, of an earlier claim on the same matter
    :param drawn: why somebody must go there, or that papers are enough
    """

    claim: Claim
    last: Verification | None
    drawn: str


def checks_of(matters: Iterable[Matter]) -> dict[UUID, Check]:
    """Return what is to be checked of each matter, by its key. Three queries."""
    ids = [one.pk for one in matters]
    claims = (
        Claim.objects.filter(matter__in=ids)
        .select_related("review", "verification")
        .prefetch_related(
            Prefetch("evidence", Evidence.objects.select_related("file").order_by("id"))
        )
        .order_by("claimed_at", "id")
    )
    found: dict[UUID, Check] = {}
    last: dict[UUID, Verification] = {}
    for claim in claims:
        found[claim.matter_id] = Check(claim, last.get(claim.matter_id), _drawn(claim))
        if (verification := getattr(claim, "verification", None)) is not None:
            last[claim.matter_id] = verification
    return found


def _drawn(claim: Claim) -> str:
    """Say why a claim is looked at on site, or that it need not be."""
    review = getattr(claim, "review", None)
    if review is None or not review.on_site:
        return _("未抽中，可书面核查")
    return {
        "KIND": _("这类事项一律实地核查"),
        "FIRST": _("该单位本季度首件，一律实地核查"),
        "SAMPLE": _("抽签抽中，须实地核查"),
    }.get(review.on_site_reason, _("须实地核查"))


def recused(by: Acting) -> QuerySet[Matter]:
    """Return the claims this post would verify, and this person must not, by date owed."""
    step = MATTER.moves["verify"]
    of_the_room = Matter.objects.filter(of_the_verifiers(by), state__in=step.source)
    mine = Matter.objects.filter(state__in=step.source).filter(step.may(by)).values("pk")
    rest = of_the_room.exclude(pk__in=mine)
    return rest.select_related("lead").order_by("due_date", "number", "id")


def why_recused(matters: Sequence[Matter], by: Acting) -> dict[UUID, str]:
    """Say of each of these why somebody else must verify it. Three queries."""
    said = {
        one.pk: _("您或被代行人是申请办结的人，应回避")
        for one in matters
        if one.claimed_by_id in by.people
    }
    held = [
        *Term.objects.filter(person__in=by.people).values_list("post__unit__path", flat=True),
        *ActingFor.objects.filter(person__in=by.people).values_list(
            "term__post__unit__path", flat=True
        ),
    ]
    parts = Part.objects.filter(
        matter__in=[one.pk for one in matters],
        round__number=F("matter__round_number"),
        given_up_at__isnull=True,
    ).select_related("unit")
    for part in parts.order_by("matter", "role"):
        path = part.unit.path
        if any(one.startswith(path) or path.startswith(one) for one in held):
            words = {"unit": part.unit, "role": part.get_role_display()}
            said.setdefault(
                part.matter_id,
                _("%(unit)s是%(role)s单位，您在该单位或其上级任职，应回避") % words,
            )
    return said


def verified_by(by: Acting) -> QuerySet[Verification]:
    """Return what this person has verified of matters still seen in this post, newest first."""
    seen = Matter.objects.filter(of_the_verifiers(by)).values("pk")
    mine = Verification.objects.filter(verified_by=by.person_id, claim__matter__in=seen)
    return mine.select_related("claim__matter__lead").order_by("-verified_at", "-id")
