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


def seconds_for(text):
    """Return this thread's own seconds for a text; other work of the machine is not in them."""
    began = time.thread_time()
    read(text, anchor="2025-01-01")
    return time.thread_time() - began


@pytest.mark.parametrize("unit", _REPEATED)
def test_a_text_without_end_is_read_in_time_that_grows_with_it(unit):
    shorter, longer = ((unit * (size // len(unit) + 1))[:size] for size in (8_000, 64_000))

    # A busy machine may spoil one measurement and even two; quadratic work spoils every one.
    # Eight times the text: were the work quadratic, it would take sixty-four times as long.
    assert any(seconds_for(longer) < 24 * seconds_for(shorter) + 0.3 for _attempt in range(5))
