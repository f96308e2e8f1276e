"""The work report of the proof by keys, and the list made of it by hand, before any key was struck.

The hand-made list is what an officer wants: requirement, lead, joint, assisting, day, cadence.
What names no cadence reports every month, as tasks of the work report do.
"""

from datetime import date
from pathlib import Path

from luoshi.breakdown.terms import Cadence as C
from luoshi.organisation.initials import initials_of
from luoshi.organisation.models import GroupPlace, Unit, UnitGroup
from luoshi.organisation.terms import UnitKind
from tests.world import FOUNDED, town, unit_named

TEXT = (Path(__file__).parent / "texts" / "work_report.txt").read_text(encoding="utf-8")
ISSUED = date(2026, 11, 16)
BUREAUS = (
    "市投促局", "市工信局", "市科技局", "市商务局", "市文旅局", "市自然资源局", "市水利局",
    "市城管执法局", "市公安局", "市交通运输局", "市教育局", "市卫健委", "市医保局", "市民政局",
    "市人社局", "市应急局", "市消防救援支队", "市生态环境局", "市农业农村局", "市市场监管局",
)  # fmt: skip
YEAR_END = date(2027, 12, 31)


def by(month: int) -> date:
    """Return the last day of a month of 2027."""
    return date(2027, month, 31 if month in (7, 8, 10, 12) else 30)


# requirement, lead, joint, assisting, day, cadence
BY_HAND = {
    ("由市发改委牵头，市财政局、市投促局配合，2027年6月底前开工重点项目48个，完成投资120亿元，"
     "每月报送进展", "市发改委", "", "市财政局、市投促局", by(6), C.MONTH),
    ("由市工信局牵头，市科技局配合，2027年底前新增规模以上工业企业36家",
     "市工信局", "", "市科技局", YEAR_END, C.MONTH),
    ("由市商务局牵头，市文旅局配合，2027年8月底前举办消费促进活动12场，每月报送进展",
     "市商务局", "", "市文旅局", by(8), C.MONTH),
    ("由市投促局牵头，2027年9月底前引进亿元以上项目30个", "市投促局", "", "", by(9), C.MONTH),
    ("力争2027年底前单位工业增加值能耗下降3.5%", "市工信局", "", "", YEAR_END, C.MONTH),
    ("由市住建局牵头，市财政局、市自然资源局配合，2027年8月底前改造老旧小区126个，惠及居民2.1万户，"
     "每10天报送一次进展", "市住建局", "", "市财政局、市自然资源局", by(8), C.TEN_DAYS),
    ("由市住建局牵头，市水利局配合，2027年7月底前新建城市智慧排水监测点150处，每月25日前报送进展",
     "市住建局", "", "市水利局", by(7), C.MONTH),
    ("市住建局、市水利局按职责分工负责，2027年8月31日前完成主城区燃气、供热管线占压隐患清零",
     "市住建局", "市水利局", "", date(2027, 8, 31), C.WEEK),
    ("2027年9月30日前更新改造供水老旧管网36公里，实行周调度",
     "市住建局", "市水利局", "", date(2027, 9, 30), C.WEEK),
    ("由市城管执法局牵头，市公安局配合，2027年7月底前新增公共停车泊位3000个",
     "市城管执法局", "", "市公安局", by(7), C.MONTH),
    ("由市交通运输局牵头，市自然资源局配合，2027年10月底前建成澄岚快速路主线18公里，每月报送进展",
     "市交通运输局", "", "市自然资源局", by(10), C.MONTH),
    ("由市教育局牵头，市住建局配合，2027年7月底前新建公办幼儿园8所，新增学位2400个，每月报送进展",
     "市教育局", "", "市住建局", by(7), C.MONTH),
    ("由市卫健委牵头，市医保局配合，2027年6月底前建成县域医共体6个",
     "市卫健委", "", "市医保局", by(6), C.MONTH),
    ("由市民政局牵头，各县（区）配合，2027年9月底前改造提升乡镇敬老院22所",
     "市民政局", "", "岚溪县、云渡县", by(9), C.MONTH),
    ("由市人社局牵头，2027年底前新增城镇就业2.4万人，每月报送进展",
     "市人社局", "", "", YEAR_END, C.MONTH),
    ("由市双碳办会同有关部门制定重点行业节能降碳改造清单，2027年7月31日前印发",
     "市发改委", "", "", by(7), C.MONTH),
    ("由市应急局牵头，市消防救援支队配合，2027年7月底前完成高层建筑消防隐患排查560栋，"
     "每10天报送一次进展", "市应急局", "", "市消防救援支队", by(7), C.TEN_DAYS),
    ("由市生态环境局牵头，市水利局、市农业农村局配合，2027年8月底前完成澄河入河排污口整治74个，"
     "每月报送进展", "市生态环境局", "", "市水利局、市农业农村局", by(8), C.MONTH),
    ("由市市场监管局牵头，市教育局配合，2027年8月底前完成学校食堂检查430家",
     "市市场监管局", "", "市教育局", by(8), C.MONTH),
    ("由市应急局牵头，通知印发后20天内制定防汛应急预案",
     "市应急局", "", "", date(2026, 12, 6), C.MONTH),
    ("各县（区）2027年10月底前完成农村危房改造扫尾", "岚溪县", "", "", by(10), C.MONTH),
    ("各县（区）2027年10月底前完成农村危房改造扫尾", "云渡县", "", "", by(10), C.MONTH),
    ("审计整改“回头看”由市审计局、市财政局抓到位，2027年8月底前见到成效",
     "市审计局", "市财政局", "", by(8), C.MONTH),
}  # fmt: skip


def furnish() -> None:
    """Add to the town the bureaus the report speaks of, and the counties as a group."""
    town()
    above = unit_named("市政府")
    for place, name in enumerate(BUREAUS, start=100):
        above.refresh_from_db()
        Unit.objects.add_child(
            above,
            instance=Unit(
                code=f"B{place}",
                name=f"澄川{name}",
                short_name=name,
                initials=initials_of(name),
                kind=UnitKind.BUREAU,
                place=place,
                since=FOUNDED,
            ),
        )
    counties = UnitGroup.objects.create(name="各县区")
    for name in ("岚溪县", "云渡县"):
        GroupPlace.objects.create(group=counties, unit=unit_named(name))
