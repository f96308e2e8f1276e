"""负担: what is asked of a unit and what it asks of others, in numbers and in minutes."""

from datetime import date

import pytest
from django.apps import apps

from luoshi.coordination import burden
from luoshi.coordination.alike_asks import asked_before
from luoshi.coordination.ask_terms import AskKind
from luoshi.coordination.bars import bars
from luoshi.coordination.burden import FEWEST, Load, Span, burden_of, costs_of, real_minutes
from luoshi.coordination.models import Ask
from luoshi.coordination.operations import asks
from luoshi.organisation.models import Person
from tests.coordination.given import a_draft, an_ask, answer, head, row_of, staff
from tests.road import S, a_matter
from tests.shell.pages import sign_in
from tests.world import MONDAY, TUESDAY, TUESDAY_NINE, unit_named

pytestmark = pytest.mark.django_db
JUNE, YEAR = Span(2026, 6), Span(2026)


def lines(found):
    return [(one.name, one.load.number, one.load.minutes) for one in found]


def test_a_unit_s_june_is_counted_by_hand():
    an_ask(minutes=30)
    an_ask(AskKind.NOTICE, minutes=5)
    an_ask(AskKind.RETURN, minutes=60, expires_date=date(2026, 7, 31))

    june, year = (burden_of(unit_named("市住建局").pk, one) for one in (JUNE, YEAR))

    # June: an opinion, a notice, the return of June; July has one return more.
    assert (june.whole, year.whole) == (Load(3, 95), Load(4, 155))
    assert [one.minutes for one in year.by_month] == [0, 0, 0, 0, 0, 95, 60, 0, 0, 0, 0, 0]
    assert lines(june.by_kind) == [("定期报送", 1, 60), ("征求意见", 1, 30), ("通知", 1, 5)]
    assert lines(june.by_asker) == [("澄川市发展和改革委员会", 3, 95)]


def test_the_reports_of_matters_count_with_half_an_hour_each():
    a_matter(S.IN_PROGRESS)

    found = burden_of(unit_named("市住建局").pk, JUNE)

    # on the 10th, the 20th and the last; the two ahead of the first of June are laid
    assert lines(found.by_kind) == [("报送进展", 2, 60)]
    assert lines(found.by_asker) == [("澄川市人民政府督查室", 2, 60)]


def test_what_was_taken_back_burdens_nobody():
    asks.withdraw(an_ask(), by=head(), at=TUESDAY_NINE, reason="另行通知")

    assert burden_of(unit_named("市住建局").pk, JUNE).whole == Load()


def test_an_asker_sees_minutes_times_addressees_and_who_answers():
    ask = an_ask(minutes=30)
    answer(row_of(ask, "市住建局"), at=TUESDAY_NINE)

    [cost] = costs_of(Ask.objects.all(), JUNE, date(2026, 6, 30))

    assert (cost.ask.falls, cost.minutes) == (3, 90)
    assert (cost.ask.done, cost.ask.late, cost.ask.silent) == (1, 0, 2)


def test_a_room_sees_who_asks_most():
    an_ask(minutes=30)

    assert lines(burden.askers_of(YEAR)) == [("澄川市发展和改革委员会", 3, 90)]


def test_how_long_it_really_took_is_said_of_five_answers_and_not_of_four():
    ask = an_ask()
    told = {}
    for number in (FEWEST - 1, FEWEST):
        Ask.objects.update(told_number=number, told_minutes=number * 12)
        ask.refresh_from_db()
        told[number] = real_minutes(ask)

    assert told == {4: None, 5: 12}


def test_no_table_holds_minutes_beside_a_person_or_a_unit_s_answer():
    """Individual minutes are readable by nobody because they stand nowhere."""
    minutes = {
        (model.__name__, field.name)
        for model in apps.get_models()
        if model.__module__.startswith("luoshi.")
        for field in model._meta.concrete_fields
        if "minutes" in field.name
    }

    assert minutes == {
        ("Ask", "minutes"),
        ("Ask", "told_minutes"),
        ("Schedule", "every_minutes"),
    }
    assert {one.name for one in Person._meta.get_fields() if "minute" in one.name} == set()


def test_what_is_near_is_shown_before_it_goes_out_with_the_answers_there_are():
    before = an_ask(AskKind.MATERIAL)
    answer(row_of(before, "市住建局"), at=TUESDAY_NINE)
    draft = a_draft(AskKind.MATERIAL, title="在建项目停工情况统计表", to=("市住建局", "云渡县"))

    [near] = asked_before(draft, on=TUESDAY)

    assert (near.ask, near.both, near.answered) == (before, 1, 1)
    assert near.likeness >= 65


def test_another_subject_or_other_units_are_not_near():
    an_ask(AskKind.MATERIAL)
    other = a_draft(AskKind.MATERIAL, title="信访积案化解台账", places=())
    elsewhere = a_draft(AskKind.MATERIAL, to=("云渡县",))

    assert [asked_before(one, on=MONDAY) for one in (other, elsewhere)] == [[], []]


def test_twelve_bars_stand_on_one_line_and_the_tallest_fills_the_room():
    drawn = bars([Load(n, 10 * n) for n in range(12)])

    assert len(drawn.bars) == 12
    assert {round(float(one.y) + float(one.height)) for one in drawn.bars} == {drawn.base}
    assert max(float(one.height) for one in drawn.bars) == 110
    assert bars([Load()] * 12) is None


def test_staff_see_their_own_unit_and_those_below_it_only(client):
    sign_in(client, staff("市住建局"))

    asked = {
        code: client.get(f"/burden/?unit={code}").status_code for code in ("ZJJ", "ZJJCJ", "CZJ")
    }
    assert asked == {"ZJJ": 200, "ZJJCJ": 200, "CZJ": 404}
