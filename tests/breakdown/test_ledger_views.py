"""台账视图: what is asked for is kept under a name, for oneself or for the whole unit."""

from datetime import date

import pytest
from django.urls import reverse

from luoshi.breakdown.models import LedgerView
from tests.breakdown.given import director, issued, let_in, officer
from tests.breakdown.test_ledger_page import LEDGER, titles
from tests.world import someone_of

pytestmark = pytest.mark.django_db
NEVER = date(2098, 6, 30)
OF = "light=5&group=unit&columns=due,light&sort=-due&per=25"


def kept(client, name="红灯", **said):
    return client.post(reverse("breakdown:views"), {"name": name, "of": OF, **said})


def tabs(client):
    page = client.get(LEDGER)
    return {tab.words: tab.view.shared for tab in page.context["tabs"] if tab.view}


def test_a_view_keeps_filter_columns_order_group_and_size(client):
    issued(("清理拖欠账款", "市财政局", (), date(2026, 6, 2)), ("建书房", "市住建局", (), NEVER))
    let_in(client, officer())

    answer = kept(client)

    view = LedgerView.objects.get()
    page = client.get(answer["Location"])
    wanted = page.context["wanted"]
    assert answer["Location"] == f"{LEDGER}?view={view.pk}"
    assert view.query == "light=5&group=unit&columns=due,light&sort=-due&per=25"
    assert (wanted.light, wanted.group, wanted.columns) == (("5",), "unit", ("due", "light"))
    assert titles(page) == ["清理拖欠账款"]


def test_what_is_kept_for_oneself_is_not_there_for_a_colleague(client):
    let_in(client, officer())
    kept(client)
    view = LedgerView.objects.get()

    let_in(client, director())

    assert tabs(client) == {}
    assert client.get(LEDGER, {"view": view.pk}).context["wanted"].light == ()
    assert client.post(reverse("breakdown:view", args=[view.pk]), {"name": "改"}).status_code == 404


def test_a_shared_view_stands_in_the_unit_with_its_owner_and_nowhere_else(client):
    owner = let_in(client, officer())
    kept(client, shared="on")

    let_in(client, director())
    page = client.get(LEDGER).content.decode()
    of_the_unit = tabs(client)
    let_in(client, someone_of("市委督查室", "主任"))
    elsewhere = tabs(client)

    assert of_the_unit == {"红灯": True}
    assert f"{owner.person_name}的共用视图" in page
    assert elsewhere == {}


def test_only_the_owner_changes_or_throws_away_a_shared_view(client):
    let_in(client, officer())
    kept(client, shared="on")
    view = LedgerView.objects.get()
    address = reverse("breakdown:view", args=[view.pk])

    let_in(client, director())
    assert client.post(address, {"deed": "drop"}).status_code == 404
    let_in(client, officer())
    client.post(address, {"deed": "keep", "name": "黄灯", "of": "light=3"})
    view.refresh_from_db()
    assert (view.name, view.query, view.shared) == ("黄灯", "light=3", False)
    client.post(address, {"deed": "drop"})

    assert LedgerView.objects.count() == 0


def test_a_name_is_given_once_and_a_view_without_one_is_not_kept(client):
    let_in(client, officer())
    kept(client)

    assert kept(client).status_code == 409
    assert "已有名为“红灯”的视图" in kept(client).content.decode()
    assert "请填写视图名称" in kept(client, name=" ").content.decode()
    assert LedgerView.objects.count() == 1


def test_a_character_nobody_types_is_left_out_of_the_name(client):
    let_in(client, officer())

    answer = kept(client, name="红\x00灯")

    assert (answer.status_code, LedgerView.objects.get().name) == (302, "红灯")


def test_the_last_filter_of_a_view_can_be_taken_out_by_its_chip_and_by_the_box(client):
    issued(("清理拖欠账款", "市财政局", (), date(2026, 6, 2)), ("建书房", "市住建局", (), NEVER))
    let_in(client, officer())
    opened = client.get(kept(client, of="q=书房")["Location"])
    view = LedgerView.objects.get()
    [chip] = opened.context["chips"]
    assert titles(opened) == ["建书房"]

    by_chip = client.get(LEDGER + chip.without)
    by_box = client.get(LEDGER, {"view": view.pk, "q": ""}, follow=True)

    assert titles(by_chip) == titles(by_box) == ["清理拖欠账款", "建书房"]
