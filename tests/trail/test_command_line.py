"""命令行: `luoshi trail` signs, exports, verifies and checks, and its answer is its exit code."""

import argparse
import json

import pytest

from luoshi.trail import cli, home, proofs
from luoshi.trail.models import Entry, Head, ReadLog
from tests.trail.town import some_deeds

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("signing_home")]


def luoshi(*words):
    """Say the words after `luoshi`; return the exit code."""
    parser = argparse.ArgumentParser(prog="luoshi")
    cli.add_commands(parser.add_subparsers(required=True))
    args = parser.parse_args([str(word) for word in words])
    return args.run(args)


def test_head_signs_and_prints_one_line(capsys):
    some_deeds(2)

    assert luoshi("trail", "head") == 0

    assert json.loads(capsys.readouterr().out)["size"] == 2
    assert Head.objects.get().size == 2


def test_head_is_refused_without_a_key(capsys, signing_home):
    home.key_path().unlink()

    assert luoshi("trail", "head") == 2
    assert capsys.readouterr().err == "未签树头：还没有签名密钥，请先完成初始设置\n"


def test_export_takes_out_what_verify_finds_sound(capsys, tmp_path):
    some_deeds(3)
    out = tmp_path / "out.trail"

    assert luoshi("trail", "export", out) == 0
    assert capsys.readouterr().out == f"已导出 3 条到 {out}\n"
    assert ReadLog.objects.get().what == "导出留痕"
    assert luoshi("trail", "verify", out) == 0

    head = Head.objects.get()
    assert capsys.readouterr().out.splitlines()[0::4] == [
        "记录 3 条，其中树头覆盖 3 条",
        "验证通过",
    ]
    assert luoshi("trail", "verify", out, "--key", head.key) == 0
    assert luoshi("trail", "verify", out, "--key", "00" * 32) == 1
    assert luoshi("trail", "verify", out, "--head", signed_heads()) == 0
    assert luoshi("trail", "check", "--head", out) == 0


def signed_heads():
    return home.heads_path()


def test_verify_tells_what_is_wrong(capsys, tmp_path):
    some_deeds(3)
    out = tmp_path / "out.trail"
    luoshi("trail", "export", out)
    out.write_text(out.read_text().replace("第1次报告", "第7次报告"))
    capsys.readouterr()

    assert luoshi("trail", "verify", out) == 1

    said = capsys.readouterr().out.splitlines()
    assert (said[0], said[-1]) == (
        "序号 1：文字“facts.statement”与其承诺不符，已被改动",
        "验证不通过",
    )


def test_verify_reads_the_proof_of_one_entry(tmp_path):
    some_deeds(3)
    luoshi("trail", "head")
    out = tmp_path / "one.proof"
    out.write_text(proofs.inclusion(Entry.objects.order_by("id")[1]))

    assert luoshi("trail", "verify", out, "--head", signed_heads()) == 0


def test_verify_says_when_there_is_nothing_to_read(capsys, tmp_path):
    assert luoshi("trail", "verify", tmp_path / "none") == 2
    assert capsys.readouterr().err.startswith("读不出文件：")
    some_deeds(1)
    luoshi("trail", "export", tmp_path / "out")
    assert luoshi("trail", "verify", tmp_path / "out", "--head", "{}") == 2
    assert capsys.readouterr().err.startswith("读不出树头：")


def test_check_counts_what_the_head_does_not_cover_yet(capsys):
    some_deeds(2)
    luoshi("trail", "head")
    line = capsys.readouterr().out
    some_deeds(3)

    assert luoshi("trail", "check", "--head", line, "--files") == 0

    assert capsys.readouterr().out.splitlines() == [
        "树头覆盖 2 条，核对树头 1 个，已清除文字 0 处",
        "树头之后新增 3 条，尚未覆盖",
        "核对无误",
    ]


def test_check_finds_what_was_changed(capsys, unguarded):
    some_deeds(2)
    luoshi("trail", "head")
    line = capsys.readouterr().out
    Entry.objects.filter(leaf__index=1).update(after="DONE")

    assert luoshi("trail", "check", "--head", line) == 1

    assert capsys.readouterr().out.splitlines()[0::3] == [
        "序号 1：“after”被改动，原为“”，现为“DONE”",
        "核对发现问题",
    ]
