"""命令行语言: the command line speaks the language it is asked for, else Chinese."""

import re

import pytest
import python_calamine

from luoshi.site import cli, saying
from tests.reading import papers

CHINESE = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture
def paper(tmp_path):
    path = tmp_path / "qingyu.txt"
    path.write_text(papers.PLAN, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("words", "environment", "spoken"),
    [
        (["read"], {}, "zh-hans"),
        (["read"], {"LANG": "C.UTF-8"}, "zh-hans"),
        (["read"], {"LANG": "zh_CN.UTF-8"}, "zh-hans"),
        (["read"], {"LANG": "en_GB.UTF-8"}, "en"),
        (["read"], {"LC_ALL": "zh_CN.UTF-8", "LANG": "en_GB.UTF-8"}, "zh-hans"),
        (["read"], {"LUOSHI_LANG": "en", "LANG": "zh_CN.UTF-8"}, "en"),
        (["--lang", "zh", "read"], {"LANG": "en_GB.UTF-8"}, "zh-hans"),
        (["read", "--lang=en"], {}, "en"),
    ],
)
def test_the_option_comes_before_the_variable_and_that_before_the_terminal(
    words, environment, spoken
):
    assert saying.choose(words, environment) == ["read"]
    assert saying.language() == spoken


def test_in_english_the_help_and_the_commands_have_no_chinese(capsys):
    assert cli.main(["--lang", "en", "help"]) == 0
    with pytest.raises(SystemExit):
        cli.main(["--lang", "en", "read", "--help"])
    assert cli.main(["--lang", "en", "neither"]) == 2

    said = capsys.readouterr()
    # The headings a register of units must bear.
    assert {*CHINESE.findall(said.out)} == {*"名称别"}
    assert not CHINESE.search(said.err)


@pytest.mark.parametrize(
    "words",
    [[word] for word in cli.COMMANDS if word != "read"]
    + [["trail", word] for word in ("head", "export", "verify", "check")],
    ids=" ".join,
)
def test_in_english_the_help_of_every_command_has_no_chinese(words, capsys):
    with pytest.raises(SystemExit):
        cli.main(["--lang", "en", *words, "--help"])

    # The headings a workbook of days off must bear.
    assert {*CHINESE.findall(capsys.readouterr().out)} <= {*"日期安排名称"}


def test_in_english_an_export_is_verified_in_english(tmp_path, capsys):
    path = tmp_path / "a.trail"
    path.write_text("neither")

    assert cli.main(["--lang", "en", "trail", "verify", str(path)]) == 1
    assert cli.main(["--lang", "en", "trail", "verify", str(tmp_path / "b.trail")]) == 2
    said = capsys.readouterr()
    assert not CHINESE.search(said.out + said.err)


def test_in_english_only_the_paper_itself_is_chinese(paper, tmp_path, capsys):
    made = tmp_path / "list.xlsx"

    assert cli.main(["--lang", "en", "read", paper, "--date", "2025-03-12"]) == 0
    head, *_rows, foot = capsys.readouterr().out.splitlines()
    assert not CHINESE.search(head + foot)
    assert cli.main(["read", paper, "--xlsx", str(made), "--lang", "en"]) == 0
    said = capsys.readouterr()
    assert not CHINESE.search(said.out)
    rows = python_calamine.load_workbook(str(made)).get_sheet_by_index(0).to_python()
    heads = next(row for row in rows if "No." in row)
    assert not CHINESE.search("".join(map(str, heads)))
    assert len(rows) > 3


def test_in_english_a_file_that_cannot_be_read_is_refused_in_english(tmp_path, capsys):
    path = tmp_path / "a.docx"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 50)

    assert cli.main(["--lang", "en", "read", str(path)]) == 1
    assert not CHINESE.search(capsys.readouterr().err)
