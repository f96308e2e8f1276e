"""luoshi read: a file in, its tasks out, without a database."""

import json
import subprocess
import sys
from datetime import UTC, datetime

import pytest

from luoshi.papers.sheets import Column, read_rows
from luoshi.papers.tables import write_rows
from luoshi.site import cli
from luoshi.site.terminal import width_of
from tests.reading import papers

AT = datetime(2025, 3, 12, tzinfo=UTC)


@pytest.fixture
def paper(tmp_path):
    path = tmp_path / "qingyu.txt"
    path.write_text(papers.PLAN, encoding="utf-8")
    return path


def test_json_has_the_form_of_the_annotated_papers(paper, capsys):
    assert cli.main(["read", str(paper), "--date", "2025-03-12", "--json"]) == 0

    form = json.loads(capsys.readouterr().out)
    assert form["id"] == "qingyu"
    assert list(form["tasks"][0]) == [
        "text", "start", "end", "lead", "assist", "people", "deadline_raw", "deadline",
        "cadence_raw", "targets", "deliverable", "lead_inferred", "deadline_how",
        "deadline_offered", "approval", "condition", "units", "confidence", "band", "flags",
    ]  # fmt: skip
    for task in form["tasks"]:
        assert papers.PLAN[task["start"] : task["end"]] == task["text"]
    figures = ("raw", "metric", "value", "unit", "direction", "base", "upto")
    assert form["tasks"][0]["targets"] == [
        dict(zip(figures, ("120公里", "清淤河道", 120, "公里", "=", None, None), strict=True)),
        dict(zip(figures, ("达到95%以上", "水质达标率", 95, "%", ">=", None, None), strict=True)),
    ]
    assert form["document"] == {
        "date": "2025-03-12",
        "number": "澄政办发〔2025〕17号",
        "issuer": "澄川市人民政府办公室",
        "level": "CITY",
    }
    assert {one["standing"] for one in form["sentences"]} == {"TASK", "NOT_OURS"}


@pytest.mark.parametrize("day", ["2025", "2025-03", "2025-03-12"])
def test_the_day_may_be_a_year_a_month_or_a_day(paper, day, capsys):
    assert cli.main(["read", str(paper), "--date", day, "--json"]) == 0

    assert json.loads(capsys.readouterr().out)["anchor_date"] == day


def test_where_the_workbook_cannot_be_written_it_says_so(paper, tmp_path, capsys):
    target = tmp_path / "没有这个文件夹" / "清单.xlsx"

    assert cli.main(["read", str(paper), "--xlsx", str(target)]) == 1
    assert capsys.readouterr().err.splitlines()[-1].startswith(f"{target}：写不进去")


def test_a_day_that_is_none_is_not_understood(paper, capsys):
    with pytest.raises(SystemExit) as stopped:
        cli.main(["read", str(paper), "--date", "2025-02-30"])

    assert stopped.value.code == 2
    assert "“2025-02-30”不是日期，请写成2026-03-05、2026-03或2026。" in capsys.readouterr().err


def test_the_table_is_aligned_by_the_width_of_the_characters(paper, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "140")
    assert cli.main(["read", str(paper), "--table"]) == 0

    head, rule, *rows = capsys.readouterr().out.splitlines()
    assert rows[-1] == "共7条。"
    assert width_of(rule) == 140
    assert max(width_of(line) for line in rows) <= 140
    place = width_of(head[: head.index("牵头")])
    (second,) = [line for line in rows if line.startswith("2 ")]
    assert width_of(second[: second.index("市水务局")]) == place


def test_without_a_date_the_signature_is_taken_and_said(paper, capsys):
    cli.main(["read", str(paper), "--json"])

    said = capsys.readouterr()
    assert json.loads(said.out)["anchor_date"] == "2025-03-12"
    assert said.err == "成文日期按落款取2025-03-12；不对请用--date写明。\n"


def test_a_workbook_holds_the_responsibility_list(paper, tmp_path, capsys):
    out = tmp_path / "清单.xlsx"
    assert cli.main(["read", str(paper), "--date", "2025", "--xlsx", str(out)]) == 0

    assert capsys.readouterr().out == f"已写入{out}，共7条。\n"
    columns = (Column("task", "事项"), Column("lead", "牵头单位"), Column("deadline", "完成时限"))
    rows = read_rows(out.read_bytes(), columns).rows
    assert [row.text("deadline") for row in rows] == ["2025-12", "", "2025-06", "", "", "", ""]
    assert rows[1].text("lead") == "市水务局"


def test_the_register_of_units_comes_from_a_workbook(paper, tmp_path, capsys):
    register = tmp_path / "units.xlsx"
    columns = (Column("name", "名称"), Column("aliases", "别名"))
    rows = [{"name": "澄川市水务局", "aliases": "市水务局、市水利局"}]
    register.write_bytes(write_rows(columns, rows, at=AT))

    asked = ["read", str(paper), "--date", "2025", "--units", str(register), "--json"]
    assert cli.main(asked) == 0
    assert json.loads(capsys.readouterr().out)["tasks"][1]["lead"] == ["市水务局"]


def test_a_file_that_is_not_there_is_refused(tmp_path, capsys):
    assert cli.main(["read", str(tmp_path / "none.txt")]) == 1

    assert "none.txt" in capsys.readouterr().err


def test_a_word_that_is_no_command_is_not_understood(capsys):
    assert cli.main(["write-poems"]) == 2

    assert capsys.readouterr().err.startswith("没有“write-poems”这个命令。")


def test_it_works_without_any_settings(paper):
    probe = (
        "import sys; from luoshi.site.cli import main; "
        "status = main(sys.argv[1:]); sys.exit(status or 'django' in sys.modules)"
    )
    command = [sys.executable, "-c", probe, "read", str(paper), "--json"]
    done = subprocess.run(command, env={"PATH": ""}, capture_output=True, check=False)

    assert done.returncode == 0, done.stderr.decode()


def test_a_photograph_is_read_and_its_sender_told_to_look_twice(tmp_path, capsys):
    pytest.importorskip("rapidocr", reason="the extra `ocr` is not installed")
    pictures = pytest.importorskip("tests.papers.pictures")
    path = tmp_path / "纪要.jpg"
    path.write_bytes(pictures.photographed(pictures.page(pictures.MINUTES[:3]), turned=1))

    assert cli.main(["read", str(path), "--date", "2026-03-05", "--json"]) == 0

    said = capsys.readouterr()
    [task] = json.loads(said.out)["tasks"]
    assert (task["lead"], task["deadline"]) == (["市水务局"], "2026-06-20")
    assert said.err.startswith("正在识别第1页，共1页。\n文字由图片识别得出")
