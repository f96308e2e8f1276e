"""休眠: what is owed by somebody who is not there is shown before its day."""

from datetime import date

import pytest

from luoshi.coordination.ask_terms import Dormancy
from luoshi.coordination.dormancy import dormant, overlooked
from luoshi.dues.models import Due
from luoshi.organisation.models import Person, Term
from luoshi.reporting.models import ReportDraft
from tests.coordination.given import an_ask
from tests.road import LEAD, S, a_matter, the
from tests.shell.pages import sign_in
from tests.world import MONDAY, TUESDAY, nine_on, someone_of, unit_named

pytestmark = pytest.mark.django_db
LEFT = date(2026, 5, 31)


def everybody_leaves(unit):
    Term.objects.filter(post__unit=unit_named(unit)).update(until=LEFT)


def told(by, today=MONDAY):
    return [
        (one.title, one.unit_name, one.why, one.next_date) for one in dormant(overlooked(by), today)
    ]


def test_while_people_are_there_nothing_is_dormant():
    a_matter(S.IN_PROGRESS)

    assert told(the("主任")) == []


def test_a_unit_with_nobody_in_a_post_is_listed_with_the_next_day_at_stake():
    matter = a_matter(S.IN_PROGRESS)
    everybody_leaves(LEAD)

    [found] = dormant(overlooked(the("主任")), MONDAY)

    assert (found.title, found.why) == (str(matter), Dormancy.VACANT)
    assert found.next_date == date(2026, 6, 10)
    assert found.number == Due.objects.filter(debtor=unit_named(LEAD), met_at=None).count()


def test_what_somebody_owes_who_has_left_is_listed_by_name():
    a_matter(S.IN_PROGRESS)
    gone = Person.objects.get(terms__post__unit=unit_named(LEAD), terms__post__title="承办人")
    Due.objects.filter(debtor=unit_named(LEAD)).update(person=gone)
    gone.terms.update(until=LEFT)

    [found] = dormant(overlooked(the("主任")), TUESDAY)

    assert (found.why, found.person_name) == (Dormancy.LEFT, gone.name)


def test_two_reports_missed_and_nothing_begun_is_listed_before_the_third():
    a_matter(S.IN_PROGRESS)

    assert told(the("主任"), date(2026, 6, 22)) == []
    [found] = dormant(overlooked(the("主任")), date(2026, 6, 23))
    assert (found.why, found.unit_name) == (Dormancy.UNTOUCHED, unit_named(LEAD).name)


def test_who_has_begun_to_write_is_awake():
    matter = a_matter(S.IN_PROGRESS)
    ReportDraft.objects.create(
        person_id=the("联络员", LEAD).person_id, matter=matter, saved_at=nine_on(6, 21)
    )

    assert told(the("主任"), date(2026, 6, 23)) == []


def test_an_ask_that_reached_a_unit_left_empty_since_is_listed():
    ask = an_ask()
    everybody_leaves("岚溪县")

    assert told(the("主任")) == [(ask.title, "岚溪县", Dormancy.VACANT, date(2026, 6, 4))]


def test_a_head_sees_what_lies_below_and_nothing_of_others():
    an_ask(to=("市住建局城建科", "岚溪县"))
    for unit in ("市住建局城建科", "岚溪县"):
        everybody_leaves(unit)

    assert [unit for _title, unit, _why, _day in told(the("局长", LEAD))] == [
        unit_named("市住建局城建科").name
    ]
    assert told(the("局长", "市财政局")) == []


def test_the_page_leads_to_the_unit_where_somebody_is_appointed(client):
    ask = an_ask()
    everybody_leaves("岚溪县")

    page = sign_in(client, the("主任")).get("/dormant/")

    assert page.status_code == 200
    assert f"/organisation/units/{unit_named('岚溪县').pk}/" in page.text
    assert f"/consult/{ask.pk}/" in page.text
    assert sign_in(client, someone_of("市住建局", "联络员")).get("/dormant/").status_code == 404
