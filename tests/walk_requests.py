"""The walk of requests: units ask, heads sign, rooms and leaders answer, the clock lets lapse."""

from datetime import timedelta

from luoshi.breakdown.models import IssueNotice, Matter
from luoshi.breakdown.terms import Cause
from luoshi.coordination.models import Request
from luoshi.coordination.operations import granting, requests
from luoshi.coordination.terms import Aspect, Ground, RequestKind
from luoshi.organisation.terms import ROOM_ROLES, UNIT_ROLES, Role
from luoshi.timelimits.here import day_here
from tests.walk_moves import of_the_lead, openers_of, room_of

STAFF = (Role.LIAISON, Role.HANDLER, Role.UNIT_DEPUTY)


def ask(walk, key):
    """Somebody of the lead asks for something."""
    matter = Matter.objects.select_related("lead", "parent__lead", "list__office").get(pk=key)
    roles = STAFF if walk.slips(0.5) else (Role.UNIT_HEAD,)
    by = walk.hand(*of_the_lead(walk, matter, *roles))
    made = walk.attempt(requests.ask, matter, _asked(walk, matter), by=by)
    if made:
        told(walk, made.pk)


def _asked(walk, matter):
    kind = walk.rng.choices(RequestKind.values, (5, 5, 1, 0.3))[0]
    said = walk.words("手续未办完", "任务有调整")
    if kind == RequestKind.CHANGE:
        return requests.Asked(kind, said, what=_wish(walk, matter))
    if kind == RequestKind.SUSPENSION:
        days = 90 if walk.slips(0.05) else walk.rng.randint(1, 25)
        cause = "" if walk.slips(walk.forgets) else walk.rng.choice(Cause.values)
        return requests.Asked(
            kind, said, cause=cause, review_date=day_here(walk.at) + timedelta(days=days)
        )
    if kind == RequestKind.TERMINATION:
        return requests.Asked(kind, said)
    more = timedelta(days=45 if walk.slips(0.05) else walk.rng.randint(1, 12))
    return requests.Asked(
        kind,
        said,
        progress=walk.words("已完成主体"),
        measures=walk.words("增加作业面"),
        safeguards=walk.words("每周调度"),
        ground=walk.rng.choice(Ground.values),
        wanted_date=matter.due_date + more,
    )


def _wish(walk, matter):
    aspect = walk.rng.choice(
        (*[Aspect.LEAD] * 6, Aspect.STANDARD, Aspect.ANSWERS, Aspect.REQUIREMENT)
    )
    if aspect == Aspect.LEAD:
        return granting.Wish(aspect, lead=walk.rng.choice(walk.town.bureaus))
    if aspect == Aspect.REQUIREMENT:
        # A demand of its own, so that no two matters come to ask the same.
        return granting.Wish(aspect, words=f"{matter.requirement}（{walk.tried}）")
    return granting.Wish(aspect, words=walk.words("通过竣工验收", "城建科 李工"))


def sign_request(walk, key):
    """The head signs what staff wrote."""
    request = _whole(key)
    by = walk.hand(*of_the_lead(walk, request.matter, Role.UNIT_HEAD))
    walk.attempt(requests.sign, request, by=by)
    told(walk, key)


def hand_request_back(walk, key):
    """The head wants it otherwise."""
    request = _whole(key)
    by = walk.hand(*of_the_lead(walk, request.matter, Role.UNIT_HEAD))
    walk.attempt(requests.hand_back, request, by=by, reason=walk.words("措施不具体"))
    told(walk, key)


def withdraw_request(walk, key):
    """The unit takes it back."""
    request = _whole(key)
    roles = UNIT_ROLES if request.state == "SIGNING" else (Role.UNIT_HEAD,)
    by = walk.hand(*of_the_lead(walk, request.matter, *roles))
    walk.attempt(requests.withdraw, request, by=by)
    told(walk, key)


def review_request(walk, key):
    """The room looks at it."""
    request = _whole(key)
    by = walk.hand(*room_of(walk, request.matter, *ROOM_ROLES))
    walk.attempt(requests.review, request, by=by, note=walk.words("情况属实"))
    told(walk, key)


def consent(walk, key):
    """A leader agrees that it may be granted."""
    request = _whole(key)
    ready = [one for one in walk.town.everybody if one.post_id == request.matter.leader_id]
    path = request.matter.office.path
    main = [one for one in walk.town.everybody
            if one.role == Role.MAIN_LEADER and path.startswith(one.unit_path)]  # fmt: skip
    walk.attempt(requests.consent, request, by=walk.hand(*ready, *main))
    told(walk, key)


def grant(walk, key):
    """The level that opened the matter grants it."""
    request = _whole(key)
    given = {}
    if request.wanted_date and walk.slips(0.1):
        given = {"granted_date": request.wanted_date + timedelta(days=walk.rng.randint(-2, 1))}
    by = walk.hand(*_deciders(walk, request))
    done = walk.attempt(requests.grant, request, by=by, **given)
    told(walk, key)
    walk.note(request.matter)
    if not done:
        return
    for child in request.matter.children.all():
        walk.note(child)
    if request.new_lead_id:
        for notice in IssueNotice.objects.filter(unit=request.new_lead_id, issued_at=walk.at):
            walk.stands(notice.pk, "NOTICE")


def refuse(walk, key):
    """The level that opened the matter refuses it."""
    request = _whole(key)
    by = walk.hand(*_deciders(walk, request))
    walk.attempt(requests.refuse, request, by=by, reason=walk.words("进度正常，无须延期"))
    told(walk, key)


def lapse(walk, key):
    """A night passes over what waits."""
    walk.tried += 1
    if requests.lapse_all(at=walk.at):
        walk.done += 1
    walk.last = walk.newest()
    for pk, state in Request.objects.filter(pk__in=[*walk.pools["ASKED"].keys,
                                                    *walk.pools["UNSIGNED"].keys]
                                            ).values_list("pk", "state"):  # fmt: skip
        if state == "LAPSED":
            told(walk, pk)


def told(walk, key):
    """Note where a request stands after a deed."""
    state = Request.objects.values_list("state", flat=True).get(pk=key)
    pools = {"SIGNING": ["UNSIGNED"], "SENT": ["ASKED"], "REVIEWED": ["ASKED"]}
    walk.stands(key, *pools.get(state, []))


def _deciders(walk, request):
    return openers_of(walk, request.matter)


def _whole(key):
    rows = Request.objects.select_related(
        "matter__lead", "matter__list__office", "matter__office", "matter__parent__lead", "round",
        "new_lead", "target", "unit",
    )  # fmt: skip
    return rows.get(pk=key)


DEEDS = {
    "ask": ("IN_PROGRESS", 0.08),
    "sign_request": ("UNSIGNED", 0.8),
    "hand_request_back": ("UNSIGNED", 0.2),
    "withdraw_request": ("UNSIGNED", 0.15),
    "withdraw_sent_request": ("ASKED", 0.06),
    "review_request": ("ASKED", 0.3),
    "consent": ("ASKED", 0.12),
    "grant": ("ASKED", 0.9),
    "refuse": ("ASKED", 0.3),
    "lapse": ("ASKED", 0.15),
}
withdraw_sent_request = withdraw_request
