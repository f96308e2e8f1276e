"""静默: every unit that is asked stands in exactly one of seven, in Python and in SQL alike."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.contrib.auth.hashers import make_password
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from luoshi.coordination.ask_terms import AskKind, Standing
from luoshi.coordination.asking import Way, counts, standing, way_of, with_standing
from luoshi.coordination.asks_queries import rows_of
from luoshi.coordination.models import Addressee, Ask
from luoshi.coordination.operations import asks, replies
from luoshi.dues.models import Due
from luoshi.flow.refusals import NotFromHere, NotYours, Unmet
from luoshi.organisation.models import Person, Post, Term, Unit
from luoshi.trail.models import Entry
from tests.coordination.given import ASKED, an_ask, answer, head, row_of, staff, written
from tests.world import (
    FRIDAY,
    FRIDAY_NINE,
    MONDAY,
    MONDAY_NINE,
    NEXT_MONDAY_NINE,
    THURSDAY_NINE,
    TUESDAY,
    TUESDAY_NINE,
    WEDNESDAY_NINE,
    someone_of,
    unit_named,
)

pytestmark = pytest.mark.django_db
S = Standing
# With one asked before, there is one whose fields and answers are looked at.
LOOKS_FOR_NEAR = 2
near = st.integers(-3, 3).map(lambda days: FRIDAY + timedelta(days=days))


def stand(ask, unit, today):
    row = with_standing(ask.addressees.filter(unit=unit_named(unit)), today).get()
    return S(row.standing)


def test_a_request_goes_from_delivered_to_read_to_signed_to_answered():
    ask = an_ask()
    row = row_of(ask, "市住建局")
    stood = [stand(ask, "市住建局", MONDAY)]

    replies.look(row, at=MONDAY_NINE)
    stood.append(stand(ask, "市住建局", MONDAY))
    replies.sign(row, by=staff("市住建局"), at=TUESDAY_NINE)
    stood.append(stand(ask, "市住建局", TUESDAY))
    answer(row, at=WEDNESDAY_NINE)
    stood.append(stand(ask, "市住建局", FRIDAY))

    assert stood == [S.DELIVERED, S.READ, S.SIGNED, S.ANSWERED]


def test_who_looked_and_signed_and_said_nothing_is_silent_past_the_day():
    ask = an_ask()
    row = row_of(ask, "市住建局")
    replies.look(row, at=MONDAY_NINE)
    replies.sign(row, by=staff("市住建局"), at=MONDAY_NINE)

    # three working days from Monday end on Thursday
    assert stand(ask, "市住建局", THURSDAY_NINE.date()) == S.SIGNED
    assert stand(ask, "市住建局", FRIDAY) == S.SILENT
    assert stand(ask, "市财政局", FRIDAY) == S.SILENT


def test_an_answer_past_the_day_is_late_and_silent_no_more():
    ask = an_ask()

    answer(row_of(ask, "市住建局"), at=FRIDAY_NINE)

    assert stand(ask, "市住建局", FRIDAY) == S.LATE


def test_of_a_notice_signing_is_all_that_is_asked():
    ask = an_ask(AskKind.NOTICE)

    replies.sign(row_of(ask, "市住建局"), by=staff("市住建局"), at=TUESDAY_NINE)
    replies.sign(row_of(ask, "市财政局"), by=staff("市财政局"), at=WEDNESDAY_NINE)

    assert stand(ask, "市住建局", FRIDAY) == S.SIGNED
    assert stand(ask, "市财政局", FRIDAY) == S.LATE
    assert stand(ask, "岚溪县", FRIDAY) == S.SILENT
    with pytest.raises(Unmet, match="通知只须签收"):
        answer(row_of(ask, "岚溪县"), stance="NONE")


def test_nobody_becomes_silent_once_an_ask_has_ended():
    ask = an_ask()

    asks.close(ask, by=staff(), at=WEDNESDAY_NINE)

    assert stand(ask, "市住建局", FRIDAY) == S.DELIVERED


def test_who_was_silent_when_it_ended_stays_so():
    ask = an_ask()

    asks.close(ask, by=staff(), at=NEXT_MONDAY_NINE)

    assert stand(ask, "市住建局", FRIDAY + timedelta(days=90)) == S.SILENT


@given(
    kind=st.sampled_from([AskKind.NOTICE, AskKind.OPINION]),
    delivered=st.booleans(),
    read=st.booleans(),
    signed=st.booleans(),
    met=st.none() | near,
    ended=st.none() | near,
    today=near,
)
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
def test_python_and_sql_say_the_same_and_exactly_one_holds(
    kind, delivered, read, signed, met, ended, today
):
    ask = Ask.objects.first() or an_ask()
    row = row_of(ask, "市住建局")
    at = FRIDAY_NINE
    Ask.objects.update(kind=kind, ended_date=ended, ended_at=at if ended else None)
    Due.objects.update(due_date=FRIDAY, warn_date=MONDAY, severe_date=FRIDAY + timedelta(days=7))
    Due.objects.update(met_date=met, met_at=at if met else None, excused_at=None, excuse="")
    due = Due.objects.get(debtor=row.unit)
    Addressee.objects.filter(pk=row.pk).update(
        due=due if delivered else None,
        delivered_at=at if delivered else None,
        read_at=at if read else None,
        signed_at=at if signed else None,
    )

    [told] = with_standing(Addressee.objects.filter(pk=row.pk), today).select_related("ask", "due")
    found = counts(Addressee.objects.filter(pk=row.pk), today)

    assert told.standing == standing(way_of(told), today)
    assert (sum(found.values()), found[S(told.standing)]) == (1, 1)


def test_silent_begins_on_the_day_after_the_last():
    way = Way(notice=False, delivered=True, read=False, signed=False, due_date=FRIDAY)

    assert standing(way, FRIDAY) == S.DELIVERED
    assert standing(way, FRIDAY + timedelta(days=1)) == S.SILENT


def three_hundred():
    """Lay three hundred townships below a county, each with a liaison."""
    county = unit_named("岚溪县")
    new = {"kind": "TOWNSHIP", "since": date(2020, 1, 1)}
    depth, path = county.depth + 1, county.path
    units = [
        Unit(code=f"T{n}", name=f"第{n}号镇", short_name=f"第{n}号镇", place=100 + n, depth=depth,
             path=Unit._get_path(path, depth, n + 1), **new)
        for n in range(300)
    ]  # fmt: skip
    Unit.objects.bulk_create(units)
    posts = [Post(unit=one, title="联络员", role="LIAISON", since=new["since"]) for one in units]
    Post.objects.bulk_create(posts)
    nobody = make_password(None)
    people = [Person(username=one.code, name=one.name, password=nobody) for one in units]
    Person.objects.bulk_create(people)
    Term.objects.bulk_create(
        Term(person=person, post=post, since=new["since"])
        for person, post in zip(people, posts, strict=True)
    )
    return units


def test_a_notice_to_three_hundred_units_asks_the_database_as_often_as_one_to_one():
    units, asked, listed = three_hundred(), [], []
    for to in (units[:1], units):
        plain = replace(written(AskKind.NOTICE), units=to, repeat_reason="分两批发")
        ask = asks.draft(plain, by=staff(), at=MONDAY_NINE)
        with CaptureQueriesContext(connection) as sending:
            asks.send(ask, by=head(), at=MONDAY_NINE)
        with CaptureQueriesContext(connection) as listing:
            rows = list(rows_of(ask, "", FRIDAY))
            found = counts(ask.addressees.all(), FRIDAY)
        # SQLite takes a long INSERT in pieces.
        asked.append(sum(not one["sql"].startswith("INSERT") for one in sending.captured_queries))
        listed.append((len(listing), len(rows), found[S.SILENT]))

    assert listed == [(2, 1, 1), (2, 300, 300)]
    assert asked[1] - asked[0] <= LOOKS_FOR_NEAR


def test_the_silent_are_reminded_once_a_day_and_the_entry_names_them():
    ask = an_ask()
    answer(row_of(ask, "市住建局"), at=TUESDAY_NINE)

    number = asks.press(ask, by=staff(), at=FRIDAY_NINE)

    entry = Entry.objects.get(deed="ask.press")
    assert number == 2
    assert entry.facts["units"] == [unit_named("市财政局").name, unit_named("岚溪县").name]
    with pytest.raises(NotFromHere, match="今天已经提醒过"):
        asks.press(Ask.objects.get(), by=head(), at=FRIDAY_NINE)
    assert asks.press(Ask.objects.get(), by=head(), at=NEXT_MONDAY_NINE) == 2


def test_nobody_is_reminded_before_the_day_and_by_nobody_else():
    ask = an_ask()

    with pytest.raises(Unmet, match="没有静默"):
        asks.press(ask, by=staff(), at=TUESDAY_NINE)
    with pytest.raises(NotYours):
        asks.press(ask, by=staff(ASKED[0]), at=FRIDAY_NINE)
    with pytest.raises(NotYours):
        asks.press(ask, by=someone_of("市政府督查室", "主任"), at=FRIDAY_NINE)
    assert Ask.objects.get().pressed_date is None
