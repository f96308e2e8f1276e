"""流转: twenty hands at once press the same button; one does it, the others are told.

On SQLite and on PostgreSQL, each hand in its own connection and its own transaction.
"""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from luoshi.breakdown.models import IssueNotice, Matter, MatterList
from luoshi.breakdown.operations import lists, matters
from luoshi.breakdown.terms import DraftVerdict
from luoshi.breakdown.terms import MatterState as S
from luoshi.flow.refusals import Refused, Unmet
from luoshi.intake.models import Counter
from luoshi.reporting.models import Claim, Report
from luoshi.reporting.operations import claims, closing, reports
from luoshi.trail.models import Entry
from luoshi.trail.once import once
from tests.book import Book
from tests.invariants import broken
from tests.road import (
    BASIS,
    FOUND,
    LEAD,
    a_document,
    a_matter,
    a_report,
    a_settled_list,
    add_draft,
    an_approved_list,
    an_issued_list,
    notice_to,
    the,
)
from tests.world import MONDAY_NINE, TUESDAY_NINE, nine_on

pytestmark = pytest.mark.django_db(transaction=True)
HANDS = 20


def at_once(deed, things):
    """Let each of twenty hands do a deed on its own thing in one moment; return what each met."""
    together = Barrier(len(things))

    def press(thing):
        together.wait()
        try:
            return deed(thing)
        except Refused as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(len(things)) as pool:
        return list(pool.map(press, things))


def a_submitted_list(requirement, *, document=None):
    """A list in the director's hands with one demand in it."""
    opened = a_settled_list(document=document)
    taken = opened.drafts.get(verdict=DraftVerdict.ACCEPTED)
    type(taken).objects.filter(pk=taken.pk).update(requirement=requirement, title=requirement)
    lists.submit(opened, by=the("督查员"), at=MONDAY_NINE)
    return opened


# What stands, the hand that may, and the deed on what each thread reads for itself.
BUTTONS = {
    "matterlist.approve": (
        lambda: a_submitted_list("完成检查井120座"),
        lambda: the("主任"),
        lambda thing, by, key: lists.approve(thing, by=by, at=TUESDAY_NINE, basis=BASIS, key=key),
    ),
    "matterlist.issue": (
        an_approved_list,
        lambda: the("主任"),
        lambda thing, by, key: lists.issue(thing, by=by, at=TUESDAY_NINE, key=key),
    ),
    "issuenotice.sign": (
        lambda: notice_to(LEAD, an_issued_list()),
        lambda: the("联络员", LEAD),
        lambda thing, by, key: matters.sign(thing, by=by, at=TUESDAY_NINE, key=key),
    ),
    "matter.claim": (
        lambda: a_matter(S.IN_PROGRESS),
        lambda: the("局长", LEAD),
        lambda thing, by, key: claims.claim(
            thing, by=by, at=TUESDAY_NINE, statement="完工", key=key
        ),
    ),
    "matter.verify": (
        lambda: a_matter(S.VERIFYING),
        lambda: the("核查员"),
        lambda thing, by, key: claims.verify(thing, FOUND, by=by, at=TUESDAY_NINE, key=key),
    ),
    "matter.complete": (
        lambda: a_matter(S.DECIDING),
        lambda: the("主任"),
        lambda thing, by, key: closing.complete(thing, by=by, at=TUESDAY_NINE, key=key),
    ),
    "matter.write_off": (
        lambda: a_matter(S.COMPLETED),
        lambda: the("主任"),
        lambda thing, by, key: closing.write_off(thing, by=by, at=TUESDAY_NINE, key=key),
    ),
}


def standing(button):
    """What stands, its deed, the hand, and twenty pages that all show it as it stands now."""
    given, hand, deed = BUTTONS[button]
    thing, by = given(), hand()
    return thing, by, deed, [type(thing).objects.get(pk=thing.pk) for _hand in range(HANDS)]


@pytest.mark.parametrize("button", BUTTONS)
def test_of_twenty_who_press_one_does_it_and_the_others_are_told(button):
    _thing, by, deed, pages = standing(button)

    met = at_once(lambda page: deed(page, by, ""), pages)

    assert sum(isinstance(one, Refused) for one in met) == HANDS - 1
    assert Entry.objects.filter(deed=button).count() == 1
    assert broken(Book()) == []


@pytest.mark.parametrize("button", BUTTONS)
def test_with_one_key_all_twenty_get_the_first_answer(button):
    _thing, by, deed, pages = standing(button)

    met = at_once(lambda page: once("一次", by=by, deed=lambda: deed(page, by, "一次")).pk, pages)

    assert met == [Entry.objects.get(deed=button).pk] * HANDS
    assert broken(Book()) == []


def twenty_submitted_lists():
    """Twenty lists, each with two demands of its own."""
    made = []
    for number in range(1, HANDS + 1):
        opened = a_settled_list(document=a_document())
        taken = opened.drafts.get(verdict=DraftVerdict.ACCEPTED)
        type(taken).objects.filter(pk=taken.pk).update(requirement=f"完成管网{number}公里")
        add_draft(opened, f"完成检查井{number}座")
        lists.submit(opened, by=the("督查员"), at=MONDAY_NINE)
        made.append(opened)
    return made


def test_numbers_have_no_gap_and_no_double_when_twenty_lists_are_approved_and_issued_at_once():
    director, opened = the("主任"), twenty_submitted_lists()

    def approve_and_issue(one):
        lists.approve(one, by=director, at=TUESDAY_NINE, basis=BASIS)
        lists.issue(one, by=director, at=TUESDAY_NINE)

    assert at_once(approve_and_issue, opened) == [None] * HANDS

    numbers = sorted(Matter.objects.values_list("number", flat=True))
    assert numbers == [f"澄政督会2026-{n:04d}" for n in range(1, 2 * HANDS + 1)]
    notices = set(IssueNotice.objects.values_list("number", flat=True))
    assert notices == {f"澄政督通〔2026〕{n}号" for n in range(1, 2 * HANDS + 1)}
    assert broken(Book()) == []


def test_numbers_of_approvals_that_fail_in_the_crowd_are_given_back():
    director, opened = the("主任"), twenty_submitted_lists()

    def approve(one):
        number = opened.index(one)
        # Every other director refuses a draft and forgets to say why, after a number was taken.
        last = one.drafts.filter(verdict=DraftVerdict.ACCEPTED).order_by("-place")[0]
        refused = {last.pk: ""} if number % 2 else {}
        return lists.approve(one, by=director, at=TUESDAY_NINE, basis=BASIS, refused=refused)

    met = at_once(approve, opened)

    assert sum(isinstance(one, Unmet) for one in met) == HANDS // 2
    numbers = sorted(Matter.objects.values_list("number", flat=True))
    assert numbers == [f"澄政督会2026-{n:04d}" for n in range(1, HANDS + 1)]
    assert Counter.objects.get(series="澄政督会").last == HANDS


def test_of_twenty_lists_with_one_demand_one_is_set_up():
    director = the("主任")
    opened = [a_submitted_list("完成检查井120座", document=a_document()) for _ in range(HANDS)]

    met = at_once(lambda one: lists.approve(one, by=director, at=TUESDAY_NINE, basis=BASIS), opened)

    assert sum(isinstance(one, Unmet) for one in met) == HANDS - 1
    assert Matter.objects.exclude(number="").count() == 1


def test_of_twenty_lists_opened_at_once_on_a_document_one_stands():
    document, officer = a_document(), the("督查员")

    met = at_once(lambda one: lists.open_list(one, by=officer, at=MONDAY_NINE), [document] * HANDS)

    assert sum(isinstance(one, Refused) for one in met) == HANDS - 1
    assert MatterList.objects.count() == 1


def test_a_returned_report_is_corrected_once_however_many_try():
    matter = a_matter(S.IN_PROGRESS)
    wrong = a_report(matter)
    reports.send_back(wrong, by=the("督查员"), at=TUESDAY_NINE, reason="没有数据")
    liaison, said = the("联络员", LEAD), reports.Said(progress="补正", percent=40)
    pages = [Matter.objects.get(pk=matter.pk) for _hand in range(HANDS)]

    met = at_once(
        lambda page: reports.report(page, said, by=liaison, at=TUESDAY_NINE, corrects=wrong), pages
    )

    assert sum(isinstance(one, Unmet) for one in met) == HANDS - 1
    assert Report.objects.count() == 2


def test_a_claim_and_a_return_in_the_same_moment_leave_one_of_the_two():
    matter = a_matter(S.IN_PROGRESS)
    head = the("局长", LEAD)
    pages = [Matter.objects.get(pk=matter.pk) for _hand in range(HANDS)]

    def press(page):
        if pages.index(page) % 2:
            claims.claim(page, by=head, at=nine_on(6, 2), statement="完工")
        else:
            why = {"reason": "已划转", "proposed_unit": "市城管局"}
            matters.return_(page, by=head, at=nine_on(6, 2), **why)

    met = at_once(press, pages)

    assert sum(isinstance(one, Refused) for one in met) == HANDS - 1
    matter.refresh_from_db()
    assert (matter.state == S.CLAIMED) == Claim.objects.exists()
    assert broken(Book()) == []
