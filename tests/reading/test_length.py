"""长文: work grows with the text, whatever the text is made of."""

import time

import pytest

from luoshi.reading import read

# Each is repeated until it is long: marks without end, lists without end, one sentence without end.
_REPEATED = [
    "（", "）", "（（）", "，", "、", "局", "局和", "各局、", "年底前", "2020年", "1",
    "1，", "一", "一、", "\n", " ", "\u3000", "|", "a|b\n", '"', "《", "系(tǒng)",
    "\u200b", "由", "会同局", "每月", "等", "（局牵头，", "（局牵头）", "制定方案",
    "后3日", "要完成任务，", "各县区要，", "制定方案；", "市长王小明批示", "对的",
    "1,000,", "增长8%、", "（一）要", "\U00020000",
]  # fmt: skip


@pytest.mark.parametrize("unit", _REPEATED)
def test_a_text_without_end_is_read_in_time_that_grows_with_it(unit):
    took = []
    for length in (8_000, 64_000):
        text = (unit * (length // len(unit) + 1))[:length]
        began = time.process_time()
        read(text, anchor="2025-01-01")
        took.append(time.process_time() - began)

    # Eight times the text: were the work quadratic, it would take sixty-four times as long.
    assert took[1] < 24 * took[0] + 0.3
