"""检索: one box finds what one may see, and nothing else."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from luoshi.breakdown import finding
from luoshi.breakdown.terms import MatterState as S
from luoshi.organisation.models import Person
from tests.road import ASSIST, LEAD, a_matter, the
from tests.shell.pages import main_of, sign_in
from tests.shell.test_desk_page import two_more_matters
from tests.world import someone_of

pytestmark = pytest.mark.django_db


def found(client, by, words):
    finding.lay_missing()
    page = sign_in(client, by).get("/search/", {"q": words})
    return {str(group.words): [hit.title for hit in group.hits] for group in page.context["found"]}


def test_a_matter_is_found_by_its_number_and_by_its_words(client):
    matter = a_matter(S.IN_PROGRESS, at=timezone.now())

    assert found(client, the("督查员"), matter.number)["事项"] == [matter.title]
    assert found(client, the("联络员", LEAD), "雨污分流")["事项"] == [matter.title]
    assert found(client, the("联络员", ASSIST), "雨污分流")["事项"] == [matter.title]


def test_what_one_may_not_see_is_not_found(client):
    a_matter(S.IN_PROGRESS, at=timezone.now())

    assert found(client, the("联络员", "岚溪县"), "雨污分流") == {}
    assert found(client, the("督查员", "市委督查室"), "雨污分流") == {}
    assert found(client, someone_of("市政府办公室", "系统管理员"), "雨污分流") == {}


def test_a_paper_is_found_by_the_room_that_reads_it(client):
    a_matter(S.IN_PROGRESS, at=timezone.now())

    assert found(client, the("督查员"), "澄政纪")["文件"] == ["澄川市人民政府常务会议纪要"]
    assert "文件" not in found(client, the("联络员", LEAD), "澄政纪")


def test_a_unit_is_found_by_the_first_letters_of_its_name(client):
    assert found(client, the("联络员", LEAD), "zjj")["单位"][0] == "澄川市住房和城乡建设局"


def test_people_are_found_by_those_who_may_open_their_page(client):
    name = "市住建局联络员"

    assert found(client, the("局长", LEAD), name)["人员"] == [name]
    assert found(client, someone_of("市政府办公室", "系统管理员"), name)["人员"] == [name]
    assert "人员" not in found(client, the("联络员", ASSIST), name)


def test_the_name_a_person_signs_in_with_is_for_administrators(client):
    name, heads = "市住建局联络员", the("局长", LEAD)
    signs_in_as = Person.objects.get(name=name).username

    told = {
        by.post_id: signs_in_as in sign_in(client, by).get("/search/", {"q": name}).text
        for by in (heads, someone_of("市政府办公室", "系统管理员"))
    }

    assert list(told.values()) == [False, True]


def test_nothing_found_says_so(client):
    page = sign_in(client, the("督查员")).get("/search/?q=没有这样的词")

    assert "没有符合的内容" in main_of(page)


def test_the_box_stands_on_every_page_and_leads_here(client):
    page = sign_in(client, the("联络员", LEAD)).get("/help/")

    assert 'role="search" action="/search/"' in page.text


def test_the_page_costs_the_same_for_one_and_for_three_matters(client):
    at = timezone.now()
    a_matter(S.IN_PROGRESS, at=at)
    found(client, the("督查员"), "雨污分流")
    with CaptureQueriesContext(connection) as one:
        client.get("/search/?q=雨污分流")
    two_more_matters(at)
    finding.lay_missing()
    with CaptureQueriesContext(connection) as three:
        page = client.get("/search/?q=雨污分流")

    assert len(page.context["found"][0].hits) == 3
    assert len(three) == len(one)
