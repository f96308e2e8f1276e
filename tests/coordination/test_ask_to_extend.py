"""延期: more time is asked for before the date, once, no more than the rules give."""

from datetime import date

import pytest

from luoshi.coordination import allowance
from luoshi.coordination.models import Request
from luoshi.coordination.operations import requests
from luoshi.dues.models import Due
from luoshi.flow.refusals import NotFromHere, NotYours, Unmet
from luoshi.trail.models import Entry
from tests.coordination.asking import (
    IN_SEPTEMBER,
    LAST_DAY_TO_ASK,
    LATEST,
    asked,
    more_time,
)
from tests.road import ASSIST, DUE, LEAD, S, a_matter, the
from tests.world import nine_on

pytestmark = pytest.mark.django_db


def decision_of(request):
    """The due of the decision on a request."""
    return Due.objects.get(about_kind="request", about_id=str(request.pk))


def test_the_heads_word_goes_out_at_once_and_the_level_owes_its_decision_in_two_working_days():
    request = asked(a_matter(S.IN_PROGRESS))

    owed = decision_of(request)
    assert (request.state, request.signer_name, request.standing_date, request.time) == (
        "SENT", "市住建局局长", DUE, 1,
    )  # fmt: skip
    assert (owed.kind, owed.rule, owed.due_date) == (
        "DECISION", "EXTENSION_DECISION", date(2026, 9, 9),
    )  # fmt: skip
    assert (owed.debtor.short_name, owed.creditor.short_name) == ("市政府督查室", "市住建局")
    assert Entry.objects.filter(about_id=str(request.pk)).values_list("deed", flat=True).get() == (
        "request.send"
    )


def test_asking_moves_nothing_and_stops_no_clock():
    matter = a_matter(S.IN_PROGRESS)

    asked(matter)

    matter.refresh_from_db()
    owed = Due.objects.get(about_id=str(matter.pk), kind="COMPLETION")
    assert (matter.due_date, matter.state, owed.due_date) == (DUE, "IN_PROGRESS", DUE)
    assert owed.paused_since is None


def test_what_staff_write_waits_for_the_head_and_nothing_is_owed_yet():
    request = asked(a_matter(S.IN_PROGRESS), by=the("联络员", LEAD))

    assert (request.state, request.sent_at) == ("SIGNING", None)
    assert not Due.objects.filter(about_kind="request").exists()


def test_a_unit_beside_the_lead_does_not_ask():
    with pytest.raises(NotYours, match="申请延期须由牵头单位办理"):
        asked(a_matter(S.IN_PROGRESS), by=the("局长", ASSIST))

    assert not Request.objects.exists()


def test_what_is_not_under_way_is_not_extended():
    with pytest.raises(NotFromHere, match="当前状态为“待签收”，不能申请延期"):
        asked(a_matter(S.ASSIGNED))


def test_it_is_asked_five_working_days_before_the_date_at_the_latest():
    matter = a_matter(S.IN_PROGRESS)
    assert allowance.allowance_of(matter, at=IN_SEPTEMBER).apply_by == LAST_DAY_TO_ASK

    asked(matter, at=nine_on(9, LAST_DAY_TO_ASK.day))


def test_a_day_later_it_is_refused_with_the_day_it_was_possible():
    with pytest.raises(Unmet, match="延期须在到期前申请，最迟2026年9月22日"):
        asked(a_matter(S.IN_PROGRESS), at=nine_on(9, LAST_DAY_TO_ASK.day + 1))


def test_after_the_date_it_counts_as_overdue():
    with pytest.raises(Unmet, match="完成时限2026年9月30日已过，不能申请延期"):
        asked(a_matter(S.IN_PROGRESS), at=nine_on(10, 1))


def test_thirty_days_may_be_asked_for_and_not_a_day_more():
    matter = a_matter(S.IN_PROGRESS)
    with pytest.raises(Unmet, match="最迟可延至2026年10月30日"):
        asked(matter, more_time(date(2026, 10, 31)))

    assert asked(matter, more_time(LATEST)).wanted_date == LATEST


def test_the_same_day_is_no_extension():
    with pytest.raises(Unmet, match="拟完成时间须晚于现时限2026年9月30日"):
        asked(a_matter(S.IN_PROGRESS), more_time(DUE))


@pytest.mark.parametrize("missing", ["progress", "measures", "safeguards"])
def test_progress_measures_and_safeguards_are_said(missing):
    with pytest.raises(Unmet, match="延期须写明目前进展、已采取措施和保障措施"):
        asked(a_matter(S.IN_PROGRESS), more_time(**{missing: " "}))


def test_one_waits_at_a_time():
    matter = a_matter(S.IN_PROGRESS)
    asked(matter)

    with pytest.raises(Unmet, match="已有一份同类申请尚未决定"):
        asked(matter)


def test_the_head_signs_what_staff_wrote_and_now_it_is_asked():
    request = asked(a_matter(S.IN_PROGRESS), by=the("联络员", LEAD))

    requests.sign(request, by=the("局长", LEAD), at=IN_SEPTEMBER)

    assert (request.state, request.preparer_name, request.signer_name) == (
        "SENT", "市住建局联络员", "市住建局局长",
    )  # fmt: skip
    assert decision_of(request).met_at is None


def test_the_deputy_does_not_sign():
    request = asked(a_matter(S.IN_PROGRESS), by=the("联络员", LEAD))

    with pytest.raises(NotYours, match="签发须由牵头单位主要负责人办理"):
        requests.sign(request, by=the("副局长", LEAD), at=IN_SEPTEMBER)


def test_what_lay_too_long_inside_the_unit_is_signed_no_more():
    request = asked(a_matter(S.IN_PROGRESS), by=the("联络员", LEAD))

    with pytest.raises(Unmet, match="延期须在到期前申请"):
        requests.sign(request, by=the("局长", LEAD), at=nine_on(9, 24))


def test_handed_back_it_says_why():
    request = asked(a_matter(S.IN_PROGRESS), by=the("联络员", LEAD))
    with pytest.raises(Unmet, match="请写明理由"):
        requests.hand_back(request, by=the("局长", LEAD), at=IN_SEPTEMBER, reason=" ")

    requests.hand_back(request, by=the("局长", LEAD), at=IN_SEPTEMBER, reason="措施不具体")

    assert (request.state, request.signing_note) == ("REDRAFT", "措施不具体")


def test_staff_take_back_what_is_not_signed_and_the_head_what_was_sent():
    matter = a_matter(S.IN_PROGRESS)
    liaison, head = the("联络员", LEAD), the("局长", LEAD)
    inside = asked(matter, by=liaison)
    requests.withdraw(inside, by=liaison, at=IN_SEPTEMBER)
    out = asked(matter)
    with pytest.raises(NotYours, match="撤回须由申请单位（已报送的由主要负责人）办理"):
        requests.withdraw(out, by=liaison, at=IN_SEPTEMBER)

    requests.withdraw(out, by=head, at=IN_SEPTEMBER)

    assert (inside.state, out.state) == ("WITHDRAWN", "WITHDRAWN")
    assert decision_of(out).excuse == "申请已撤回"


def test_evidence_lies_beside_it():
    request = asked(a_matter(S.IN_PROGRESS), more_time(files=[("批复.txt", b"ok")]))

    assert request.files.get().name == "批复.txt"
