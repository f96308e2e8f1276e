"""The register for everybody: the tree, a unit, the groups. Buttons stand where a rule allows."""

from datetime import date
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import now
from django.views.decorators.http import require_safe

from luoshi.organisation import directory, queries
from luoshi.organisation.models import Designation, Post, Sphere, Unit, UnitGroup
from luoshi.organisation.request import SignedIn
from luoshi.organisation.rules import any_admin, keeps_units, takes_in_rosters
from luoshi.organisation.terms import UnitKind
from luoshi.organisation.web.deeds import offers, offers_new
from luoshi.timelimits.days import day_of

PER_PAGE = 50


def asked_day(request: SignedIn) -> date:
    """Return the day of ?on=, or today for none or nonsense."""
    try:
        return date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return day_of(now())


@require_safe
def units(request: SignedIn) -> HttpResponse:
    """单位与人员: the tree of a day, or what a search found."""
    on, wanted = asked_day(request), request.GET.get("q", "").strip()
    kind = request.GET.get("kind", "")
    own = Post(pk=request.acting.post_id)
    context: dict[str, Any] = {
        "on": on,
        "past": on != day_of(now()),
        "q": wanted,
        "kind": kind,
        "kinds": UnitKind.choices,
        "new": offers_new(request.acting, "unit"),
        "sees_people": any_admin.holds(request.acting, own),
        "takes_in": takes_in_rosters.holds(request.acting, own),
    }
    if wanted or kind:
        found = directory.units_found(on, wanted=wanted, kind=kind)
        page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
        names = queries.official_names(page, on=on)
        above = directory.names_above(page)
        rows = [(unit, names[unit.pk], above[unit.path]) for unit in page]
        context |= {"page": page, "rows": rows}
    else:
        context["branches"] = directory.branches_on(on)
    return render(request, "organisation/units.html", context)


@require_safe
def unit(request: SignedIn, pk: UUID) -> HttpResponse:
    """One unit: its names, posts and people, spheres, what stands below it, what may be done."""
    one = get_object_or_404(Unit.objects.select_related("successor", "region"), pk=pk)
    on, by = asked_day(request), request.acting
    posts = list(directory.posts_in(one, on=on))
    terms = [term for post in posts for term in post.terms.all()]
    lent = [stand_in for term in terms for stand_in in term.stand_ins.all()]
    aliases = list(one.aliases.filter(withdrawn_at__isnull=True).order_by("used_until", "name"))
    spheres = list(_spheres(on, posts))
    designations = list(Designation.objects.filter(unit=one, until__gte=on).order_by("since"))
    offices = list(one.hosted_offices.filter(queries.holds_on(on)).order_by("name"))
    context = {
        "unit": one,
        "on": on,
        "name": queries.official_names([one], on=on)[one.pk],
        "above": Unit.objects.get_ancestors(one),
        "predecessors": one.predecessors.order_by("until", "code"),
        "aliases": aliases,
        "posts": posts,
        "spheres": spheres,
        "in_charge": queries.leaders_of(one, on=on).select_related("unit"),
        "designations": designations,
        "offices": offices,
        "groups": one.groups.order_by("name"),
        "branches": directory.branches_on(on, under=one),
        "deeds": offers("units", [one], by)[one.pk],
        "merges": one.until is None and keeps_units.holds(by, one),
        "buttons": offers("posts", posts, by)
        | offers("terms", terms, by)
        | offers("stand-ins", lent, by)
        | offers("aliases", aliases, by)
        | offers("spheres", spheres, by)
        | offers("designations", designations, by)
        | offers("offices", offices, by),
    }
    return render(request, "organisation/unit.html", context)


@require_safe
def groups(request: SignedIn) -> HttpResponse:
    """分组: the collective names and the units they stand for."""
    found = list(UnitGroup.objects.order_by("name").prefetch_related("units"))
    context = {
        "groups": found,
        "new": offers_new(request.acting, "group"),
        "buttons": offers("groups", found, request.acting),
    }
    return render(request, "organisation/groups.html", context)


def _spheres(on: date, posts: list[Post]) -> Any:
    keys = [post.pk for post in posts]
    held = Sphere.objects.filter(queries.holds_on(on), post__in=keys).select_related("post__unit")
    return held.prefetch_related("units").order_by("since", "id")
