"""答复: each unit signs, answers in writing, and answers again where it is handed back."""

from datetime import date

import pytest

from luoshi.coordination.ask_terms import AskKind, FieldKind, ReplyState
from luoshi.coordination.models import Ask
from luoshi.coordination.operations import asks, replies
from luoshi.coordination.operations.asks import Place
from luoshi.coordination.operations.replies import Said
from luoshi.flow.refusals import NotFromHere, NotYours, Unmet
from luoshi.trail.models import Entry
from tests.coordination.given import an_ask, answer, head, row_of, staff
from tests.counting import counted, stored
from tests.world import FRIDAY_NINE, MONDAY_NINE, NEXT_MONDAY_NINE, TUESDAY_NINE, nine_on

pytestmark = pytest.mark.django_db


def test_no_opinion_is_an_answer():
    row = row_of(an_ask(), "市住建局")

    answer(row, stance="NONE", at=TUESDAY_NINE)

    row.refresh_from_db()
    assert (row.state, row.due.met_date) == (ReplyState.ANSWERED, TUESDAY_NINE.date())
    assert Entry.objects.get(deed="addressee.answer").facts["unit"] == row.unit.name


def test_an_opinion_says_whether_and_which():
    row = row_of(an_ask(), "市住建局")

    with pytest.raises(Unmet, match="无意见也要书面答复"):
        answer(row, stance="", text="看过了")
    with pytest.raises(Unmet, match="请写明意见"):
        answer(row, stance="SOME", text=" ")
    assert row_of(row.ask, "市住建局").state == ReplyState.WAITING


def test_another_unit_answers_nothing_and_neither_does_the_asker():
    row = row_of(an_ask(), "市住建局")

    for unit in ("市财政局", "市发改委"):
        with pytest.raises(NotYours, match="答复须由主送单位办理"):
            answer(row, by=staff(unit))


def test_it_is_answered_once():
    row = row_of(an_ask(), "市住建局")
    answer(row)

    with pytest.raises(NotFromHere):
        answer(row_of(row.ask, "市住建局"), by=head("市住建局"))


def test_nothing_is_answered_once_the_ask_has_ended():
    ask = an_ask()
    asks.close(ask, by=staff(), at=TUESDAY_NINE)

    with pytest.raises(NotYours):
        answer(row_of(ask, "市住建局"), at=FRIDAY_NINE)


def test_what_is_filled_in_stands_in_its_plain_form():
    row = row_of(an_ask(AskKind.MATERIAL), "市住建局")
    places = dict(row.ask.fields.values_list("label", "pk"))
    typed = {"在建项目数": "1,280.50", "最近开工日期": "2026-05-01", "是否有停工": "否"}

    answer(row, values={places[label]: said for label, said in typed.items()})

    said = dict(row.values.values_list("field__label", "said"))
    assert said == {
        "在建项目数": "1280.5", "最近开工日期": "2026-05-01", "是否有停工": "否", "主要困难": "",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("label", "typed", "says"),
    [
        ("在建项目数", "", "请填写“在建项目数”"),
        ("在建项目数", "十二", "“十二”不是数字"),
        ("在建项目数", "NaN", "“NaN”不是数字"),
        ("最近开工日期", "五月", "须填日期"),
        ("最近开工日期", "1026-05-01", "须填日期"),
        ("是否有停工", "也许", "只能填是或否"),
    ],
)
def test_a_place_takes_what_it_asks_for(label, typed, says):
    row = row_of(an_ask(AskKind.MATERIAL), "市住建局")
    places = dict(row.ask.fields.values_list("label", "pk"))
    whole = {"在建项目数": "1", "是否有停工": "是"} | {label: typed}

    with pytest.raises(Unmet, match=says):
        answer(row, values={places[name]: said for name, said in whole.items()})


def test_a_place_for_a_file_takes_a_file(home):
    sheet = (Place("资产清单", FieldKind.FILE),)
    row = row_of(an_ask(AskKind.MATERIAL, places=sheet), "市住建局")
    [place] = row.ask.fields.all()

    with pytest.raises(Unmet, match="请填写“资产清单”"):
        answer(row, values={})
    answer(row, value_files={place.pk: ("资产清单.txt", "一辆".encode())})

    [value] = row.values.all()
    assert (value.said, value.file.size) == ("资产清单.txt", 6)


def test_material_without_places_is_words_or_a_file():
    row = row_of(an_ask(AskKind.MATERIAL, places=()), "市住建局")

    with pytest.raises(Unmet, match="请填写报送内容或附上材料"):
        answer(row, text=" ")
    answer(row, text="已随文报送")


def test_what_is_handed_back_is_owed_again_for_two_working_days_at_least():
    row = row_of(an_ask(), "市住建局")
    answer(row, at=TUESDAY_NINE)

    with pytest.raises(Unmet, match="请写明理由"):
        replies.hand_back(row, by=staff(), at=FRIDAY_NINE, reason=" ")
    replies.hand_back(row, by=staff(), at=FRIDAY_NINE, reason="未附法律意见")

    row = row_of(row.ask, "市住建局")
    assert (row.state, row.note) == (ReplyState.RETURNED, "未附法律意见")
    assert (row.due.met_at, row.due.due_date) == (None, date(2026, 6, 9))
    assert row.due.original_due_date == date(2026, 6, 4)
    assert counted() == stored()


def test_the_answer_that_is_kept_decides():
    row = row_of(an_ask(), "市住建局")
    answer(row, at=TUESDAY_NINE)
    replies.hand_back(row, by=head(), at=FRIDAY_NINE, reason="未附法律意见")

    answer(row, stance="SOME", text="补充如下", at=NEXT_MONDAY_NINE)
    replies.accept(row, by=staff(), at=NEXT_MONDAY_NINE)

    row = row_of(row.ask, "市住建局")
    assert (row.state, row.stance, row.due.late) == (ReplyState.ACCEPTED, "SOME", False)


def test_only_the_asker_takes_or_hands_back():
    row = row_of(an_ask(), "市住建局")
    answer(row)

    for by in (staff("市住建局"), staff("市财政局")):
        with pytest.raises(NotYours, match="须由发起单位办理"):
            replies.accept(row, by=by, at=TUESDAY_NINE)
        with pytest.raises(NotYours):
            replies.hand_back(row, by=by, at=TUESDAY_NINE, reason="不全")


def test_each_period_of_a_return_is_answered_on_its_own():
    ask = an_ask(AskKind.RETURN)
    june, july = (row_of(ask, "市住建局", period) for period in ("2026-06", "2026-07"))

    answer(june, at=nine_on(6, 20))

    assert row_of(ask, "市住建局", "2026-06").state == ReplyState.ANSWERED
    assert row_of(ask, "市住建局", "2026-07").state == ReplyState.WAITING
    assert july.due.due_date == date(2026, 7, 27)


def test_how_long_it_took_is_added_up_and_kept_with_nobody():
    ask = an_ask()

    for unit in ("市住建局", "市财政局"):
        row = row_of(ask, unit)
        replies.answer(row, Said(stance="NONE", told_minutes=20), by=staff(unit), at=MONDAY_NINE)

    ask = Ask.objects.get()
    assert (ask.told_number, ask.told_minutes) == (2, 40)
    told = [entry.facts for entry in Entry.objects.filter(deed="addressee.answer")]
    assert [sorted(facts) for facts in told] == [["stance", "statement", "unit"]] * 2
