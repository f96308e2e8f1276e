"""Misdeeds with what a unit asks: by strangers, without a word, too much, decided by who asked."""

from datetime import date

from luoshi.breakdown.models import Matter
from luoshi.breakdown.operations import changing, children, matters
from luoshi.breakdown.terms import MatterState as S
from luoshi.coordination.lifecycle import REQUEST
from luoshi.coordination.models import Request
from luoshi.coordination.operations import requests
from luoshi.coordination.terms import Aspect
from luoshi.kit.actor import CLOCK
from tests.coordination.asking import IN_SEPTEMBER, LATEST, a_pause, another, asked, more_time
from tests.misdeeds import Attempt, again, shows
from tests.road import LEAD, a_matter, the
from tests.world import nine_on, someone_of, unit_named

LATER = nine_on(9, 8)
STANDS = "12公里管网通水并通过验收"


def a_request(by="局长", what=None):
    """A request of the lead, by its head or its staff."""
    return asked(a_matter(S.IN_PROGRESS), what, by=the(by, LEAD))


def passed_on(matter, move, by):
    """Let the liaison or the head write a request down, and somebody pass it on."""
    writer = the("局长" if move == "send" else "联络员", LEAD)
    made = requests._lay(again(matter), more_time(), by=writer, at=IN_SEPTEMBER)
    entry = REQUEST.make(move, made, by=by, at=IN_SEPTEMBER, reason=made.reason)
    if move == "send":
        requests._owe_the_decision(made, at=IN_SEPTEMBER, entry=entry)


@shows("REQUEST.send.may", "send", "联络员", "局长")
@shows("REQUEST.put_up.may", "put_up", "承办人", "联络员")
def passing_on_what_is_not_ones_own(move, wrong, right):
    """A request that goes out without the head, or is put up by whoever did not write it."""
    matter = a_matter(S.IN_PROGRESS)
    return Attempt(
        lambda: passed_on(matter, move, the(wrong, LEAD)),
        lambda: passed_on(matter, move, the(right, LEAD)),
    )


@shows("REQUEST.sign.may", "sign", "副局长")
@shows("REQUEST.hand_back.may", "hand_back", "副局长")
def signing_without_being_the_head(move, title):
    """What staff wrote, signed or handed back by the deputy."""
    waits = a_request("联络员")
    deed = getattr(requests, move)
    rest = {"reason": "措施不具体"} if move == "hand_back" else {}
    return Attempt(
        lambda: deed(again(waits), by=the(title, LEAD), at=LATER, **rest),
        lambda: deed(again(waits), by=the("局长", LEAD), at=LATER, **rest),
    )


@shows("REQUEST.hand_back.a_reason")
def handing_back_without_a_word():
    """What staff wrote, handed back, and nobody says why."""
    waits, head = a_request("联络员"), the("局长", LEAD)

    def hand_back(reason="措施不具体"):
        requests.hand_back(again(waits), by=head, at=LATER, reason=reason)

    return Attempt(lambda: hand_back(" "), hand_back)


@shows("REQUEST.withdraw.may")
def taking_back_what_the_head_sent():
    """What the head sent, taken back by staff."""
    sent = a_request()
    return Attempt(
        lambda: requests.withdraw(again(sent), by=the("联络员", LEAD), at=LATER),
        lambda: requests.withdraw(again(sent), by=the("局长", LEAD), at=LATER),
    )


@shows("REQUEST.review.may", {"by": "核查员"})
@shows("REQUEST.review.an_opinion", {"note": " "})
def looking_at_it_wrongly(wrong):
    """A request looked at by a verifier, or without a word."""
    sent = a_request()

    def review(by="督查员", note="情况属实"):
        requests.review(again(sent), by=the(by), at=LATER, note=note)

    return Attempt(lambda: review(**wrong), review)


@shows("REQUEST.consent.may")
def consenting_without_being_the_leader():
    """A leader's consent given by the secretary-general."""
    sent = a_request()

    def consent(unit, title):
        requests.consent(again(sent), by=someone_of(unit, title), at=LATER, note="同意")

    return Attempt(lambda: consent("市政府办公室", "秘书长"), lambda: consent("市政府", "副市长"))


@shows("REQUEST.grant.may")
def granting_what_one_asked():
    """A request granted by the very person who asked, from a post of the room."""
    head = someone_of(LEAD, "局长", named="何局")
    sent = asked(a_matter(S.IN_PROGRESS), by=head)
    both = someone_of("市政府督查室", "主任", named="何局")
    return Attempt(
        lambda: requests.grant(again(sent), by=both, at=LATER),
        lambda: requests.grant(again(sent), by=the("主任"), at=LATER),
    )


@shows("REQUEST.refuse.may", {"by": "督查员"})
@shows("REQUEST.refuse.a_reason", {"reason": " "})
def refusing_wrongly(wrong):
    """A request refused by an officer, or without a reason."""
    sent = a_request()

    def refuse(by="主任", reason="进度正常"):
        requests.refuse(again(sent), by=the(by), at=LATER, reason=reason)

    return Attempt(lambda: refuse(**wrong), refuse)


@shows("REQUEST.lapse.may", {"by": "主任"})
@shows("REQUEST.lapse.a_reason", {"reason": " "})
def letting_it_lapse_by_hand(wrong):
    """A request that lapses because somebody says so, or for no reason."""
    sent = a_request()

    def lapse(by="", reason="事项已终止"):
        hand = the(by) if by else CLOCK
        entry = REQUEST.make("lapse", again(sent), by=hand, at=LATER, reason=reason)
        requests._nothing_to_decide(sent, "事项已终止", at=LATER, entry=entry)

    return Attempt(lambda: lapse(**wrong), lapse)


@shows("requests._check_said", more_time(measures=" "), more_time())
@shows(
    "granting.check_wish",
    another(Aspect.STANDARD, words=STANDS),
    another(Aspect.STANDARD, words="通过竣工验收"),
)
@shows("granting.check_suspension", a_pause(date(2026, 12, 1)), a_pause())
def asking_wrongly(wrong, right):
    """More time without a word of what was done, a change into the same, a pause without an end."""
    matter, head = a_matter(S.IN_PROGRESS), the("局长", LEAD)

    def ask(what):
        requests.ask(again(matter), what, by=head, at=IN_SEPTEMBER)

    return Attempt(lambda: ask(wrong), lambda: ask(right))


@shows("granting._check_lead")
def asking_for_the_same_lead():
    """A change of the lead to the unit that leads already."""
    matter, head = a_matter(S.IN_PROGRESS), the("局长", LEAD)

    def ask(unit):
        what = another(Aspect.LEAD, lead=unit_named(unit))
        requests.ask(again(matter), what, by=head, at=IN_SEPTEMBER)

    return Attempt(lambda: ask(LEAD), lambda: ask("市发改委"))


@shows("requests._check_day")
def granting_more_than_was_asked():
    """An extension granted for longer than it was asked."""
    sent = a_request()

    def grant(**given):
        requests.grant(again(sent), by=the("主任"), at=LATER, **given)

    return Attempt(lambda: grant(granted_date=LATEST), grant)


@shows("requests._check_consent")
def granting_a_second_time_without_a_leader():
    """A second extension, and no leader was asked."""
    first = a_request()
    requests.grant(first, by=the("主任"), at=IN_SEPTEMBER)
    matter = Matter.objects.get(pk=first.matter_id)
    second = asked(matter, more_time(date(2026, 11, 5)), at=LATER)

    def grant(consented=False):
        if consented:
            leader = someone_of("市政府", "副市长")
            requests.consent(again(second), by=leader, at=LATER, note="同意")
        requests.grant(again(second), by=the("主任"), at=nine_on(9, 9))

    return Attempt(grant, lambda: grant(consented=True))


@shows("granting._check_later")
def granting_an_extension_that_shortens():
    """An extension granted after the date had been put further by decision."""
    sent = a_request()
    other = asked(a_matter(S.IN_PROGRESS, room="市委督查室"))
    matter = Matter.objects.get(pk=sent.matter_id)
    children.move_date(matter, LATEST, by=the("主任"), at=IN_SEPTEMBER, reason="统一调整")

    def grant(one, room):
        requests.grant(Request.objects.get(pk=one.pk), by=the("主任", room), at=LATER)

    return Attempt(lambda: grant(sent, "市政府督查室"), lambda: grant(other, "市委督查室"))


@shows("MATTER.change_lead.may", {"by": "督查员"})
@shows("MATTER.change_lead.a_reason", {"reason": " "})
@shows("MATTER.change_lead.children_closed", {"divided": True})
def handing_over_wrongly(wrong):
    """A matter handed to another lead by an officer, for no reason, or with a piece still open."""
    matter, other = a_matter(S.IN_PROGRESS), a_matter(S.IN_PROGRESS, room="市委督查室")
    given = {name: value for name, value in wrong.items() if name != "divided"}
    if "divided" in wrong:
        section = unit_named("市住建局城建科")
        piece = children.Piece(section, "普查", "普查", date(2026, 9, 20))
        children.sub_assign(matter, [piece], by=the("局长", LEAD), at=IN_SEPTEMBER)

    def hand_over(thing, room, by="主任", reason="职责调整"):
        lead = unit_named("市发改委")
        matters.change_lead(again(thing), lead, by=the(by, room), at=LATER, reason=reason)

    return Attempt(
        lambda: hand_over(matter, "市政府督查室", **given),
        lambda: hand_over(other, "市委督查室"),
    )


@shows("changing._check_reason", {"reason": " "})
@shows("changing._check_new", {"words": STANDS})
def changing_wrongly(wrong):
    """A standard changed for no reason, or into what it was."""
    matter = a_matter(S.IN_PROGRESS)

    def change(words="通过竣工验收", reason="验收办法调整"):
        what = changing.Standard(words)
        changing.change(again(matter), what, by=the("主任"), at=LATER, reason=reason)

    return Attempt(lambda: change(**wrong), change)
