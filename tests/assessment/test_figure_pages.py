"""指标值的页面: each department types its own, its head signs; the month's economy as it stands."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from luoshi.assessment import economy, figure_sheets
from luoshi.assessment.collecting import pages_of
from luoshi.assessment.models import Figure, Indicator, IndicatorTarget
from luoshi.assessment.operations import figures as operations
from luoshi.assessment.terms import FigureState
from luoshi.papers import tables
from luoshi.papers.sheets import read_rows
from luoshi.trail.models import ReadLog
from tests.assessed import COUNTIES, REACHED, SOURCE, a_period, a_scheme, figures
from tests.assessment.boards import PHONE
from tests.shell.pages import sign_in
from tests.world import MONDAY_NINE, someone_of, unit_named

pytestmark = pytest.mark.django_db


def page(name, *args):
    return reverse(f"assessment:{name}", args=args)


def staff(client):
    return sign_in(client, someone_of(SOURCE, "承办人"))


def line_of(period, code="3.1"):
    return Indicator.objects.get(group__scheme=period.scheme_id, group__name=COUNTIES, code=code)


def place(period, unit="岚溪县", code="3.1"):
    return f"{line_of(period, code).pk}-{unit_named(unit).pk}"


def test_figures_are_typed_where_they_are_asked_for(client):
    period = a_period()
    said = {"satisfied": "60", "basically": "25", "dissatisfied": "10"}
    votes = {f"part-{name}-{place(period, code='4.1')}": value for name, value in said.items()}
    given = {f"value-{place(period)}": "9.1", f"value-{place(period, code='4.1')}": "",
             "once": str(uuid4())} | votes  # fmt: skip

    answer = staff(client).post(page("figure_entry", period.pk), given, follow=True)

    assert "已填报2项" in answer.text
    assert Figure.objects.get(indicator__code="3.1").value == Decimal("9.1")
    assert Figure.objects.get(indicator__code="4.1").parts["satisfied"] == "60"


def test_what_was_typed_survives_what_is_no_number(client):
    period = a_period()
    given = {f"value-{place(period)}": "九点一", "once": str(uuid4())}

    answer = staff(client).post(page("figure_entry", period.pk), given)

    assert answer.status_code == 422
    assert "岚溪县的“固定资产投资增速”须填数字" in answer.text
    assert 'value="九点一"' in answer.text


def test_a_share_pasted_out_of_a_spreadsheet_is_a_number(client):
    period = a_period()
    Indicator.objects.filter(code="3.1").update(measure="%")
    given = {f"value-{place(period)}": "９.5%", "once": str(uuid4())}

    staff(client).post(page("figure_entry", period.pk), given)

    assert Figure.objects.get().value == Decimal("9.5")


def test_a_workbook_without_a_heading_is_named_and_nothing_is_entered(client):
    period = a_period()
    columns = figure_sheets.columns(pages_of(period, unit_named(SOURCE).pk))
    some = [one for one in columns if one.key in ("code", "unit", "value")]
    rows = [{"code": "3.1", "unit": "岚溪县", "value": Decimal("9.1")}]
    book = tables.write_book([tables.Page("Sheet1", some, rows)], at=MONDAY_NINE)
    file = SimpleUploadedFile("指标值.xlsx", book)

    answer = staff(client).post(page("figure_sheet", period.pk), {"file": file, "once": "a"})

    assert answer.status_code == 422
    assert "缺少“指标”这一列。" in answer.text
    assert Figure.objects.count() == 0


def test_the_head_signs_what_was_on_the_page_and_not_what_was_typed_meanwhile(client):
    period = a_period()
    held = figures(period, certified=False)
    sign_in(client, someone_of(SOURCE, "局长"))
    shown = client.get(page("figure_entry", period.pk)).context["seen"]
    Figure.objects.filter(pk=held["岚溪县", "3.1"].pk).update(value="91")
    given = {"once": str(uuid4()), "seen": shown}

    answer = client.post(page("sign_figures", period.pk), given)

    assert answer.status_code == 409
    assert "数据在您打开之后已有变化，请核对后再核定" in answer.text
    assert not Figure.objects.filter(state=FigureState.CERTIFIED).exists()
    again = {"once": str(uuid4()), "seen": answer.context["seen"]}
    client.post(page("sign_figures", period.pk), again)
    assert not Figure.objects.exclude(state=FigureState.CERTIFIED).exists()


def test_the_head_signs_everything_that_waits_and_twice_is_once(client):
    period = a_period()
    figures(period, certified=False)
    given = {"once": str(uuid4())}
    sign_in(client, someone_of(SOURCE, "局长"))

    assert "有42项等待您核定" in client.get(page("figure_entry", period.pk)).text
    client.post(page("sign_figures", period.pk), given)
    client.post(page("sign_figures", period.pk), given)

    assert set(Figure.objects.values_list("state", flat=True)) == {FigureState.CERTIFIED}


def test_staff_have_no_button_to_sign_and_are_told_why(client):
    period = a_period()
    figures(period, certified=False)
    staff(client)

    assert "全部核定" not in client.get(page("figure_entry", period.pk)).text
    answer = client.post(page("sign_figures", period.pk), {"once": str(uuid4())})
    assert answer.status_code == 409
    assert "核定须由数据来源单位主要负责人办理" in answer.text


def test_a_unit_that_is_assessed_sees_nobodys_figures(client):
    period = a_period()
    made = figures(period)
    sign_in(client, someone_of("岚溪县", "县长"))

    assert period.label not in client.get(page("figures")).text
    one = made["云渡县", "3.1"]
    for address in (
        page("figure_entry", period.pk), page("figure", one.pk), page("figure_sheet", period.pk),
        page("figure_excel", period.pk),
    ):  # fmt: skip
        assert client.get(address).status_code == 404


def test_another_source_does_not_see_these_figures(client):
    period = a_period()
    made = figures(period)
    Indicator.objects.filter(code="2.2").update(source_unit=unit_named("市财政局"))
    sign_in(client, someone_of("市财政局", "承办人"))

    answer = client.get(page("figure_entry", period.pk))

    assert "固定资产投资增速" not in answer.text
    assert client.get(page("figure", made["岚溪县", "3.1"].pk)).status_code == 404


def test_a_correction_is_made_on_the_figures_own_page(client):
    period = a_period()
    one = figures(period)["岚溪县", "3.1"]
    given = {"verdict": "correct", "value": "9.4", "reason": "口径调整", "once": str(uuid4())}

    staff(client).post(page("figure", one.pk), given)

    fresh = Figure.objects.get(indicator=one.indicator, unit=one.unit, current=True)
    assert (fresh.value, fresh.revision, fresh.reason) == (Decimal("9.4"), 2, "口径调整")
    shown = client.get(page("figure", fresh.pk)).text
    assert "第1次" in shown
    assert "第2次" in shown


def test_the_sheet_goes_out_and_comes_in(client):
    period = a_period()
    figures(period, {"岚溪县": REACHED["岚溪县"]}, certified=False)
    source = unit_named(SOURCE)
    pages = pages_of(period, source.pk)

    answer = staff(client).get(f"{page('figure_excel', period.pk)}?source={source.pk}")
    sheet = read_rows(answer.content, figure_sheets.columns(pages))
    found = figure_sheets.read(sheet, pages, on=date(2026, 7, 6))

    assert found.faults == []
    assert len(found.typed) == 11
    assert ReadLog.objects.get().what == "export"


def test_a_department_is_handed_its_own_sheet_and_no_other(client):
    period = a_period()
    Indicator.objects.filter(code="2.2").update(source_unit=unit_named("市财政局"))
    other = f"{page('figure_excel', period.pk)}?source={unit_named('市财政局').pk}"

    assert staff(client).get(page("figure_excel", period.pk)).status_code == 200
    assert client.get(other).status_code == 404


def test_a_pasted_table_is_rehearsed_and_then_entered(client):
    period = a_period()
    address = page("figure_sheet", period.pk)
    text = "\n".join((
        "指标\t单位\t数值\t缺数原因",
        "固定资产投资增速\t岚溪县\t9.1\t",
        "固定资产投资增速\t云渡县\t\t停产",
    ))  # fmt: skip
    staff(client)

    shown = client.post(address, {"text": text, "once": str(uuid4())})
    assert Figure.objects.count() == 0
    client.post(address, {"text": text, "verdict": "enter", "once": str(uuid4())})

    assert "填报这2项" in shown.text
    held = Figure.objects.order_by("unit__place").values_list("value", "absence")
    assert list(held) == [(Decimal("9.1"), ""), (None, "停产")]


def test_every_bad_row_of_a_paste_is_named(client):
    period = a_period()
    text = "\n".join((
        "指标\t单位\t数值",
        "没有的\t岚溪县\t1",
        "固定资产投资增速\t市住建局\t1",
        "固定资产投资增速\t岚溪县\t一",
    ))  # fmt: skip

    answer = staff(client).post(page("figure_sheet", period.pk), {"text": text, "once": "a"})

    assert answer.status_code == 422
    assert {row for row, _heading, _why in answer.context["found"].faults} == {2, 3, 4}
    assert "本单位没有要报的指标“没有的”" in answer.text


@pytest.mark.parametrize(("measure", "entered"), [("%", [Decimal("9.5")]), ("亿元", [])])
def test_the_sign_of_per_cent_is_taken_where_it_is_the_measure(client, measure, entered):
    period = a_period()
    Indicator.objects.filter(code="3.1").update(measure=measure)
    text = "指标\t单位\t数值\n固定资产投资增速\t岚溪县\t9.5%"

    shown = staff(client).post(page("figure_sheet", period.pk), {"text": text, "once": "a"})
    client.post(page("figure_sheet", period.pk), {"text": text, "verdict": "enter", "once": "b"})

    assert ("“固定资产投资增速”不以百分比计，请只填数" in shown.text) == (not entered)
    assert [one.value for one in Figure.objects.all()] == entered


def a_month(scheme, label, ranks):
    """Lay a certified month of the investment figures with their ranks in the province."""
    period = a_period(scheme, label)
    made = {unit: {"3.1": value} for unit, (value, _rank) in ranks.items()}
    for (unit, _code), one in figures(period, made).items():
        Figure.objects.filter(pk=one.pk).update(parts={"province_rank": str(ranks[unit][1])})
    return period


def an_economy():
    scheme = a_scheme()
    Indicator.objects.filter(code="3.1").update(monthly=True)
    a_month(scheme, "2026-03", {"岚溪县": ("8.0", 20), "云渡县": ("8.0", 30)})
    a_month(scheme, "2026-04", {"岚溪县": ("8.5", 18), "云渡县": ("8.1", 31)})
    may = a_month(scheme, "2026-05", {"岚溪县": ("9.1", 15), "云渡县": ("7.0", 44)})
    line = line_of(may)
    IndicatorTarget.objects.create(
        indicator=line, unit=unit_named("岚溪县"), span="2026-Q2", value=Decimal(9)
    )
    return may


def test_a_month_shows_the_rank_in_the_province_and_its_change():
    [row] = economy.table_of(an_economy())

    assert [(cell.unit.short_name, cell.rank, cell.risen, cell.done) for cell in row] == [
        ("市审计局", None, None, None),
        ("岚溪县", 15, 3, Decimal("101.1")),
        ("云渡县", 44, -13, None),
    ]


def test_the_dispatch_names_what_lags_whose_it_is_and_by_when():
    [lag] = economy.lagging(an_economy())

    assert (lag.cell.unit.short_name, lag.cell.fallen, lag.cell.short) == ("云渡县", 14, None)
    assert (lag.source, lag.by) == (unit_named(SOURCE), date(2026, 7, 18))


def test_the_page_opens_on_the_latest_month_anything_was_signed_of(client):
    may = an_economy()
    june = a_period(may.scheme, "2026-06")
    by = sign_in(client, someone_of("市考核办", "考核员"))

    shown = [by.get(page("economy") + asked) for asked in ("", "?month=2026-06")]

    assert [one.context["month"] for one in shown] == [may, june]


def test_what_is_not_signed_is_not_on_the_page():
    may = an_economy()
    one = Figure.objects.get(period=may, unit=unit_named("岚溪县"))
    said = operations.Typed(one.indicator, one.unit, Decimal(5))
    operations.correct(
        one, said, by=someone_of(SOURCE, "承办人"), at=MONDAY_NINE, reason="口径调整"
    )

    [row] = economy.table_of(may)

    assert [cell.value for cell in row if cell.unit == one.unit] == [None]


def test_a_county_sees_its_own_row_of_the_month(client):
    an_economy()
    sign_in(client, someone_of("岚溪县", "县长"))

    shown = client.get(page("economy")).text

    assert "岚溪县" in shown
    assert "云渡县" not in shown


def test_a_phone_is_sent_no_rank_in_the_province(client):
    an_economy()
    by = sign_in(client, someone_of("市考核办", "考核员"))

    desk, phone = by.get(page("economy")), by.get(page("economy"), headers=PHONE)

    assert ("到第44，退14位" in desk.text, "到第44，退14位" in phone.text) == (True, False)
    assert (desk.text.count("比上月"), phone.text.count("比上月")) == (1, 0)
    assert "Sec-CH-UA-Mobile" in phone.headers["Vary"]


def test_of_what_lags_who_has_nothing_comes_first():
    may = an_economy()
    line = line_of(may)
    for name, value in (("云渡县", 9), ("市审计局", 4)):
        IndicatorTarget.objects.create(indicator=line, unit=unit_named(name), value=value)
    figures(may, {"市审计局": {"3.1": "0"}})

    assert [one.cell.unit.short_name for one in economy.lagging(may)] == ["市审计局", "云渡县"]


def test_a_department_that_is_not_assessed_sees_every_unit_in_its_own_lines_alone(client):
    may = an_economy()
    taxes = Indicator.objects.get(group__name=COUNTIES, code="3.2")
    Indicator.objects.filter(pk=taxes.pk).update(monthly=True, source_unit=unit_named("市财政局"))
    assert not may.scheme.units.filter(unit=unit_named(SOURCE)).exists()

    for title in ("局长", "联络员", "承办人"):
        shown = sign_in(client, someone_of(SOURCE, title)).get(page("economy"))
        rows = [[(cell.line.code, cell.unit.short_name) for cell in row]
                for row in shown.context["tables"]]  # fmt: skip
        assert rows == [[("3.1", "市审计局"), ("3.1", "岚溪县"), ("3.1", "云渡县")]]
        assert [one.cell.unit.short_name for one in shown.context["lags"]] == ["云渡县"]
        assert taxes.name not in shown.text


def test_a_month_that_is_not_for_a_post_is_not_there(client):
    an_economy().scheme.units.filter(unit=unit_named("市财政局")).delete()
    may = {"month": "2026-05"}

    assert staff(client).get(page("economy"), may).status_code == 200
    assert staff(client).get(page("economy"), {"month": "2025-05"}).status_code == 404
    sign_in(client, someone_of("市财政局", "局长"))
    assert client.get(page("economy")).context["months"] == []
    assert client.get(page("economy"), may).status_code == 404
