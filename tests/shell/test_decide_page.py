"""待我决定: the facts and the office's opinion, then two answers of the same weight."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from luoshi.breakdown.models import MatterList
from luoshi.breakdown.operations import lists
from luoshi.breakdown.terms import MatterState as S
from luoshi.intake.models import Instruction
from luoshi.intake.terms import SignOff
from luoshi.organisation.operations import stand_ins
from luoshi.organisation.queries import actings_of
from luoshi.reporting.operations import leaders
from luoshi.shell import decisions
from luoshi.trail.models import Entry
from tests.road import LEAD, a_matter, a_settled_list, the
from tests.shell.pages import alerts, main_of, sign_in, swapped
from tests.world import MONDAY_NINE, person_behind, post_of, someone_of

pytestmark = pytest.mark.django_db
OPINION = "核查属实，拟予办结"
LEADER = ("市政府", "副市长")


@pytest.fixture
def submitted():
    """A verified matter before the leader of the sphere."""
    at = timezone.now()
    matter = a_matter(S.DECIDING, at=at)
    leaders.submit(matter, post_of(*LEADER), by=the("主任"), at=at, opinion=OPINION)
    return matter


def address(matter, name):
    return reverse(f"shell:{name}", args=[matter.number])


def test_the_facts_and_the_opinion_stand_before_the_two_answers(client, submitted):
    page = main_of(sign_in(client, someone_of(*LEADER)).get("/decide/"))

    read = [page.index(one) for one in (
        submitted.standard, "12公里已全部完工通水", "实地丈量12公里，管网已通水", OPINION,
        "同意办结</button>", "另作批示",
    )]  # fmt: skip
    assert read == sorted(read)


def test_both_answers_look_the_same_and_nothing_is_filled_in(client, submitted):
    page = main_of(sign_in(client, someone_of(*LEADER)).get("/decide/"))

    assert "btn-primary" not in page
    assert re.findall(r'class="(btn[^"]*)"[^>]*>(?:同意办结|另作批示)', page) == ["btn w-100"] * 2
    assert 'name="words"' in page
    assert 'type="date" name="due_date" value=' not in page


def test_a_leader_agrees_and_the_matter_is_closed(client, submitted):
    response = swapped(
        sign_in(client, someone_of(*LEADER)), address(submitted, "agree"), {"once": "k"}
    )

    submitted.refresh_from_db()
    assert submitted.state == S.COMPLETED
    assert main_of(response) == main_of(client.get("/decide/"))
    assert "没有等您决定的" in main_of(response)


def test_the_same_press_twice_is_one_decision(client, submitted):
    sign_in(client, someone_of(*LEADER))

    answers = [client.post(address(submitted, "agree"), {"once": "k"}).status_code for _ in "ab"]

    assert answers == [302, 302]
    assert Entry.objects.filter(deed="matter.agree").count() == 1


def test_a_leader_gives_other_instructions_and_the_matter_is_ordered_again(client, submitted):
    until = timezone.localdate() + timedelta(days=30)
    given = {"once": "k", "words": "再查一遍雨季排水", "due_date": until}

    sign_in(client, someone_of(*LEADER)).post(address(submitted, "instruct"), given)

    submitted.refresh_from_db()
    assert (submitted.state, submitted.due_date) == (S.RESUPERVISED, until)
    assert Instruction.objects.get(matter_id=submitted.pk).words == "再查一遍雨季排水"


def test_an_instruction_without_words_is_asked_again_and_keeps_what_was_typed(client, submitted):
    until = timezone.localdate() + timedelta(days=30)

    response = sign_in(client, someone_of(*LEADER)).post(
        address(submitted, "instruct"), {"once": "k", "words": "", "due_date": until}
    )

    assert response.status_code == 422
    assert f'value="{until.isoformat()}"' in response.text
    assert "有1处需要改" in main_of(response)


def test_another_leader_neither_finds_it_nor_decides(client, submitted):
    other = sign_in(client, someone_of("市政府", "市长"))

    assert "没有等您决定的" in main_of(other.get("/decide/"))
    answer = other.post(address(submitted, "agree"), {"once": "k"})
    assert answer.status_code == 409
    submitted.refresh_from_db()
    assert submitted.state == S.BEFORE_LEADER


def test_the_room_that_submitted_it_is_refused_with_the_reason(client, submitted):
    answer = sign_in(client, the("主任")).post(address(submitted, "agree"), {"once": "k"})

    assert answer.status_code == 409
    assert alerts(answer) == ["同意办结须由呈批的领导办理"]


def test_whoever_stands_in_for_the_leader_decides_in_that_name(client, submitted):
    at = timezone.now()
    secretary = someone_of("市政府办公室", "秘书长")
    stand_ins.stand_in(
        person_behind(secretary),
        term=post_of(*LEADER).terms.get(),
        since=at.date(),
        until=at.date() + timedelta(days=7),
        by=someone_of(*LEADER),
        at=at,
    )
    held = actings_of(person_behind(secretary), on=at.date())
    lent = next(one for one in held if one.on_behalf_id)

    page = sign_in(client, lent).get("/decide/")
    client.post(address(submitted, "agree"), {"once": "k"})

    entry = Entry.objects.get(deed="matter.agree")
    assert "代市政府副市长办理" in main_of(page)
    assert (entry.person_name, entry.on_behalf_name) == ("市政府办公室秘书长", "市政府副市长")


def test_a_unit_has_no_such_page(client):
    assert sign_in(client, the("局长", LEAD)).get("/decide/").status_code == 404


def test_the_number_waits_beside_the_page(submitted):
    assert decisions.count(someone_of(*LEADER), MONDAY_NINE) == 1
    assert decisions.count(someone_of("市政府", "市长"), MONDAY_NINE) == 0


def test_the_page_costs_the_same_for_one_and_for_none(client, submitted):
    sign_in(client, someone_of(*LEADER)).get("/decide/")
    with CaptureQueriesContext(connection) as one:
        client.get("/decide/")
    leaders.agree(submitted, by=someone_of(*LEADER), at=timezone.now())
    with CaptureQueriesContext(connection) as none:
        client.get("/decide/")

    assert len(one) - len(none) <= 4


def test_a_list_that_waits_for_the_leaders_signature_is_found_there(client):
    opened = a_settled_list()
    MatterList.objects.filter(pk=opened.pk).update(sign_off=SignOff.IN_CHARGE)
    opened.refresh_from_db()
    lists.submit(opened, by=the("督查员"), at=MONDAY_NINE)

    signs, other = someone_of("市政府", "市长"), someone_of("市政府办公室", "秘书长")
    page = main_of(sign_in(client, signs).get("/decide/"))

    assert f'href="{reverse("breakdown:list", args=[opened.pk])}"' in page
    assert decisions.count(signs) == 1
    assert str(opened) not in main_of(sign_in(client, other).get("/decide/"))
    assert decisions.count(other) == 0
