"""检索: two characters find a matter by number, title, words, source or the lead's name."""

from datetime import date

import pytest

from luoshi.breakdown import finding
from luoshi.breakdown.models import Matter
from luoshi.breakdown.models.ledger import MatterWords
from luoshi.breakdown.moving import erase
from tests.breakdown.given import document, issued, let_in, officer
from tests.breakdown.test_ledger_page import LEDGER, titles
from tests.world import MONDAY_NINE, someone_of

pytestmark = pytest.mark.django_db
NEVER = date(2098, 6, 30)


def town_of_matters():
    issued(
        ("整治易涝点23处", "市住建局", ("市财政局",), NEVER),
        ("清理拖欠账款", "市财政局", (), NEVER),
        paper=document(title="防汛工作纪要"),
    )


def found(words, by=None):
    seen = Matter.objects.all()
    rows, _capped = finding.matching(words, seen, by or officer())
    return sorted(rows.values_list("title", flat=True))


@pytest.mark.parametrize(
    ("words", "titles"),
    [
        ("易涝", ["整治易涝点23处"]),
        ("易澇", ["整治易涝点23处"]),
        ("防汛", ["整治易涝点23处", "清理拖欠账款"]),
        ("０００２", ["清理拖欠账款"]),
        ("财政局", ["清理拖欠账款"]),
        ("市发改委", []),
        ("拖欠账", ["清理拖欠账款"]),
        ("拖账", []),
        ("款", ["清理拖欠账款"]),
        ("点 23", ["整治易涝点23处"]),
        ("%", []),
        ('欠"账', []),
    ],
)
def test_it_is_found_by_what_it_carries(words, titles):
    town_of_matters()

    assert found(words) == titles


def test_a_unit_is_answered_from_what_it_sees_and_reads_nothing_else(client):
    town_of_matters()
    let_in(client, someone_of("市住建局", "联络员"))

    assert titles(client.get(LEDGER, {"q": "防汛"})) == ["整治易涝点23处"]
    assert titles(client.get(LEDGER, {"q": "拖欠"})) == []


def test_the_other_room_finds_nothing_of_it(client):
    town_of_matters()
    let_in(client, someone_of("市委督查室", "主任"))

    assert titles(client.get(LEDGER, {"q": "易涝"})) == []


def test_words_too_common_are_answered_with_the_newest_and_it_is_said(client, monkeypatch):
    town_of_matters()
    monkeypatch.setattr(finding, "MOST", 1)
    let_in(client, officer())

    page = client.get(LEDGER, {"q": "防汛"})

    assert titles(page) == ["清理拖欠账款"]
    assert "符合查找的事项超过1项" in page.content.decode()


def test_what_was_purged_is_not_found_any_more():
    town_of_matters()
    matter = Matter.objects.get(title="清理拖欠账款")

    erase(str(matter.pk), MONDAY_NINE)

    assert found("拖欠") == []
    assert "拖欠" not in "".join(MatterWords.objects.values_list("text", flat=True))


def test_what_has_no_words_yet_gets_them_and_a_new_lead_is_found_by():
    town_of_matters()
    finding.drop(list(Matter.objects.values_list("pk", flat=True)))
    assert found("易涝") == []

    assert (finding.lay_missing(), finding.lay_missing(), finding.lay_changed()) == (2, 0, 0)
    one = Matter.objects.get(title="整治易涝点23处")
    Matter.objects.filter(pk=one.pk).update(lead=Matter.objects.get(title="清理拖欠账款").lead)

    assert finding.lay_changed() == 1
    assert found("财政") == ["整治易涝点23处", "清理拖欠账款"]
