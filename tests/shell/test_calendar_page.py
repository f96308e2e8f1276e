"""办理日历: what falls due on which day, by unit; and the address a calendar program follows."""

from datetime import date, timedelta
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from icalendar import Calendar as File

from luoshi.coordination.ask_terms import AskKind
from luoshi.dues import operations as dues
from luoshi.dues.models import Due, Feed
from luoshi.dues.operations import feeds
from luoshi.dues.queries import calendar_here
from luoshi.dues.terms import DueKind
from luoshi.organisation.models import Person, Term
from luoshi.shell import calendar as days
from luoshi.shell.calendar import Span
from luoshi.shell.feed import dues_for, file_of
from luoshi.trail.models import Entry
from tests.coordination.given import an_ask
from tests.road import S, a_matter, the
from tests.shell.pages import sign_in
from tests.world import nine_on, person_behind, someone_of, town, unit_named

pytestmark = pytest.mark.django_db
JUNE = Span("2026-06", date(2026, 6, 1), date(2026, 6, 30))
LIAISON = ("市住建局", "联络员")


def shown(span, by, unit="市住建局", today=date(2026, 6, 15)):
    """Return the days of a page that have something on them."""
    found = days.dues_of(unit_named(unit).pk, span, by)
    return [one for one in days.days_of_span(span, found, calendar_here(), today) if one.lines]


def asking_as(client, by):
    """Return the browser of somebody."""
    sign_in(client, by)
    return client


def test_a_span_is_a_month_or_ten_days_of_one():
    today = date(2026, 6, 15)

    assert Span.of("", today) == JUNE
    assert Span.of("2026-02-T3", today) == Span("2026-02-T3", date(2026, 2, 21), date(2026, 2, 28))
    assert Span.of("2026-02-T3", today).beside(1) == Span.of("2026-03-T1", today)
    assert Span.of("2026-03-T1", today).beside(-1) == Span.of("2026-02-T3", today)
    assert Span.of("2026-12", today).beside(1) == Span.of("2027-01", today)


@pytest.mark.parametrize("code", ["2026", "2026-13", "2026-06-T4", "juni"])
def test_no_other_span_is_read(code):
    with pytest.raises(ValueError):
        Span.of(code, date(2026, 6, 15))


def test_each_day_tells_what_is_owed_late_and_done():
    matter = a_matter(S.IN_PROGRESS, at=nine_on(6, 1))
    report = Due.objects.filter(about_id=str(matter.pk), kind="REPORT").earliest("due_date")
    dues.meet(report, at=nine_on(6, 9))

    found = shown(JUNE, someone_of(*LIAISON))

    by_day = {one.day: (len(one.lines), one.done, one.late, one.open) for one in found}
    assert by_day[report.due_date] == (1, 1, 0, 0)
    assert sum(one.late for one in shown(JUNE, someone_of(*LIAISON), today=date(2026, 7, 30))) > 0


def test_days_off_made_up_and_of_ten_day_reports_are_marked():
    town()
    span = Span.of("2026-02", date(2026, 2, 1))

    held = {one.day.day: one for one in days.days_of_span(span, [], calendar_here(), span.first)}

    assert (held[14].make_up, held[14].off) == (True, False)
    assert (held[17].off, held[17].name) == (True, "春节")
    # The last of January and the 20th are days off: what is due then is due a working day later.
    assert [day for day, one in held.items() if one.grid] == [2, 10, 24, 28]


def test_what_is_asked_of_a_unit_leads_to_where_it_is_answered():
    ask = an_ask(AskKind.RETURN)

    [line] = [line for one in shown(JUNE, someone_of(*LIAISON)) for line in one.lines]

    assert line.href == f"{reverse('coordination:ask', args=[ask.pk])}?period=2026-06"


def test_weeks_run_from_monday_to_sunday():
    town()
    held = days.days_of_span(JUNE, [], calendar_here(), JUNE.first)

    laid = days.weeks(held, calendar_here(), JUNE.first)

    assert [len(week) for week in laid] == [7] * len(laid)
    assert (laid[0][0].day, laid[-1][-1].day) == (date(2026, 6, 1), date(2026, 7, 5))
    assert not laid[-1][-1].inside


def test_a_room_sees_of_a_unit_what_is_about_its_matters_and_a_stranger_nothing():
    a_matter(S.IN_PROGRESS, at=nine_on(6, 1))

    own = shown(JUNE, someone_of(*LIAISON))
    assert [len(one.lines) for one in shown(JUNE, the("督查员"))] == [len(one.lines) for one in own]
    assert shown(JUNE, someone_of("市统计局", "联络员")) == []


def test_the_page_costs_the_same_for_few_dues_and_for_more(client):
    matter, unit = a_matter(S.IN_PROGRESS, at=nine_on(6, 1)), unit_named("市住建局")
    asked = asking_as(client, the("督查员"))
    address = f"/calendar/?span=2026-06&unit={unit.pk}"
    first = count_of(asked, address)
    for kind in (DueKind.STATUS, DueKind.RESULT, DueKind.OPINION):
        dues.owe(kind, debtor=unit, about=matter, since=date(2026, 6, 8), on=date(2026, 6, 10))

    assert count_of(asked, address) == first


def count_of(client, address):
    """Return how many questions a page costs."""
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_a_span_nobody_can_read_is_not_there(client):
    town()

    assert asking_as(client, the("督查员")).get("/calendar/?span=never").status_code == 404


def test_an_address_is_shown_once_and_kept_as_a_digest(client):
    a_matter(S.IN_PROGRESS, at=nine_on(6, 1))
    asked = asking_as(client, someone_of(*LIAISON))

    page = asked.post("/calendar/feed/make/", {"once": "k1"})

    address = page.context["address"]
    token = urlsplit(address).path.removeprefix("/calendar/").removesuffix(".ics")
    feed = Feed.objects.get()
    assert feed.digest == feeds.digest_of(token)
    assert token not in str(Entry.objects.latest("id").words)
    assert address not in asked.get("/calendar/feed/").content.decode()
    asked.logout()
    assert asked.get(urlsplit(address).path).status_code == 200


def test_a_new_address_takes_the_place_of_the_old_and_one_taken_back_shows_nothing(client):
    town()
    by = someone_of(*LIAISON)
    feeds.make_feed("first", by=by, at=nine_on(6, 1))
    feeds.make_feed("second", by=by, at=nine_on(6, 2))

    assert client.get("/calendar/first.ics").status_code == 404
    assert client.get("/calendar/second.ics").status_code == 200
    feeds.withdraw_feed(by=by, at=nine_on(6, 3))
    assert client.get("/calendar/second.ics").status_code == 404


def test_the_file_holds_what_stands_on_the_desk_by_name_and_day_and_no_more():
    matter = a_matter(S.IN_PROGRESS, at=nine_on(6, 1))
    person = person_behind(someone_of(*LIAISON))

    words = file_of(dues_for(person, date(2026, 6, 2)), at=nine_on(6, 2), house="https://l.example")

    events = list(File.from_ical(words).walk("VEVENT"))
    assert {str(one["summary"]) for one in events} == {
        f"办结：{matter}", f"报送进展：{matter}",
    }  # fmt: skip
    assert all(set(one) <= {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "TRANSP", "URL"}
               for one in events)  # fmt: skip
    assert matter.requirement not in words.decode()
    assert max(len(line) for line in words.split(b"\r\n")) <= 75


def test_a_due_keeps_its_name_when_it_moves():
    matter = a_matter(S.IN_PROGRESS, at=nine_on(6, 1))
    person = person_behind(someone_of(*LIAISON))

    def told():
        held = dues_for(person, date(2026, 6, 2))
        file = File.from_ical(file_of(held, at=nine_on(6, 2), house=""))
        return {str(one["uid"]): one["dtstart"].dt for one in file.walk("VEVENT")}

    before = told()
    due = Due.objects.get(about_id=str(matter.pk), kind="COMPLETION")
    dues.move(due, to=due.due_date + timedelta(days=7), at=nine_on(6, 2), roll=False)

    assert told().keys() == before.keys()
    assert told()[f"{due.pk}@luoshi"] == before[f"{due.pk}@luoshi"] + timedelta(days=7)


def test_who_left_the_post_is_shown_nothing_more():
    a_matter(S.IN_PROGRESS, at=nine_on(6, 1))
    person = person_behind(someone_of(*LIAISON))
    assert dues_for(person, date(2026, 6, 2))

    Term.objects.filter(person=person).update(until=date(2026, 6, 1))

    assert dues_for(person, date(2026, 6, 2)) == []


def test_whose_account_is_closed_has_no_address(client):
    town()
    by = someone_of(*LIAISON)
    feeds.make_feed("mine", by=by, at=nine_on(6, 1))
    Person.objects.filter(pk=by.person_id).update(is_active=False)

    assert client.get("/calendar/mine.ics").status_code == 404
