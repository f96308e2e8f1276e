"""A paper named on the command line, with the words of its pictures recognised where it has any."""

import sys
from pathlib import Path

from luoshi.papers import apart
from luoshi.papers.kinds import kind_of
from luoshi.papers.refusals import Unreadable
from luoshi.papers.text import Paper, text_of
from luoshi.site.saying import said as _


def paper_at(path: Path) -> Paper:
    """Read a paper; how far a scan is, and what to look at in the words, is said beside.

    :raises OSError: if the file cannot be opened
    :raises Unreadable: if it cannot be read
    """
    content = path.read_bytes()
    paper = _read(content, path.name)
    for words in paper.remarks:
        sys.stderr.write(words.said(_) + "\n")
    return paper


def _read(content: bytes, name: str) -> Paper:
    try:
        return text_of(content, name)
    except Unreadable as unreadable:
        if unreadable.code == "old_word":
            return apart.text_of(content, name)
        if unreadable.code != "scan" or not apart.can_recognise():
            raise
        return _recognised(content, name, unreadable.words.params["pages"])


def _recognised(content: bytes, name: str, pages: int) -> Paper:
    leaves = []
    for number in range(1, pages + 1):
        told = {"number": number, "pages": pages}
        sys.stderr.write(_("正在识别第%(number)s页，共%(pages)s页。") % told + "\n")
        leaves.append(apart.page_of(content, number))
    return apart.put_together(leaves, kind=kind_of(content), name=name)
