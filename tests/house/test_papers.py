"""文档 Every room has its page, every link leads somewhere, every variable is explained."""

import ast
import re

import pytest

from tests.house.source import ROOT, files, modules, shown

pytestmark = pytest.mark.one_engine

CODE = ROOT / "luoshi"
DOCS = ROOT / "docs"
ADR = DOCS / "adr"
LINK = re.compile(r"\]\((?![a-z]+:|#)([^)#\s]+)(?:#[^)]*)?\)")
VARIABLE = re.compile(r"[\"'](LUOSHI_[A-Z_]+)[\"']")
READ_BY = ("luoshi", "tools")
# Set by what runs the tests, or by the build; an office never sets them.
WORKSHOP = {"LUOSHI_CORPUS", "LUOSHI_CORPUS_REQUIRED", "LUOSHI_PG_HOME", "LUOSHI_SKIP_ASSETS"}


def pages():
    """Return every page of prose."""
    return [path for path in files() if path.suffix == ".md"]


def rooms():
    """Return the names of the rooms."""
    return sorted(path.parent.name for path in CODE.glob("*/__init__.py"))


def test_every_room_has_its_page():
    assert [room for room in rooms() if not (DOCS / f"{room}.md").is_file()] == []


def test_the_page_of_a_room_begins_with_its_chinese_word():
    wrong = []
    for room in rooms():
        charter = ast.get_docstring(ast.parse((CODE / room / "__init__.py").read_text("utf-8")))
        first = (DOCS / f"{room}.md").read_text("utf-8").splitlines()[0]
        if charter.split()[0] not in first.split():
            wrong.append(first)

    assert wrong == []


def test_the_index_leads_to_every_page():
    index = (DOCS / "README.md").read_text(encoding="utf-8")
    led_to = {(DOCS / link).resolve() for link in LINK.findall(index)}
    there = {path for path in pages() if path.parent == DOCS and path.name != "README.md"}

    assert there - led_to == set()


def test_the_list_of_decisions_leads_to_every_decision():
    listed = (ADR / "README.md").read_text(encoding="utf-8")
    led_to = {(ADR / link).resolve() for link in LINK.findall(listed)}

    assert set(ADR.glob("0*.md")) - led_to == set()


def test_every_link_leads_to_a_file():
    broken = [
        f"{shown(path)}: {link}"
        for path in pages()
        for link in LINK.findall(path.read_text(encoding="utf-8"))
        if not (path.parent / link).exists()
    ]

    assert broken == []


def test_a_decision_fits_on_a_page():
    long = [
        path.name for path in ADR.glob("0*.md") if len(path.read_text("utf-8").split("\n")) > 41
    ]

    assert long == []


def test_a_decision_says_what_was_given_up_and_what_would_change_our_mind():
    wanted = ("**Question.**", "**Chosen.**", "**Given up.**", "**What would change our mind.**")
    lacking = [
        (path.name, part)
        for path in sorted(ADR.glob("0*.md"))
        for part in wanted
        if part not in path.read_text(encoding="utf-8")
    ]

    assert lacking == []


def test_every_variable_an_office_may_set_is_explained():
    read = {
        name
        for path in modules(*READ_BY)
        for name in VARIABLE.findall(path.read_text(encoding="utf-8"))
    }
    explained = set(re.findall(r"`(LUOSHI_[A-Z_]+)`", (DOCS / "install.md").read_text("utf-8")))

    assert explained == read - WORKSHOP
