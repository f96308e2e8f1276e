"""词条: every sentence of the source is in the English catalogue, translated, not guessed."""

import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import polib
import pytest

ROOT = Path(__file__).parents[2]
CATALOGUE = ROOT / "locale" / "en" / "LC_MESSAGES" / "django.po"
PLACE = re.compile(r"%\(\w+\)\w|%%|%[sd]")


@cache
def catalogue() -> dict[str, polib.POEntry]:
    return {entry.msgid: entry for entry in polib.pofile(str(CATALOGUE)) if not entry.obsolete}


@pytest.fixture(scope="module")
def source(tmp_path_factory) -> set[str]:
    """Every sentence of the source, gathered by the same hand that fills the catalogue."""
    home = tmp_path_factory.mktemp("catalogue")
    command = [sys.executable, str(ROOT / "tools" / "catalogue.py"), str(home)]
    subprocess.run(command, check=True, capture_output=True)
    return {entry.msgid for entry in polib.pofile(str(home / "django.po"))}


def test_every_sentence_of_the_source_stands_in_the_catalogue(source):
    assert sorted(source - catalogue().keys()) == []


def test_the_catalogue_keeps_no_sentence_the_source_has_lost(source):
    assert sorted(catalogue().keys() - source) == []


def test_every_sentence_is_translated():
    assert sorted(msgid for msgid, entry in catalogue().items() if not entry.translated()) == []


def test_no_translation_is_a_guess():
    assert sorted(msgid for msgid, entry in catalogue().items() if entry.fuzzy) == []


def test_a_translation_keeps_the_places_to_be_filled():
    lost = {
        msgid: text
        for msgid, entry in catalogue().items()
        for text in ([entry.msgstr] if entry.msgstr else entry.msgstr_plural.values())
        if set(PLACE.findall(text)) - set(PLACE.findall(msgid))
        or (entry.msgstr and set(PLACE.findall(text)) != set(PLACE.findall(msgid)))
    }

    assert lost == {}


def test_no_chinese_is_left_in_the_english():
    # Names of papers and marks stay as issued; sentences do not.
    left = {
        msgid: entry.msgstr
        for msgid, entry in catalogue().items()
        if re.search(r"[\u4e00-\u9fff]", entry.msgstr) and "〔" not in entry.msgstr
    }

    assert left == {}
