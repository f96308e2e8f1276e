"""得分明细、时段合成、打印表: a term opens to its figures and its evidence, a year to its parts."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils.timezone import now

from luoshi.assessment.models import Figure, Score
from luoshi.assessment.terms import FigureState, PeriodState
from luoshi.trail.operations import write
from tests.assessed import AFTER_THE_QUARTER_NINE, BUREAUS, COUNTIES, a_scheme, an_adjustment
from tests.assessment.boards import OFFICE, PHONE, address, counted, rows, seen, words
from tests.road import LEAD, S, a_matter
from tests.world import someone_of, unit_named

pytestmark = pytest.mark.django_db
ASSESSOR, COUNTY, BUREAU = (OFFICE, "考核员"), ("岚溪县", "联络员"), (LEAD, "联络员")


def the_figure(period, unit, code):
    return Figure.objects.get(
        period=period, unit=unit_named(unit), indicator__code=code, current=True
    )


def corrected(period, unit, code, value):
    """Lay a certified correction beside the first revision, as its source department would."""
    first = the_figure(period, unit, code)
    Figure.objects.filter(pk=first.pk).update(current=False)
    said = {name: getattr(first, name) for name in ("period", "indicator", "unit")}
    return Figure.objects.create(
        **said, value=value, revision=2, reason="漏计一项", state=FigureState.CERTIFIED,
        enterer_name="甲", entered_at=AFTER_THE_QUARTER_NINE, certifier_name="乙",
        certified_at=AFTER_THE_QUARTER_NINE,
    )  # fmt: skip


def test_a_term_opens_its_formula_its_clause_and_who_signed_for_the_figure(client):
    period = counted()

    page = seen(client, someone_of(*COUNTY), address(period, "term", COUNTIES, "LXX", "1.1"))

    told = words(page.text)
    assert "20×87.5÷100 ＝ 17.50" in told
    assert [one in told for one in ("完成率法", "第2条", "澄考发〔2026〕1号")] == [True] * 3
    [row] = rows(page, "figures")[1:]
    signed = ("第1版 现用", "87.5", "已核定")
    assert (tuple(row[:3]), row[4].startswith("市统计局局长")) == (signed, True)


def test_in_a_geometric_mean_a_term_says_what_the_total_would_be_without_it(client):
    scheme = a_scheme()
    scheme.groups.filter(name=BUREAUS).update(mean="GEOMETRIC")
    period = counted(scheme=scheme)

    page = seen(client, someone_of(*ASSESSOR), address(period, "term", BUREAUS, "ZJJ", "1.3"))

    score = Score.objects.get(period=period, unit__short_name="市住建局")
    told = words(page.text.split('id="left"', 1)[1].split("</dd>", 1)[0].partition(">")[2])
    # Without the nine and a half of ten the mean is of 98 of 100 on sixty, and of all the thirty.
    without = 90 * (Decimal("0.98") ** 60) ** (Decimal(1) / 90)
    assert told == f"总分{score.points:.2f}，没有这一项是{without:.2f}"


def test_a_corrected_figure_stands_with_both_revisions_and_its_reason(client):
    period = counted(before=lambda one: corrected(one, "岚溪县", "1.1", "90"))

    page = seen(client, someone_of(*COUNTY), address(period, "term", COUNTIES, "LXX", "1.1"))

    told = rows(page, "figures")[1:]
    assert [(one[0], one[1], one[5]) for one in told] == [
        ("第2版 现用", "90", "漏计一项"),
        ("第1版", "87.5", ""),
    ]
    assert "20×90÷100" in page.text


def test_the_terms_of_another_unit_are_not_there_for_a_unit(client):
    period = counted()
    path = address(period, "term", COUNTIES, "YDX", "1.1")

    assert seen(client, someone_of(*COUNTY), path).status_code == 404
    assert seen(client, someone_of(*ASSESSOR), path).status_code == 200
    for wrong in (("LXX", "9.9"), ("LXX", "1"), ("ZJJ", "1.1")):
        there = address(period, "term", COUNTIES, *wrong)
        assert seen(client, someone_of(*ASSESSOR), there).status_code == 404


def test_evidence_leads_into_the_dossier_of_whoever_may_open_it(client):
    matter = a_matter(S.IN_PROGRESS)

    def read_off(period):
        told = Figure.objects.filter(pk=the_figure(period, LEAD, "1.1").pk)
        told.update(evidence=[["matter", str(matter.pk)]], parts={"owed": "3", "in_time": "2"})
        told.get().indicator.group.indicators.filter(code="1.1").update(source="RECORD")

    period = counted(before=read_off)
    path = address(period, "term", BUREAUS, "ZJJ", "1.1")

    mine = seen(client, someone_of(*BUREAU), path)
    dossier = f'href="{reverse("shell:dossier", args=[matter.number])}"'
    assert dossier in mine.text
    assert "未办，仍可办" in words(mine.text)
    board = seen(client, someone_of(*BUREAU), address(period, "board", BUREAUS))
    assert "按期2/3件" in board.text
    # the assessor sees what was issued, like an observer
    assert dossier in seen(client, someone_of(*ASSESSOR), path).text


def test_entries_about_a_figure_stand_on_its_page(client):
    period = counted()
    by = someone_of("市统计局", "局长")
    write("figure.certify", about=the_figure(period, "岚溪县", "1.1"), by=by, at=now(),
          before=FigureState.ENTERED, after=FigureState.CERTIFIED)  # fmt: skip

    page = seen(client, someone_of(*COUNTY), address(period, "term", COUNTIES, "LXX", "1.1"))

    assert f"已核定 {by.person_name}" in words(page.text)


def test_the_periods_before_stand_beside_a_term(client):
    scheme = a_scheme()
    counted(PeriodState.PUBLISHED, "2026-Q1", scheme=scheme)
    period = counted(PeriodState.PUBLICITY, "2026-Q2", scheme=scheme)

    page = seen(client, someone_of(*COUNTY), address(period, "term", COUNTIES, "LXX", "1.1"))

    assert [one in words(page.text) for one in ("历次得分", "2026年一季度")] == [True, True]


def test_a_year_is_put_together_of_what_was_published(client):
    scheme = a_scheme()
    month = counted(PeriodState.PUBLISHED, "2026-05", scheme=scheme)
    quarter = counted(PeriodState.PUBLISHED, "2026-Q1", scheme=scheme)
    counted(PeriodState.PUBLICITY, "2026-Q2", scheme=scheme)

    page = seen(client, someone_of(*COUNTY), address(quarter, "composition"))

    own = Score.objects.filter(unit=unit_named("岚溪县"))
    points = [own.get(period=one).points for one in (month, quarter)]
    told = {one[0]: one[1:] for one in rows(page, "parts")[1:]}
    # 0.2 and 0.3 of a year that has nothing else yet are 40 and 60 per cent of it
    assert (told["月度"][1], told["季度"][1]) == ("20% → 40%", "30% → 60%")
    assert told["2026年二季度"][0] == "公示，通报后计入"
    whole = points[0] * 4 / 10 + points[1] * 6 / 10
    assert told["按已有时段折算"][4] == f"{whole:.2f}"


def test_a_year_of_its_own_counts_its_own_terms_and_not_the_whole_again(client):
    scheme = a_scheme()
    counted(PeriodState.PUBLISHED, "2026-05", scheme=scheme)
    counted(PeriodState.PUBLISHED, "2026-Q1", scheme=scheme)

    def deducted(period):
        an_adjustment(period, "岚溪县", "OVERDUE", "-1.0", reason="年内逾期")

    year = counted(PeriodState.PREVIEWING, "2026", scheme=scheme, before=deducted)

    page = seen(client, someone_of(*COUNTY), address(year, "composition"))

    score = Score.objects.get(period=year, unit=unit_named("岚溪县"))
    told = {one[0]: one[1:] for one in rows(page, "parts")[1:]}
    assert told["全年"][4] == f"{score.points:.2f}"
    assert tuple(rows(page, "days")[1][i] for i in (0, 3)) == ("年内逾期", "－1.00")
    board = seen(client, someone_of(*COUNTY), address(year))
    assert "×50%" in {one[0]: one for one in rows(board, "explain")}["合计"][4]


def test_the_year_of_another_unit_is_not_there_for_a_unit(client):
    period = counted()
    path = address(period, "composition")

    assert seen(client, someone_of(*COUNTY), path + "?unit=YDX").status_code == 404
    assert "云渡县" not in seen(client, someone_of(*COUNTY), path).text
    assert "云渡县" in seen(client, someone_of(*ASSESSOR), path + "?unit=YDX").text


def test_the_sheet_has_every_unit_and_of_the_others_no_more_than_one_may_read(client):
    period = counted()

    whole = seen(client, someone_of(*ASSESSOR), address(period, "sheet"))
    own = seen(client, someone_of(*COUNTY), address(period, "sheet"))

    def line(page, unit):
        [found] = [one for one in rows(page, "main") if unit in one[:2]]
        return found

    assert len(line(whole, "云渡县")) == len(line(own, "云渡县")) == 2 + 4 + 2 + 5
    assert all(line(whole, "云渡县")[2:6])
    assert line(own, "云渡县")[2:8] == [""] * 6
    assert line(own, "岚溪县")[:7] == line(whole, "岚溪县")[:7]
    assert (
        "岚溪县" not in seen(client, someone_of(*ASSESSOR), address(period, "sheet"), **PHONE).text
    )
