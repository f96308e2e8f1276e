"""倒排工期: the lead unit lays its milestones, and the plan follows them."""

from datetime import date
from decimal import Decimal

import pytest

from luoshi.breakdown.operations.milestones import Step, lay_milestones
from luoshi.breakdown.terms import MatterState as S
from luoshi.flow.refusals import NotFromHere, NotYours, Unmet
from luoshi.trail.models import Entry
from tests.road import ASSIST, LEAD, a_matter, the
from tests.shell.pages import alerts, main_of, sign_in
from tests.world import MONDAY_NINE, TUESDAY_NINE

pytestmark = pytest.mark.django_db
JULY, AUGUST = date(2026, 7, 15), date(2026, 8, 15)
PLAN = (Step("开工", JULY, Decimal(20)), Step("主体完工", AUGUST, Decimal(80)))


def lay(matter, steps=PLAN, *, by=None, at=MONDAY_NINE):
    lay_milestones(matter, steps, by=by or the("联络员", LEAD), at=at)


def told(matter):
    return list(matter.milestones.order_by("due_date").values_list("name", "percent"))


def test_the_milestones_stand_and_the_light_s_days_follow_them():
    matter = a_matter(S.IN_PROGRESS)
    even = matter.lag_date

    lay(matter)

    assert told(matter) == [("开工", 20), ("主体完工", 80)]
    assert matter.lag_date > even
    entry = Entry.objects.get(deed="matter.plan")
    assert entry.facts == {
        "before": [],
        "steps": ["2026-07-15 20% 开工", "2026-08-15 80% 主体完工"],
    }


def test_laid_anew_the_trail_keeps_what_the_plan_was():
    matter = a_matter(S.IN_PROGRESS)
    lay(matter)

    lay(matter, [Step("开工", AUGUST, Decimal(20))], at=TUESDAY_NINE)

    assert told(matter) == [("开工", 20)]
    entry = Entry.objects.filter(deed="matter.plan").latest("id")
    assert entry.facts["before"] == ["2026-07-15 20% 开工", "2026-08-15 80% 主体完工"]


def test_none_at_all_means_an_even_plan():
    matter = a_matter(S.IN_PROGRESS)
    even = matter.lag_date
    lay(matter)

    lay(matter, [], at=TUESDAY_NINE)

    assert (told(matter), matter.lag_date) == ([], even)


@pytest.mark.parametrize(
    ("steps", "says"),
    [
        ([Step(" ", JULY, Decimal(20))], "请写明节点名称"),
        (
            [Step("太晚", date(2026, 10, 1), Decimal(20))],
            "节点日期须在交办之后、完成时限之前：太晚",
        ),
        ([Step("太早", date(2026, 6, 1), Decimal(20))], "节点日期须在交办之后、完成时限之前：太早"),
        ([Step("过头", JULY, Decimal(101))], "应达进度须大于0、不超过100：过头"),
        ([Step("多", JULY, Decimal(50)), Step("少", AUGUST, Decimal(40))], "多、少"),
    ],
)
def test_a_plan_that_cannot_be_is_refused(steps, says):
    matter = a_matter(S.IN_PROGRESS)

    with pytest.raises(Unmet, match=says):
        lay(matter, steps)

    assert told(matter) == []


def test_another_unit_lays_no_plan():
    with pytest.raises(NotYours, match="倒排工期须由牵头单位办理"):
        lay(a_matter(S.IN_PROGRESS), by=the("联络员", ASSIST))


def test_what_is_not_under_way_has_no_plan_laid():
    with pytest.raises(NotFromHere, match="当前状态为“待签收”，不能倒排工期"):
        lay(a_matter(S.ASSIGNED))


def test_the_page_lays_the_plan_and_the_dossier_shows_it(client):
    matter = a_matter(S.IN_PROGRESS)
    address = f"/matters/{matter.number}/plan/"
    sign_in(client, the("承办人", LEAD))
    given = {"name_0": "开工", "date_0": "2026-07-15", "percent_0": "20", "once": "k"}

    answer = client.post(address, given, follow=True)

    assert "开工" in main_of(answer)
    assert told(matter) == [("开工", 20)]


def test_a_row_begun_is_asked_for_whole_and_what_was_typed_stays(client):
    matter = a_matter(S.IN_PROGRESS)
    sign_in(client, the("承办人", LEAD))

    answer = client.post(f"/matters/{matter.number}/plan/", {"name_0": "开工", "once": "k"})

    assert answer.status_code == 422
    assert 'value="开工"' in answer.text
    assert "节点的名称、计划日期、应达进度须一并填写" in " ".join(alerts(answer)) + answer.text
