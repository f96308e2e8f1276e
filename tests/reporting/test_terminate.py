"""终止: a matter ends without a result, by the level that opened it; nothing is owed any more."""

import pytest

from luoshi.breakdown.lights import light_of
from luoshi.breakdown.models import Matter
from luoshi.breakdown.terms import MatterState as S
from luoshi.flow.refusals import NotFromHere, NotYours, Unmet
from luoshi.reporting.operations import ending, reports
from luoshi.reporting.queries import reports_to_review
from luoshi.shell.beside import sent
from tests.deeds import entry_of, owed, refused
from tests.road import LEAD, a_matter, a_report, an_approved_list, notice_to, the
from tests.world import TUESDAY, TUESDAY_NINE

pytestmark = pytest.mark.django_db


def terminate(matter, *, by=None, **given):
    said = {"reason": "政策调整", **given}
    return ending.terminate(matter, by=by or the("主任"), at=TUESDAY_NINE, **said)


@pytest.mark.parametrize("state", [S.ASSIGNED, S.IN_PROGRESS, S.CLAIMED, S.VERIFYING])
def test_nothing_is_owed_of_it_any_more(state):
    matter = a_matter(state)

    terminate(matter)

    assert (matter.state, matter.terminated_date) == (S.TERMINATED, TUESDAY)
    assert owed(matter) == []
    assert owed(notice_to(LEAD, matter.list)) == []
    assert list(matter.claims.filter(accepted=None)) == []
    assert matter.rounds.get().closed_at == TUESDAY_NINE
    assert light_of(matter, TUESDAY) is None


def test_it_may_end_before_it_is_issued():
    matter = an_approved_list().matters.get()

    terminate(matter)

    assert matter.state == S.TERMINATED


def test_it_says_what_replaces_it():
    matter, other = a_matter(S.IN_PROGRESS), a_matter(S.ASSIGNED, room="市委督查室")
    Matter.objects.filter(pk=other.pk).update(office=matter.office)
    other.refresh_from_db()

    terminate(matter, replaced_by=other)

    assert matter.replaced_by == other
    assert entry_of(matter, "matter.terminate").facts == {
        "reason": "政策调整",
        "replaced_by": other.number,
    }


def test_it_is_not_replaced_by_itself_or_by_another_rooms():
    matter, strange = a_matter(S.IN_PROGRESS), a_matter(S.ASSIGNED, room="市委督查室")

    for other in (matter, strange):
        with refused(Unmet, "替代事项须是同一督查室的另一个事项"):
            terminate(matter, replaced_by=other)


def test_only_the_level_that_opened_it_ends_it_and_says_why():
    matter = a_matter(S.IN_PROGRESS)
    who = "批准立项的领导或督查室主任（子事项由交办单位负责人）"

    for by in (the("督查员"), the("局长", LEAD), the("主任", "市委督查室")):
        with refused(NotYours, f"终止须由{who}办理"):
            terminate(matter, by=by)
    with refused(Unmet, "请写明理由"):
        terminate(matter, reason=" ")


def test_what_was_verified_is_closed_not_ended():
    matter = a_matter(S.DECIDING)

    with refused(NotFromHere, "当前状态为“待批办结”，不能终止"):
        terminate(matter)


def test_a_report_that_waited_is_nobodys_to_review_and_is_no_longer_waited_for():
    matter = a_matter(S.IN_PROGRESS)
    said = a_report(matter)
    officer, head = the("督查员"), the("局长", LEAD)
    assert ([*reports_to_review(officer)], len(sent(head, TUESDAY))) == ([said], 1)

    terminate(matter)

    assert ([*reports_to_review(officer)], sent(head, TUESDAY)) == ([], [])
    with pytest.raises(NotYours):
        reports.accept(said, by=officer, at=TUESDAY_NINE)
    assert Matter.objects.get(pk=matter.pk).progress == 0
