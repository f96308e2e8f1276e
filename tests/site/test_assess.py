"""`luoshi assess`: reckon, explain and export at the console."""

import pytest

from luoshi.assessment.models import Score
from luoshi.site import cli
from luoshi.trail.models import Entry
from tests.assessed import a_period, an_adjustment, figures

pytestmark = pytest.mark.django_db


@pytest.fixture
def assess(capsys):
    """Run the command; return its status, what it says, and what it complains of."""

    def done(*words):
        status = cli.main(["assess", *words])
        said = capsys.readouterr()
        return status, said.out, said.err

    return done


def a_quarter():
    period = a_period()
    figures(period)
    an_adjustment(period, "岚溪县", "BRIGHT", "0.5")
    return period


def test_a_period_is_reckoned_and_the_entry_says_it_was_done_at_the_console(assess):
    a_quarter()

    status, said, _wrong = assess("run", "2026-Q2")

    assert (status, said) == (0, "2026-Q2：已计6个单位的得分，0个有变动\n")
    assert Score.objects.count() == 6
    entry = Entry.objects.get(deed="period.compute")
    assert (entry.person_id, entry.person_name) == (None, "命令行")


def test_a_score_is_told_term_by_term(assess):
    a_quarter()
    assess("run", "2026-Q2")

    status, said, _wrong = assess("explain", "岚溪县", "2026-Q2")

    lines = said.splitlines()
    assert (status, lines[0]) == (0, "岚溪县 2026-Q2：91.43分，第1名")
    assert [word for word in lines[4].split() if word] == [
        "重点任务完成率", "20", "100", "87.5", "20×87.5÷100", "17.50", "2.50",
    ]  # fmt: skip
    assert lines[-2].split() == ["合计", "91.43"]
    assert lines[-3].split() == ["省级现场会典型经验", "+0.50"]
    assert lines[-1] == "失分最多：重点任务完成率 2.50、固定资产投资增速 1.60、热线满意度 1.22"


def test_the_sheet_is_written_to_a_file(assess, tmp_path):
    a_quarter()
    assess("run", "2026-Q2")
    file = tmp_path / "scores.xlsx"

    status, said, _wrong = assess("export", "2026-Q2", "--out", str(file))

    assert (status, said) == (0, f"已写入{file}\n")
    assert file.read_bytes()[:2] == b"PK"


def test_a_folder_that_takes_no_file_is_said(assess, tmp_path):
    a_quarter()

    status, said, wrong = assess("export", "2026-Q2", "--out", str(tmp_path))

    assert (status, said, wrong) == (1, "", f"luoshi: 不能写入“{tmp_path}”\n")


def test_a_period_or_score_that_is_not_there_is_said(assess):
    a_quarter()

    assert assess("run", "2031-Q9")[::2] == (1, "luoshi: 没有考核周期“2031-Q9”\n")
    assert assess("explain", "岚溪县", "2026-Q2")[::2] == (
        1,
        "luoshi: “岚溪县”在2026-Q2没有得分\n",
    )
