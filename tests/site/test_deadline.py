"""推算时限: `luoshi deadline` tells the day, its working and whether it is certain."""

from pathlib import Path

import pytest

from luoshi.site.cli import main

BARE = {"LUOSHI_NOTHING": "1"}
SET_A_RULE = (
    "from luoshi.dues.operations import set_city_rule\n"
    "from luoshi.timelimits.rules import Limit, Rule, Start, Unit\n"
    "from luoshi.trail.commands import CONSOLE\n"
    "from django.utils.timezone import now\n"
    "from datetime import date\n"
    "rule = Rule('OPINION', Limit(5, Unit.WORKING), Start.RECEIPT, '澄政办发〔2026〕12号',"
    " since=date(2026, 1, 1))\n"
    "set_city_rule(rule, subject='部门征求意见', step='书面答复', by=CONSOLE, at=now())"
)


def test_the_opinion_of_30_september_is_due_on_the_make_up_saturday(new_office):
    done = new_office()("deadline", "opinion", "--from", "2026-09-30", "--time", "16:30", **BARE)

    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "2026-10-10（六）24:00止  确定",
        "收到 9月30日(三) + 3个工作日；10月1-7日放假 → 10月10日(六,调休上班)",
        "16:30起算；起算日不计，钟点不影响到期的日子",
        "部门征求意见 书面答复（OPINION）：收到起3个工作日",
        "依据：市级督查工作要求",
        "按程序自带的默认规则和官方日历推算",
    ]


def test_asking_makes_no_database_and_no_folder(tmp_path, new_office):
    office = new_office()
    office.home = Path(tmp_path / "nothing")
    office.database = ""

    assert office("deadline", "OPINION", "--from", "2026-09-30", **BARE).returncode == 0
    assert not office.home.exists()


def test_a_day_in_a_year_without_a_notice_is_said_to_be_provisional(new_office):
    done = new_office()("deadline", "OPINION", "--from", "2026-12-30", **BARE)

    assert done.stdout.splitlines()[:3] == [
        "2027-01-04（一）24:00止  暂定",
        "收到 12月30日(三) + 3个工作日 → 2027年1月4日(一)（暂定）",
        "推算涉及没有放假安排的年份，装入后重算",
    ]


def test_an_office_reckons_by_its_own_rule(office):
    office.ask(SET_A_RULE)

    done = office("deadline", "opinion", "--from", "2026-06-01")

    assert done.stdout.splitlines()[:2] == [
        "2026-06-08（一）24:00止  确定",
        "收到 6月1日(一) + 5个工作日 → 6月8日(一)",
    ]
    assert "按程序自带" not in done.stdout


def test_the_rules_are_listed_with_their_codes(new_office):
    done = new_office()("deadline", "--list", **BARE)

    lines = done.stdout.splitlines()
    assert len([line for line in lines if line.startswith("OPINION ")]) == 1
    assert "书面答复" in next(line for line in lines if line.startswith("OPINION "))


@pytest.mark.parametrize(
    ("words", "status", "says"),
    [
        (["deadline"], 2, "请写明时限规则的代码，或用 --list 列出"),
        (["deadline", "nothing"], 1, "没有代码为“nothing”的时限规则"),
    ],
)
def test_what_cannot_be_answered_is_said_so(words, status, says, new_office):
    done = new_office()(*words, **BARE)

    assert done.returncode == status
    assert says in done.stderr


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--from", "2026-13-01"], "“2026-13-01”不是日期，请写成2026-03-05"),
        (["--from", "9999-12-30"], "9999-12-30不在可推算的1949-10-01至2099-12-31之间"),
        (["--time", "25:99"], "“25:99”不是钟点，请写成16:30"),
    ],
)
def test_a_day_or_an_hour_that_is_none_is_said_so(words, says, capsys):
    with pytest.raises(SystemExit) as ended:
        main(["deadline", "OPINION", *words])

    assert (ended.value.code, says in capsys.readouterr().err) == (2, True)


def test_the_command_is_among_those_the_house_names(capsys):
    assert main(["--help"]) == 0
    assert "deadline" in capsys.readouterr().out
