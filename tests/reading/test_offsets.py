"""字位: whatever is read is named by its place in the text as it was given."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luoshi.reading import Reading, read
from luoshi.reading.reader import sentences_in
from luoshi.reading.shadow import shadow_of
from luoshi.reading.terms import Span
from tests.reading import papers

# What real papers are made of, dirt included, so that random texts reach the reader's rules.
_CRUMBS = st.sampled_from(
    [
        "各县区", "市水务局", "要", "制定", "方案", "台账", "，", "。", "；", "：",
        "、", "（", "）", "(", ")", "牵头", "配合", "负责", "由", "会同", "6月底前",
        "年底前", "3个工作日内", "每月25日前", "95%以上", "\n", "\r\n", "\u3000\u3000",
        " ", "\t", "|", "一、", "（一）", "1.", "一是", "將情況報", "縣", "系統(tǒng)",
        "\u200b", "“", "”", "責任單位：", "不少于", "120公里", "2025年", "来源：",
        "首页>", "《", "》", "全覆盖", "\U00020000", "e\u0301",
    ]
)  # fmt: skip
_DIRT = st.lists(st.one_of(_CRUMBS, st.text(max_size=4)), max_size=60).map("".join)
_BARS = " \t\r\n\u3000\xa0|｜│┃¦"


def says_what_stands_there(reading: Reading, text: str) -> bool:
    for sentence in reading.sentences:
        assert sentence.text == sentence.span.of(text)
    for task in reading.tasks:
        assert task.text == task.span.of(text)
        for mention in (*task.lead, *task.assist, *task.people):
            assert mention.name == mention.span.of(text)
        for worded in (*task.targets, task.deadline, task.cadence, task.deliverable):
            assert worded is None or worded.raw == worded.span.of(text)
    return all(0 <= span.start < span.end <= len(text) for span in reading.spans)


def covers_it_in_order(reading: Reading, text: str) -> bool:
    end = 0
    for sentence in reading.sentences:
        assert sentence.span.start >= end
        end = sentence.span.end
    named = [sentence.span for sentence in reading.sentences]
    between = zip([Span(0, 0), *named], [*named, Span(len(text), len(text))], strict=True)
    if named:
        for one, other in between:
            assert not text[one.end : other.start].strip(_BARS)
    return True


@pytest.mark.parametrize(
    "paper", [papers.PLAN, papers.TRADITIONAL, papers.TORN, papers.TABLE, papers.SPEECH]
)
def test_every_word_read_stands_in_the_text_where_it_says(paper):
    reading = read(paper, anchor="2025-03-12")

    assert reading.tasks
    assert says_what_stands_there(reading, paper)
    assert covers_it_in_order(reading, paper)


@settings(max_examples=300, deadline=None)
@given(_DIRT)
def test_any_text_is_read_and_every_offset_leads_back(text):
    reading = read(text, anchor="2025-03")

    assert says_what_stands_there(reading, text)
    assert covers_it_in_order(reading, text)
    assert sentences_in(text) == reading.sentences


@settings(max_examples=200, deadline=None)
@given(_DIRT)
def test_every_character_of_the_shadow_comes_from_a_later_place_than_the_one_before(text):
    shadow = shadow_of(text)

    assert len(shadow.text) == len(shadow.offsets)
    assert list(shadow.offsets) == sorted(set(shadow.offsets))
    assert all(0 <= at < len(text) for at in shadow.offsets)


def test_traditional_script_and_readings_left_by_a_converter_are_read_through():
    first, second = read(papers.TRADITIONAL, anchor="2025-03-12").tasks

    assert [unit.name for unit in first.lead] == ["澄川市水務局"]
    assert [unit.name for unit in first.assist] == ["市財政局"]
    assert (first.deadline.raw, first.deadline.resolved) == ("6月底前", "2025-06")
    assert first.deliverable.raw == "河道清淤計劃"
    assert [unit.name for unit in second.lead] == ["各縣區"]


def test_a_sentence_torn_over_blank_lines_is_one_sentence():
    reading = read(papers.TORN, anchor="2025")
    torn = [one for one in reading.sentences if "市水务局要在" in one.text]

    assert [one.text for one in torn] == [
        "市水务局要在 6 月 底前完成\n\n的河道清淤任务进行验收，　　验收结果报市政府办公室。"
    ]


def test_what_a_web_page_hangs_around_a_paper_is_named_as_such():
    reading = read(papers.TORN, anchor="2025")
    kinds = [sentence.kind.value for sentence in reading.sentences]

    assert (kinds[0], kinds[-1]) == ("FURNITURE", "FURNITURE")
    assert kinds.count("BODY") == 1


def test_a_text_of_nothing_has_no_sentences():
    assert read("", anchor=None) == Reading((), ())
    assert read(" \n　\t|", anchor=None) == Reading((), ())
