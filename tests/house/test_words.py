"""词表: what stands in a model stands in docs/words.md, Chinese beside English beside code."""

import importlib
import pkgutil
import re

import pytest
from django.apps import apps
from django.db.models import Choices
from django.utils import translation

import luoshi
from tests.house.source import ROOT

pytestmark = pytest.mark.one_engine
# A room with two subjects has the words of each apart.
FILES = ("terms", "ask_terms", "appeal_terms", "appraisal_terms")


@pytest.fixture(scope="module")
def words():
    return (ROOT / "docs" / "words.md").read_text(encoding="utf-8")


def terms():
    """Return every set of choices of ours, with its room."""
    rooms = [one.name for one in pkgutil.iter_modules(luoshi.__path__)]
    found = {}
    for room, name in ((room, f"luoshi.{room}.{file}") for room in rooms for file in FILES):
        if importlib.util.find_spec(name) is None:
            continue
        for one in vars(importlib.import_module(name)).values():
            if isinstance(one, type) and issubclass(one, Choices) and one.__module__ == name:
                found[room, one.__name__] = one
    return found


def lines_about(words, name):
    return [line for line in words.splitlines() if f"`{name}`" in line]


def test_every_table_stands_on_the_page(words):
    ours = [one.__name__ for one in apps.get_models() if one.__module__.startswith("luoshi.")]

    assert [name for name in ours if not lines_about(words, name)] == []


def test_every_table_on_the_page_has_its_chinese_word(words):
    mute = [
        model.__name__
        for model in apps.get_models()
        if model.__module__.startswith("luoshi.")
        and not any(
            re.search(r"[\u4e00-\u9fff]", one) for one in lines_about(words, model.__name__)
        )
    ]

    assert mute == []


def test_every_word_of_every_kind_stands_on_the_page_with_its_code(words):
    with translation.override("zh-hans"):
        wanted = {
            f"{room} `{name}`": "、".join(f"{one.label} `{one.name}`" for one in choices)
            for (room, name), choices in terms().items()
        }
    rows = [line.split("|") for line in words.split("## States and kinds")[1].splitlines()]

    there = {cells[1].strip(): cells[2].strip() for cells in rows if len(cells) == 4}
    assert {key: value for key, value in there.items() if "`" in key} == wanted
