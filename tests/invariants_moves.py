"""What must be so beside the straight road: children, input, suspensions, leaders, ends.

Read from the trail and the tables alone, as everything here.
"""

from collections import defaultdict
from datetime import timedelta

from tests.book import day

CLOSED = {"COMPLETED", "WRITTEN_OFF", "ARCHIVED"}
SETTLED = {*CLOSED, "NOT_OPENED", "TERMINATED"}
UNIT_PEOPLE = {"UNIT_HEAD", "UNIT_DEPUTY", "LIAISON", "HANDLER"}
ASSIGNERS = {"UNIT_HEAD", "UNIT_DEPUTY"}
LEADERS = {"LEADER", "MAIN_LEADER", "SECRETARY_GENERAL"}
OPENERS = {"DIRECTOR", *LEADERS, *ASSIGNERS}
BESIDE = {"JOINT", "ASSIST"}
CAUSES = {"LAWSUIT", "APPROVAL", "POLICY", "FORCE_MAJEURE"}
# Thirty days, and the days off after the last of them.
LONGEST = timedelta(days=42)
HANDS = {
    "matterlist.approve": ({"DIRECTOR", *LEADERS}, "signer"),
    "matter.register": ({"DIRECTOR", *LEADERS}, "signer"),
    "matter.not_open": ({"DIRECTOR", *LEADERS}, "signer"),
    "matterlist.take_over": ({"DIRECTOR"}, "room"),
    "matter.take_over": ({"DIRECTOR"}, "room"),
    "matter.sub_assign": (ASSIGNERS, "assigner"),
    "matter.accept": (ASSIGNERS, "assigner"),
    "matter.hand_back": (ASSIGNERS, "assigner"),
    "matter.suspend": (OPENERS, "opener"),
    "matter.prolong": (OPENERS, "opener"),
    "matter.resume": (OPENERS, "opener"),
    "matter.terminate": (OPENERS, "opener"),
    "matter.move_date": (OPENERS, "opener"),
    "matter.submit": ({"DIRECTOR"}, "room"),
    "matter.agree": (LEADERS, "decider"),
    "matter.instruct": (LEADERS, "decider"),
    "input.give": (UNIT_PEOPLE, "beside"),
    "input.waive": ({"UNIT_HEAD"}, "lead"),
    "matter.reassign": ({"DIRECTOR", *ASSIGNERS}, "decides"),
    "matter.insist": ({"DIRECTOR", *ASSIGNERS}, "decides"),
    "matter.carry_on": ({"DIRECTOR", *ASSIGNERS}, "decides"),
    "matter.urge": ({"OFFICER", "DIRECTOR", *ASSIGNERS}, "reviews"),
    "report.accept": ({"OFFICER", "DIRECTOR", *ASSIGNERS}, "reviews"),
    "report.return": ({"OFFICER", "DIRECTOR", *ASSIGNERS}, "reviews"),
}
BONDS = {"signer", "assigner", "opener", "decider", "beside", "decides", "reviews"}
# In a section, which has no head of its own, anybody says these.
SPEAKS = {"matter.sign", "issuenotice.sign", "matter.return", "matter.claim", "input.waive"}
EDGES = {
    "matterlist.take_over": ({"DRAFTING"}, "ISSUED"),
    "matter.take_over": ({"DRAFT"}, "IN_PROGRESS"),
    "matter.sub_assign": ({"DRAFT"}, "ASSIGNED"),
    "matter.accept": ({"CLAIMED"}, "COMPLETED"),
    "matter.hand_back": ({"CLAIMED"}, "REWORK"),
    "matter.suspend": ({"IN_PROGRESS"}, "SUSPENDED"),
    "matter.prolong": ({"SUSPENDED"}, "SUSPENDED"),
    "matter.resume": ({"SUSPENDED"}, "IN_PROGRESS"),
    "matter.submit": ({"DECIDING", "BEFORE_LEADER"}, "BEFORE_LEADER"),
    "matter.agree": ({"BEFORE_LEADER"}, "COMPLETED"),
    "matter.instruct": ({"BEFORE_LEADER"}, "RESUPERVISED"),
    "matter.terminate": (
        {"REGISTERED", "ASSIGNED", "RETURNED", "IN_PROGRESS", "SUSPENDED", "CLAIMED", "REWORK",
         "VERIFYING"},
        "TERMINATED",
    ),
}  # fmt: skip
WORDS = {
    "matterlist.take_over": ["basis"],
    "matter.take_over": ["ledger", "page", "paper_number", "done"],
    "matter.accept": ["record"],
    "matter.hand_back": ["reason", "rework_date"],
    "matter.suspend": ["cause", "reason", "review_date"],
    "matter.prolong": ["reason", "review_date"],
    "matter.resume": ["reason"],
    "matter.submit": ["leader", "submission"],
    "matter.instruct": ["instruction"],
    "matter.terminate": ["reason"],
    "matter.move_date": ["reason"],
    "matter.urge": ["reason"],
    "input.give": ["text"],
    "input.waive": ["reason"],
}
CHILD_ONLY = {"matter.sub_assign", "matter.accept", "matter.hand_back"}
ROOM_ONLY = {
    "matter.pass_review", "matter.fail_review", "matter.verify", "matter.fail_verification",
    "matter.complete", "matter.write_off", "matter.file", "matter.reopen", "matter.reissue",
    "matter.submit", "matter.take_over",
}  # fmt: skip


def bound(story, deed, bond):
    """Tell whether a deed's unit stands in one of this page's bonds to the thing."""
    book = story.book
    if bond == "signer":
        thing = story._thing(deed)
        return signs(book, deed, book.lists[getattr(thing, "list_id", thing.id)])
    matter = story._thing(deed)
    if bond in {"decides", "reviews"}:
        if matter.parent_id is None:
            return book.posts[deed.post].role not in ASSIGNERS and story._of_the_room(deed, matter)
        mine = deed.unit == story._lead(book.matters[matter.parent_id])
        return mine and book.posts[deed.post].role in ASSIGNERS
    if bond == "assigner":
        return matter.parent_id and deed.unit == story._lead(book.matters[matter.parent_id])
    if bond == "opener":
        return opens(story, deed, matter)
    if bond == "decider":
        return deed.post == story.deciders.get(deed.key)
    now = story.round[deed.key]
    parts = book.parts[book.round_of(deed.key, now).id]
    return any(one.unit_id == deed.unit and one.role in BESIDE for one in parts)


def opens(story, deed, matter):
    """Tell whether a deed comes from the level that opened a matter, or what it is a child of."""
    book = story.book
    if matter.parent_id is None:
        return signs(book, deed, book.lists[matter.list_id])
    parent = book.matters[matter.parent_id]
    by_lead = deed.unit == story._lead(parent) and book.posts[deed.post].role in ASSIGNERS
    return by_lead or opens(story, deed, parent)


def signs(book, deed, opened):
    """Tell whether a post signs a list by the route the list is marked with."""
    role, unit = book.posts[deed.post].role, book.units[deed.unit]
    office = book.units[opened.office_id]
    joint = opened.owner == "JOINT"
    if opened.sign_off == "DIRECTOR":
        shared = joint and unit.room in {"PARTY", "GOVERNMENT"}
        return role == "DIRECTOR" and (deed.unit == opened.office_id or shared)
    above = office.path.startswith(unit.path)
    if opened.sign_off == "SECRETARY_GENERAL":
        return role == "SECRETARY_GENERAL" and above
    if role == "MAIN_LEADER":
        return above or joint
    return role == "LEADER" and opened.sign_off == "IN_CHARGE" and _in_charge(book, deed, opened)


def _in_charge(book, deed, opened):
    held = book.charges[deed.post]
    paths = [book.units[unit].path for unit in held]
    leads = [book.units[one.lead_id].path for one in book.drafts[opened.id] if one.lead_id]
    return any(lead.startswith(path) for lead in leads for path in paths)


def asked_of(story, deed):
    """Yield what is false of a deed of this page, or of who does what with a child."""
    if deed.kind != "matter":
        return
    book, matter = story.book, book_matter(story, deed)
    if deed.deed in CHILD_ONLY and matter.parent_id is None:
        yield f"{deed.deed} of a matter that is no child"
    if deed.deed in ROOM_ONLY and matter.parent_id is not None:
        yield f"{deed.deed} of a child"
    if deed.deed == "matter.sub_assign":
        yield from _below(story, matter)
    if deed.deed == "matter.accept" and deed.person == matter.claimed_by_id:
        yield f"{matter.number} was accepted by whoever claimed it"
    own = deed.person == story.claimants.get(deed.key)
    if own and deed.deed in {"matter.pass_review", "matter.fail_review"}:
        yield f"{matter.number} passed the desk by the hand that claimed it"
    if deed.deed == "matter.claim":
        yield from _heard(book, story, deed, matter)
    if deed.deed == "matter.complete" and (story.again[deed.key] or matter.kind == "instruction"):
        yield f"{matter.number} came of a leader's words and was closed past the leader"
    if deed.deed == "matter.return" and deed.key in book.takeovers:
        yield f"{matter.number} was taken over and returned"
    if deed.deed in {"matter.suspend", "matter.prolong"}:
        yield from _review_day(deed, matter)
    if deed.deed == "matter.urge":
        yield from _urged(story, deed, matter)
    if deed.deed == "matter.move_date":
        to = str(deed.facts["to"])
        if to < deed.day.isoformat() or to == str(deed.facts["from"]):
            yield f"{matter.number} was put on a day that is over, or the same"
        if story._state(deed) not in {"ASSIGNED", "RETURNED", "IN_PROGRESS", "REWORK", "CLAIMED",
                                      "SUSPENDED"}:  # fmt: skip
            yield f"the date of {matter.number} was moved at {story._state(deed)}"


def _urged(story, deed, matter):
    if story._state(deed) not in {"ASSIGNED", "IN_PROGRESS", "REWORK"}:
        yield f"{matter.number} was urged at {story._state(deed)}"
    days = [one.day for one in story.book.about[deed.about] if one.deed == "matter.urge"]
    if days.count(deed.day) > 1:
        yield f"{matter.number} was urged twice on {deed.day}"


def book_matter(story, deed):
    """The matter a deed is about."""
    return story.book.matters[deed.key]


def noted(story, deed):
    """Note what later deeds are judged by."""
    if deed.deed == "matter.submit":
        posts = story.book.posts.values()
        named = [one for one in posts if _said(story.book, one) == deed.facts["leader"]]
        story.deciders[deed.key] = named[0].id if named else None
    if deed.deed == "matter.claim":
        story.claimants[deed.key] = deed.person
    if deed.deed in {"matter.instruct", "matter.reopen"}:
        story.again[deed.key] = True
    if deed.deed == "matter.take_over":
        story.round[deed.key] = story.book.takeovers[deed.key].round_number


def _said(book, post):
    return f"{book.units[post.unit_id].name}·{post.title}"


def _below(story, child):
    parent = story.book.matters[child.parent_id]
    if story.state.get(("matter", str(parent.id))) not in {"IN_PROGRESS", "REWORK"}:
        yield f"{parent.number} was divided and was not under way"
    above = story.book.units[story._lead(parent)]
    lead = story.book.units[story._lead(child)]
    if lead.id == above.id or not lead.path.startswith(above.path):
        yield f"{child.number} went to a unit that is not below"


def _heard(book, story, deed, matter):
    parts = book.parts[book.round_of(deed.key, story.round[deed.key]).id]
    for part in parts:
        if part.role not in BESIDE or (part.given_up_at and part.given_up_at <= deed.at):
            continue
        said = part.heard_at or part.waived_at
        if said is None or said > deed.at:
            yield f"{matter.number} was claimed before everybody was heard"


def _review_day(deed, matter):
    said = str(deed.facts.get("review_date") or "")
    latest = (deed.day + LONGEST).isoformat()
    if said and not deed.day.isoformat() < said <= latest:
        yield f"{matter.number} stands still until nobody looks"
    if deed.deed == "matter.suspend" and deed.facts.get("cause") not in CAUSES:
        yield f"{matter.number} stands still for no cause from outside"


def what_moves_leave(book):
    """Yield what is false of the tables these moves write."""
    for matter in book.matters.values():
        if matter.parent_id:
            yield from _child(book, matter)
        standing = [one for one in book.suspensions[matter.id] if one.until is None]
        if bool(standing) != (matter.state == "SUSPENDED"):
            yield f"{matter.number} at {matter.state} has {len(standing)} suspensions open"
        if matter.state == "TERMINATED" and matter.terminated_date is None:
            yield f"{matter.number} ended on no day"
        yield from _begins_ahead(book, matter)
    for part in [one for parts in book.parts.values() for one in parts]:
        if part.waived_at and not part.waived_reason.strip():
            yield "a unit was let off and nobody said why"
        if part.waived_at and part.role not in BESIDE:
            yield "a lead was let off its input"
    for said in book.inputs:
        if not said.text.strip():
            yield "an input says nothing"
    lines = [(one.ledger, one.paper_number) for one in book.takeovers.values()]
    if len(set(lines)) != len(lines):
        yield "a line of a paper ledger was taken over twice"
    yield from _deciders(book)
    yield from _replaced(book)


def notified(book, matter):
    """Tell whether a part of a matter that was handed out must have its notice."""
    issued = matter.issued_date and matter.state != "RESUPERVISED"
    return issued and matter.id not in book.takeovers


def _child(book, matter):
    parent = book.matters[matter.parent_id]
    if matter.due_date > parent.due_date and matter.state not in CLOSED | {"TERMINATED"}:
        yield f"{matter.number} outlives {parent.number}"
    over = parent.state == "TERMINATED" and matter.state not in CLOSED | {"TERMINATED"}
    if over:
        yield f"{matter.number} goes on though {parent.number} has ended"
    if not matter.number.startswith(f"{parent.number}-"):
        yield f"{matter.number} does not count under {parent.number}"
    path, lead = book.units[parent.lead_id].path, book.units[matter.lead_id]
    over = matter.state in CLOSED | {"TERMINATED"}
    # What is over stays where it was, whoever leads the parent by now.
    if not over and (lead.id == parent.lead_id or not lead.path.startswith(path)):
        yield f"{matter.number} is led by a unit that is not below"
    level, above, still = 1, parent, False
    while above.parent_id:
        level, above = level + 1, book.matters[above.parent_id]
        still = still or above.state == "SUSPENDED"
    if matter.state == "SUSPENDED" and not (still or parent.state == "SUSPENDED"):
        yield f"{matter.number} stands still alone"
    if level > 3:
        yield f"{matter.number} stands too deep"


def child_numbers(book):
    """Yield gaps in the numbers that a parent gave its children."""
    given = defaultdict(list)
    for matter in book.matters.values():
        if matter.parent_id:
            given[matter.parent_id].append(int(matter.number.rsplit("-", 1)[1]))
    for matter in book.matters.values():
        if sorted(given[matter.id]) != list(range(1, matter.children_given + 1)):
            yield f"the children of {matter.number} have a gap or a double"


def _begins_ahead(book, matter):
    """What came by a list or a piece was not late on its first day."""
    if matter.id in book.takeovers or not matter.registered_date:
        return
    first = book.round_of(matter.id, 1)
    if first.due_date < day(first.opened_at):
        yield f"{matter.number} began late"


def _deciders(book):
    for matter in book.matters.values():
        if matter.decider_id and book.posts[matter.decider_id].role not in LEADERS:
            yield f"{matter.number} was put before somebody who is no leader"


def _replaced(book):
    for matter in book.matters.values():
        other = book.matters.get(matter.replaced_by_id)
        if other is None:
            continue
        if other.id == matter.id or other.office_id != matter.office_id or not other.number:
            yield f"{matter.number} is replaced by what cannot replace it"
