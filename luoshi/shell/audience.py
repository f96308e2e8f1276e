"""Who is told of which deed, and why it is theirs to know: one table (站内消息).

A deed that is not here and is a move of a matter is told to the lead unit and to the room: better
a line too many than a decision nobody heard of. What is quiet is named as quiet.
"""

from dataclasses import dataclass
from enum import Enum, auto

from luoshi.coordination.asks_rules import SPEAKERS
from luoshi.organisation.rules import HEADS
from luoshi.organisation.terms import LEADERS, ROOM_ROLES, UNIT_ROLES, Role
from luoshi.shell.matrix import urged_roles
from luoshi.shell.terms import Why
from luoshi.trail.models import Entry


class Where(Enum):
    """Where the people sit who are told, as the thing of the entry knows it."""

    ADDRESSEE = auto()
    LEAD = auto()
    ASSIGNER = auto()
    PARTS = auto()
    OFFICE = auto()
    LEADER = auto()
    DECIDER = auto()
    SIGNER = auto()
    ASKER = auto()
    ASKED = auto()
    APPROVER = auto()
    SOURCE = auto()
    ASSESSED = auto()
    HANDS = auto()
    CHIEF = auto()
    LEADERS = auto()
    APPELLANT = auto()


@dataclass(frozen=True)
class Told:
    """People of these roles in one place, and why they are told."""

    where: Where
    why: Why
    roles: tuple[str, ...]


addressee = Told(Where.ADDRESSEE, Why.ADDRESSEE, UNIT_ROLES)
lead = Told(Where.LEAD, Why.LEAD, UNIT_ROLES)
parts = Told(Where.PARTS, Why.PART, UNIT_ROLES)
assigner = Told(Where.ASSIGNER, Why.ASSIGNED, (Role.UNIT_HEAD, Role.UNIT_DEPUTY))
signers = Told(Where.LEAD, Why.LEAD, (Role.UNIT_HEAD, Role.UNIT_DEPUTY))
room = Told(Where.OFFICE, Why.ROOM, ROOM_ROLES)
director = Told(Where.OFFICE, Why.ROOM, (Role.DIRECTOR,))
verifiers = Told(Where.OFFICE, Why.CHECK, (Role.VERIFIER,))
archivist = Told(Where.OFFICE, Why.FILE, (Role.ARCHIVIST,))
sponsor = Told(Where.LEADER, Why.SPONSOR, LEADERS)
decider = Told(Where.DECIDER, Why.DECIDES, (*LEADERS, Role.SECRETARY_GENERAL))
approver = Told(Where.APPROVER, Why.APPROVES, ())
of_the_list = Told(Where.OFFICE, Why.LIST, ROOM_ROLES)
directs_the_list = Told(Where.OFFICE, Why.LIST, (Role.DIRECTOR,))
asked = Told(Where.ASKED, Why.ASKED, SPEAKERS)
askers = Told(Where.ASKER, Why.ASKS, SPEAKERS)
signs_the_ask = Told(Where.ASKER, Why.ASKS, HEADS)
signs_the_list = Told(Where.SIGNER, Why.SIGNS, (*LEADERS, Role.SECRETARY_GENERAL))
# Who answers for a unit in an assessment, and who keeps it in mind there.
ANSWERING = (Role.UNIT_HEAD, Role.LIAISON)
COUNTING = (Role.ASSESSOR, Role.UNIT_HEAD)
sources = Told(Where.SOURCE, Why.SOURCE, UNIT_ROLES)
certifiers = Told(Where.SOURCE, Why.SOURCE, (Role.UNIT_HEAD,))
assessed = Told(Where.ASSESSED, Why.ASSESSED, ANSWERING)
assessors = Told(Where.OFFICE, Why.ASSESSES, COUNTING)
other_hands = Told(Where.HANDS, Why.ASSESSES, COUNTING)
chief = Told(Where.CHIEF, Why.ASSESSES, (Role.UNIT_HEAD,))
approve_results = Told(Where.LEADERS, Why.RESULTS, ())
confirm_vetoes = Told(Where.LEADERS, Why.VETOES, ())
appellant = Told(Where.APPELLANT, Why.APPEALS, ANSWERING)
appraised = Told(Where.ASSESSED, Why.APPRAISED, ANSWERING)

AUDIENCE: dict[str, tuple[Told, ...]] = {
    "issuenotice.send": (addressee,),
    "matter.return": (assigner, room),
    "matter.reassign": (lead,),
    "matter.insist": (lead,),
    "matter.carry_on": (lead,),
    "matter.claim": (assigner, room),
    "matter.pass_review": (lead, verifiers),
    "matter.fail_review": (lead,),
    "matter.verify": (lead, director),
    "matter.fail_verification": (lead, room),
    "matter.complete": (lead, parts, sponsor),
    "matter.write_off": (lead, archivist),
    "matter.reopen": (lead, parts, sponsor),
    "matter.submit": (decider,),
    "matter.agree": (lead, parts, room, sponsor),
    "matter.instruct": (lead, parts, room),
    "matter.suspend": (lead, parts),
    "matter.prolong": (lead, parts),
    "matter.resume": (lead, parts),
    "matter.terminate": (lead, parts, sponsor),
    "matter.sub_assign": (lead,),
    "matter.accept": (lead,),
    "matter.hand_back": (lead,),
    "report.put_up": (signers,),
    "report.hand_back": (lead,),
    "report.accept": (lead,),
    "report.return": (lead,),
    "request.put_up": (signers,),
    "request.hand_back": (lead,),
    "request.send": (approver, room),
    "request.sign": (approver, room),
    "request.review": (approver,),
    "request.consent": (approver,),
    "request.refuse": (lead,),
    "request.lapse": (lead,),
    "instruction.note": (lead, parts, sponsor),
    "matterlist.submit": (directs_the_list, signs_the_list),
    "matterlist.send_back": (of_the_list,),
    "matterlist.approve": (of_the_list,),
    "ask.submit": (signs_the_ask,),
    "ask.send_back": (askers,),
    "ask.send": (asked,),
    "ask.deliver": (asked,),
    "ask.press": (asked,),
    "ask.withdraw": (asked,),
    "addressee.return": (asked,),
    "scheme.put_in_force": (assessed, assessors),
    "scheme.set_targets": (assessed,),
    "scheme.move": (assessors,),
    "period.open": (sources,),
    "period.begin_self_report": (assessed,),
    "period.begin_check": (assessors,),
    "period.credit": (assessors,),
    "period.preview": (assessed,),
    "period.publicise": (assessed,),
    "period.put_up": (approve_results,),
    "period.send_back": (assessors, assessed),
    "period.approve": (assessors,),
    "period.recall": (approve_results, assessors, assessed),
    "period.publish": (assessed, assessors),
    "figures.enter": (certifiers,),
    "figure.send_back": (sources,),
    "figure.correct": (certifiers,),
    "adjustment.propose": (other_hands, chief, confirm_vetoes),
    "adjustment.confirm": (assessors, assessed),
    "adjustment.refuse": (assessors,),
    "adjustment.revoke": (assessors, assessed),
    "adjustment.overturn": (assessors, assessed),
    "appeal.lodge": (assessors,),
    "appeal.differ": (assessors,),
    "appeal.withdraw": (assessors,),
    "appeal.uphold": (appellant, assessors, sources),
    "appeal.grant": (appellant, assessors),
    "appeal.refuse": (appellant, assessors),
    "appeal.settle": (appellant,),
    "appeal.lapse": (assessors,),
    "appraisal.close": (appraised, assessors),
}
# Told by the notice that comes with it, by the queue it waits in, or nobody's news.
QUIET = frozenset(
    {
        "matter.register",
        "matter.not_open",
        "matter.issue",
        "matter.reissue",
        "matter.sign",
        "matter.file",
        "matter.take_over",
        "scheme.supersede",
        "scheme.withdraw",
        "figure.enter_again",
        "figure.certify",
        "figure.read_off",
        "figure.take_over",
        # Its author is in the office; nobody reads an opinion before the decision.
        "appeal.review",
        # Ballots go out by slip: the house does not know who votes (ADR 0072).
        "appraisal.open",
        "appraisal.withdraw",
    }
)
# Appointed, taken over from another, standing in: told to the person, in the post.
OF_A_POST = frozenset({"term.begin", "stand_in.begin", "post.hand_over"})
URGED = "matter.urge"


def told_of(entry: Entry) -> tuple[Told, ...]:
    """Return who is told of a deed about a matter, a notice or a list; nobody for the quiet.

    Whom an urging reaches goes by the level of the light it was made at.
    """
    deed = entry.deed
    if deed == URGED:
        return (Told(Where.LEAD, Why.URGED, urged_roles(int(entry.facts.get("level") or 0))),)
    if deed in AUDIENCE:
        return AUDIENCE[deed]
    return (lead, room) if deed.startswith("matter.") and deed not in QUIET else ()
