"""负面清单: what may not be assessed is refused with its clause, and work itself is not."""

from decimal import Decimal

import pytest

from luoshi.assessment.catalogue import DEFAULTS
from luoshi.assessment.fences import fence_of, refusal_of
from luoshi.assessment.operations import drafting
from luoshi.assessment.terms import RuleKind, SchemeState
from luoshi.flow.refusals import Unmet
from tests.assessed import COUNTIES, LINES, a_scheme
from tests.world import someone_of

FORBIDDEN = (
    "获省领导批示件数",
    "领导肯定性批示加分",
    "领导批示数",
    "省级领导批示件数",
    "政务信息报送数",
    "召开会议数",
    "政务信息采用篇数",
    "经验做法被省级刊物刊发",
    "召开专题会议次数",
    "会议召开情况",
    "现场工作照片上传",
    "学习笔记和心得体会",
    "学习平台登录率",
    "政务APP活跃度排名",
    "党建公众号关注人数",
    "小程序打卡率",
)
SPELLED = (
    "领 导 批 示 数",
    "領導批示數",
    "领导批示（件）数",
    "获领导批\u200b示",
    "批\u2f70次数",
    "会　议　次　数",
    "“学习强国”人均得分",
    "ＡＰＰ日活",
    "照 片上传",
    "专题会召开次数",
    "约稿采纳情况",
    "领导签批数量",
)
ALLOWED = (
    "信息系统安全事件数",
    "积分落户办理时限",
    "信息公开及时率",
    "领导批示 数据来源单位核实率",
    "新闻发布会承诺事项完成率",
    "领导批示件按期办结率",
    "批示数据核实率",
    "会议数字化改造进度",
    "督查件、批示件未按时办理",
    "会议议定事项完成率",
    "重点任务完成率",
    "热线满意度",
    "居委会数量",
    "固定资产投资增速",
    "图书馆建设进度",
    "政务服务事项一次办成率",
)


@pytest.mark.one_engine
@pytest.mark.parametrize("name", FORBIDDEN)
def test_the_trace_of_work_is_not_assessed(name):
    assert fence_of(name) is not None


@pytest.mark.one_engine
@pytest.mark.parametrize("name", SPELLED)
def test_another_spelling_does_not_get_past(name):
    assert fence_of(name) is not None


@pytest.mark.one_engine
def test_in_a_definition_two_sentences_stay_two():
    assert fence_of("按期办结率", "按批示 数量多的先办") is None


@pytest.mark.one_engine
@pytest.mark.parametrize("name", ALLOWED)
def test_the_work_itself_is(name):
    assert fence_of(name) is None


@pytest.mark.one_engine
def test_the_default_catalogue_and_the_small_scheme_meet_no_fence():
    names = [line.name for line in DEFAULTS] + [line[3] for line in LINES]

    assert [name for name in names if fence_of(name)] == []


@pytest.mark.one_engine
def test_the_refusal_names_the_paper_and_what_it_forbids():
    assert refusal_of("获省领导批示件数") == (
        "“获省领导批示件数”不能列入考核。《整治形式主义为基层减负若干规定》（2024年8月）："
        "不得将获得领导批示作为考核内容"
    )


@pytest.mark.one_engine
def test_a_definition_cannot_hide_what_a_name_does_not_say():
    assert refusal_of("综合宣传", "按文章采用篇数计分") != ""


@pytest.mark.django_db
def test_no_indicator_behind_a_fence_is_saved():
    scheme = a_scheme(state=SchemeState.DRAFT)
    group = scheme.groups.get(name=COUNTIES)
    said = {"code": "9", "name": "政务信息采用篇数", "weight": Decimal(5)}

    with pytest.raises(Unmet, match="不能列入考核"):
        drafting.write_indicator(group, said, by=someone_of("市考核办", "考核员"))

    assert group.indicators.filter(code="9").count() == 0


@pytest.mark.django_db
def test_a_name_typed_into_the_table_meets_the_same_fence():
    scheme = a_scheme(state=SchemeState.DRAFT)
    group = scheme.groups.get(name=COUNTIES)
    line = group.indicators.get(code="1.1")

    with pytest.raises(Unmet, match="不能列入考核"):
        drafting.weigh(group, {line.pk: ("获领导批示篇数", Decimal(20))}, by=assessor())

    line.refresh_from_db()
    assert line.name == "重点任务完成率"


@pytest.mark.django_db
@pytest.mark.parametrize(("basis", "approver"), [("", "市委书记"), ("中办发〔2026〕1号", "")])
def test_a_veto_needs_the_number_of_a_paper_and_an_approver(basis, approver):
    scheme = a_scheme(state=SchemeState.DRAFT)
    said = {"code": "SAFETY", "kind": RuleKind.VETO, "name": "重大事故", "basis": basis,
            "approver_name": approver}  # fmt: skip

    with pytest.raises(Unmet, match="一票否决须有依据文号和批准人"):
        drafting.write_rule(scheme, said, by=assessor())


@pytest.mark.django_db
def test_a_bonus_for_praise_is_refused_in_the_catalogue_too():
    scheme = a_scheme(state=SchemeState.DRAFT)
    said = {"code": "PRAISE", "kind": RuleKind.BONUS, "name": "获市领导批示，每件"}

    with pytest.raises(Unmet, match="不能列入考核"):
        drafting.write_rule(scheme, said, by=assessor())


def assessor():
    return someone_of("市考核办", "考核员")
