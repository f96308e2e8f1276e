"""Why a paper could not be read, in one Chinese sentence fit for the person who sent it.

The sentences are source strings: `python manage.py makemessages` finds them by the name
`gettext_noop`, and a door says them in the reader's language with `unreadable.said(gettext)`. The
room itself needs no Django, because `luoshi read` works without any settings.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any


def gettext_noop(sentence: str) -> str:
    """Mark a sentence for the catalogue, and leave it as it is."""
    return sentence


@dataclass(frozen=True)
class Words:
    """A sentence that can still be said in another language.

    :param code: which sentence it is, for tests and for the API
    :param sentence: the Chinese source string, with named placeholders
    :param params: what fills the placeholders
    """

    code: str
    sentence: str
    params: Mapping[str, Any] = field(default_factory=dict)

    def said(self, translate: Callable[[str], str] = gettext_noop) -> str:
        """Say it; a door hands in `django.utils.translation.gettext`."""
        return translate(self.sentence) % self.params

    def __str__(self) -> str:
        return self.said()


SENTENCES = {
    "empty": gettext_noop("文件是空的，请重新选择文件。"),
    "too_big": gettext_noop("文件超过%(limit)sMB，请拆分或压缩图片后再传。"),
    "too_long": gettext_noop("文件文字超过%(limit)s字，请拆分后再传。"),
    "misnamed": gettext_noop(
        "文件名的扩展名是%(extension)s，内容却是%(kind)s，请核对文件，改正扩展名后再传。"
    ),
    "encrypted": gettext_noop("文件已加密或设有密码，请去除密码后再传。"),
    "macro": gettext_noop("文件带有宏，不予接收，请另存为不带宏的格式后再传。"),
    "program": gettext_noop("这是可以运行的程序，不予接收。"),
    "broken": gettext_noop("文件已损坏或没有传完整，请重新导出后再传。"),
    "bomb": gettext_noop("文件解压后过大，不予接收。"),
    "entities": gettext_noop("文件内含外部实体声明，不予接收。"),
    "too_heavy": gettext_noop("文件内容过多或结构过于复杂，读取已停止，请拆分后再传。"),
    "too_slow": gettext_noop("读取超过%(seconds)s秒仍未完成，已停止，请拆分或另存后再传。"),
    "stopped": gettext_noop("读取这份文件时出错，已停止，请另存为新文件后再传。"),
    "busy": gettext_noop("正在读取的文件较多，请稍后再传。"),
    "scan": gettext_noop(
        "这是扫描件或图片（%(pages)s页），没有文字，本机没有装文字识别组件，"
        "请上传Word原件或可以选中文字的PDF。"
    ),
    "too_many_pages": gettext_noop("扫描件超过%(limit)s页，请拆分后再传。"),
    "classified": gettext_noop("文件标有密级“%(level)s”，本系统不得录入涉密文件，没有接收。"),
    "no_text": gettext_noop("文件里没有文字。"),
    "unknown_encoding": gettext_noop("认不出文件的文字编码，请另存为UTF-8编码后再传。"),
    "unsupported": gettext_noop("不能读取%(kind)s，请另存为docx、带文字的pdf、txt或html后再传。"),
    "old_word": gettext_noop(
        "这是旧版Word（doc、wps）文件，本机没有装LibreOffice，不能读取，请另存为docx后再传。"
    ),
    "not_a_workbook": gettext_noop("这不是Excel工作簿，请使用xlsx或xls文件。"),
    "no_such_sheet": gettext_noop("工作簿里没有名为“%(sheet)s”的工作表。"),
    "too_many_cells": gettext_noop(
        "工作表“%(sheet)s”超过%(rows)s行或%(columns)s列，请拆分后再传。"
    ),
}

# What was read nevertheless, and a person should know.
REMARKS = {
    "pictures": gettext_noop("第%(pages)s页没有文字，可能是图片，请核对原件。"),
    "recognised": gettext_noop(
        "文字由图片识别得出，把握较大的字占%(sure)s%%，另有%(doubts)s字把握不大，请对照原件逐字核对。"
    ),
    "sealed": gettext_noop("文件带有电子签章，本系统没有核验签章，请以原件为准。"),
    "hidden": gettext_noop("隐藏的工作表没有读取：%(sheets)s。"),
    "renewed": gettext_noop("旧版Word文件由LibreOffice转换后读取，请对照原件核对编号和表格。"),
    "scripts": gettext_noop("网页里的脚本和嵌入内容没有读取，也不会运行，只取了文字。"),
}


def remark(code: str, **params: Any) -> Words:
    """Return a remark on a paper that was read."""
    return Words(code, REMARKS[code], params)


class Unreadable(Exception):
    """The paper cannot be read. `str()` is the Chinese sentence; `said(gettext)` translates."""

    def __init__(self, code: str, **params: Any) -> None:
        self.words = Words(code, SENTENCES[code], params)
        super().__init__(str(self.words))

    @property
    def code(self) -> str:
        """Which refusal this is."""
        return self.words.code

    def said(self, translate: Callable[[str], str] = gettext_noop) -> str:
        """Say the refusal; a door hands in `django.utils.translation.gettext`."""
        return self.words.said(translate)
