"""The walk beside the straight road: dividing, input, standing still, leaders, ends, takeovers."""

from datetime import timedelta
from decimal import Decimal

from luoshi.breakdown.hearing import parts_unheard
from luoshi.breakdown.models import IssueNotice, Matter
from luoshi.breakdown.operations import children, inputs, matters, suspending, takeover, urging
from luoshi.breakdown.terms import Cause
from luoshi.organisation.models import Post
from luoshi.organisation.terms import ROOM_ROLES, UNIT_ROLES, Role
from luoshi.reporting.operations import ending, inspecting, leaders
from luoshi.timelimits.here import day_here

ASSIGNERS = (Role.UNIT_HEAD, Role.UNIT_DEPUTY)
LEDGERS = ("2025年市级督查台账（一）", "2025年市级督查台账（二）")


def of_the_lead(walk, matter, *roles):
    """Return who speaks for a lead: in a section anybody, elsewhere those in these roles."""
    return walk.town.of(matter.lead_id, *roles) or walk.town.of(matter.lead_id, *UNIT_ROLES)


def room_of(walk, thing, *roles):
    """Return those of a thing's room, or of the two that share it, in these roles."""
    offices = [thing.office_id]
    if thing.owner == "JOINT":
        offices = [unit.pk for unit in walk.town.rooms if unit.room]
    return [one for pk in offices for one in walk.town.of(pk, *roles)]


def openers_of(walk, matter):
    """Return who opened a matter: by its list's route, or whoever assigned a child."""
    if matter.parent_id:
        return walk.town.of(matter.parent.lead_id, *ASSIGNERS)
    return signers_of(walk, matter.list)


def signers_of(walk, opened):
    """Return who signs a list by its route."""
    if opened.sign_off == "DIRECTOR":
        return room_of(walk, opened, Role.DIRECTOR)
    role = Role.SECRETARY_GENERAL if opened.sign_off == "SECRETARY_GENERAL" else Role.MAIN_LEADER
    path = opened.office.path
    above = [one for one in walk.town.everybody if path.startswith(one.unit_path)]
    return [one for one in above if one.role == role]


def reviewers_of(walk, matter):
    """Return who reviews what was reported of a matter."""
    if matter.parent_id:
        return walk.town.of(matter.parent.lead_id, *ASSIGNERS)
    return room_of(walk, matter, *ROOM_ROLES)


def divide(walk, key):
    """The lead gives a piece to a section of its own, now and then to a stranger."""
    parent = Matter.objects.select_related("lead").get(pk=key)
    below = [unit for unit in walk.town.units.values() if children.below(parent.lead, unit)]
    if not below:
        return
    lead = walk.rng.choice(walk.town.bureaus if walk.slips(0.04) else below)
    days = max((parent.due_date - day_here(walk.at)).days, 1)
    later = timedelta(days=days + 9 if walk.slips(0.04) else walk.rng.randint(0, days))
    said = walk.words("完成点位核查", "完成台账整理")
    piece = children.Piece(lead, said, said, day_here(walk.at) + later)
    by = walk.hand(*walk.town.of(parent.lead_id, *ASSIGNERS))
    sent = walk.attempt(children.sub_assign, parent, [piece], by=by)
    for notice in sent or ():
        walk.stands(notice.pk, "NOTICE")
        walk.note(notice.parts.get().matter)


def accept(walk, key):
    """Whoever assigned a child accepts it."""
    child = Matter.objects.select_related("parent").get(pk=key)
    by = walk.hand(*walk.town.of(child.parent and child.parent.lead_id, *ASSIGNERS))
    walk.attempt(inspecting.accept, child, by=by, record=walk.words("逐处核对属实"))
    walk.note(child)


def hand_child_back(walk, key):
    """Whoever assigned a child wants it done again."""
    child = Matter.objects.select_related("parent").get(pk=key)
    by = walk.hand(*walk.town.of(child.parent and child.parent.lead_id, *ASSIGNERS))
    day = day_here(walk.at) + timedelta(days=0 if walk.slips(0.04) else walk.rng.randint(1, 9))
    day = None if walk.slips(walk.forgets) else day
    walk.attempt(inspecting.hand_back, child, by=by, reason=walk.words("有缺项"), rework_date=day)
    walk.note(child)


def insist_child(walk, key):
    """Whoever assigned a child refuses its return."""
    child = Matter.objects.select_related("parent").get(pk=key)
    by = walk.hand(*walk.town.of(child.parent and child.parent.lead_id, Role.UNIT_HEAD))
    walk.attempt(matters.insist, child, by=by, reason=walk.words("属你科室职责"))
    walk.note(child)
    part = child.parts.filter(role="LEAD", given_up_at=None).first()
    walk.stands(part.notice_id, "NOTICE")


def give_input(walk, key):
    """A unit beside the lead says its part."""
    matter = Matter.objects.get(pk=key)
    part = parts_unheard(matter).first()
    ready = walk.town.of(part.unit_id, *UNIT_ROLES) if part else []
    said = walk.words("无不同意见", "已落实配套资金")
    walk.attempt(inputs.give_input, matter, by=walk.hand(*ready), text=said)
    walk.note(matter)


def waive(walk, key):
    """The lead's head lets the others off."""
    matter = Matter.objects.get(pk=key)
    parts = list(parts_unheard(matter))
    if walk.slips(0.05):
        parts = list(matter.parts.filter(role="LEAD"))
    by = walk.hand(*of_the_lead(walk, matter, Role.UNIT_HEAD))
    walk.attempt(inputs.waive, matter, parts, by=by, reason=walk.words("不涉及该单位"))
    walk.note(matter)


def suspend(walk, key):
    """Something from outside stops the work."""
    matter = _whole(key)
    day = None if walk.slips(walk.forgets) else _review_day(walk)
    cause = "" if walk.slips(walk.forgets) else walk.rng.choice(Cause.values)
    given = {"cause": cause, "reason": walk.words("等待批复"), "review_date": day}
    by = walk.hand(*openers_of(walk, matter))
    _went_along(walk, matter, walk.attempt(suspending.suspend, matter, by=by, **given))


def prolong(walk, key):
    """The cause is still there."""
    matter = _whole(key)
    given = {"reason": walk.words("尚未批复"), "review_date": _review_day(walk)}
    walk.attempt(suspending.prolong, matter, by=walk.hand(*openers_of(walk, matter)), **given)
    walk.note(matter)


def resume(walk, key):
    """The work goes on."""
    matter = _whole(key)
    by = walk.hand(*openers_of(walk, matter))
    along = walk.attempt(suspending.resume, matter, by=by, reason=walk.words("已批复"))
    _went_along(walk, matter, along)


def submit_up(walk, key):
    """The director puts a verified result before a leader."""
    matter = Matter.objects.get(pk=key)
    leader = walk.rng.choice(walk.town.leaders)
    if walk.slips(0.04):
        leader = Post.objects.filter(role=Role.LIAISON).first()
    by = walk.hand(*room_of(walk, matter, Role.DIRECTOR))
    said = walk.words("核查属实，拟予办结")
    walk.attempt(leaders.submit, matter, leader, by=by, opinion=said)
    walk.note(matter)


def agree(walk, key):
    """The leader has nothing to add."""
    matter = Matter.objects.get(pk=key)
    walk.attempt(leaders.agree, matter, by=walk.hand(*_decider(walk, matter)))
    walk.note(matter)


def instruct(walk, key):
    """The leader wants more."""
    matter = Matter.objects.select_related("lead").get(pk=key)
    day = day_here(walk.at) + timedelta(days=walk.rng.randint(0, 60))
    said = walk.words("再核一次", "扩大范围再办")
    by = walk.hand(*_decider(walk, matter))
    walk.attempt(leaders.instruct, matter, by=by, words=said, due_date=day)
    walk.note(matter)


def reissue(walk, key):
    """The room issues what the leader ordered."""
    matter = Matter.objects.select_related("list", "parent").get(pk=key)
    by = walk.hand(*room_of(walk, matter, Role.DIRECTOR))
    if walk.attempt(matters.reissue, matter, by=by):
        for notice in IssueNotice.objects.filter(issued_at=walk.at):
            walk.stands(notice.pk, "NOTICE")
    walk.note(matter)


def terminate(walk, key):
    """A matter ends without a result."""
    matter = _whole(key)
    by = walk.hand(*openers_of(walk, matter))
    along = walk.attempt(ending.terminate, matter, by=by, reason=walk.words("政策调整"))
    _went_along(walk, matter, along)


def move_date(walk, key):
    """A date is moved by decision."""
    matter = _whole(key)
    to = day_here(walk.at) + timedelta(days=-1 if walk.slips(0.05) else walk.rng.randint(1, 60))
    by = walk.hand(*openers_of(walk, matter))
    walk.attempt(children.move_date, matter, to, by=by, reason=walk.words("任务有增减"))


def urge(walk, key):
    """The room presses the lead, or whoever assigned a child does."""
    matter = _whole(key)
    by = walk.hand(*reviewers_of(walk, matter))
    walk.attempt(urging.urge, matter, by=by, reason=walk.words("逾期未报", "进度滞后"))


def take_over(walk, _nothing):
    """Work under way comes in from a paper ledger."""
    room = walk.rng.choice(walk.town.rooms)
    lead, assist = walk.rng.sample(walk.town.bureaus, 2)
    day = day_here(walk.at)
    number = str(walk.rng.randint(1, 40) if walk.slips(0.1) else walk.tried)
    record = takeover.Record(
        page=str(walk.rng.randint(1, 90)),
        paper_number=number,
        recorded_date=day - timedelta(days=walk.rng.randint(-1 if walk.slips(0.04) else 0, 300)),
        title=f"承接事项{number}",
        requirement=walk.words(f"完成承接事项{number}"),
        standard="通过验收",
        lead=lead,
        due_date=day + timedelta(days=walk.rng.randint(0, 90)),
        done=walk.words("已完成前期工作"),
        kind=walk.rng.choice(("ordinary", "instruction")),
        round_number=walk.rng.randint(1, 3),
        progress=Decimal(walk.rng.randint(0, 90)),
        assist=(assist,),
    )
    by = walk.hand(*walk.town.of(room.pk, Role.DIRECTOR))
    ledger = walk.words(*LEDGERS)
    for matter in walk.attempt(takeover.take_over, ledger, [record], by=by) or ():
        walk.note(matter)


DEEDS = {
    "divide": ("IN_PROGRESS", 0.08),
    "accept": ("CHILD_CLAIMED", 1.2),
    "hand_child_back": ("CHILD_CLAIMED", 1.2),
    "insist_child": ("CHILD_RETURNED", 1),
    "give_input": ("UNHEARD", 0.4),
    "waive": ("UNHEARD", 0.06),
    "suspend": ("TOP", 0.03),
    "prolong": ("SUSPENDED", 0.4),
    "resume": ("SUSPENDED", 0.7),
    "submit_up": ("FOR_LEADER", 1.4),
    "submit_as_well": ("DECIDING", 0.2),
    "agree": ("BEFORE_LEADER", 1.2),
    "instruct": ("BEFORE_LEADER", 0.4),
    "reissue": ("RESUPERVISED", 2),
    "terminate": ("IN_PROGRESS", 0.006),
    "terminate_checked": ("VERIFYING", 0.03),
    "move_date": ("IN_PROGRESS", 0.02),
    "take_over": ("", 0.35),
    "urge": ("IN_PROGRESS", 0.03),
    "urge_rework": ("REWORK", 0.3),
}
urge_rework = urge
submit_as_well, terminate_checked = submit_up, terminate


def _whole(key):
    return Matter.objects.select_related("list__office", "parent", "lead").get(pk=key)


def _review_day(walk):
    return day_here(walk.at) + timedelta(days=90 if walk.slips(0.04) else walk.rng.randint(1, 25))


def _went_along(walk, matter, along):
    walk.note(matter)
    for child in along if isinstance(along, list) else ():
        walk.note(child)


def _decider(walk, matter):
    return [one for one in walk.town.everybody if one.post_id == matter.decider_id]
