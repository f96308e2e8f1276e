"""征求意见的页面: what each side sees of an ask, and does with it, on the page."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import now

from luoshi.coordination.ask_terms import AskKind, AskState
from luoshi.coordination.models import Addressee, Ask
from luoshi.coordination.operations import asks
from luoshi.dues.models import Due
from luoshi.shell.delivery import deliver
from luoshi.shell.inbox import messages_of
from luoshi.timelimits.days import day_of
from tests.coordination.given import a_draft, an_ask, answer, head, row_of, staff
from tests.shell.pages import alerts, main_of, sign_in, swapped
from tests.world import SHANGHAI, someone_of, unit_named

pytestmark = pytest.mark.django_db
SECRET = "建议缩小试点范围"


@pytest.fixture
def at():
    return now().astimezone(SHANGHAI)


@pytest.fixture
def later(at):
    return day_of(at).replace(year=at.year + 1, day=28)


def address(name, *args):
    return reverse(f"coordination:{name}", args=args)


def typed(later, **more):
    return {
        "kind": "OPINION", "title": "关于停车收费的意见", "units": "市住建局、市财政局\n岚溪县",
        "basis": "澄政办发〔2026〕7号", "minutes": "30", "expires_date": later.isoformat(),
        "places-TOTAL_FORMS": "1", "places-INITIAL_FORMS": "0", "places-0-label": "",
        "once": str(uuid4()),
    } | more  # fmt: skip


def test_an_ask_is_written_handed_up_and_sent_on_the_page(client, at, later):
    sign_in(client, staff())
    client.post(address("new_ask"), typed(later))
    ask = Ask.objects.get()

    client.post(address("move_ask", ask.pk), {"move": "submit", "once": str(uuid4())})
    sign_in(client, head()).post(
        address("move_ask", ask.pk), {"move": "send", "once": str(uuid4())}
    )

    ask.refresh_from_db()
    assert (ask.state, ask.addressees.count()) == (AskState.SENT, 3)
    assert Due.objects.filter(about_kind="ask").count() == 3


def test_what_was_typed_survives_a_name_nobody_knows(client, later):
    sign_in(client, staff())

    page = client.post(address("new_ask"), typed(later, units="市住建局、市火星局", title="长标题"))

    assert page.status_code == 422
    assert "有1个名称不认得：市火星局" in page.text
    assert 'value="长标题"' in page.text
    assert "市住建局、市火星局</textarea>" in page.text
    assert Ask.objects.count() == 0


def test_a_column_pasted_from_a_sheet_is_a_list_of_units(client, later):
    sign_in(client, staff())

    client.post(address("new_ask"), typed(later, units="市住建局\r\n市财政局\r\n\r\n岚溪县\t"))

    assert Ask.objects.get().addressees.count() == 3


def test_a_return_is_written_with_its_places_and_its_beat(client, later):
    sign_in(client, staff())
    given = typed(
        later, kind="RETURN", title="固定资产年报", beat="YEARLY", beat_month="12", beat_day="20",
        **{"places-TOTAL_FORMS": "2", "places-0-label": "账面原值", "places-0-kind": "NUMBER",
           "places-0-measure": "万元", "places-0-required": "on", "places-1-label": ""},
    )  # fmt: skip

    client.post(address("new_ask"), given)

    ask = Ask.objects.get()
    assert (ask.cadence, [str(one) for one in ask.fields.all()]) == (
        "YEARLY:12-20", ["账面原值（万元）"],
    )  # fmt: skip


def test_a_draft_is_opened_again_with_all_it_says(client):
    ask = a_draft(AskKind.RETURN, cadence="YEARLY:12-20")

    page = sign_in(client, staff()).get(address("edit_ask", ask.pk))

    assert 'name="beat_month" value="12"' in page.text
    assert "市住房和城乡建设局" in page.text
    assert 'name="places-0-label" value="在建项目数"' in page.text


def test_what_is_near_stands_on_the_draft_before_it_is_sent(client, at):
    before = an_ask(at=at)
    answer(row_of(before, "市住建局"), at=at)
    draft = a_draft(at=at)

    page = sign_in(client, head()).get(address("ask", draft.pk))
    sent = client.post(address("move_ask", draft.pk), {"move": "send", "once": str(uuid4())})

    assert "一年内有1件相近的征集" in page.text
    assert before.title in page.text
    assert sent.status_code == 409
    assert alerts(sent) == [
        "一年内向同样的单位征集过相近的内容，请先查看已有答复；仍须征集的写明理由"
    ]


def test_a_unit_answers_in_one_press_and_looking_marks_it_read(client, at):
    ask = an_ask(at=at)
    sign_in(client, staff("市住建局"))

    client.get(address("ask", ask.pk))
    assert row_of(ask, "市住建局").read_at is not None
    client.post(
        address("reply", ask.pk),
        {"deed": "answer", "stance": "NONE", "text": "", "once": str(uuid4())},
    )

    row = row_of(ask, "市住建局")
    assert (row.state, row.stance) == ("ANSWERED", "NONE")
    assert row_of(ask, "市财政局").read_at is None


def test_the_asker_s_own_look_reads_nothing(client, at):
    ask = an_ask(at=at)

    sign_in(client, staff()).get(address("ask", ask.pk))

    assert Addressee.objects.filter(read_at__isnull=False).count() == 0


def test_what_one_unit_answers_no_other_unit_reads(client, at):
    ask = an_ask(at=at)
    answer(row_of(ask, "市住建局"), stance="SOME", text=SECRET, at=at)
    seen = {}
    for name in ("市发改委", "市住建局", "市财政局", "岚溪县"):
        sign_in(client, staff(name))
        pages = [client.get(address(one, ask.pk)) for one in ("ask", "addressees", "ask_excel")]
        seen[name] = (SECRET in pages[0].text, [page.status_code for page in pages])

    assert seen == {
        "市发改委": (False, [200, 200, 200]),
        "市住建局": (True, [200, 404, 404]),
        "市财政局": (False, [200, 404, 404]),
        "岚溪县": (False, [200, 404, 404]),
    }


def test_a_unit_that_is_not_asked_finds_nothing(client, at):
    ask = an_ask(at=at)
    sign_in(client, staff("云渡县"))

    assert client.get(address("ask", ask.pk)).status_code == 404
    assert ask.title not in client.get("/consult/?side=all").text


def test_the_silent_are_listed_and_reminded_in_one_press(client, at):
    ask = an_ask(at=at)
    Due.objects.update(due_date=day_of(at) - timedelta(days=30), warn_date="2020-01-01")
    sign_in(client, staff())

    page = client.get(address("addressees", ask.pk) + "?standing=SILENT")
    pressed = client.post(address("press", ask.pk), {"once": str(uuid4())}, follow=True)
    deliver(at=now())

    assert "静默未答复3家" in page.text
    assert "已提醒3家静默单位" in pressed.text
    told = messages_of(staff("市住建局")).order_by("at").values_list("entry__deed", "why")
    assert list(told) == [("ask.send", "ASKED"), ("ask.press", "ASKED")]
    assert list(messages_of(staff("云渡县"))) == []


def test_no_page_ranks_by_when_somebody_looked(client, at):
    ask = an_ask(at=at)
    sign_in(client, staff("市住建局")).get(address("ask", ask.pk))

    page = sign_in(client, staff()).get(address("addressees", ask.pk) + "?sort=read")

    names = re.findall(r'<tr id="row-[^"]*"><td>([^<]*)<', page.text)
    assert names == [unit_named(one).name for one in ("市财政局", "市住建局", "岚溪县")]
    assert "read_at" not in page.text


def test_last_time_stands_in_the_form_of_the_next_period(client, at):
    ask = an_ask(AskKind.RETURN, at=at, expires_date=day_of(at).replace(year=at.year + 1, day=28))
    first, second = ask.addressees.filter(unit=unit_named("市住建局")).order_by("due__due_date")[:2]
    answer(first, at=at)

    page = sign_in(client, staff("市住建局")).get(
        address("ask", ask.pk) + f"?period={second.period}"
    )

    assert "上次：12" in page.text
    assert 'value="12"' in page.text


def test_a_swap_shows_what_a_reload_shows(client, at):
    ask = an_ask(AskKind.NOTICE, at=at)
    sign_in(client, staff("市住建局"))
    given = {"deed": "sign", "once": str(uuid4())}

    after = swapped(client, address("reply", ask.pk), given)

    assert main_of(after) == main_of(client.get(address("ask", ask.pk)))


def test_the_same_press_twice_is_one_answer(client, at):
    ask = an_ask(at=at)
    sign_in(client, staff("市住建局"))
    given = {"deed": "answer", "stance": "NONE", "text": "", "once": str(uuid4())}

    statuses = [client.post(address("reply", ask.pk), given).status_code for _once in range(2)]

    assert statuses == [302, 302]
    assert row_of(ask, "市住建局").state == "ANSWERED"


def test_the_desk_leads_to_the_form(client, at):
    ask = an_ask(at=at)

    page = sign_in(client, staff("市住建局")).get("/desk/")

    assert f'href="{address("ask", ask.pk)}"' in page.text


def test_the_table_asks_as_often_for_many_as_for_one(client, at):
    asked = []
    for to in (("市住建局",), ("市住建局", "市财政局", "岚溪县", "云渡县")):
        ask = an_ask(at=at, to=to, repeat_reason="分批")
        for name in to:
            answer(row_of(ask, name), at=at)
        sign_in(client, staff())
        client.get(address("addressees", ask.pk))
        with CaptureQueriesContext(connection) as queries:
            client.get(address("addressees", ask.pk))
        asked.append(len(queries))

    assert asked[0] == asked[1]


def test_an_ask_that_is_handed_back_is_told_to_who_wrote_it(at):
    ask = a_draft(at=at)
    asks.submit(ask, by=staff(), at=at)
    asks.send_back(ask, by=head(), at=at, reason="主送单位不全")
    deliver(at=at)

    assert [one.entry.deed for one in messages_of(head()).select_related("entry")] == ["ask.submit"]
    assert [one.entry.deed for one in messages_of(staff()).select_related("entry")] == [
        "ask.send_back"
    ]
    assert list(messages_of(someone_of("市住建局", "联络员"))) == []
