"""What the command line says, in the language it is asked for. No Django: a paper is read without.

`luoshi --lang en …`, else LUOSHI_LANG, else the language of the terminal (LC_ALL, LANG), else
Chinese. The sentences are those of the one catalogue, which the pages use too.
"""

import gettext
import os
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from luoshi.papers.refusals import gettext_noop
from luoshi.papers.sheets import Fault

OPTION = "--lang"
LANGUAGES = ("zh", "en")
_PACKAGE = Path(__file__).resolve().parent.parent
CATALOGUES = (_PACKAGE / "locale", _PACKAGE.parent / "locale")


PLACED = gettext_noop("%(sheet)s第%(row)s行“%(heading)s”：%(why)s")
PLACED_IN_ROW = gettext_noop("%(sheet)s第%(row)s行：%(why)s")


class _Chosen:
    """The language of this run of the command line."""

    language = "zh"


def choose(words: Sequence[str], environment: Mapping[str, str] = os.environ) -> list[str]:
    """Choose the language of this run; return the words of the command without the option."""
    asked, left = "", []
    rest = iter(words)
    for word in rest:
        if word == OPTION:
            asked = next(rest, "")
        elif word.startswith(f"{OPTION}="):
            asked = word.partition("=")[2]
        else:
            left.append(word)
    named = [asked, *(environment.get(name, "") for name in ("LUOSHI_LANG", "LC_ALL", "LANG"))]
    spoken = (one[:2].lower() for one in named)
    _Chosen.language = next((one for one in spoken if one in LANGUAGES), "zh")
    return left


def language() -> str:
    """Return the language chosen, as Django names it."""
    return "en" if _Chosen.language == "en" else "zh-hans"


def said(sentence: str) -> str:
    """Say a sentence of ours in the language chosen."""
    return _english().gettext(sentence) if _Chosen.language == "en" else sentence


def whole(fault: Fault) -> str:
    """Say a fault of a workbook with its place, in the language chosen."""
    words = {"sheet": fault.sheet, "row": fault.row, "why": fault.said(said)}
    words |= {"heading": fault.heading}
    if not fault.row:
        return fault.said(said)
    return said(PLACED) % words if fault.heading else said(PLACED_IN_ROW) % words


@cache
def _english() -> gettext.NullTranslations:
    place = next((one for one in CATALOGUES if one.is_dir()), None)
    return gettext.translation("django", place, ["en"], fallback=True)
