"""A long paper on the workbench: what is round the card at hand, and the rest on asking."""

import re

import pytest

from luoshi.breakdown.suggested import suggested_for
from luoshi.breakdown.web.portions import PORTION, WHOLE, range_of
from luoshi.papers.text import text_of
from tests.breakdown.given import asked_for, document, drafting, let_in, officer, page_of
from tests.papers import long_report

pytestmark = pytest.mark.django_db
LINES = "\n".join(f"{n}.由市住建局牵头，2026年9月底前改造老旧小区{n}个。" for n in range(1, 201))


@pytest.fixture
def long():
    return drafting(document(f"关于改造老旧小区的通知\n\n{LINES}\n"))


def shown(client, address):
    """Which drafts and which paragraphs a page shows, and where its links to more lead."""
    page = client.get(address).content.decode()
    cards = [int(n) for n in re.findall(r'<article class="draft[^"]*" id="d(\d+)"', page)]
    more = re.findall(r'<a class="more ([\w-]+) [^"]*" href="[^"?]*\?([^"]*)"', page)
    return cards, page.count('class="para'), {way: to.replace("&amp;", "&") for way, to in more}


@pytest.mark.parametrize(
    ("total", "here", "asked", "shows"),
    [
        (WHOLE, 70, "", range(WHOLE)),
        (200, 0, "", range(PORTION)),
        (200, 100, "", range(90, 120)),
        (200, 199, "", range(170, 200)),
        (200, 0, "170-200", range(170, 200)),
        (200, 0, "190-240", range(190, 200)),
        (200, 0, "0-9999", range(PORTION)),
        (200, 0, "300-340", range(PORTION)),
        (200, 0, "x-60", range(PORTION)),
        (0, 0, "", range(0)),
    ],
)
def test_the_portion_is_round_the_one_at_hand_or_what_is_asked_for(total, here, asked, shows):
    assert range_of(total, here, asked) == shows


def test_the_links_lead_through_all_of_it_without_leaving_the_card(client, long):
    let_in(client, officer())
    address = page_of(long.document)

    cards, _paragraphs, more = shown(client, f"{address}?d=3")
    seen = list(cards)
    while to := more.get("later-draft"):
        assert to.startswith("d=3&cards=")
        cards, _paragraphs, more = shown(client, f"{address}?{to}")
        seen += cards

    assert seen == list(range(1, 201))
    assert more["earlier-draft"] == "d=3&cards=150-180"


def test_the_text_goes_on_by_links_too(client, long):
    let_in(client, officer())
    address = page_of(long.document)

    first = shown(client, f"{address}?d=3")
    last = shown(client, f"{address}?d=3&text=171-201")

    assert (first[1], first[2]["later-para"]) == (PORTION, "d=3&text=30-60")
    assert (last[1], sorted(last[2])) == (PORTION, ["earlier-para", "later-draft"])


def test_the_card_at_hand_is_always_among_those_shown(client, long):
    let_in(client, officer())

    cards, paragraphs, more = shown(client, page_of(long.document, d=120))

    assert (120 in cards, len(cards), paragraphs) == (True, PORTION, PORTION)
    assert sorted(more) == ["earlier-draft", "earlier-para", "later-draft", "later-para"]


def test_a_short_paper_stands_whole(client):
    let_in(client, officer())

    assert shown(client, page_of(drafting().document)) == ([1, 2, 3], 6, {})


def test_counts_and_steps_speak_of_the_whole_paper(client, long):
    let_in(client, officer())

    board = client.get(page_of(long.document, d=50)).context["board"]

    assert (board.counts.proposed, board.counts.paragraphs) == (200, 201)
    assert (board.steps["before"], board.steps["after"]) == ("d=49", "d=51")


def test_what_is_open_is_counted_as_the_cards_ask_it(client):
    text = text_of(long_report.content(each=5), "分工方案.docx").text
    long = drafting(document(text, title=long_report.TITLE))
    let_in(client, officer())
    address, asking, to = page_of(long.document), 0, f"cards=0-{PORTION}"
    while to:
        board = client.get(f"{address}?{to}").context["board"]
        asking += sum(card.is_draft and bool(card.asked) for card in board.lane.items)
        to = board.lane.later

    assert board.counts.asked == asking > 0
    assert board.counts.asked < board.counts.proposed


def test_a_long_paper_asks_the_database_no_more_often(client, long):
    let_in(client, officer())
    short = page_of(
        drafting(document("关于改造的通知\n\n1.由市住建局牵头，9月底前完成。")).document
    )

    assert asked_for(client, page_of(long.document)) == asked_for(client, short)


def test_what_opening_the_list_read_is_what_a_reading_of_its_own_would_say():
    text = text_of(long_report.content(each=5), "分工方案.docx").text
    paper = drafting(document(text, title=long_report.TITLE)).document
    sentences = list(paper.sentences.all())

    remembered = suggested_for(paper, sentences)
    suggested_for.__globals__["_kept"].cache_clear()

    assert remembered == suggested_for(paper, sentences) != {}
