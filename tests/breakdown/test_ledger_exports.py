"""导出: the view as it is seen goes out; what is large is written by the queue for its asker."""

from datetime import date, timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.urls import reverse
from django.utils.timezone import now
from python_calamine import CalamineWorkbook

from luoshi.breakdown.jobs import write_export
from luoshi.breakdown.ledger import outgoing
from luoshi.breakdown.ledger.wanted import Wanted
from luoshi.breakdown.models import LedgerExport, Matter
from luoshi.breakdown.operations import exports
from luoshi.kit.wording import full_date
from luoshi.organisation.models import Term
from luoshi.queue.models import Job
from luoshi.trail.models import ReadLog
from tests.breakdown.given import director, issued, let_in, officer
from tests.world import MONDAY, someone_of

pytestmark = pytest.mark.django_db
NEVER = date(2098, 6, 30)
LONG_AGO = date(2026, 6, 2)


def three():
    issued(
        ("清理拖欠账款", "市财政局", (), LONG_AGO),
        ("建成城市书房10个", "市住建局", ("市财政局",), NEVER),
        ("建成口袋公园20处", "市住建局", (), NEVER),
    )


def lines(content):
    """The rows of the sheet: its caption, its headings, what goes out."""
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    return book.get_sheet_by_index(0).to_python(skip_empty_area=False)


def titles(content):
    [_caption, heads, *rows] = lines(content)
    return [row[heads.index("事项")] for row in rows]


def drawn(content):
    """The sheet as it is written, for what only the eye sees."""
    with ZipFile(BytesIO(content)) as book:
        return book.read("xl/worksheets/sheet1.xml").decode()


def test_the_view_goes_out_as_it_is_seen_with_its_filters_in_the_first_row(client):
    three()
    let_in(client, officer())

    asked = {"group": "unit", "columns": "due,progress", "light": "5,2,3,4,1"}
    content = client.get(reverse("breakdown:ledger_excel"), asked).content

    [caption, heads, *rows] = lines(content)
    first = dict(zip(heads, rows[0], strict=True))
    assert caption[0].startswith("台账（灯：严重逾期、临期、滞后、逾期、正常）（数据截至")
    assert heads == [
        "分组", "序号", "编号", "事项", "完成时限", "进度（%）", "灯", "序时进度（%）",
        "亮灯原因", "单位报称",
    ]  # fmt: skip
    assert (first["分组"], first["完成时限"]) == ("澄川市财政局", LONG_AGO)
    assert first["亮灯原因"].startswith("严重逾期：超过完成时限")
    assert '<pane ySplit="2" topLeftCell="A3"' in drawn(content)
    assert '<autoFilter ref="A2:J5"/>' in drawn(content)
    assert 'paperSize="9" fitToHeight="0" orientation="landscape"' in drawn(content)


def test_only_what_was_picked_goes_out_and_it_is_noted(client):
    three()
    picked = Matter.objects.get(title="建成口袋公园20处")
    by = let_in(client, officer())

    response = client.post(reverse("breakdown:export"), {"sel": [picked.pk], "of": "light=5"})

    assert titles(response.content) == ["建成口袋公园20处"]
    assert ReadLog.objects.get().person_id == by.person_id


def test_what_was_picked_on_a_past_day_goes_out_as_it_stood_that_day(client):
    three()
    picked = Matter.objects.get(title="建成口袋公园20处")
    let_in(client, officer())

    response = client.post(reverse("breakdown:export"), {"sel": [picked.pk], "of": f"day={MONDAY}"})

    caption, *_rest = lines(response.content)
    assert titles(response.content) == ["建成口袋公园20处"]
    assert full_date(MONDAY) in caption[0]


def test_what_is_picked_and_not_seen_does_not_go_out(client):
    three()
    hidden = Matter.objects.get(title="清理拖欠账款")
    let_in(client, someone_of("市住建局", "联络员"))

    response = client.post(reverse("breakdown:export"), {"sel": [hidden.pk]})

    assert titles(response.content) == []


@pytest.fixture
def large(monkeypatch, home):
    """Let three rows be many."""
    monkeypatch.setattr(outgoing, "AT_ONCE", 2)
    monkeypatch.setattr("luoshi.breakdown.web.outgoing.AT_ONCE", 2)
    three()


def test_a_large_export_waits_in_the_queue_and_is_its_askers_alone(client, large):
    let_in(client, officer())

    answer = client.post(reverse("breakdown:export"), {"all": "1", "of": "sort=-due"})

    asked = LedgerExport.objects.get()
    address = reverse("breakdown:exported", args=[asked.pk])
    file = reverse("breakdown:export_file", args=[asked.pk])
    assert (answer["Location"], asked.total, asked.written) == (address, 3, 0)
    assert Job.objects.get().args == [str(asked.pk)]
    assert "正在写：0／3行" in client.get(address).content.decode()
    assert client.get(file).status_code == 404

    assert write_export.call(str(asked.pk)) == 3

    assert titles(client.get(file).getvalue())[-1] == "清理拖欠账款"
    let_in(client, director())
    assert client.get(address).status_code == 404
    assert client.get(file).status_code == 404


def test_with_the_post_it_was_asked_in_the_export_goes_too(client, large):
    two_posts = someone_of("市政府督查室", "督查员", named="先后两处任职的同志")
    someone_of("市财政局", "联络员", named="先后两处任职的同志")
    asked = exports.ask_for(Wanted(), title="台账", total=3, by=two_posts, at=now())
    exports.write(asked, at=now())
    page, file = (
        reverse(f"breakdown:{one}", args=[asked.pk]) for one in ("exported", "export_file")
    )
    let_in(client, two_posts)
    there = [client.get(one).status_code for one in (page, file)]

    Term.objects.filter(person=two_posts.person_id, post=two_posts.post_id).update(until=LONG_AGO)

    assert there == [200, 200]
    assert [client.get(one).status_code for one in (page, file)] == [404, 404]


def test_the_address_of_a_large_workbook_sends_to_the_queue(client, large):
    let_in(client, officer())

    page = client.get(reverse("breakdown:ledger_excel"))

    assert page.status_code == 409
    assert "共3项，超过2项的导出请在台账页提交" in page.content.decode()


def test_an_export_is_thrown_away_after_seven_days_with_its_file(client, large):
    let_in(client, officer())
    client.post(reverse("breakdown:export"), {"all": "1"})
    asked = LedgerExport.objects.get()
    write_export.call(str(asked.pk))
    path = exports.path_of(asked)

    assert exports.throw_away(at=now() + timedelta(days=6)) == 0
    assert path.exists()
    assert exports.throw_away(at=now() + timedelta(days=8)) == 1
    assert (path.exists(), LedgerExport.objects.count()) == (False, 0)
