"""Rosters for the tests: rows as a clerk would fill them in, written into a workbook."""

from datetime import date

from luoshi.organisation.roster.columns import TABLES
from luoshi.papers.tables import Page, write_book
from tests.world import MONDAY_NINE

SINCE = date(2021, 1, 1)


def unit_row(code, name, above="SF", **given):
    return {"code": code, "name": name, "kind": "BUREAU", "above": above, "since": SINCE} | given


def post_row(unit, title="局长", role="UNIT_HEAD", **given):
    return {"unit": unit, "title": title, "role": role} | given


def workbook(**sheets):
    named = {
        "regions": "行政区划",
        "units": "单位",
        "aliases": "别名",
        "party": "党组织",
        "posts": "职务与人员",
        "spheres": "分管领域",
        "groups": "分组",
        "offices": "领导小组办公室",
        "designations": "授权",
    }
    rows = {named[key]: value for key, value in sheets.items()}
    pages = [Page(name, TABLES[name], rows.get(name, [])) for name in TABLES]
    return write_book(pages, at=MONDAY_NINE)


FULL = {
    "regions": [
        {"code": "990000", "name": "澄川市"},
        {"code": "990101", "name": "岚溪县", "above": "990000"},
    ],
    "units": [
        unit_row("YJJZD", "澄川市应急救援支队", above="YJJ", kind="SECTION"),
        unit_row("YJJ", "澄川市应急管理局", short_name="市应急局", place=40, region="990000"),
        unit_row("AJJ", "澄川市安全生产监督管理局", until=date(2022, 5, 31), successor="YJJ"),
    ],
    "aliases": [{"unit": "YJJ", "name": "市应急管理局"}],
    "party": [
        {"code": "P1", "name": "市直机关工委"},
        {"code": "P2", "name": "应急局机关党委", "above": "P1", "unit": "YJJ"},
    ],
    "posts": [
        post_row("YJJ", username="yj.ju", name="应急局长", since=SINCE),
        post_row("YJJ", "联络员", "LIAISON"),
    ],
    "spheres": [
        {"unit": "SF", "title": "市长", "name": "应急", "units": "YJJ，CZJ", "since": SINCE}
    ],
    "groups": [
        {"name": "安委会成员单位", "unit": "YJJ"},
        {"name": "安委会成员单位", "unit": "ZJJ"},
    ],
    "offices": [{"name": "市安委会办公室", "unit": "YJJ", "since": SINCE}],
}
