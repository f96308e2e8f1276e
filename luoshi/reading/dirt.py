"""Signs a scanner or a hurried hand took for others, put right one for one where only one is meant.

Only where the neighbours leave no doubt: a letter among the figures of a day, a dash where an item
is numbered. Each sign is replaced by one sign, so that every offset stands as it is.
"""

import re

_CHINESE = "一二三四五六七八九十"
# The sign stands first in each pattern and what is before it is looked back at: signs are few, and
# every other place then costs one step.
_OPENS_LINE = r"(?:(?<=^.)|(?<=^[ \u3000].)|(?<=^[ \u3000]{2}.))"
_MENDED: tuple[tuple[re.Pattern[str], str], ...] = (
    # 2O26年, 1O日, 3O%
    (re.compile(r"[OoQ○〇](?<=\d.)(?=[\d年月日曰号%万亿个])"), "0"),
    # l5日, 2I个, 20l6年; not the I of a word
    (
        re.compile(
            r"[lI丨|](?:(?<=\d.)(?=[\d年月日曰号%])|(?<!\|)(?<![A-Za-z\d|].)(?=\d{0,3}[年月日曰%]))"
        ),
        "1",
    ),
    # 3月15曰, 十五曰
    (re.compile(rf"曰(?<=[\d{_CHINESE}].)(?![:：，])"), "日"),
    # —、总体要求 and （—）总体要求, their dash folded to a short one
    (re.compile(rf"(?m)-(?:(?=、){_OPENS_LINE}|(?<=（-)(?=）))"), "一"),
    # （二+）, 二+一、 and （+一）
    (
        re.compile(
            rf"\+(?:(?<=[二三四五六七八九].)(?=[{_CHINESE}、）日])|(?<=（.)(?=[{_CHINESE}]?）))"
        ),
        "十",
    ),
    # l. and I、 before an item
    (
        re.compile(rf"(?m)[lI](?=[.、][\u4e00-\u9fff]){_OPENS_LINE}"),
        "1",
    ),
)


def mended(text: str) -> str:
    """Return a folded text with such signs put right; its length does not change."""
    for pattern, sign in _MENDED:
        text = pattern.sub(sign, text)
    return text
