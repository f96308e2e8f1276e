"""同意、不同意: the level that opened the matter decides, and a grant is carried out at once."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from luoshi.breakdown.models import Matter
from luoshi.breakdown.operations import children
from luoshi.coordination.models import Request
from luoshi.coordination.operations import requests
from luoshi.coordination.terms import Aspect
from luoshi.dues.models import Due
from luoshi.flow.refusals import NotFromHere, NotYours, Refused, Unmet
from luoshi.reporting.operations import claims
from luoshi.trail.models import Entry
from tests.coordination.asking import (
    IN_SEPTEMBER,
    LATEST,
    OCTOBER,
    a_pause,
    an_end,
    another,
    asked,
    more_time,
)
from tests.road import ASSIST, DUE, LEAD, S, a_matter, hear_everybody, the
from tests.world import nine_on, someone_of, unit_named

pytestmark = pytest.mark.django_db
NEXT_DAY = nine_on(9, 8)


def granted(request, *, by=None, at=NEXT_DAY, **more):
    """Let the room's director grant."""
    requests.grant(request, by=by or the("主任"), at=at, **more)
    return Matter.objects.get(pk=request.matter_id)


def deeds_on(matter, *requests_):
    """The deeds on a matter and its requests, in their order."""
    about = [str(one.pk) for one in (matter, *requests_)]
    deeds = Entry.objects.filter(about_id__in=about, at__gte=IN_SEPTEMBER)
    return list(deeds.order_by("id").values_list("deed", flat=True))


def test_granted_the_date_moves_and_the_original_is_kept():
    request = asked(a_matter(S.IN_PROGRESS))

    matter = granted(request, note="同意，抓紧办理")

    owed = Due.objects.get(about_id=str(matter.pk), kind="COMPLETION")
    assert (matter.due_date, matter.original_due_date) == (OCTOBER, DUE)
    assert (owed.due_date, owed.original_due_date, owed.met_at) == (OCTOBER, DUE, None)
    assert (request.state, request.granted_date, request.decider_name) == (
        "GRANTED", OCTOBER, "市政府督查室主任",
    )  # fmt: skip
    assert deeds_on(matter, request) == ["request.send", "request.grant", "matter.move_date"]


def test_the_decision_is_met_when_it_is_made():
    request = asked(a_matter(S.IN_PROGRESS))

    granted(request)

    assert Due.objects.get(about_id=str(request.pk)).met_at == NEXT_DAY


def test_a_shorter_day_may_be_granted_and_no_longer_one():
    request = asked(a_matter(S.IN_PROGRESS))
    with pytest.raises(Unmet, match="核定时限不得晚于申请的拟完成时间"):
        granted(request, granted_date=LATEST)

    matter = granted(request, granted_date=date(2026, 10, 10))

    assert matter.due_date == date(2026, 10, 10)


def test_refused_it_says_why_and_the_clock_has_never_stopped():
    request = asked(a_matter(S.IN_PROGRESS))
    with pytest.raises(Unmet, match="请写明理由"):
        requests.refuse(request, by=the("主任"), at=NEXT_DAY, reason="")

    requests.refuse(request, by=the("主任"), at=NEXT_DAY, reason="进度正常，无须延期")

    matter = request.matter
    matter.refresh_from_db()
    assert (request.state, request.decision_note) == ("REFUSED", "进度正常，无须延期")
    assert (matter.due_date, Due.objects.get(about_id=str(matter.pk), kind="COMPLETION").due_date
            ) == (DUE, DUE)  # fmt: skip
    assert deeds_on(matter, request) == ["request.send", "request.refuse"]


def test_silence_is_no_consent():
    request = asked(a_matter(S.IN_PROGRESS))

    requests.lapse_all(at=nine_on(9, 20))

    request.refresh_from_db()
    assert (request.state, request.matter.due_date) == ("SENT", DUE)


@pytest.mark.parametrize(
    ("unit", "title"),
    [("市政府督查室", "督查员"), ("市政府办公室", "秘书长"), ("市委督查室", "主任"),
     (LEAD, "局长"), (ASSIST, "局长")],
)  # fmt: skip
def test_nobody_else_decides(unit, title):
    request = asked(a_matter(S.IN_PROGRESS))

    with pytest.raises(NotYours, match="须由批准立项的领导或督查室主任"):
        granted(request, by=someone_of(unit, title))

    assert request.matter.due_date == DUE


def test_who_asked_does_not_decide_from_another_post():
    head = someone_of(LEAD, "局长", named="何局")
    as_director = someone_of("市政府督查室", "主任", named="何局")
    request = asked(a_matter(S.IN_PROGRESS), by=head)

    with pytest.raises(NotYours, match="且不得是申请人"):
        granted(request, by=as_director)


def test_of_two_hands_at_once_the_second_is_told():
    request = asked(a_matter(S.IN_PROGRESS))
    seen = Request.objects.get(pk=request.pk)
    granted(request)

    with pytest.raises(NotFromHere, match="已有人先办"):
        requests.refuse(seen, by=the("主任"), at=NEXT_DAY, reason="不同意")

    assert Request.objects.get(pk=request.pk).state == "GRANTED"


def test_a_second_extension_needs_the_leader():
    matter = a_matter(S.IN_PROGRESS)
    matter = granted(asked(matter))
    second = asked(matter, more_time(date(2026, 11, 5)), at=nine_on(9, 10))
    with pytest.raises(Unmet, match="本轮延期次数已用完，须先经包抓领导或主要领导同意"):
        granted(second, at=nine_on(9, 11))

    requests.consent(second, by=someone_of("市政府", "副市长"), at=nine_on(9, 11), note="同意")
    matter = granted(second, at=nine_on(9, 11))

    assert (second.time, second.consenter_name, matter.due_date, matter.original_due_date) == (
        2, "市政府副市长", date(2026, 11, 5), DUE,
    )  # fmt: skip


def test_another_leader_does_not_consent():
    matter = granted(asked(a_matter(S.IN_PROGRESS)))
    second = asked(matter, more_time(date(2026, 11, 5)), at=nine_on(9, 10))

    with pytest.raises(NotYours, match="领导同意须由包抓该事项的领导或主要领导办理"):
        requests.consent(second, by=someone_of("市委", "市委书记"), at=nine_on(9, 11))


def test_the_room_looks_at_it_first_where_it_likes():
    request = asked(a_matter(S.IN_PROGRESS))
    with pytest.raises(NotYours):
        requests.review(request, by=the("督查员", "市委督查室"), at=NEXT_DAY, note="情况属实")

    requests.review(request, by=the("督查员"), at=NEXT_DAY, note="情况属实，建议同意")
    granted(request)

    assert (request.reviewer_name, request.review_note) == (
        "市政府督查室督查员", "情况属实，建议同意",
    )  # fmt: skip


def test_what_was_claimed_meanwhile_is_extended_no_more_and_lapses():
    matter = a_matter(S.IN_PROGRESS)
    request = asked(matter)
    hear_everybody(matter, at=IN_SEPTEMBER)
    matter.refresh_from_db()
    claims.claim(matter, by=the("局长", LEAD), at=IN_SEPTEMBER, statement="已全部完工通水")
    with pytest.raises(NotFromHere, match="当前状态为“待初审”，不能调整时限"), transaction.atomic():
        granted(request)
    request.refresh_from_db()
    assert request.state == "SENT"

    assert requests.lapse_all(at=NEXT_DAY) == 1

    request.refresh_from_db()
    assert (request.state, request.lapse_note) == ("LAPSED", "事项已进入“待初审”")
    assert Due.objects.get(about_id=str(request.pk)).excuse == "事项已进入“待初审”"


def test_what_was_put_on_a_later_day_meanwhile_is_not_drawn_in_by_a_grant():
    request = asked(a_matter(S.IN_PROGRESS))
    matter = Matter.objects.get(pk=request.matter_id)
    children.move_date(matter, LATEST, by=the("主任"), at=IN_SEPTEMBER, reason="统一调整")

    with pytest.raises(Unmet, match="现时限已是2026年10月30日"):
        granted(request)


def test_a_granted_suspension_stops_the_clock_until_its_review():
    matter = granted(asked(a_matter(S.IN_PROGRESS), a_pause()))

    assert (matter.state, matter.review_date) == ("SUSPENDED", date(2026, 9, 28))
    assert Due.objects.get(about_id=str(matter.pk), kind="COMPLETION").paused_since == date(
        2026, 9, 8
    )


@pytest.mark.parametrize(
    ("day", "says"),
    [
        (date(2026, 9, 7), "复查日期须晚于今天"),
        (date(2026, 12, 1), "复查日期不得晚于"),
        (None, "挂起须定下复查日期"),
    ],
)
def test_a_suspension_is_looked_at_within_thirty_days(day, says):
    with pytest.raises(Unmet, match=says):
        asked(a_matter(S.IN_PROGRESS), a_pause(day))


def test_a_granted_end_ends_it():
    matter = granted(asked(a_matter(S.IN_PROGRESS), an_end()))

    assert matter.state == "TERMINATED"


def test_a_granted_change_of_words_keeps_what_was():
    request = asked(a_matter(S.IN_PROGRESS), another(Aspect.STANDARD, words="通过竣工验收"))
    assert (request.before, request.after) == ("12公里管网通水并通过验收", "通过竣工验收")

    matter = granted(request)

    entry = Entry.objects.get(deed="matter.change")
    assert (matter.standard, entry.facts["from"], entry.facts["to_words"]) == (
        "通过竣工验收", "12公里管网通水并通过验收", "通过竣工验收",
    )  # fmt: skip


def test_a_granted_change_of_the_person_leaves_the_receipt_as_it_was_signed():
    matter = granted(asked(a_matter(S.IN_PROGRESS), another(Aspect.ANSWERS, words="城建科 李工")))

    part = matter.parts.get(role="LEAD")
    assert (part.answers, part.receipt.handler) == ("城建科 李工", "")


def test_a_granted_change_of_the_figure_moves_the_target():
    matter = a_matter(S.IN_PROGRESS)
    target = matter.targets.create(metric="新建管网", value=Decimal(12), unit="公里")
    wish = another(Aspect.FIGURE, target=target, value=Decimal(10))

    request = asked(matter, wish)
    granted(request)

    target.refresh_from_db()
    assert (target.value, request.before, request.after) == (10, "新建管网12公里", "新建管网10公里")


def test_a_granted_change_of_the_lead_hands_it_over_with_a_notice_of_its_own():
    request = asked(a_matter(S.IN_PROGRESS), another(Aspect.LEAD, lead=unit_named("市发改委")))

    matter = granted(request)

    held = matter.parts.filter(role="LEAD").order_by("id")
    assert (matter.state, matter.lead.short_name, request.before) == (
        "ASSIGNED", "市发改委", "澄川市住房和城乡建设局",
    )  # fmt: skip
    assert [one.given_up_at is None for one in held] == [False, True]
    assert held.last().notice.unit.short_name == "市发改委"


def test_a_change_to_the_same_is_none():
    with pytest.raises(Unmet, match="变更后的内容与原内容相同"):
        asked(a_matter(S.IN_PROGRESS), another(Aspect.LEAD, lead=unit_named(LEAD)))


def test_the_database_lets_nobody_decide_on_their_own_asking():
    request = asked(a_matter(S.IN_PROGRESS))

    with pytest.raises(IntegrityError), transaction.atomic():
        Request.objects.filter(pk=request.pk).update(
            state="REFUSED", decision_note="不", decided_at=NEXT_DAY, decided_by=request.signed_by
        )


@settings(max_examples=15, suppress_health_check=list(HealthCheck))
@given(days=st.lists(st.integers(1, 40), min_size=1, max_size=4))
def test_however_often_it_is_extended_the_original_day_stands(days):
    with transaction.atomic():
        matter, at = a_matter(S.IN_PROGRESS), IN_SEPTEMBER
        for number, more in enumerate(days):
            matter.refresh_from_db()
            wanted = date.fromordinal(matter.due_date.toordinal() + more)
            try:
                request = asked(matter, more_time(wanted), at=at)
            except Refused:
                assert more > 30
                continue
            if number:
                requests.consent(request, by=someone_of("市政府", "副市长"), at=at)
            granted(request, at=at)
            matter.refresh_from_db()
            assert matter.due_date == wanted
        matter.refresh_from_db()
        owed = Due.objects.get(about_id=str(matter.pk), kind="COMPLETION")
        assert (matter.original_due_date, owed.original_due_date) == (DUE, DUE)
        transaction.set_rollback(True)
