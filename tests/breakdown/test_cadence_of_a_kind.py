"""设定类别频次: a city says how often a kind of work is reported on; drafts begin with it."""

import pytest
from django.urls import reverse
from django.utils.timezone import now

from luoshi.breakdown.models import KindCadence, Matter
from luoshi.breakdown.operations.rhythms import set_cadence
from luoshi.breakdown.rhythms import cadence_for, rhythms
from luoshi.flow.refusals import NotFromHere, NotYours, Unmet
from luoshi.trail.models import Entry
from tests.breakdown.given import drafting
from tests.road import S, a_matter, the
from tests.shell.pages import alerts, main_of, sign_in
from tests.world import MONDAY_NINE, TUESDAY_NINE, town

pytestmark = pytest.mark.django_db
PAPER = "澄政办〔2026〕8号"


@pytest.fixture(autouse=True)
def the_town(db):
    town()


def set_to(cadence="MONTHLY:28", kind="ordinary", *, by=None, at=MONDAY_NINE, basis=PAPER):
    return set_cadence(kind, cadence, basis=basis, by=by or the("主任"), at=at)


def test_a_kind_reports_by_the_houses_cadence_until_the_city_sets_another():
    assert cadence_for("ordinary") == "TEN_DAYS"

    set_to()
    set_to("WEEKLY:5", at=TUESDAY_NINE)

    assert cadence_for("ordinary") == "WEEKLY:5"
    assert cadence_for("meeting_item") == "TEN_DAYS"
    own = {one.kind.code: one.now.value for one in rhythms() if one.own}
    assert own == {"ordinary": "WEEKLY:5"}
    entry = Entry.objects.filter(deed="kindcadence.set").order_by("-id").first()
    assert (entry.before, entry.after, entry.facts["kind"]) == (
        "MONTHLY:28",
        "WEEKLY:5",
        "ordinary",
    )


def test_what_is_under_way_keeps_its_own():
    matter = a_matter(S.IN_PROGRESS)

    for kind in ("ordinary", "meeting_item", "instruction", "local_policy"):
        set_to(kind=kind, at=TUESDAY_NINE)

    assert Matter.objects.get(pk=matter.pk).cadence == matter.cadence


def test_drafts_begin_with_the_cadence_of_their_kind():
    set_to("QUARTERLY:+10")

    opened = drafting(at=TUESDAY_NINE)

    assert {one.cadence for one in opened.drafts.filter(cadence_words="")} == {"QUARTERLY:+10"}


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"basis": " "}, "须写明依据的文件"),
        ({"kind": "nothing"}, "请选择类别和报送频次"),
        ({"cadence": "DAILY"}, "请选择类别和报送频次"),
    ],
)
def test_what_makes_no_sense_is_refused(given, says):
    with pytest.raises(Unmet, match=says):
        set_to(**given)


def test_what_is_so_already_is_not_set_again():
    with pytest.raises(NotFromHere, match="已按此频次报送"):
        set_to("TEN_DAYS")


def test_it_is_set_by_who_keeps_the_citys_time():
    with pytest.raises(NotYours, match="设定类别频次须由督查室主任、秘书长或系统管理员办理"):
        set_to(by=the("督查员"))


def test_the_page_shows_what_counts_and_sets_another(client):
    director = sign_in(client, the("主任"))
    words = {"kind": "ordinary", "cadence": "QUARTERLY:+10", "basis": PAPER, "once": "one"}

    assert 'href="/settings/cadences/"' in main_of(director.get("/time-limits/"))
    before = main_of(director.get("/settings/cadences/"))
    answer = director.post("/settings/cadences/", words)
    after = main_of(director.get("/settings/cadences/"))
    again = director.post("/settings/cadences/", words | {"once": "two"})

    assert (PAPER in before, PAPER in after) == (False, True)
    assert answer.headers["Location"] == reverse("breakdown:cadences")
    assert (again.status_code, alerts(again)) == (409, ["这一类别已按此频次报送"])
    assert KindCadence.objects.get().set_at <= now()
