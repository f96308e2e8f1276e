"""签发: what one unit asks of many goes out by the head's word, with basis, end and cost."""

from datetime import date

import pytest
from django.core.exceptions import ObjectDoesNotExist

from luoshi.coordination import delivering
from luoshi.coordination.ask_terms import AskKind, AskState
from luoshi.coordination.models import Ask
from luoshi.coordination.operations import asks
from luoshi.dues.models import Due, Series
from luoshi.dues.operations import turn_day
from luoshi.dues.queries import working_of
from luoshi.dues.terms import DueKind
from luoshi.flow.refusals import NotFromHere, NotYours, Unmet
from luoshi.organisation.models import Term
from luoshi.trail.models import Entry
from tests.coordination.given import (
    ASKED,
    END,
    a_draft,
    an_ask,
    head,
    row_of,
    staff,
    written,
)
from tests.counting import counted, stored
from tests.world import (
    EVE_OF_NATIONAL_DAY_NINE,
    FRIDAY_NINE,
    MONDAY,
    MONDAY_NINE,
    TUESDAY_NINE,
    nine_on,
    someone_of,
    unit_named,
)

pytestmark = pytest.mark.django_db


def dues_of(ask):
    return Due.objects.filter(about_kind="ask", about_id=str(ask.pk))


def test_a_draft_is_no_deed():
    a_draft()

    assert Entry.objects.filter(deed__startswith="ask.").count() == 0


def test_every_unit_asked_for_its_opinion_owes_it_within_three_working_days():
    ask = an_ask(at=EVE_OF_NATIONAL_DAY_NINE, expires_date=date(2026, 12, 31))

    owed = dues_of(ask)
    assert {due.debtor.short_name for due in owed} == set(ASKED)
    assert {(due.kind, due.due_date) for due in owed} == {(DueKind.OPINION, date(2026, 10, 10))}
    said = "收到 9月30日(三) + 3个工作日；10月1-7日放假 → 10月10日(六,调休上班)"
    assert {working_of(due) for due in owed} == {said}
    assert {due.creditor.short_name for due in owed} == {"市发改委"}


@pytest.mark.parametrize(
    ("kind", "owed", "day"),
    [
        (AskKind.NOTICE, DueKind.RECEIPT, date(2026, 6, 2)),
        (AskKind.MATERIAL, DueKind.MATERIAL, date(2026, 6, 10)),
    ],
)
def test_a_notice_is_signed_for_in_a_day_and_material_comes_by_its_day(kind, owed, day):
    ask = an_ask(kind)

    assert {(due.kind, due.due_date) for due in dues_of(ask)} == {(owed, day)}


def test_it_gets_its_number_and_one_entry_says_how_many_were_asked_and_at_what_cost():
    ask = an_ask()

    ask.refresh_from_db()
    entry = Entry.objects.get(deed="ask.send")
    assert (ask.number, ask.state) == ("市发改委征〔2026〕1号", AskState.SENT)
    assert (entry.facts["units"], entry.facts["minutes"]) == (3, 30)


def test_staff_hand_it_up_and_do_not_send_it():
    ask = a_draft()

    with pytest.raises(NotYours, match="签发须由发起单位主要负责人办理"):
        asks.send(ask, by=staff(), at=MONDAY_NINE)
    asks.submit(ask, by=staff(), at=MONDAY_NINE)
    asks.send(ask, by=head(), at=TUESDAY_NINE)

    assert dues_of(ask).count() == 3


def test_another_unit_s_head_sends_nothing():
    with pytest.raises(NotYours):
        asks.send(a_draft(), by=head("市财政局"), at=MONDAY_NINE)


def test_a_leader_writes_no_ask():
    mayor = someone_of("市政府", "市长")

    with pytest.raises(NotYours, match="拟稿须由发起单位办理"):
        asks.draft(written(), by=mayor, at=MONDAY_NINE)


def test_the_head_hands_it_back_with_a_reason():
    ask = a_draft()
    asks.submit(ask, by=staff(), at=MONDAY_NINE)

    with pytest.raises(Unmet, match="请写明理由"):
        asks.send_back(ask, by=head(), at=MONDAY_NINE, reason=" ")
    asks.send_back(ask, by=head(), at=MONDAY_NINE, reason="主送单位不全")

    ask.refresh_from_db()
    assert (ask.state, ask.note) == (AskState.DRAFTING, "主送单位不全")


@pytest.mark.parametrize(
    ("missing", "says"),
    [
        ({"basis": " "}, "请写明依据"),
        ({"minutes": None}, "请填写预计每家用时"),
        ({"expires_date": None}, "请填写有效期"),
        ({"to": ()}, "请写明主送单位"),
        ({"expires_date": MONDAY}, "有效期已过"),
    ],
)
def test_nothing_goes_out_without_basis_cost_end_and_addressee(missing, says):
    ask = a_draft(**missing)

    with pytest.raises(Unmet, match=says):
        asks.send(ask, by=head(), at=MONDAY_NINE)
    assert Ask.objects.get().state == AskState.DRAFTING


def test_less_than_two_working_days_asks_for_a_reason():
    hurried = {"answer_by": date(2026, 6, 2)}

    with pytest.raises(Unmet, match="不足2个工作日"):
        an_ask(AskKind.MATERIAL, **hurried)
    an_ask(AskKind.MATERIAL, **hurried, hurry_reason="防汛应急响应")

    assert Entry.objects.get(deed="ask.send").facts["hurry"] == "防汛应急响应"


def test_what_was_asked_before_is_not_asked_again_without_a_reason():
    an_ask(AskKind.MATERIAL)
    again = {"title": "在建项目停工情况统计"}

    with pytest.raises(Unmet, match="征集过相近的内容"):
        an_ask(AskKind.MATERIAL, at=TUESDAY_NINE, **again)
    an_ask(AskKind.MATERIAL, at=TUESDAY_NINE, **again, repeat_reason="上次口径有误")

    assert Ask.objects.filter(state=AskState.SENT).count() == 2


def test_units_that_were_not_asked_before_are_no_repetition():
    an_ask(AskKind.MATERIAL, to=("市财政局",))

    an_ask(AskKind.MATERIAL, to=("云渡县",), at=TUESDAY_NINE)

    assert [ask.repeat_reason for ask in Ask.objects.filter(state=AskState.SENT)] == ["", ""]


def test_where_nobody_is_in_a_post_it_is_not_delivered_and_nothing_is_owed():
    Term.objects.filter(post__unit=unit_named("岚溪县")).update(until=date(2026, 5, 1))

    ask = an_ask()

    assert row_of(ask, "岚溪县").delivered_at is None
    assert {due.debtor.short_name for due in dues_of(ask)} == {"市住建局", "市财政局"}


def test_the_clock_delivers_it_once_somebody_is_appointed_and_the_days_run_from_then():
    gone = Term.objects.filter(post__unit=unit_named("岚溪县"))
    gone.update(until=date(2026, 5, 1))
    ask = an_ask()
    gone.update(until=None)

    delivered = [delivering.deliver_what_waits(at=at) for at in (FRIDAY_NINE, FRIDAY_NINE)]

    assert delivered == [1, 0]
    assert row_of(ask, "岚溪县").due.due_date == date(2026, 6, 10)
    entry = Entry.objects.get(deed="ask.deliver")
    assert (entry.person_id, entry.facts["units"]) == (None, [unit_named("岚溪县").name])
    assert counted() == stored()


def test_a_return_delivered_late_is_told_as_well_and_its_periods_are_laid():
    gone = Term.objects.filter(post__unit=unit_named("岚溪县"))
    gone.update(until=date(2026, 5, 1))
    ask = an_ask(AskKind.RETURN, expires_date=date(2026, 12, 31))
    gone.update(until=None)

    for month in (6, 7):
        turn_day(at=nine_on(month, 26))
        delivering.deliver_what_waits(at=nine_on(month, 26))

    periods = ask.addressees.filter(unit=unit_named("岚溪县")).order_by("period")
    assert [row.period for row in periods] == ["2026-07", "2026-08", "2026-09"]
    assert Entry.objects.filter(deed="ask.deliver").count() == 1
    assert counted() == stored()


def test_a_return_is_owed_every_month_until_it_expires():
    ask = an_ask(AskKind.RETURN, expires_date=date(2026, 7, 31))

    assert {one.cadence for one in Series.objects.all()} == {"MONTHLY:25"}
    rows = ask.addressees.filter(unit=unit_named("市住建局")).order_by("period")
    assert [row.period for row in rows] == ["2026-06", "2026-07"]
    assert {row.due.kind for row in rows} == {DueKind.RETURN}


def test_a_return_that_expires_before_its_first_day_is_refused():
    with pytest.raises(Unmet, match="没有一期要报"):
        an_ask(AskKind.RETURN, cadence="YEARLY:12-20", expires_date=date(2026, 11, 30))


def test_a_return_names_its_cadence_and_nothing_else_does():
    for kind, cadence in ((AskKind.RETURN, ""), (AskKind.NOTICE, "MONTHLY:25")):
        with pytest.raises(Unmet, match="报送频次"):
            a_draft(kind, cadence=cadence)


def test_closing_lets_everybody_off_and_withdrawing_says_why():
    closed, withdrawn = an_ask(), an_ask(AskKind.NOTICE)

    asks.close(closed, by=staff(), at=FRIDAY_NINE)
    with pytest.raises(Unmet, match="请写明理由"):
        asks.withdraw(withdrawn, by=head(), at=FRIDAY_NINE, reason="")
    asks.withdraw(withdrawn, by=head(), at=FRIDAY_NINE, reason="另行通知")

    assert {due.excuse for due in dues_of(closed)} == {"征询报送已收结"}
    assert {due.excuse for due in dues_of(withdrawn)} == {"征询报送已撤回"}


def test_what_is_sent_is_not_rewritten_nor_sent_twice():
    ask = an_ask()
    seen_before = Ask.objects.get(pk=ask.pk)
    seen_before.state = AskState.DRAFTING

    with pytest.raises(NotFromHere):
        asks.rewrite(ask, written(title="别的"), by=staff(), at=TUESDAY_NINE)
    with pytest.raises(NotFromHere):
        asks.send(seen_before, by=head(), at=TUESDAY_NINE)
    assert (dues_of(ask).count(), Ask.objects.get().title) == (3, ask.title)


def test_a_draft_is_rewritten_whole():
    ask = a_draft(AskKind.MATERIAL)

    asks.rewrite(ask, written(AskKind.NOTICE, to=("市财政局",)), by=head(), at=TUESDAY_NINE)

    assert ask.kind == AskKind.NOTICE
    assert ask.fields.count() == 0
    assert [row.unit.short_name for row in ask.addressees.all()] == ["市财政局"]
    with pytest.raises(ObjectDoesNotExist):
        ask.addressees.get(unit=unit_named("岚溪县"))
    assert ask.expires_date == END
