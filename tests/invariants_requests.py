"""What must be so when a unit asks for time, a change, a pause, an end (T10-T12, domain/03 3.3)."""

from datetime import timedelta

from tests.book import day
from tests.invariants_moves import ASSIGNERS, CAUSES, LONGEST, OPENERS

UNDER_WAY = {"IN_PROGRESS", "REWORK"}
STAFF = {"LIAISON", "HANDLER", "UNIT_DEPUTY"}
UNIT_PEOPLE = {*STAFF, "UNIT_HEAD"}
WAITING = {"SIGNING", "SENT", "REVIEWED"}
HANDS = {
    "request.put_up": (STAFF, "lead"),
    "request.send": ({"UNIT_HEAD"}, "lead"),
    "request.sign": ({"UNIT_HEAD"}, "lead"),
    "request.hand_back": ({"UNIT_HEAD"}, "lead"),
    "request.withdraw": (UNIT_PEOPLE, "writers"),
    "request.review": ({"OFFICER", "DIRECTOR"}, "room"),
    "request.consent": ({"LEADER", "MAIN_LEADER"}, ""),
    "request.grant": (OPENERS, "opener"),
    "request.refuse": (OPENERS, "opener"),
    "request.lapse": (None, ""),
    "matter.change": (OPENERS, "opener"),
    "matter.change_lead": (OPENERS, "opener"),
}
# In a section, which has no head of its own, anybody says these.
SPEAKS = {"request.send", "request.sign", "request.hand_back"}
EDGES = {
    "request.put_up": ({"WRITTEN"}, "SIGNING"),
    "request.send": ({"WRITTEN"}, "SENT"),
    "request.sign": ({"SIGNING"}, "SENT"),
    "request.hand_back": ({"SIGNING"}, "REDRAFT"),
    "request.withdraw": (WAITING, "WITHDRAWN"),
    "request.review": ({"SENT"}, "REVIEWED"),
    "request.consent": ({"SENT", "REVIEWED"}, "REVIEWED"),
    "request.grant": ({"SENT", "REVIEWED"}, "GRANTED"),
    "request.refuse": ({"SENT", "REVIEWED"}, "REFUSED"),
    "request.lapse": (WAITING, "LAPSED"),
    "matter.change_lead": ({"IN_PROGRESS"}, "ASSIGNED"),
}
WORDS = {
    "request.put_up": ["reason"],
    "request.send": ["reason"],
    "request.hand_back": ["reason"],
    "request.review": ["note"],
    "request.refuse": ["reason"],
    "request.lapse": ["reason"],
    "matter.change": ["reason", "to_words"],
    "matter.change_lead": ["reason"],
}
ASKS = {"request.put_up", "request.send"}
GOES_OUT = {"request.send", "request.sign"}
DECIDES = {"request.grant", "request.refuse"}
# What the deed below leaves on the trail when a request is granted.
CARRIED_OUT = {
    "EXTENSION": {"matter.move_date"},
    "SUSPENSION": {"matter.suspend"},
    "TERMINATION": {"matter.terminate"},
    "CHANGE": {"matter.change", "matter.change_lead"},
}
MOST_DAYS = 30


def asked_of(story, deed):
    """Yield what is false of one deed on a request, judged by what stood then."""
    if deed.deed == "matter.change" and story._state(deed) not in UNDER_WAY:
        yield f"a matter was changed at {story._state(deed)}"
    if deed.deed == "matter.change" and deed.facts["from"] == deed.facts["to_words"]:
        yield "a matter was changed into what it was"
    if deed.kind != "request":
        return
    book, asked = story.book, story.book.requests[deed.key]
    stood = story.state.get(("matter", str(asked.matter_id)), "DRAFT")
    if deed.deed in ASKS and stood not in UNDER_WAY:
        yield f"{deed.deed} on a matter at {stood}"
    if deed.deed == "request.put_up" and deed.person != asked.prepared_by_id:
        yield "a request was put up by whoever did not write it"
    if deed.deed in GOES_OUT and asked.kind == "EXTENSION":
        yield from _in_time(book, deed, asked)
    sent = story.state.get(("request", deed.about)) != "SIGNING"
    post = book.posts[deed.post] if deed.post else None
    section = book.units[deed.unit].kind == "SECTION" if deed.unit else False
    if deed.deed == "request.withdraw" and sent and post.role != "UNIT_HEAD" and not section:
        yield "what was sent was taken back by staff"
    if deed.deed in DECIDES and deed.person in (asked.prepared_by_id, asked.signed_by_id):
        yield "a request was decided by whoever asked"
    if deed.deed in {*DECIDES, "request.review"} and post.role not in ASSIGNERS:
        child = book.matters[asked.matter_id].parent_id is not None
        if child and deed.deed == "request.review":
            yield "a room looked at what a child's unit asked"
    if deed.deed == "request.consent":
        yield from _leader(book, deed, asked)
    if deed.deed == "request.grant":
        yield from _done(book, deed, asked)


def _in_time(book, deed, asked):
    """An extension goes out before the date, by five working days, or two if the work is short."""
    matter = book.matters[asked.matter_id]
    if deed.day > asked.standing_date:
        yield f"more time for {matter.number} was asked for after its date"
    left, last = 0, deed.day
    while last < asked.standing_date:
        last += timedelta(days=1)
        left += book.works(last)
    if left < 2:
        yield f"more time for {matter.number} was asked for {left} working days before its date"
    if (asked.wanted_date - asked.standing_date).days > MOST_DAYS:
        yield f"{matter.number} was to have more than {MOST_DAYS} days more"


def _leader(book, deed, asked):
    """Whoever consents sponsors the matter, or is the main leader over its room."""
    matter, post = book.matters[asked.matter_id], book.posts[deed.post]
    if deed.post == matter.leader_id or post.role != "MAIN_LEADER":
        if post.role == "LEADER" and deed.post not in (
            matter.leader_id,
            *_leaders_then(book, asked),
        ):
            yield "a leader consented to what is not in their charge"
        return
    above = book.units[matter.office_id].path.startswith(book.units[deed.unit].path)
    if not above and matter.owner != "JOINT":
        yield "a leader consented to what is another room's"


def _leaders_then(book, asked):
    """The posts whose charge held the unit that asked: the sponsor may have changed since."""
    path = book.units[asked.unit_id].path
    return {
        post
        for post, units in book.charges.items()
        if any(path.startswith(book.units[unit].path) for unit in units)
    }


def _done(book, deed, asked):
    """What was granted was carried out in the same moment, by the same hand."""
    about = book.about[str(asked.matter_id)]
    then = [one for one in about if one.at == deed.at and one.person == deed.person]
    if not {one.deed for one in then} & CARRIED_OUT[asked.kind]:
        yield f"a {asked.kind} was granted and nothing came of it"
    if asked.kind == "EXTENSION":
        days = {str(one.facts.get("to")) for one in then if one.deed == "matter.move_date"}
        if asked.granted_date.isoformat() not in days:
            yield "more time was granted and the date stands elsewhere"
        moved = [one.facts for one in then if one.deed == "matter.move_date"]
        if any(str(one["to"]) <= str(one["from"]) for one in moved):
            yield "more time was granted and the date came nearer"
        before = [
            one
            for one in book.requests.values()
            if (one.round_id, one.kind, one.state) == (asked.round_id, "EXTENSION", "GRANTED")
            and one.decided_at < deed.at
        ]
        by_a_leader = book.posts[deed.post].role in {"LEADER", "MAIN_LEADER"}
        if before and asked.consented_by_id is None and not by_a_leader:
            yield "a second extension was granted without a leader"


def what_requests_leave(book):
    """Yield what is false of the tables: what waits once at a time, and who owes the decision."""
    waiting = {}
    for one in book.requests.values():
        if not one.reason.strip():
            yield "a request says nothing"
        said = [one.progress.strip(), one.measures.strip(), one.safeguards.strip()]
        if one.kind == "EXTENSION" and not all(said):
            yield "more time was asked for without a word of what was done and will be"
        if one.kind == "EXTENSION" and not one.wanted_date > one.standing_date:
            yield "an extension extends nothing"
        if one.kind == "SUSPENSION":
            yield from _pause(one)
        if one.kind == "CHANGE" and one.after.strip() in ("", one.before.strip()):
            yield "a change changes nothing"
        if one.kind == "CHANGE" and one.new_lead_id and one.new_lead_id == one.unit_id:
            yield "the lead was to be changed to the same"
        if one.state in WAITING:
            if (one.matter_id, one.kind) in waiting:
                yield f"two {one.kind} of a matter wait at once"
            waiting[one.matter_id, one.kind] = one
        owed = [due for due in book.dues[str(one.id)] if not due.met_at and not due.excused_at]
        if len(owed) != (one.state in {"SENT", "REVIEWED"}):
            yield f"a request at {one.state} has {len(owed)} decisions owed"


def _pause(one):
    asked = day(one.prepared_at)
    if one.cause not in CAUSES:
        yield "a pause was asked for no cause from outside"
    if not asked < one.review_date <= asked + LONGEST:
        yield "a pause was asked for until nobody looks"
