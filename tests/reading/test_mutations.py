"""变样: whatever is done to a paper, reading it never fails and never misquotes it.

Papers of our own, and the annotated ones where they are there, are torn, doubled, swapped and
sprinkled with what dirty pages hold. `make long` does it 100,000 times.
"""

import random
import time

import opencc
import pytest

from luoshi.reading import read
from luoshi.reading.explaining import accounts_of
from tests.reading import papers
from tests.reading.annotated import CORPUS, words_of
from tests.reading.test_offsets import covers_it_in_order, says_what_stands_there

OWN = [papers.PLAN, papers.TRADITIONAL, papers.TORN, papers.TABLE, papers.SPEECH]
_SPRINKLED = [
    "\u200b", "\u3000", "(tǒng)", "（", "）", "|", "\t", "\n", "\r\n", "“", "，", "。", "；",
    "：", "一、", "（三）", "12", "%", "年底前", "每月", "3个工作内", "由", "会同", "的", "春节前",
    "5%-6%", "\x00", "\U00020000", "e\u0301", "《", "》", "翻一番", "市发改、财政部门",
    "报市政府审定", "责任单位：市水务局；完成时限：4月10日", "\n配合单位：", "完成时限：",
]  # fmt: skip
_LONGEST = 700
SHORT_SECONDS, LONG_CASES = 12.0, 100_000


def sources():
    docs = sorted((CORPUS / "docs").glob("*.txt")) if (CORPUS / "docs").is_dir() else []
    return OWN + [words_of(path) for path in docs]


def mutated(text, chance):
    """A stretch of a paper with a few things done to it."""
    start = chance.randrange(max(1, len(text) - _LONGEST))
    marks = list(text[start : start + chance.randint(10, _LONGEST)])
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(len(marks) + 1)
        deed = chance.randrange(5)
        if deed == 0:
            marks.insert(at, chance.choice(_SPRINKLED))
        elif deed == 1:
            del marks[at : at + chance.randint(1, 9)]
        elif deed == 2:
            marks[at:at] = marks[max(0, at - chance.randint(1, 40)) : at]
        elif deed == 3 and len(marks) > 1:
            other = chance.randrange(len(marks))
            at = min(at, len(marks) - 1)
            marks[at], marks[other] = marks[other], marks[at]
        else:
            marks.insert(
                at,
                chr(chance.choice([chance.randrange(32, 0x300), chance.randrange(0x2000, 0xD7FF)])),
            )
    return "".join(marks)


def holds_for(text):
    reading = read(text, anchor="2025-03-12", units=["澄川市水务局", "澄川市财政局"])
    assert says_what_stands_there(reading, text)
    assert covers_it_in_order(reading, text)
    assert len(reading.answers) == len(reading.sentences)
    assert all(0 <= task.confidence <= 1 for task in reading.tasks)
    return reading


def test_mutated_papers_are_read_without_fail_and_quoted_as_they_stand():
    chance, given = random.Random(20251122), sources()
    ends = time.monotonic() + SHORT_SECONDS
    cases = 0
    while time.monotonic() < ends and cases < 4_000:
        text = mutated(chance.choice(given), chance)
        reading = holds_for(text)
        if cases % 20 == 0:
            assert (
                read(text, anchor="2025-03-12", units=["澄川市水务局", "澄川市财政局"]) == reading
            )
            assert len(list(accounts_of(text, reading, "2025-03-12"))) == len(reading.tasks)
        cases += 1
    assert cases > 50


@pytest.mark.long
def test_a_hundred_thousand_mutated_papers_are_read_without_fail():
    chance, given = random.Random(20251123), sources()
    for _ in range(LONG_CASES):
        assert holds_for(mutated(chance.choice(given), chance))


def _tasks(text):
    return ["".join(task.text.split()) for task in read(text, anchor="2025-03-12").tasks]


def test_what_a_web_page_hangs_around_a_paper_changes_no_task():
    for paper in OWN:
        hung = (
            "首页 > 政务公开 > 通知公告\n浏览次数：35\n【打印】【关闭】\n"
            + paper
            + "\n扫一扫在手机打开当前页\n责任编辑：清宇\n版权所有：澄川市人民政府\n"
        )
        assert _tasks(hung) == _tasks(paper)


def test_traditional_and_simplified_script_give_the_same_tasks():
    to_traditional, to_simplified = opencc.OpenCC("s2t"), opencc.OpenCC("t2s")
    same, other = 0, []
    for paper in OWN + ([] if len(sources()) == len(OWN) else sources()[len(OWN) :]):
        plain = to_simplified.convert(paper)
        turned = to_traditional.convert(plain)
        if len(turned) != len(plain):
            continue
        first = [task.span for task in read(plain, anchor="2025-03-12").tasks]
        second = {task.span for task in read(turned, anchor="2025-03-12").tasks}
        same += sum(span in second for span in first)
        other += [span.of(plain) for span in first if span not in second]
    assert same >= 0.995 * (same + len(other)), other
