"""相近: an open matter that a draft may repeat is named on its card; nothing is refused by it."""

import pytest
from django.urls import reverse

from luoshi.breakdown.alike import NEAR, Known, Likeness
from luoshi.breakdown.models import Matter
from luoshi.kit.rows import new_id
from tests.breakdown.alike_pairs import DIFFERENT, SAME
from tests.breakdown.given import (
    TITLE,
    asked_for,
    document,
    drafting,
    issued,
    let_in,
    officer,
    page_of,
)
from tests.world import someone_of

pytestmark = pytest.mark.django_db


def near(one, other):
    """What is found of one demand for another."""
    return Likeness([Known(new_id(), "澄政督1", one)]).nearest(other)


def test_the_threshold_parts_one_demand_in_two_wordings_from_two_that_look_alike():
    found = [pair for pair in SAME if near(*pair)]
    false = [pair for pair in DIFFERENT if near(*pair)]

    assert NEAR == 65
    assert (len(found), len(SAME), false) == (14, 15, [])


def test_of_many_the_likest_is_named():
    known = [Known(new_id(), str(at), words) for at, (words, _other) in enumerate(SAME)]

    found = Likeness(known).nearest("年内建成县域医共体6个")

    assert found.known.title == "建成县域医共体6个"


def test_a_card_names_the_open_matter_it_is_near_to_with_a_link(client):
    open_one = issued().matters.get(title="改造老旧小区126个")
    matters = drafting(document(f"{TITLE}\n由市住建局牵头，8月底前完成老旧小区改造130个。\n"))
    let_in(client, officer())

    page = client.get(page_of(matters.document, d=1))

    card = page.context["board"].current
    assert (card.near.known.number, card.near.likeness >= NEAR) == (open_one.number, True)
    assert reverse("shell:dossier", args=[open_one.number]) in page.content.decode()


def test_the_matters_of_another_room_are_not_named(client):
    issued()
    Matter.objects.update(office=someone_of("市委督查室", "督查员").unit_id)
    matters = drafting(document(f"{TITLE}\n由市住建局牵头，8月底前完成老旧小区改造130个。\n"))
    let_in(client, officer())

    card = client.get(page_of(matters.document, d=1)).context["board"].current

    assert card.near is None


def test_the_page_asks_as_often_for_one_draft_as_for_fifty(client):
    issued()
    numbers = []
    for count in (1, 3, 50):
        lines = "".join(f"由市住建局牵头，9月底前改造老旧小区{n + 100}个。\n" for n in range(count))
        matters = drafting(document(f"{TITLE}\n{lines}"))
        let_in(client, officer())
        numbers.append(asked_for(client, page_of(matters.document, d=1)))
        assert matters.drafts.count() == count

    assert numbers[0] == numbers[1] == numbers[2]
