"""What must be true of every city at every moment, read from the trail and the tables alone.

A second reading of domain/02 sections 2.3 and 2.4 in plain Python, which asks no rule, need or
query of the house. `broken(Book())` names everything that is false; on a sound record it is empty.
"""

from collections import Counter, defaultdict
from datetime import date, timedelta

from tests import invariants_asks as asks
from tests import invariants_assessment as scores
from tests import invariants_moves as moves
from tests import invariants_requests as requests
from tests import invariants_signing as signing
from tests.invariants_owed import what_is_owed
from tests.invariants_said import what_was_said
from tests.invariants_standing import what_stands

OFFICERS = {"OFFICER", "DIRECTOR"}
UNIT_PEOPLE = {"UNIT_HEAD", "UNIT_DEPUTY", "LIAISON", "HANDLER"}
SIGNERS = {"LIAISON", "UNIT_HEAD"}
CHECKERS = {"VERIFIER", *OFFICERS}
# deed → roles, and what their unit is to the thing: its room, its lead, the notice's addressee.
HANDS = {
    "document.take_in": (OFFICERS, "room"),
    "instruction.note": ({*OFFICERS, *moves.LEADERS}, ""),
    "matterlist.open": (OFFICERS, "room"),
    "matterlist.submit": (OFFICERS, "room"),
    "matterlist.send_back": ({"DIRECTOR"}, "room"),
    "matterlist.issue": ({"DIRECTOR"}, "room"),
    "issuenotice.send": ({"DIRECTOR", *moves.ASSIGNERS}, "room"),
    "issuenotice.sign": (SIGNERS, "addressee"),
    "matter.issue": ({"DIRECTOR"}, "room"),
    "matter.sign": (SIGNERS, "lead"),
    "matter.return": ({"UNIT_HEAD"}, "lead"),
    "matter.claim": ({"UNIT_HEAD"}, "lead"),
    "matter.pass_review": (OFFICERS, "room"),
    "matter.fail_review": (OFFICERS, "room"),
    "matter.verify": (CHECKERS, "room"),
    "matter.fail_verification": (CHECKERS, "room"),
    "matter.complete": ({"DIRECTOR"}, "room"),
    "matter.write_off": ({"DIRECTOR"}, "room"),
    "matter.file": ({"ARCHIVIST", "DIRECTOR"}, "room"),
    "matter.reopen": ({"DIRECTOR"}, "room"),
    "matter.reissue": ({"DIRECTOR"}, "room"),
    "dues.turn_day": (None, ""),
    "clock.urge": (None, ""),
    **scores.HANDS,
    **signing.HANDS,
    **moves.HANDS,
    **requests.HANDS,
    **asks.HANDS,
}
CLOSED = {"COMPLETED", "WRITTEN_OFF", "ARCHIVED"}
EDGES = {
    "matterlist.submit": ({"DRAFTING"}, "SUBMITTED"),
    "matterlist.send_back": ({"SUBMITTED"}, "DRAFTING"),
    "matterlist.approve": ({"SUBMITTED"}, "APPROVED"),
    "matterlist.issue": ({"APPROVED"}, "ISSUED"),
    "matter.register": ({"DRAFT"}, "REGISTERED"),
    "matter.not_open": ({"DRAFT"}, "NOT_OPENED"),
    "matter.issue": ({"REGISTERED"}, "ASSIGNED"),
    "matter.sign": ({"ASSIGNED"}, "IN_PROGRESS"),
    "matter.return": ({"ASSIGNED", "IN_PROGRESS"}, "RETURNED"),
    "matter.reassign": ({"RETURNED"}, "ASSIGNED"),
    "matter.insist": ({"RETURNED"}, "ASSIGNED"),
    "matter.carry_on": ({"RETURNED"}, "IN_PROGRESS"),
    "matter.claim": ({"IN_PROGRESS", "REWORK"}, "CLAIMED"),
    "matter.pass_review": ({"CLAIMED"}, "VERIFYING"),
    "matter.fail_review": ({"CLAIMED"}, "REWORK"),
    "matter.verify": ({"VERIFYING"}, "DECIDING"),
    "matter.fail_verification": ({"VERIFYING"}, "REWORK"),
    "matter.complete": ({"DECIDING"}, "COMPLETED"),
    "matter.write_off": ({"COMPLETED"}, "WRITTEN_OFF"),
    "matter.file": ({"WRITTEN_OFF"}, "ARCHIVED"),
    "matter.reopen": (CLOSED, "RESUPERVISED"),
    "matter.reissue": ({"RESUPERVISED"}, "ASSIGNED"),
    **scores.EDGES,
    **signing.EDGES,
    **moves.EDGES,
    **requests.EDGES,
    **asks.EDGES,
}
BEGINS = {
    "matterlist": "DRAFTING",
    "matter": "DRAFT",
    "report": "WRITTEN",
    "slip": "WAITING",
    "request": "WRITTEN",
    "ask": "DRAFTING",
    "addressee": "WAITING",
    **scores.BEGINS,
}
WORDS = {
    "matterlist.send_back": ["reason"],
    "matterlist.approve": ["basis"],
    "matter.register": ["basis"],
    "matter.not_open": ["reason"],
    "matter.return": ["reason", "proposed_unit"],
    "matter.reassign": ["reason"],
    "matter.insist": ["reason"],
    "matter.carry_on": ["reason"],
    "matter.claim": ["statement"],
    "matter.fail_review": ["reason", "rework_date"],
    "matter.verify": ["record"],
    "matter.fail_verification": ["record", "rework_date"],
    "matter.reopen": ["instruction"],
    **scores.WORDS,
    **signing.WORDS,
    **moves.WORDS,
    **requests.WORDS,
    **asks.WORDS,
}
UNDER_WAY = {"IN_PROGRESS", "REWORK"}
ISSUES = {
    "matter.issue",
    "matter.reassign",
    "matter.change_lead",
    "matter.reissue",
    "matter.sub_assign",
}
RETURN_WORKING_DAYS = 5
NOT_STANDING = {"DRAFT", "NOT_OPENED", "RESUPERVISED", "TERMINATED", *CLOSED}


def broken(book):
    """Return a sentence for everything in the record that may not be."""
    return [
        *Story(book).told(),
        *what_stands(book),
        *moves.what_moves_leave(book),
        *requests.what_requests_leave(book),
        *asks.what_asks_leave(book),
        *scores.what_assessments_leave(book),
        *what_was_said(book),
        *what_is_owed(book),
    ]


class Story:
    """The trail told from its first entry: each deed judged by what stood when it was done."""

    def __init__(self, book):
        self.book = book
        self.state = {}
        self.round = defaultdict(lambda: 1)
        self.given_on = Counter()
        self.issued = {}
        self.refused = set()
        self.deciders, self.claimants, self.again = {}, {}, Counter()
        self.fired = Counter()

    def told(self):
        """Yield what is false, and at the end whether the tables say what the trail says."""
        for deed in self.book.deeds:
            if deed.deed not in HANDS:
                yield f"{deed.deed} is no deed of the road"
                continue
            yield from self._hand(deed)
            yield from self._words(deed)
            yield from moves.asked_of(self, deed)
            moves.noted(self, deed)
            for room in (requests, asks, scores):
                yield from room.asked_of(self, deed)
            if deed.kind in {"report", "slip"}:
                yield from signing.signed(self, deed)
            if deed.deed in EDGES:
                self.fired[deed.deed] += 1
                yield from self._step(deed)
                yield from self._asked_of(deed)
                self._note(deed)
        yield from self._where_all_stand()

    def _hand(self, deed):
        roles, bond = HANDS[deed.deed]
        if deed.deed == "issuenotice.send" and self._handed_over_by(deed):
            return
        if roles is None:
            if deed.person is not None:
                yield f"{deed.deed} was done by a person"
            return
        post = self.book.posts[deed.post]
        held = [one.post_id for one in self.book.terms[deed.person]]
        if (
            deed.deed in {*moves.SPEAKS, *requests.SPEAKS}
            and self.book.units[deed.unit].kind == "SECTION"
        ):
            roles = UNIT_PEOPLE
        if post.role not in roles or deed.post not in held or post.unit_id != deed.unit:
            yield f"{deed.deed} by a {post.role}"
        if bond and not self._bound(deed, bond):
            yield f"{deed.deed} by a unit that is not the {bond}"

    def _handed_over_by(self, notice):
        """Tell whether a notice went out because its hand gave a matter to another lead."""
        opened = self.book.notices[notice.key].list_id
        return any(
            deed.deed == "matter.change_lead"
            and (deed.post, deed.person, deed.at) == (notice.post, notice.person, notice.at)
            and self.book.matters[deed.key].list_id == opened
            for deed in self.book.deeds
        )

    def _bound(self, deed, bond):
        for room in (asks, scores):
            if bond in room.BONDS:
                return room.bound(self, deed, bond)
        thing = self._thing(deed)
        if bond == "addressee":
            return deed.unit == thing.unit_id
        if bond == "writers":
            kept = self.book.slips if deed.kind == "slip" else self.book.requests
            return deed.unit == kept[deed.key].unit_id
        if bond == "lead":
            return deed.unit == self._lead(thing)
        if bond in moves.BONDS:
            return moves.bound(self, deed, bond)
        return self._of_the_room(deed, thing)

    def _of_the_room(self, deed, thing):
        if deed.unit == thing.office_id:
            return True
        if deed.kind == "issuenotice":
            thing = self.book.lists[thing.list_id]
        mine = self.book.units[deed.unit].room
        return getattr(thing, "owner", "") == "JOINT" and mine in {"PARTY", "GOVERNMENT"}

    def _thing(self, deed):
        kept = {
            "document": self.book.documents,
            "matterlist": self.book.lists,
            "matter": self.book.matters,
            "issuenotice": self.book.notices,
        }
        said = {
            "report": self.book.reports,
            "slip": self.book.slips,
            "request": self.book.requests,
        }.get(deed.kind)
        if said is not None:
            return self.book.matters[said[deed.key].matter_id]
        return kept[deed.kind][deed.key]

    def _lead(self, matter):
        part = self._lead_part(matter.id)
        return part and part.unit_id

    def _lead_part(self, matter_id):
        number = self.round[matter_id]
        leads = self.book.leads(self.book.round_of(matter_id, number))
        turn = self.given_on[matter_id, number]
        return leads[turn] if turn < len(leads) else None

    def _words(self, deed):
        for name in WORDS.get(deed.deed, ()):
            if not str(deed.facts.get(name) or "").strip():
                yield f"{deed.deed} without {name}"
        until = deed.facts.get("rework_date")
        if until and date.fromisoformat(until) <= deed.day:
            yield f"{deed.deed} by a day that is over"

    def _state(self, deed):
        return self.state.get((deed.kind, deed.about), BEGINS[deed.kind])

    def _step(self, deed):
        was = self._state(deed)
        sources, target = EDGES[deed.deed]
        if deed.before != was:
            yield f"{deed.deed} begins at {deed.before}, the thing stood at {was}"
        if deed.before not in sources or deed.after != target:
            yield f"{deed.deed} leads from {deed.before} to {deed.after}"
        self.state[deed.kind, deed.about] = deed.after

    def _asked_of(self, deed):
        ask = {
            "matter.register": self._no_double,
            "matter.issue": self._led,
            "matter.reassign": self._to_another,
            "matter.change_lead": self._handed_over,
            "matter.reissue": self._led,
            "matter.return": self._in_time_and_first,
            "matter.insist": self._unsigned,
            "matter.carry_on": self._signed,
            "matter.claim": self._children_first,
            "matter.pass_review": self._six_points,
        }.get(deed.deed)
        if ask:
            yield from ask(deed)

    def _led(self, deed):
        part = self._lead_part(deed.key)
        if part is None or (part.given_up_at and part.given_up_at < deed.at):
            yield f"{deed.deed} of a matter nobody leads"

    def _to_another(self, deed):
        before = self._lead_part(deed.key)
        number = self.round[deed.key]
        leads = self.book.leads(self.book.round_of(deed.key, number))
        turn = self.given_on[deed.key, number] + 1
        if turn >= len(leads) or leads[turn].unit_id == before.unit_id:
            yield "a matter was assigned again to whoever returned it"

    def _handed_over(self, deed):
        yield from self._to_another(deed)
        yield from self._children_first(deed)

    def _no_double(self, deed):
        yield from self._led(deed)
        matter = self.book.matters[deed.key]
        for other in self.book.asking[matter.requirement]:
            if other.id == matter.id:
                continue
            stands = self.state.get(("matter", str(other.id)), "DRAFT") not in NOT_STANDING
            alike = stands and other.office_id == matter.office_id
            if alike and self._lead(other) == self._lead(matter):
                yield f"{matter.number} asks what {other.number} asks already"

    def _in_time_and_first(self, deed):
        if deed.about in self.refused:
            yield "a return that was refused was tried again"
        left, today = RETURN_WORKING_DAYS, self.issued.get(deed.about, deed.day)
        while left:
            today += timedelta(days=1)
            left -= self.book.works(today)
        if deed.day > today:
            yield f"returned on {deed.day}, the window closed on {today}"

    def _receipt(self, deed):
        return self.book.receipts.get(self._lead_part(deed.key).id)

    def _unsigned(self, deed):
        receipt = self._receipt(deed)
        if receipt is not None and receipt.signed_at < deed.at:
            yield "a unit that has signed was sent to sign again"

    def _signed(self, deed):
        receipt = self._receipt(deed)
        if receipt is None or receipt.signed_at > deed.at:
            yield "a unit that never signed was sent back to work"

    def _children_first(self, deed):
        for child in self.book.children[deed.key]:
            # One that was assigned only after this claim came back is not meant.
            if self.state.get(("matter", str(child.id)), "NOT_OPENED") not in moves.SETTLED:
                yield f"claimed before {child.number} was closed"

    def _six_points(self, deed):
        checks = deed.facts.get("checks", {})
        wanted = {"FACTS", "SOLVED", "COMPLETE", "CONCLUSION", "LAWFUL", "FORM"}
        if {name for name, so in checks.items() if so is True} != wanted:
            yield "a review passed with a point not ticked"

    def _note(self, deed):
        if deed.kind != "matter":
            return
        key = deed.key
        if deed.deed in ISSUES:
            self.issued[deed.about] = deed.day
        if deed.deed in {"matter.insist", "matter.carry_on"}:
            self.refused.add(deed.about)
        if deed.deed in {"matter.reassign", "matter.change_lead"}:
            self.given_on[key, self.round[key]] += 1
        if deed.deed in {"matter.reopen", "matter.instruct"}:
            self.refused.discard(deed.about)
            self.round[key] += 1

    def _where_all_stand(self):
        yield from scores.where_they_stand(self)
        kept = {
            "matterlist": self.book.lists,
            "matter": self.book.matters,
            "report": self.book.reports,
            "slip": self.book.slips,
            "request": self.book.requests,
            "ask": self.book.asks,
            "addressee": self.book.addressees,
        }
        for kind, rows in kept.items():
            for key, row in rows.items():
                told = self.state.get((kind, str(key)), BEGINS[kind])
                if row.state != told:
                    yield f"a {kind} stands at {row.state}, the trail says {told}"
        for matter in self.book.matters.values():
            if matter.round_number != self.round[matter.id]:
                yield f"{matter.number} counts another round than the trail"


def moved_on(opened):
    """Return what is false of a list that was submitted, approved or issued a moment ago.

    Answers and drafts leave no entry, so this can be asked at that very moment only.
    """
    left = opened.document.sentences.filter(disposition="").count()
    verdicts = Counter(opened.drafts.values_list("verdict", flat=True))
    said = []
    if left:
        said.append(f"a list moved on with {left} sentences unanswered")
    if verdicts["PROPOSED"] or not verdicts["ACCEPTED"]:
        said.append("a list moved on with drafts nobody settled")
    return said
