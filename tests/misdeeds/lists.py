"""Misdeeds on a responsibility list, and on the matters it sets up and issues."""

from luoshi.breakdown.lifecycle import LIST, MATTER
from luoshi.breakdown.models import Draft, Matter, Part
from luoshi.breakdown.operations import lists
from luoshi.breakdown.terms import DraftVerdict
from luoshi.intake import operations as intake
from luoshi.organisation.models import Unit
from tests.misdeeds import Attempt, again, shows
from tests.road import (
    BASIS,
    DUE,
    LEAD,
    a_document,
    a_settled_list,
    an_approved_list,
    an_issued_list,
    the,
)
from tests.world import MONDAY, MONDAY_NINE, TUESDAY_NINE


def unanswer(opened):
    """Take the answer of one sentence back, which intake lets its own room do at any time."""
    talk = opened.document.sentences.filter(disposition="PRINCIPLE", note="").first()
    intake.answer(opened.document, {talk.pk: ""}, by=the("督查员"))


def unsettle(opened):
    """Make every draft a proposal again, as a hand may in the very moment of the submission."""
    Draft.objects.filter(list=opened).update(verdict=DraftVerdict.PROPOSED, skip_reason="")


def nothing_wrong(opened):
    """Leave the list as it is."""


DEEDS = {
    "submit": (lists.submit, {}),
    "send_back": (lists.send_back, {"reason": "时限过松"}),
    "approve": (lists.approve, {"basis": BASIS}),
    "issue": (lists.issue, {}),
}
READY = {
    "submit": "DRAFTING",
    "send_back": "SUBMITTED",
    "approve": "SUBMITTED",
    "issue": "APPROVED",
}


def a_list_ready_for(deed):
    """A list that stands where a deed starts from."""
    if READY[deed] == "APPROVED":
        return an_approved_list()
    opened = a_settled_list()
    if READY[deed] == "SUBMITTED":
        lists.submit(opened, by=the("督查员"), at=MONDAY_NINE)
    return opened


@shows("LIST.submit.may", "submit", ("核查员", "市政府督查室"))
@shows("LIST.send_back.may", "send_back", ("督查员", "市政府督查室"))
@shows("LIST.submit.every_sentence_answered", "submit", None, unanswer)
@shows("LIST.approve.every_sentence_answered", "approve", None, unanswer)
@shows("LIST.issue.every_sentence_answered", "issue", None, unanswer)
@shows("LIST.submit.every_draft_settled", "submit", None, unsettle)
@shows("LIST.approve.every_draft_settled", "approve", None, unsettle)
@shows("LIST.send_back.a_reason", "send_back", None, nothing_wrong, {"reason": " "})
@shows("LIST.approve.a_basis", "approve", None, nothing_wrong, {"basis": " "})
def on_a_list(deed, hand, spoilt=nothing_wrong, words=None):
    """A list moved by another hand, without the words, or while something is open."""
    opened = a_list_ready_for(deed)
    do, said = DEEDS[deed]

    def wrong():
        spoilt(again(opened))
        by = the(*hand) if hand else the("主任")
        do(again(opened), by=by, at=TUESDAY_NINE, **(words or said))

    def right():
        do(again(opened), by=the("主任"), at=TUESDAY_NINE, **said)

    return Attempt(wrong, right, moved=None if deed == "send_back" else opened)


@shows("LIST.approve.may", "approve", {"basis": BASIS})
@shows("LIST.issue.may", "issue", {})
def on_a_list_as_an_officer(deed, columns):
    """A list approved or issued by an officer, past the operation, whose matters would refuse."""
    opened = a_list_ready_for(deed)
    do, said = DEEDS[deed]

    def wrong():
        given = {"by": the("督查员"), "at": TUESDAY_NINE, "columns": columns}
        LIST.make(deed, again(opened), **given, **said)

    return Attempt(wrong, lambda: do(again(opened), by=the("主任"), at=TUESDAY_NINE, **said))


@shows("lists._check_standing")
def a_list_with_a_unit_that_is_no_more():
    """A list that names a unit which was closed while the list lay with the director."""
    opened = a_settled_list()
    lists.submit(opened, by=the("督查员"), at=MONDAY_NINE)

    def set_up(until):
        Unit.objects.filter(short_name=LEAD).update(until=until)
        lists.approve(again(opened), by=the("主任"), at=TUESDAY_NINE, basis=BASIS)
        lists.issue(again(opened), by=the("主任"), at=TUESDAY_NINE)

    return Attempt(lambda: set_up(MONDAY), lambda: set_up(None))


@shows("lists._check_ahead")
def a_list_that_begins_late():
    """A list with a date that was over before it was submitted."""
    opened = a_settled_list()

    def set_up(due_date):
        opened.drafts.filter(verdict=DraftVerdict.ACCEPTED).update(due_date=due_date)
        lists.submit(again(opened), by=the("督查员"), at=TUESDAY_NINE)
        lists.approve(again(opened), by=the("主任"), at=TUESDAY_NINE, basis=BASIS)

    return Attempt(lambda: set_up(MONDAY), lambda: set_up(DUE))


@shows("lists._check_double")
def a_demand_set_up_twice():
    """The same demand of the same lead in another list."""
    issued = an_issued_list()
    asked = issued.matters.get().requirement
    opened = a_settled_list(document=a_document())
    draft = opened.drafts.get(verdict=DraftVerdict.ACCEPTED)

    def approve(requirement):
        Draft.objects.filter(pk=draft.pk).update(requirement=requirement)
        lists.submit(again(opened), by=the("督查员"), at=TUESDAY_NINE)
        lists.approve(again(opened), by=the("主任"), at=TUESDAY_NINE, basis=BASIS)

    return Attempt(lambda: approve(asked), lambda: approve("完成检查井120座"))


def a_matter_laid_down():
    """A matter's row as approval lays it down, before its own move."""
    opened = a_settled_list()
    taken = opened.drafts.select_related("lead", "sentence").get(verdict=DraftVerdict.ACCEPTED)
    return lists._lay_down(taken, opened, at=MONDAY_NINE)


def give_the_lead_up(matter):
    """Let nobody lead a matter, as a fault might."""
    Part.objects.filter(matter=matter, role="LEAD").update(given_up_at=MONDAY_NINE)


@shows("MATTER.register.may", {"by": "督查员"})
@shows("MATTER.register.a_basis", {"basis": ""})
@shows("MATTER.register.exactly_one_lead", {"spoilt": True})
def setting_up(wrong):
    """A matter set up by an officer, on no basis, or with nobody to lead it."""
    matter = a_matter_laid_down()

    def register(by="主任", basis=BASIS, spoilt=False):
        if spoilt:
            give_the_lead_up(matter)
        number = {"number": lists.next_matter_number(matter, TUESDAY_NINE)}
        MATTER.make(
            "register", again(matter), by=the(by), at=TUESDAY_NINE, columns=number, basis=basis
        )

    return Attempt(lambda: register(**wrong), register)


@shows("MATTER.not_open.may", {"by": "督查员"})
@shows("MATTER.not_open.a_reason", {"reason": " "})
def not_opening(wrong):
    """A matter refused by an officer, or without a reason."""
    matter = a_matter_laid_down()

    def not_open(by="主任", reason="已有同类事项"):
        MATTER.make("not_open", again(matter), by=the(by), at=TUESDAY_NINE, reason=reason)

    return Attempt(lambda: not_open(**wrong), not_open)


@shows("MATTER.issue.may", {"by": "督查员"})
@shows("MATTER.issue.exactly_one_lead", {"spoilt": True})
def issuing(wrong):
    """A matter issued by an officer, or with nobody to lead it."""
    matter = an_approved_list().matters.get()

    def issue(by="主任", spoilt=False):
        if spoilt:
            give_the_lead_up(matter)
        moving = Matter.objects.select_related("list").get(pk=matter.pk)
        move = MATTER.make("issue", moving, by=the(by), at=TUESDAY_NINE)
        lists.notify(moving.list, {moving: move}, by=the("主任"), at=TUESDAY_NINE)

    return Attempt(lambda: issue(**wrong), issue)
