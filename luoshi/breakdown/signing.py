"""签发 Who signs a responsibility list, as posts of a day: shown on the list's page."""

from datetime import date

from django.db.models import QuerySet

from luoshi.breakdown.models import MatterList
from luoshi.breakdown.terms import DraftVerdict
from luoshi.intake.terms import SignOff
from luoshi.organisation.models import Post, Sphere, Unit
from luoshi.organisation.queries import holds_on
from luoshi.organisation.terms import Role


def signers_of(matters: MatterList, *, on: date) -> QuerySet[Post]:
    """Return the posts that may sign a list by its route, on a day (rules.list_signer).

    What no deputy is in charge of, and what leaders themselves answer for, the main leader signs.
    """
    standing = Post.objects.filter(holds_on(on)).select_related("unit").order_by("title", "id")
    office = matters.office
    steps = range(Unit.steplen, len(office.path) + 1, Unit.steplen)
    above = standing.filter(unit__path__in=[office.path[:step] for step in steps])
    if matters.sign_off == SignOff.DIRECTOR:
        return standing.filter(unit=office, role=Role.DIRECTOR)
    if matters.sign_off == SignOff.SECRETARY_GENERAL:
        return above.filter(role=Role.SECRETARY_GENERAL)
    main = above.filter(role=Role.MAIN_LEADER)
    if matters.sign_off == SignOff.LEADING_GROUP:
        return main
    led = matters.drafts.filter(verdict=DraftVerdict.ACCEPTED).values("lead")
    spheres = Sphere.objects.filter(holds_on(on), units__in=led).values("post")
    in_charge = standing.filter(role=Role.LEADER, pk__in=spheres)
    return in_charge if in_charge.exists() else main
