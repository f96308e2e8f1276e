"""责任单位: whose a task is, by the sentence, the bracket, the column, the sentence before."""

import pytest

from luoshi.reading import UnitBook, read
from luoshi.reading.brackets import charge_of
from luoshi.reading.deadlines import Anchor
from luoshi.reading.terms import Flag
from luoshi.reading.units import split_names, subject_of
from tests.reading import papers


def names(mentions):
    return [mention.name for mention in mentions]


def of(text, charge):
    return tuple([text[n.start : n.end] for n in who] for who in (charge.lead, charge.assist))


@pytest.mark.parametrize(
    ("inside", "lead", "assist"),
    [
        ("市水务局负责", ["市水务局"], []),
        ("市水务局牵头，市财政局、各县区配合", ["市水务局"], ["市财政局", "各县区"]),
        ("市水务局等部门及各县区按职责分工负责", ["市水务局", "各县区"], []),
        ("市水务局牵头，市财政局等有关部门按职责分工负责", ["市水务局"], ["市财政局"]),
        ("牵头单位：市水务局；责任单位：市财政局、临江区", ["市水务局"], ["市财政局", "临江区"]),
        ("责任单位：市水务局，配合单位：市财政局", ["市水务局"], ["市财政局"]),
        ("市发展和改革局、市住建局牵头督导", ["市发展和改革局", "市住建局"], []),
    ],
)  # fmt: skip
def test_a_bracket_says_who_leads_and_who_assists(inside, lead, assist):
    assert of(inside, charge_of(inside, 0, len(inside), Anchor(2025))) == (lead, assist)


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("各乡镇（街道）、各部门", ["各乡镇（街道）", "各部门"]),
        ("市发展和改革局和市水务局", ["市发展和改革局", "市水务局"]),
        ("各省、自治区、直辖市人民政府", ["各省、自治区、直辖市人民政府"]),
        ("水务、财政、住建等部门", ["水务", "财政", "住建"]),
    ],
)
def test_a_list_of_names_is_cut_where_the_names_end(words, parts):
    assert [words[n.start : n.end] for n in split_names(words, 0, len(words))] == parts


def test_the_subject_of_the_sentence_leads():
    (task,) = read("市水务局要会同市财政局、临江区制定清淤方案。", anchor="2025").tasks

    assert (names(task.lead), names(task.assist)) == (["市水务局"], ["市财政局", "临江区"])


def test_who_is_named_by_由_leads():
    (task,) = read("清淤完成后，由市水务局组织验收。", anchor="2025").tasks

    assert names(task.lead) == ["市水务局"]


def test_another_party_in_the_same_sentence_begins_another_task():
    tasks = read("市水务局要制定清淤方案，市财政局要落实清淤资金。", anchor="2025").tasks

    assert [names(task.lead) for task in tasks] == [["市水务局"], ["市财政局"]]


def test_the_bracket_at_the_end_holds_for_every_sentence_of_the_item():
    reading = read(papers.PLAN, anchor="2025-03-12")
    (surveyed,) = [task for task in reading.tasks if "台账" in task.text]
    (planned,) = [task for task in reading.tasks if "年度清淤计划" in task.text]

    assert names(surveyed.lead) == ["市水务局"]
    assert names(surveyed.assist) == ["清河县", "望岭县人民政府"]
    assert names(planned.lead) == ["市水务局", "市财政局"]
    assert Flag.JOINT_WITHOUT_LEAD in planned.flags


def test_the_columns_of_a_table_say_whose_and_by_when():
    first, second = read(papers.TABLE, anchor="2025-01").tasks

    assert first.text == "新建社区食堂12家"
    assert (names(first.lead), names(first.assist)) == (["市民政局"], ["市财政局", "临江区"])
    assert first.deadline.resolved == "2025-09"
    assert (names(second.lead), names(second.assist)) == (["市住建局"], ["各县区"])
    assert second.deadline.resolved == "2025-12"


def test_a_collective_name_is_kept_as_written_and_flagged():
    (task,) = read("各县区、有关部门要建立问题台账。", anchor="2025").tasks

    assert names(task.lead) == ["各县区", "有关部门"]
    assert [mention.collective for mention in task.lead] == [True, True]
    assert Flag.COLLECTIVE in task.flags


def test_the_register_knows_a_unit_by_its_alias_and_in_traditional_script():
    book = UnitBook.with_aliases([("澄川市发展和改革委员会", ["市发改委", "市发展改革委"])])
    (task,) = read("市發改委要制定年度計劃。", anchor="2025", units=book).tasks

    assert [mention.unit for mention in task.lead] == ["澄川市发展和改革委员会"]
    assert Flag.UNRESOLVED_UNIT not in task.flags


def test_a_unit_the_register_does_not_know_is_flagged():
    (task,) = read("市水务局要制定清淤方案。", anchor="2025", units=["市财政局"]).tasks

    assert Flag.UNRESOLVED_UNIT in task.flags


def test_a_leader_put_in_charge_is_named_and_a_speaker_is_not():
    (task,) = read("建立清淤工作专班，由副市长林若川负责。", anchor="2025").tasks

    assert names(task.people) == ["林若川"]
    assert all(not task.people for task in read(papers.SPEECH, anchor="2025").tasks)


def test_a_table_from_a_word_file_whose_cells_are_parted_by_tabs_is_read_as_a_table():
    text = (
        "序号\t工作任务\t责任单位\t完成时限\n"
        "1\t新建社区食堂12家\t市民政局\t2025年9月底前\n"
        "\t改造老旧小区30个\t市住建局\t年底前\n"
    )
    tasks = read(text, anchor="2025-01").tasks

    assert [task.text for task in tasks] == ["新建社区食堂12家", "改造老旧小区30个"]
    assert [names(task.lead) for task in tasks] == [["市民政局"], ["市住建局"]]
    assert [task.deadline.resolved for task in tasks] == ["2025-09", "2025-12"]


def test_lines_below_an_item_say_whose_it_is_and_by_when():
    tasks = read(
        "1.建设望岭产业园二期主体工程。\n责任单位：市住建局\n完成时限：2025年10月底前\n",
        anchor="2025",
    ).tasks

    assert [names(task.lead) for task in tasks] == [["市住建局"]]
    assert [task.deadline.resolved for task in tasks] == ["2025-10"]


def test_a_bureau_of_commerce_is_not_an_order_to_consult():
    text = "由市商务局、市农业农村局按职责分工负责，12月底前建立商品储备。"
    found = read(text, anchor="2026-03-01")

    [task] = found.tasks
    assert [named.name for named in task.lead] == ["市商务局", "市农业农村局"]
    assert task.assist == ()


def test_who_assists_ends_where_the_date_begins():
    [task] = read("市住建局会同市财政局于12月底前建成公园8处。", anchor="2026-03-01").tasks

    assert [named.name for named in task.assist] == ["市财政局"]
    assert [figure.metric for figure in task.targets] == ["建成公园"]


def test_a_heading_that_is_a_units_name_speaks_for_what_stands_below_it():
    words = (
        "三、职责分工\n（一）市水务局主要职责\n1.编制清淤年度计划，建立河道台账。\n"
        "2.开展河道巡查，每月通报结果。\n（二）市财政局\n1.落实清淤经费，6月底前拨付到位。\n"
        "四、工作要求\n建立问题清单，限期整改。\n"
    )
    leads = [[one.name for one in task.lead] for task in read(words, anchor="2025").tasks]

    assert leads == [["市水务局"], ["市水务局"], ["市财政局"], []]


def test_whose_case_it_is_does_not_lead_what_follows_from_it():
    (task,) = read("施工单位拒不整改的，市水务局要责令其停工。", anchor="2025").tasks

    assert [one.name for one in task.lead] == ["市水务局"]


def test_a_name_after_a_comma_is_spoken_to():
    (task,) = read("各县区政府及市水务局，要制定清淤方案并组织实施。", anchor="2025").tasks

    assert [one.name for one in task.lead] == ["各县区政府", "市水务局"]


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("由所涉及的市财政局、市经济和信息化局、市水务局牵头完成自查报告。",
         ["市财政局", "市经济和信息化局", "市水务局"]),
        ("我们市委办公室要带头精简会议，每月不超过2次。", ["市委办公室"]),
        ("县上要在6月底前建立河道淤积台账。", ["县上"]),
        ("对连续两次排名末位的单位，班子成员给予诫勉谈话。", []),
        ("成员单位因工作变动需要调整的，由所在单位提出，6月底前报市水务局。", ["所在单位"]),
        ("原则同意县水务局提出的清淤方案，会后修改完善并提请县委常委会研究审定。", ["县水务局"]),
    ],
)  # fmt: skip
def test_who_acts_is_told_from_who_is_acted_on(text, lead):
    assert names(read(text, anchor="2025-03-12").tasks[0].lead) == lead


def test_a_post_that_another_is_to_hold_does_not_act():
    words = "副组长分别由市水务局、市财政局负责同志担任"

    assert subject_of(words, 0, len(words)) is None


def test_a_case_clause_names_whose_case_it_is_and_the_next_one_acts():
    text = "施工单位不认真整改的，市港口管理局依法责令其停工。"

    assert [names(task.lead) for task in read(text).tasks] == [["市港口管理局"]]


def test_whoever_punishes_a_case_is_not_the_one_spoken_to_before():
    text = "各有关部门要于6月底前完成淤积台账。对弄虚作假冒领补助的，要追究责任。"

    assert [names(task.lead) for task in read(text).tasks] == [["各有关部门"], []]


def test_a_body_the_paper_sets_up_leads_what_it_is_said_to_be_for():
    text = (
        "市政府决定成立澄川市河道清淤协调委员会（以下简称协调委）。\n一、主要职责\n"
        "制定年度清淤计划；协调解决清淤重大事项，每季度召开一次会议。\n"
    )

    assert names(read(text).tasks[-1].lead) == ["协调委"]


def test_a_speech_goes_on_to_the_same_where_it_says_so():
    text = (
        "在全市河道清淤推进会上的讲话\n同志们：\n"
        "市水务局要尽快制定清淤验收办法，9月底前报市政府审定。同时，还要建立清淤台账；"
        "要会同市财政局制定补助办法，10月底前印发。\n"
    )

    assert [names(task.lead) for task in read(text).tasks] == [["市水务局"]] * 3


@pytest.mark.parametrize(
    ("words", "lead"),
    [
        ("各县区清淤整改方案，要及时报送市水务局。", ["各县区"]),
        ("到2025年底，临江区河道水质达标率不低于95%。", ["临江区"]),
        ("到2025年底，全市河道水质达标率不低于95%，完成清淤120公里。", []),
        ("县水务局要指定专门机构具体负责清淤工作。", ["县水务局"]),
        ("各县区要主动与市水务局对接，编制清淤方案，同时抄报市政府。", ["各县区"]),
        ("市水务局要建立清淤台账，严厉查处对河道乱倒行为。", ["市水务局"]),
    ],
)
def test_who_owns_the_paper_or_the_figure_leads_and_no_verb_is_a_party(words, lead):
    assert [names(task.lead) for task in read(words, anchor="2025").tasks] == [lead]


def test_whose_case_it_is_is_still_spoken_to_in_the_next_sentence_if_he_acts():
    words = (
        "市水务局接到举报经核实的，应及时下达督办通知书，工程总承包的，"
        "通知书下发给总承包单位。同时在网站上公开督办结果，公布举报电话。"
    )
    tasks = read(words, anchor="2025").tasks

    assert [names(task.lead) for task in tasks] == [["市水务局"], ["市水务局"]]


def test_who_punishes_is_not_the_one_spoken_to_before():
    words = "市水务局要制定清淤计划。对清淤中发现的弄虚作假行为，要依法依规追究责任。"
    tasks = read(words, anchor="2025").tasks

    assert [names(task.lead) for task in tasks] == [["市水务局"], []]


@pytest.mark.parametrize(
    "name", ["市政务服务中心", "市公共资源交易中心", "市疾控中心", "市大数据中心", "市应急指挥中心"]
)
def test_a_centre_that_is_a_unit_leads(name):
    (task,) = read(f"{name}要在12月底前建成一体化平台。", anchor="2026-03-10").tasks

    assert [one.name for one in task.lead] == [name]


def test_a_centre_of_something_is_no_unit():
    assert subject_of("服务中心工作要抓好落实", 0, 11) is None
    assert subject_of("发展数据中心产业要加快布局", 0, 13) is None
