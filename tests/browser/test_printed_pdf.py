"""读PDF: a paper as a browser prints it, with a running head, a table over pages and columns."""

import pytest

from luoshi.papers.official import official
from luoshi.papers.text import text_of

pytestmark = [pytest.mark.browser, pytest.mark.one_engine]
STYLE = """
@page{size:A4;margin:37mm 26mm 35mm 28mm} p{text-indent:2em;margin:0}
body{font:16pt/28.95pt "Noto Serif CJK SC";text-align:justify}
h1{font-size:22pt;text-align:center;line-height:32pt} .mid{text-align:center}
.sign{text-align:right;margin-right:4em} .out{text-indent:0}
table{border-collapse:collapse;width:100%;font-size:12pt;line-height:18pt}
td,th{border:1px solid #000;padding:3pt}
.cols{column-count:2;column-gap:2em;font-size:12pt;line-height:20pt}
"""
GENERAL = (
    "坚持以人民为中心，倒排工期、挂图作战，确保年底前完成126个老旧小区改造，惠及居民3.2万户，资金使用率达到95%以上。"
    "由市住建局牵头，市财政局、市自然资源和规划局、市城管局按职责分工负责。"
)
IN_COLUMNS = (
    "市水务局要会同各县区政府，每10天向市政府督查室报送一次整治进展，重大问题随时报告，不得迟报瞒报漏报。",
    "市财政局要统筹安排专项资金1.25亿元，于4月15日前拨付到位，并加强资金使用监管，确保专款专用。",
    "市政府督查室要加强跟踪督办，对进展缓慢的单位予以通报，年终纳入绩效考核范围。",
)
TABLE = """<table><tr><th>序号<th>重点任务<th>牵头单位<th>配合单位<th>完成时限</tr>
<tr><td>1<td>完成澄河路等18处易涝点整治，新建雨水管网42公里<td rowspan=2>市水务局
<td>市住建局、市财政局<td>2026年6月20日</tr><tr><td>2<td>完成河道清淤120公里<td>各县区政府<td>2026年9月底</tr>
<tr><td>3<td colspan=2>改造老旧小区126个（市住建局）<td>市财政局<td>2026年12月底</tr></table>"""
PAPER = f"""<!doctype html><meta charset=utf-8><style>{STYLE}</style>
<p class="mid out">澄川市人民政府文件</p><p class="mid out">澄政发〔2026〕5号</p>
<h1>澄川市人民政府关于加快推进城区内涝治理和老旧小区改造工作的通知</h1>
<p class=out>各县区人民政府，市政府各部门、各直属机构：</p><p>一、总体要求</p><p>{GENERAL}</p>
<p>{GENERAL}</p><p>二、重点任务</p>{TABLE}<p>三、工作要求</p>
<div class=cols>{"".join(f"<p>{words}</p>" for words in IN_COLUMNS)}</div>
<p class="sign out">澄川市人民政府</p><p class="sign out">2026年3月2日</p>"""
SMALL = '<div style="font-size:9px;width:100%;text-align:center">{}</div>'


@pytest.fixture
def printed(chromium):
    page = chromium.new_page()
    page.set_content(PAPER)
    content = page.pdf(
        prefer_css_page_size=True,
        display_header_footer=True,
        header_template=SMALL.format("澄川市人民政府公报 2026年第5期"),
        footer_template=SMALL.format('— <span class="pageNumber"></span> —'),
    )
    page.close()
    return text_of(content, "通知.pdf")


def test_a_printed_paper_is_read_as_it_was_written(printed):
    assert printed.text.split("\n") == [
        "澄川市人民政府文件",
        "澄政发〔2026〕5号",
        "澄川市人民政府关于加快推进城区内涝治理和老旧小区改造工作的通知",
        "各县区人民政府，市政府各部门、各直属机构：",
        "一、总体要求",
        GENERAL,
        GENERAL,
        "二、重点任务",
        "序号\t重点任务\t牵头单位\t配合单位\t完成时限",
        "1\t完成澄河路等18处易涝点整治，新建雨水管网42公里\t市水务局\t市住建局、市财政局\t2026年6月20日",
        "2\t完成河道清淤120公里\t市水务局\t各县区政府\t2026年9月底",
        "3\t改造老旧小区126个（市住建局）\t\t市财政局\t2026年12月底",
        "三、工作要求",
        *IN_COLUMNS,
        "澄川市人民政府",
        "2026年3月2日",
    ]  # fmt: skip
    assert printed.title == "澄川市人民政府关于加快推进城区内涝治理和老旧小区改造工作的通知"


def test_its_form_says_who_and_when(printed):
    found = official(printed.text)

    assert (found.number, found.issuer, str(found.day)) == (
        "澄政发〔2026〕5号", "澄川市人民政府", "2026-03-02",
    )  # fmt: skip
