"""脏字: what a scanner mistook is read as it was meant, and quoted as it stands."""

import pytest

from luoshi.reading import read
from luoshi.reading.dirt import mended
from luoshi.reading.shadow import shadow_of


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("2O26年3月l5曰前", "2026年3月15日前"),
        ("于l0月31日前", "于10月31日前"),
        ("20I6年", "2016年"),
        ("达到9O%以上，改造1O万平方米", "达到90%以上，改造10万平方米"),
        ("二十曰前", "二十日前"),
        ("-、总体要求\n二、任务", "一、总体要求\n二、任务"),
        ("\u3000\u3000-、总体要求", "\u3000\u3000一、总体要求"),
        ("（-）加强领导", "（一）加强领导"),
        ("（二+一）落实责任", "（二十一）落实责任"),
        ("（+）落实责任", "（十）落实责任"),
        ("l.修路", "1.修路"),
        ("I、修路", "1、修路"),
    ],
)
def test_what_was_mistaken_is_put_right_sign_for_sign(dirty, clean):
    assert mended(dirty) == clean


@pytest.mark.parametrize(
    "words",
    [
        "IPv6改造", "AI+政务", "5G+工业互联网", "子曰：学而时习之", "CO2排放", "O型", "2-3个",
        "第Ⅰ类水体", "IV类", "VOCs治理", "PM2.5", "-5℃", "市级|县级", "ISO9001",
    ],
)  # fmt: skip
def test_what_is_meant_so_is_left_alone(words):
    assert mended(words) == words


def test_a_task_is_quoted_as_it_stands_and_its_day_understood():
    text = "会议要求，由市水务局牵头，于2O26年6月2O曰前完成18处易涝点整治。"

    [task] = read(text, anchor="2026-03-05").tasks

    assert text[task.span.start : task.span.end] == task.text
    assert task.deadline.resolved == "2026-06-20"
    assert "6月2O曰" in task.deadline.raw


def test_blanks_between_characters_and_wide_figures_are_no_hindrance():
    text = "一、由 市 水 务 局 牵 头 ，于６ 月 ２０ 日 前 完 成 １８ 处 易 涝 点 整 治 。"

    [task] = read(text, anchor="2026-03-05").tasks

    assert [one.name for one in task.lead] == ["市 水 务 局"]
    assert task.deadline.resolved == "2026-06-20"


def test_mending_never_moves_an_offset():
    text = "-、于2O26年l0月3l曰前（+一）完成。\n" * 50

    shadow = shadow_of(text)

    assert len(mended(text)) == len(text)
    assert list(shadow.offsets) == sorted(set(shadow.offsets))
