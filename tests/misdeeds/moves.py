"""Misdeeds with children of a matter, with its date, and with co-handlers' input."""

from datetime import date, timedelta

from django.db.models import F, Q

from luoshi.breakdown import rules
from luoshi.breakdown.lifecycle import MATTER
from luoshi.breakdown.models import Matter
from luoshi.breakdown.operations import children, inputs, lists, matters
from luoshi.breakdown.rules import BESIDE
from luoshi.breakdown.terms import MatterState as S
from luoshi.kit.rules import Rule
from luoshi.reporting.operations import claims, inspecting
from tests.misdeeds import ANYBODY, Attempt, again, shows
from tests.misdeeds.lists import give_the_lead_up
from tests.misdeeds.matters import WHY
from tests.road import (
    ASSIST,
    DUE,
    LEAD,
    ROOM,
    a_matter,
    an_issued_list,
    hear_everybody,
    notice_to,
    the,
)
from tests.world import MONDAY, TUESDAY, TUESDAY_NINE, nine_on, someone_of, unit_named

SECTION = "市住建局城建科"
WEDNESDAY = nine_on(6, 3)
SOON = date(2026, 6, 20)
TWICE = {"named": "两边任职的同志"}


def a_piece(lead=SECTION, due_date=SOON):
    """A piece of a matter for the lead's section."""
    return children.Piece(unit_named(lead), "检查井普查", "完成检查井普查120座", due_date)


def a_child(state=S.CLAIMED, *, hand=None):
    """A child of a matter under way, signed for and perhaps claimed by its section."""
    parent = a_matter(S.IN_PROGRESS)
    [notice] = children.sub_assign(parent, [a_piece()], by=the("局长", LEAD), at=TUESDAY_NINE)
    hand = hand or the("承办人", SECTION)
    matters.sign(notice, by=hand, at=TUESDAY_NINE)
    child = parent.children.get()
    if state == S.CLAIMED:
        claims.claim(child, by=hand, at=TUESDAY_NINE, statement="普查完成")
    return child


@shows("MATTER.sub_assign.may", {"by": "联络员"})
@shows("MATTER.sub_assign.exactly_one_lead", {"spoilt": True})
@shows("MATTER.sub_assign.within_the_parent", {"due_date": DUE + timedelta(days=1)})
def dividing(wrong):
    """A child laid by the liaison, led by nobody, or later than its parent."""
    parent = a_matter(S.IN_PROGRESS)

    def lay(by="局长", spoilt=False, due_date=SOON):
        Matter.objects.filter(pk=parent.pk).update(children_given=F("children_given") + 1)
        child = children._lay(again(parent), a_piece(due_date=due_date), at=TUESDAY_NINE)
        if spoilt:
            give_the_lead_up(child)
        number = {"number": f"{parent.number}-1"}
        said = {"parent": parent.number, "lead": child.lead.name}
        given = {"by": the(by, LEAD), "at": TUESDAY_NINE, "columns": number}
        move = MATTER.make("sub_assign", child, **given, **said)
        lists.notify(parent.list, {child: move}, by=the("局长", LEAD), at=TUESDAY_NINE)

    return Attempt(lambda: lay(**wrong), lay)


LEADS = Rule("牵头单位", lambda by: Q(lead_id=by.unit_id))


@shows("children.may_divide", S.ASSIGNED, {}, instead=LEADS)
@shows("children._check_piece: below", S.IN_PROGRESS, {"lead": "市财政局"})
@shows("children._check_piece: past", S.IN_PROGRESS, {"due_date": MONDAY})
def dividing_wrongly(state, wrong):
    """A piece of what nobody signed for, for a unit elsewhere, or by a day that is over."""
    matter, sound = a_matter(state), a_matter(S.IN_PROGRESS, room="市委督查室")

    def divide(parent, **given):
        hand = the("局长", LEAD)
        children.sub_assign(again(parent), [a_piece(**given)], by=hand, at=TUESDAY_NINE)

    return Attempt(lambda: divide(matter, **wrong), lambda: divide(sound))


@shows("matters._check_below")
def giving_a_child_elsewhere():
    """A returned child given to a unit that is not below."""
    child = a_child(S.IN_PROGRESS)
    hand, head = the("承办人", SECTION), the("局长", LEAD)
    matters.return_(child, by=hand, at=TUESDAY_NINE, **WHY)

    def reassign():
        held = Matter.objects.select_related("parent__lead", "lead", "list").get(pk=child.pk)
        matters.reassign(held, unit_named("市财政局"), by=head, at=WEDNESDAY, reason="调整")

    def insist():
        matters.insist(again(child), by=head, at=WEDNESDAY, reason="属你科室")

    return Attempt(reassign, insist)


@shows("MATTER.return.children_closed")
def returning_what_was_divided():
    """A matter returned and given to another lead while a piece of it is with a section."""
    child, fresh = a_child(S.IN_PROGRESS), a_matter(S.IN_PROGRESS, room="市委督查室")

    def give_away(matter, room):
        matters.return_(again(matter), by=the("局长", LEAD), at=TUESDAY_NINE, **WHY)
        other, director = unit_named("市发改委"), the("主任", room)
        matters.reassign(again(matter), other, by=director, at=WEDNESDAY, reason="调整")

    return Attempt(lambda: give_away(child.parent, ROOM), lambda: give_away(fresh, "市委督查室"))


@shows("MATTER.accept.may", {"by": ("督查员", ROOM)})
@shows("MATTER.accept.a_record", {"record": " "})
def accepting(wrong):
    """A child accepted by the room, or without a word."""
    child = a_child()

    def accept(by=("局长", LEAD), record="逐处核对属实"):
        inspecting.accept(again(child), by=the(*by), at=WEDNESDAY, record=record)

    return Attempt(lambda: accept(**wrong), accept)


@shows("MATTER.accept.may: claimant", instead=rules.assigner)
def accepting_oneself():
    """A child accepted by whoever claimed it, from another post."""
    child = a_child(hand=someone_of(SECTION, "承办人", **TWICE))

    def accept(by):
        inspecting.accept(again(child), by=by, at=WEDNESDAY, record="属实")

    mine = someone_of(LEAD, "副局长", **TWICE)
    return Attempt(lambda: accept(mine), lambda: accept(the("局长", LEAD)))


@shows("MATTER.hand_back.may", {"by": ("督查员", ROOM)})
@shows("MATTER.hand_back.a_reason", {"reason": " "})
@shows("MATTER.hand_back.a_new_date", {"rework_date": None})
@shows("inspecting._check_rework", {"rework_date": TUESDAY})
def handing_back(wrong):
    """A child handed back by the room, without a reason, without a day, or by today."""
    child = a_child()

    def hand_back(by=("局长", LEAD), reason="漏查三处", rework_date=SOON):
        given = {"by": the(*by), "at": TUESDAY_NINE}
        inspecting.hand_back(again(child), **given, reason=reason, rework_date=rework_date)

    return Attempt(lambda: hand_back(**wrong), hand_back)


@shows("children.opener", {"by": "督查员"}, instead=ANYBODY)
@shows("children._check_day", {"to": MONDAY})
@shows("children._check_reason", {"reason": " "})
def moving_a_date(wrong):
    """A date moved by an officer, to a day that is over, or without a reason."""
    matter = a_matter(S.IN_PROGRESS)

    def move(by="主任", to=SOON, reason="提前通水"):
        children.move_date(again(matter), to, by=the(by), at=TUESDAY_NINE, reason=reason)

    return Attempt(lambda: move(**wrong), move)


def signed_matter():
    """A matter its lead signed for, and whose assisting unit has said nothing yet."""
    matter = an_issued_list().matters.get()
    matters.sign(notice_to(LEAD, matter.list), by=the("联络员", LEAD), at=TUESDAY_NINE)
    return matter


@shows("MATTER.claim.co_handlers_heard")
def claiming_unheard():
    """A claim before the assisting unit gave its input."""
    matter = signed_matter()

    def claim():
        claims.claim(again(matter), by=the("局长", LEAD), at=WEDNESDAY, statement="完工")

    def right():
        hear_everybody(matter, at=TUESDAY_NINE)
        claim()

    return Attempt(claim, right)


ANY_PART = Rule("任何人", lambda by: Q(role__in=BESIDE, given_up_at__isnull=True))


@shows("inputs.beside_the_lead", {"by": ("联络员", "市发改委")}, instead=ANY_PART)
@shows("inputs._check_text", {"text": " "})
def giving_input(wrong):
    """Input by a stranger, or without a word."""
    matter = signed_matter()

    def give(by=("联络员", ASSIST), text="已落实资金"):
        inputs.give_input(again(matter), by=the(*by), at=TUESDAY_NINE, text=text)

    return Attempt(lambda: give(**wrong), give)


@shows("inputs.lead_head", {"by": "联络员"}, instead=ANYBODY)
def letting_off(wrong):
    """A unit let off by the liaison."""
    matter = signed_matter()
    part = matter.parts.get(role="ASSIST")

    def waive(by="局长", reason="不涉及"):
        inputs.waive(again(matter), [part], by=the(by, LEAD), at=TUESDAY_NINE, reason=reason)

    return Attempt(lambda: waive(**wrong), waive)
