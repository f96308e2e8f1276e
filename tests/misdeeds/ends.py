"""Misdeeds in standing still, ending, before leaders, at the desk, and in taking work over."""

from datetime import date

from luoshi.breakdown import clocks, rules
from luoshi.breakdown.lifecycle import LIST, MATTER
from luoshi.breakdown.models import Matter, Takeover
from luoshi.breakdown.operations import lists, matters, suspending, takeover
from luoshi.breakdown.terms import MatterState as S
from luoshi.reporting.operations import claims, closing, ending, leaders
from tests.misdeeds import Attempt, again, shows
from tests.misdeeds.lists import give_the_lead_up
from tests.misdeeds.matters import WHY, blank
from tests.misdeeds.moves import SOON, TWICE, WEDNESDAY, a_child
from tests.road import ALL_SO, DUE, LEAD, ROOM, a_matter, close, the
from tests.world import MONDAY, TUESDAY, TUESDAY_NINE, post_of, someone_of, unit_named

LEDGER = "2025年市级督查台账"
STILL = {"cause": "APPROVAL", "reason": "等待批复", "review_date": SOON}


def suspend(matter, by="主任", **given):
    """Let a matter stand still on Tuesday."""
    suspending.suspend(again(matter), by=the(by), at=TUESDAY_NINE, **{**STILL, **given})


@shows("MATTER.suspend.may", {"by": "督查员"})
@shows("MATTER.suspend.a_cause", {"cause": ""})
@shows("MATTER.suspend.a_review_date", {"review_date": None})
@shows("suspending._check_cause", {"cause": "RAIN"})
@shows("suspending._check_review: past", {"review_date": TUESDAY})
@shows("suspending._check_review: far", {"review_date": date(2026, 8, 31)})
def standing_still(wrong):
    """A matter suspended by an officer, for no cause, or until nobody looks."""
    matter = a_matter(S.IN_PROGRESS)
    return Attempt(lambda: suspend(matter, **wrong), lambda: suspend(matter))


@shows("MATTER.suspend.a_reason", S.IN_PROGRESS, "suspend", suspend)
@shows("MATTER.terminate.a_reason", S.IN_PROGRESS, "terminate", None)
def for_no_reason(state, move, right):
    """A matter suspended or ended without a reason, past the dues that ask for one as well."""
    matter = a_matter(state)

    def wrong():
        columns = {"review_date": SOON} if move == "suspend" else {}
        said = {**STILL, "reason": " ", "review_date": SOON.isoformat()}
        given = {"by": the("主任"), "at": TUESDAY_NINE, "columns": columns}
        MATTER.make(move, again(matter), **given, **said)

    return Attempt(wrong, lambda: (right or end)(matter))


def end(matter, by="主任", **given):
    """End a matter on Tuesday."""
    said = {"reason": "政策调整", **given}
    ending.terminate(again(matter), by=the(by), at=TUESDAY_NINE, **said)


@shows("MATTER.terminate.may", {"by": "督查员"})
def ending_it(wrong):
    """A matter ended by an officer."""
    matter = a_matter(S.IN_PROGRESS)
    return Attempt(lambda: end(matter, **wrong), lambda: end(matter))


@shows("ending._check_replacement")
def replacing_by_itself():
    """A matter replaced by itself."""
    matter = a_matter(S.IN_PROGRESS)
    return Attempt(lambda: end(matter, replaced_by=again(matter)), lambda: end(matter))


@shows("suspending._check_alone")
def suspending_a_child_alone():
    """A child that stands still while its parent goes on."""
    child, matter = a_child(S.IN_PROGRESS), a_matter(S.IN_PROGRESS, room="市委督查室")

    def wrong():
        head = the("局长", LEAD)
        suspending.suspend(again(child), by=head, at=TUESDAY_NINE, **STILL)

    def right():
        head = the("主任", "市委督查室")
        suspending.suspend(again(matter), by=head, at=TUESDAY_NINE, **STILL)

    return Attempt(wrong, right)


@shows("MATTER.prolong.may", "prolong", {"by": "督查员"})
@shows("MATTER.prolong.a_reason", "prolong", {"reason": " "})
@shows("MATTER.prolong.a_review_date", "prolong", {"review_date": None})
@shows("MATTER.resume.may", "resume", {"by": "督查员"})
@shows("MATTER.resume.a_reason", "resume", {"reason": " "})
def going_on(move, wrong):
    """A suspension prolonged or lifted by an officer, without a reason or a day."""
    matter = a_matter(S.IN_PROGRESS)
    suspend(matter)

    def go(by="主任", **given):
        said = {"reason": "已批复", **given}
        if move == "prolong":
            said = {"review_date": SOON, **said}
        getattr(suspending, move)(again(matter), by=the(by), at=WEDNESDAY, **said)

    return Attempt(lambda: go(**wrong), go)


@shows("MATTER.complete.no_leader_asked_for")
def closing_past_the_leader():
    """What a leader ordered closed by the director alone."""
    matter = a_matter(S.DECIDING)
    Matter.objects.filter(pk=matter.pk).update(leader_decides=True, kind="instruction")

    def wrong():
        closing.complete(again(matter), by=the("主任"), at=TUESDAY_NINE)

    return Attempt(wrong, lambda: close(again(matter), by=the("主任"), at=TUESDAY_NINE))


def submit(matter, by="主任", unit="市政府", title="市长", opinion="拟予办结"):
    """Put a verified matter before a leader on Tuesday."""
    leader = post_of(unit, title)
    leaders.submit(again(matter), leader, by=the(by), at=TUESDAY_NINE, opinion=opinion)


@shows("MATTER.submit.may", {"by": "督查员"})
@shows("MATTER.submit.a_submission", {"opinion": " "})
@shows("leaders._check_leader", {"unit": LEAD, "title": "局长"})
def submitting(wrong):
    """A matter submitted by an officer, without a word, or to somebody who is no leader."""
    matter = a_matter(S.DECIDING)
    return Attempt(lambda: submit(matter, **wrong), lambda: submit(matter))


@shows("MATTER.submit.a_leader")
def submitting_to_nobody():
    """A submission that does not say to whom."""
    matter = a_matter(S.DECIDING)

    def wrong():
        given = {"by": the("主任"), "at": TUESDAY_NINE}
        columns = {"decider": post_of("市政府", "市长")}
        said = {"leader": " ", "submission": "拟予办结"}
        MATTER.make("submit", again(matter), **given, columns=columns, **said)

    return Attempt(wrong, lambda: submit(matter))


def agree(matter, by):
    """Have nothing to add."""
    leaders.agree(again(matter), by=by, at=WEDNESDAY)


def instruct(matter, by):
    """Want more."""
    leaders.instruct(again(matter), by=by, at=WEDNESDAY, words="再核一次", due_date=DUE)


@shows("MATTER.agree.may", agree)
@shows("MATTER.instruct.may", instruct)
def deciding_for_another(deed):
    """A decision by a leader it was not put before."""
    matter = a_matter(S.DECIDING)
    submit(matter)
    deputy, mayor = the("副市长", "市政府"), the("市长", "市政府")
    return Attempt(lambda: deed(matter, deputy), lambda: deed(matter, mayor))


@shows("MATTER.instruct.an_instruction")
def instructing_without_words():
    """A next round that no words ask for."""
    matter, mayor = a_matter(S.DECIDING), the("市长", "市政府")
    submit(matter)

    word = blank(matter)

    def wrong():
        held = again(matter)
        given = {"by": mayor, "at": WEDNESDAY}
        columns = matters.round_columns(held, DUE, WEDNESDAY)
        said = {"instruction": " ", "leader": "市长"}
        entry = MATTER.make("instruct", held, **given, columns=columns, **said)
        matters.lay_round(held, word, "", at=WEDNESDAY, entry=entry)

    return Attempt(wrong, lambda: instruct(matter, mayor))


def passes(matter, by):
    """Pass the desk."""
    claims.pass_review(again(matter), by=by, at=WEDNESDAY, checks=ALL_SO, seed="1")


def fails(matter, by):
    """Come back from the desk."""
    given = {"by": by, "at": WEDNESDAY, "reason": "缺验收单"}
    claims.fail_review(again(matter), rework_date=SOON, **given)


@shows("MATTER.pass_review.may: claimant", passes, instead=rules.officer)
@shows("MATTER.fail_review.may: claimant", fails, instead=rules.officer)
def reviewing_ones_own_claim(deed):
    """A claim that is looked at by the hand that made it, from another post."""
    matter = a_matter(S.IN_PROGRESS)
    head, officer = someone_of(LEAD, "局长", **TWICE), someone_of(ROOM, "督查员", **TWICE)
    claims.claim(matter, by=head, at=TUESDAY_NINE, statement="完工")
    return Attempt(lambda: deed(matter, officer), lambda: deed(matter, the("主任")))


def a_record(**given):
    """A line of a paper ledger."""
    rest = {
        "page": "12",
        "paper_number": "37",
        "recorded_date": MONDAY,
        "title": "城东污水厂扩建",
        "requirement": "完成城东污水厂扩建",
        "standard": "通过环保验收",
        "lead": unit_named(LEAD),
        "due_date": DUE,
        "done": "已完成土建",
    }
    return takeover.Record(**{**rest, **given})


@shows("LIST.take_over.may", {"lister": "督查员"})
@shows("LIST.take_over.a_basis", {"basis": " "})
@shows("MATTER.take_over.may", {"by": "督查员"})
@shows("MATTER.take_over.a_record_named", {"ledger": " "})
@shows("MATTER.take_over.exactly_one_lead", {"spoilt": True})
def taking_over(wrong):
    """Work taken over by an officer, from no ledger, on no basis, or led by nobody."""

    def take(lister="主任", by="主任", basis="承接纸质台账", ledger=LEDGER, spoilt=False):
        record, at = a_record(), TUESDAY_NINE
        opened = takeover._list_for(LEDGER, [record], None, by=the("主任"), at=at)
        rests_on = {"basis": basis}
        LIST.make("take_over", opened, by=the(lister), at=at, columns=rests_on, basis=basis)
        matter = takeover._lay(record, opened, at=at)
        Takeover.objects.create(
            matter=matter, ledger=LEDGER, page="12", paper_number="37", recorded_date=MONDAY,
            done="已完成土建", round_number=1, progress=0,
        )  # fmt: skip
        if spoilt:
            give_the_lead_up(matter)
        said = {"ledger": ledger, "page": "12", "paper_number": "37", "done": "已完成土建"}
        number = {"number": lists.next_matter_number(matter, at)}
        entry = MATTER.make("take_over", matter, by=the(by), at=at, columns=number, **said)
        clocks.start_at_issue(matter, at=at, entry=entry)
        clocks.start_reports(matter, since=TUESDAY, entry=entry)

    return Attempt(lambda: take(**wrong), take)


@shows("takeover._check_records: twice", {"paper_number": "37"})
@shows("takeover._check_records: page", {"page": ""})
def taking_over_twice(wrong):
    """A line of a paper ledger taken over again, or from no page."""
    given = {"by": the("主任"), "at": TUESDAY_NINE}
    takeover.take_over(LEDGER, [a_record()], **given)

    def take(**said):
        takeover.take_over(LEDGER, [a_record(**{"paper_number": "38", **said})], **given)

    return Attempt(lambda: take(**wrong), take)


@shows("MATTER.return.not_taken_over")
def returning_what_was_taken_over():
    """Work under way that its unit returns as if it had been handed out today."""
    record = {"by": the("主任"), "at": TUESDAY_NINE}
    [matter] = takeover.take_over(LEDGER, [a_record()], **record)
    fresh = a_matter(S.IN_PROGRESS, room="市委督查室")

    def return_(thing):
        matters.return_(again(thing), by=the("局长", LEAD), at=WEDNESDAY, **WHY)

    return Attempt(lambda: return_(matter), lambda: return_(fresh))
