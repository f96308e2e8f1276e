"""A government work report as long as they are: forty pages of Word, made sentence by sentence.

Chapters with headings, paragraphs of demands between paragraphs of exhortation, and a table of
indicators at the end of each chapter. The same every time.
"""

import io
from itertools import cycle

import docx
from docx.shared import Pt

TITLE = "澄川市2027年《政府工作报告》重点任务分工方案"
NUMBER = "澄政发〔2026〕32号"
CHAPTERS = (
    "全力推动工业经济提质增效", "持续扩大有效投资", "加快城市更新步伐", "深入推进乡村全面振兴",
    "着力打造一流营商环境", "不断完善现代基础设施", "坚决打好污染防治攻坚战",
    "切实保障和改善民生", "牢牢守住安全发展底线", "加强政府自身建设",
)  # fmt: skip
NUMERALS = "一二三四五六七八九十"
LEADS = ("市发改委", "市工信局", "市住建局", "市交通运输局", "市教育局", "市卫健委", "市水利局",
         "市农业农村局", "市商务局", "市生态环境局", "市应急局", "市民政局")  # fmt: skip
BESIDE = ("市财政局", "市自然资源局", "市市场监管局", "市人社局", "市公安局", "市科技局",
          "各县（区）人民政府")  # fmt: skip
DEMANDS = (
    ("改造{place}老旧小区{n}个，惠及居民{n}00户", "老旧小区改造", "个"),
    ("新建{place}雨污分流管网{n}公里，消除易涝积水点", "雨污分流管网", "公里"),
    ("开工{place}重点项目{n}个，完成投资{n}亿元以上", "重点项目开工", "个"),
    ("新增{place}规模以上工业企业{n}家，培育专精特新企业", "规模以上工业企业", "家"),
    ("建成{place}农村公路{n}公里，实现通村路面全部硬化", "农村公路", "公里"),
    ("新建{place}公办幼儿园{n}所，新增学位{n}0个", "公办幼儿园", "所"),
    ("完成{place}入河排污口整治{n}个，水质达到规定类别", "入河排污口整治", "个"),
    ("改造提升{place}乡镇敬老院{n}所，增设护理型床位", "乡镇敬老院", "所"),
    ("整治{place}高标准农田{n}千亩，配套灌溉渠系", "高标准农田", "千亩"),
    ("举办{place}促消费活动{n}场，发放惠民消费券", "促消费活动", "场"),
)
PLACES = ("城东片区", "岚溪县", "云渡县", "高新区", "沿江新区", "老城区", "澄河两岸")
TALK = (
    "过去一年，面对复杂多变的外部环境，全市上下同心协力，经济运行稳中有进，社会大局保持稳定。",
    "要始终坚持以人民为中心的发展思想，把群众的急难愁盼放在心头，用干部的辛苦换群众的幸福。",
    "各级各部门要提高站位，强化担当，以钉钉子精神把各项部署落到实处，见到实效。",
    "要统筹好发展和安全，既要守住底线，又要勇于突破，推动工作再上新台阶。",
    "这项工作事关长远，涉及面广，要加强协同配合，形成齐抓共管的良好局面。",
)
MONTHS = cycle((6, 8, 9, 10, 12))


def _demand(number: int) -> tuple[str, tuple[str, str, str, str]]:
    """Return a demand in words, and its row of the table."""
    words, metric, unit = DEMANDS[number % len(DEMANDS)]
    lead, beside = LEADS[number % len(LEADS)], BESIDE[number % len(BESIDE)]
    count, month = 3 + number % 47, next(MONTHS)
    what = words.format(place=PLACES[number % len(PLACES)], n=count)
    said = (
        f"由{lead}牵头，{beside}配合，2027年{month}月底前{what}，每月报送进展。",
        f"2027年{month}月底前{what}。（牵头单位：{lead}；配合单位：{beside}）",
        f"{what}，2027年{month}月底前全部完成，{lead}负责，{beside}配合。",
    )[number % 3]
    return said, (metric, f"{count}{unit}", f"2027年{month}月底", lead)


def content(each: int = 36) -> bytes:
    """Return the docx; `each` demands a chapter make it some 40 pages and 27,000 characters."""
    paper = docx.Document()
    plain = paper.styles["Normal"]
    plain.font.size, plain.paragraph_format.line_spacing = Pt(14), Pt(25)
    paper.add_heading(TITLE, level=0)
    paper.add_paragraph("各县（区）人民政府，市政府各部门：")
    number = 0
    for at, chapter in enumerate(CHAPTERS):
        paper.add_heading(f"{NUMERALS[at]}、{chapter}", level=1)
        rows = []
        for place in range(each):
            if place % 9 == 0:
                paper.add_heading(f"（{NUMERALS[place // 9]}）{chapter[2:]}工作之{place + 1}", 2)
                paper.add_paragraph(TALK[number % len(TALK)])
            said, row = _demand(number)
            paper.add_paragraph(f"{place + 1}.{said}")
            rows.append(row)
            number += 1
        _table(paper, rows[:12])
    paper.add_paragraph("澄川市人民政府")
    paper.add_paragraph("2026年11月16日")
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def _table(paper, rows: list[tuple[str, str, str, str]]) -> None:
    made = paper.add_table(1 + len(rows), 4)
    heads = ("指标名称", "目标值", "完成时限", "责任单位")
    for cells, words in zip(made.rows, (heads, *rows), strict=True):
        for cell, said in zip(cells.cells, words, strict=True):
            cell.text = said
