"""考核细则: what a score sheet asks for is a task; how it scores, and what others do, is none."""

from luoshi.reading import read

SHEET = (
    "澄川市2025年度河道管护工作乡镇考核细则\n"
    "序号 | 考核项目 | 分值 | 考核指标 | 负责考核部门 |\n"
    "一、 | 夯实河道管护基础工作任务 | 20 | | |\n"
    "1 | 清淤 | 10 | 1.建立河道清淤台账，得5分。 "
    "2.清淤信息被市级媒体推广1篇，得3分；县级2篇，得2分。 | 市水务局 |\n"
    "2 | 奖扣 | 10 | 1.清淤经验获市通报表扬的，分别奖10、5分。 "
    "2.开展河道清淤宣传，得2分，少一次扣1分，扣完为止。 | 市水务局 |\n"
)


def texts(paper):
    return [task.text for task in read(paper, anchor="2025").tasks]


def test_what_is_asked_for_is_proposed_and_neither_points_nor_outcomes_nor_chapters():
    assert texts(SHEET) == ["建立河道清淤台账", "开展河道清淤宣传"]


def test_those_who_are_assessed_lead_and_not_who_assesses():
    assert {task.lead[0].name for task in read(SHEET, anchor="2025").tasks} == {"乡镇"}


def test_a_sanction_that_takes_points_off_is_no_scoring():
    words = "对逾期不清淤的乡镇，市水务局应当进行约谈，在年度考核时予以扣分。"

    assert texts(words) == [words[:-1]]


def test_a_merged_cell_copied_to_its_rows_is_one_task_for_each_who_leads():
    table = (
        "序号 | 工作任务 | 责任单位 |\n"
        "1 | 建立河道清淤台账并按月更新 | 市水务局 |\n"
        "2 | 建立河道清淤台账并按月更新 | 市水务局 |\n"
        "3 | 建立河道清淤台账并按月更新 | 市财政局 |\n"
    )
    tasks = read(table, anchor="2025").tasks

    assert [task.lead[0].name for task in tasks] == ["市水务局", "市财政局"]
