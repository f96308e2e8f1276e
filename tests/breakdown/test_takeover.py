"""承接: work under way enters from a paper ledger by one deed, without invented entries."""

import re
from datetime import date, timedelta
from decimal import Decimal
from html import unescape
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import override

from luoshi.breakdown import many, paper_ledger
from luoshi.breakdown.models import Matter
from luoshi.breakdown.operations import matters, takeover
from luoshi.breakdown.terms import MatterState as S
from luoshi.dues.terms import DueKind
from luoshi.flow.refusals import NotYours, Unmet
from luoshi.papers.cells import folded
from luoshi.papers.tables import write_rows
from luoshi.reporting import inbulk
from luoshi.reporting.operations import closing
from luoshi.timelimits.days import day_of
from luoshi.trail.models import File
from tests.breakdown.given import let_in
from tests.deeds import due_of, entry_of, owed, refused, told
from tests.road import LEAD, a_report, bring, hear_everybody, the
from tests.world import MONDAY_NINE, TUESDAY_NINE, town, unit_named

pytestmark = pytest.mark.django_db

LEDGER = "2025年市级督查台账"
ROW = {
    "page": "12",
    "paper_number": "37",
    "recorded_date": date(2025, 11, 3),
    "title": "城东污水厂扩建",
    "requirement": "完成城东污水厂扩建并通水",
    "standard": "通过环保验收",
    "lead": LEAD,
    "assist": "市财政局",
    "due_date": date(2026, 5, 20),
    "kind": "ordinary",
    "cadence": "TEN_DAYS",
    "round_number": 2,
    "progress": 60,
    "done": "土建已完成，设备正在安装",
}


def a_record(**given):
    rest = {**ROW, "lead": unit_named(LEAD), "assist": (unit_named("市财政局"),)}
    return takeover.Record(**{**rest, "progress": Decimal(60), **given})


def taken_over(**given):
    hand = the("主任")
    [matter] = takeover.take_over(LEDGER, [a_record(**given)], by=hand, at=MONDAY_NINE)
    return matter


def test_it_stands_where_the_paper_left_it_with_one_entry():
    matter = taken_over()

    assert (matter.number, matter.state) == ("澄政督2026-0001", S.IN_PROGRESS)
    assert (matter.round_number, matter.progress, matter.due_date) == (2, 60, date(2026, 5, 20))
    assert told(matter) == ["matter.take_over"]
    facts = entry_of(matter, "matter.take_over").facts
    assert (facts["ledger"], facts["page"], facts["paper_number"]) == (LEDGER, "12", "37")
    assert matter.takeover.done == ROW["done"]
    assert matter.list.basis == "承接纸质台账“2025年市级督查台账”"


def test_what_is_owed_from_now_on_is_owed_and_nothing_of_the_past():
    matter = taken_over()

    assert [kind for kind, _unit in owed(matter)] == ["COMPLETION", "OPINION", "REPORT", "REPORT"]
    assert due_of(matter, DueKind.COMPLETION).due_date == date(2026, 5, 20)


def test_it_goes_the_road_to_the_archive():
    matter = taken_over()
    a_report(matter, at=TUESDAY_NINE)
    hear_everybody(matter, at=TUESDAY_NINE)

    for state in (S.CLAIMED, S.VERIFYING, S.DECIDING, S.COMPLETED, S.WRITTEN_OFF):
        bring(matter, state, at=TUESDAY_NINE)

    assert (matter.state, owed(matter)) == (S.WRITTEN_OFF, [])


PAPER = "通知单、回执原件存市政府督查室2025年档案盒3"


def written_off():
    matter = taken_over()
    hear_everybody(matter, at=TUESDAY_NINE)
    for state in (S.CLAIMED, S.VERIFYING, S.DECIDING, S.COMPLETED, S.WRITTEN_OFF):
        bring(matter, state, at=TUESDAY_NINE)
    return matter


def test_it_is_filed_with_a_word_on_the_notice_and_receipt_that_stayed_on_paper():
    matter = written_off()

    closing.file(matter, by=the("归档员"), at=TUESDAY_NINE, originals=PAPER)

    assert (matter.state, told(matter)[-1]) == (S.ARCHIVED, "matter.file")
    facts = entry_of(matter, "matter.file").facts
    assert facts == {"originals": PAPER, "paper_record": f"{LEDGER} 12 37"}


def test_it_is_not_filed_while_nothing_is_said_of_the_originals():
    matter = written_off()

    with refused(Unmet, "承接的事项须写明承接前通知单、回执的原件存放何处，或者已无原件"):
        closing.file(matter, by=the("归档员"), at=TUESDAY_NINE, originals=" ")
    assert matter.state == S.WRITTEN_OFF


def test_its_claim_and_checks_were_made_here_and_must_be_there():
    matter = written_off()
    matter.claims.update(accepted=False)

    with refused(Unmet, "归档材料不齐，缺：办结报告、初审记录、核查记录"):
        closing.file(matter, by=the("归档员"), at=TUESDAY_NINE, originals=PAPER)


def test_a_later_round_has_its_own_notice_and_receipt():
    matter = written_off()
    matter.round_number = 3

    assert closing.paper_record(matter) is None


def test_the_page_asks_for_the_originals_and_the_dossier_shows_them(client):
    matter = written_off()
    let_in(client, the("归档员"))
    address = reverse("reporting:file", args=[matter.number])

    page = client.get(address).text
    assert "承接自“2025年市级督查台账”第12页37号" in page
    assert client.post(address, {"once": "归档1"}).status_code == 422
    answer = client.post(address, {"once": "归档2", "originals": PAPER})

    assert answer.status_code == 302
    dossier = client.get(answer["Location"]).text
    assert "“2025年市级督查台账”第12页37号（第2轮）" in dossier
    assert PAPER in dossier


def test_in_bulk_it_is_left_for_its_own_page():
    matter = written_off()

    [look] = many.outlook(inbulk.FILE, [matter], the("归档员"))

    assert look.refused == "承接的事项须逐项归档，写明承接前原件的情况"


def test_it_is_not_returned():
    matter = taken_over(recorded_date=date(2026, 6, 1), due_date=date(2026, 9, 1))

    with refused(Unmet, "承接的在办事项不能退回，确需调整的请报督查室"):
        matters.return_(
            matter,
            by=the("局长", LEAD),
            at=TUESDAY_NINE,
            reason="不归本局",
            proposed_unit="市水利局",
        )


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"page": ""}, "页码、原编号、事项、事项内容、完成标准须填写"),
        ({"done": " "}, "请写明此前办理情况"),
        ({"kind": "hearsay"}, "请选择事项类别"),
        ({"recorded_date": date(2026, 6, 2)}, "原登记日期不能晚于今天"),
        ({"due_date": date(2025, 11, 2)}, "完成时限不能早于原登记日期"),
        ({"progress": Decimal(101)}, "进度须在0到100之间，轮次从1起"),
        ({"round_number": 0}, "进度须在0到100之间，轮次从1起"),
    ],
)
def test_the_paper_record_is_named_and_sound(given, says):
    record, director = a_record(**given), the("主任")

    with refused(Unmet, says):
        takeover.take_over(LEDGER, [record], by=director, at=MONDAY_NINE)


def test_a_unit_has_one_part_only():
    record = a_record(assist=(unit_named(LEAD),))

    with refused(Unmet, "同一单位只能承担一项"):
        takeover.take_over(LEDGER, [record], by=the("主任"), at=MONDAY_NINE)


def test_a_line_is_taken_over_once():
    taken_over()
    again, director = a_record(), the("主任")

    with refused(Unmet, "“2025年市级督查台账”37号已承接过"):
        takeover.take_over(LEDGER, [again], by=director, at=TUESDAY_NINE)
    with refused(Unmet, "承接须注明纸质台账"):
        takeover.take_over(" ", [again], by=director, at=TUESDAY_NINE)


def test_only_the_director_takes_over():
    record, officer = a_record(), the("督查员")

    with refused(NotYours, "承接登记须由负责该清单的督查室主任办理"):
        takeover.take_over(LEDGER, [record], by=officer, at=MONDAY_NINE)


def a_sheet(*rows):
    return write_rows(
        paper_ledger.columns(), rows or [ROW], at=MONDAY_NINE, name=paper_ledger.SHEET
    )


def test_a_sheet_says_row_by_row_what_cannot_be_taken_over():
    town()
    rows = [ROW, {**ROW, "paper_number": "38", "lead": "市建管局"}, {**ROW, "title": ""}]

    plan = paper_ledger.rehearse(a_sheet(*rows), LEDGER, at=MONDAY_NINE)

    assert plan.faults == [(3, "名录中没有“市建管局”"), (4, "事项：必填，不能为空。")]
    assert ([one.paper_number for one in plan.records], plan.clean) == (["37"], False)


def test_a_sheet_may_come_again():
    taken_over()

    plan = paper_ledger.rehearse(
        a_sheet(ROW, {**ROW, "paper_number": "38"}), LEDGER, at=TUESDAY_NINE
    )

    assert ([one.paper_number for one in plan.records], plan.known) == (["38"], 1)


@pytest.mark.parametrize("written_in", ["zh-hans", "en"])
@pytest.mark.parametrize("read_in", ["zh-hans", "en"])
def test_a_sheet_is_read_in_every_language_it_is_written_in(written_in, read_in):
    town()
    with override(written_in):
        headings = [column.heading for column in paper_ledger.columns()]
        sheet = a_sheet(ROW)

    with override(read_in):
        plan = paper_ledger.rehearse(sheet, LEDGER, at=MONDAY_NINE)

    assert (plan.faults, len(plan.records)) == ([], 1)
    assert (plan.records[0].kind, plan.records[0].cadence) == (ROW["kind"], ROW["cadence"])
    # No heading may stand for two columns.
    assert len({folded(one) for one in headings}) == len(headings)


def test_the_template_is_in_the_language_of_its_reader():
    with override("en"):
        book = paper_ledger.template(at=MONDAY_NINE)
        headings = [column.heading for column in paper_ledger.columns()]

    with ZipFile(BytesIO(book)) as parts:
        first = parts.read("xl/worksheets/sheet1.xml").decode()

    assert [one for one in headings if one not in unescape(first)] == []
    assert re.findall(r"[\u4e00-\u9fff]+", first) == []


def test_the_director_uploads_looks_and_confirms(client):
    let_in(client, the("主任"))
    upload = SimpleUploadedFile("承接.xlsx", a_sheet())

    shown = client.post(reverse("breakdown:takeover_sheet"), {"ledger": LEDGER, "file": upload})
    kept = File.objects.get(name="承接.xlsx")
    assert (shown.status_code, Matter.objects.count()) == (200, 0)

    client.post(reverse("breakdown:takeover_confirm"), {"ledger": LEDGER, "digest": kept.digest})

    matter = Matter.objects.get()
    assert (matter.title, matter.state) == ("城东污水厂扩建", S.IN_PROGRESS)
    assert matter.list.document.file == kept


def test_one_matter_is_taken_over_by_its_form(client):
    let_in(client, the("主任"))
    today = day_of(now())
    typed = {**ROW, "ledger": LEDGER, "lead": unit_named(LEAD).pk, "assist": []}
    typed |= {"recorded_date": today - timedelta(days=90), "due_date": today}

    answer = client.post(reverse("breakdown:takeover"), typed)

    assert answer.status_code == 302
    assert Matter.objects.get().takeover.ledger == LEDGER


def test_to_anybody_else_the_page_is_not_there(client):
    let_in(client, the("督查员"))

    assert client.get(reverse("breakdown:takeover")).status_code == 404
