"""尺度 What is long is split, and what is named is named for what it is."""

import ast
import re

import pytest

from tests.house.source import declared, files, modules, shown, templates, words_of

pytestmark = pytest.mark.one_engine

OURS = ("luoshi", "tests", "tools", "bench")
VAGUE = {"process", "handle", "manage", "data", "info", "util", "manager", "service", "helper"}
# Names that Django or a library looks for; nobody chose them.
ASKED_FOR = {
    "luoshi/timelimits/management/commands/reference.py: handle",
    "luoshi/kit/addresses.py: process_view",
    "luoshi/kit/requests.py: process_view",
    "luoshi/organisation/request.py: process_view",
}
# Put together, so that this file does not trip over itself.
LEFT_UNDONE = re.compile(r"\b(?:" + "|".join(("TO" + "DO", "FIX" + "ME", "XX" + "X")) + r")\b")


def lines_of(path):
    return len(path.read_text(encoding="utf-8").splitlines())


def test_no_module_is_longer_than_four_hundred_lines():
    long = {shown(path): lines_of(path) for path in modules(*OURS) if lines_of(path) > 400}

    assert long == {}


def test_no_function_is_longer_than_forty_lines():
    long = {
        str(one): one.lines
        for path in modules(*OURS)
        for one in declared(path)
        if one.is_function and one.lines > 40
    }

    assert long == {}


def test_no_template_is_longer_than_a_hundred_and_fifty_lines():
    long = {shown(path): lines_of(path) for path in templates() if lines_of(path) > 150}

    assert long == {}


def test_every_module_opens_by_saying_what_it_is_for():
    # An empty __init__ of the tests only makes a folder a package; there is nothing to say.
    silent = [
        shown(path)
        for path in modules(*OURS)
        if path.read_text(encoding="utf-8").strip()
        and not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]

    assert silent == []


def test_every_room_says_its_charter_chinese_word_first():
    mute = []
    for path in modules("luoshi"):
        if path.name == "__init__.py" and len(path.relative_to(path.parents[2]).parts) == 3:
            charter = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
            if path.parent.parent.name == "luoshi" and not re.match(r"[\u4e00-\u9fff]+ ", charter):
                mute.append(shown(path))

    assert mute == []


def test_no_name_hides_what_it_is_behind_a_vague_word():
    vague = [
        str(one)
        for path in modules("luoshi", "tools", "bench")
        for one in declared(path)
        if words_of(one.name) & VAGUE and str(one) not in ASKED_FOR
    ]
    vague += [
        shown(path) for path in modules("luoshi", "tools", "bench") if words_of(path.stem) & VAGUE
    ]

    assert vague == []


def test_the_names_django_asks_for_are_still_asked_for():
    there = {str(one) for path in modules("luoshi") for one in declared(path)}

    assert ASKED_FOR - there == set()


def test_nothing_is_left_to_be_done_later():
    left = [
        f"{shown(path)}:{number}"
        for path in files()
        if path.suffix not in {".lock", ".po"}
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if LEFT_UNDONE.search(line)
    ]

    assert left == []
