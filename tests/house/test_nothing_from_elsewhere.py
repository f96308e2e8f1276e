"""自足 Pages load nothing from another host and hold no script; no file names a machine."""

import re
from pathlib import Path

import pytest

from tests.house.source import ROOT, files, shown, templates

pytestmark = pytest.mark.one_engine

INLINE = re.compile(
    r"<script(?![^>]*\bsrc=)[^>]*>|<style\b|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:|"
    r"<link[^>]*\bhref=[\"'](?!\{|/)|<script[^>]*\bsrc=[\"'](?!\{|/)",
    re.IGNORECASE,
)
ADDRESS = re.compile(r"(?:https?:)?//[\w{][\w.{-]*", re.IGNORECASE)
# Names of an XML grammar look like addresses and are fetched by nobody.
GRAMMARS = ("http://www.w3.org",)
# The home of a user, the folder of a build machine. /usr and /etc stand on every Debian.
MACHINE = re.compile(
    r"(?<![\w.])/(?:root|home/\w+|Users/\w+|work|workspace|builds|runner|mnt|opt/\w+)/"
)
REGISTRY = re.compile(
    r"(?:files\.pythonhosted|registry\.(?:npmjs|yarnpkg|npmmirror)|pypi\.(?:org|tuna)|"
    r"(?:artifactory|nexus|devpi|jfrog)[\w.-]*\.\w{2,}|--(?:extra-)?index-url|"
    r"\[\[tool\.uv\.index\]\]|index-url\s*=)",
    re.IGNORECASE,
)
INSTALL = ROOT / "docs" / "install.md"


def places(pattern: re.Pattern[str], among: tuple[Path, ...] | list[Path]) -> list[str]:
    """Return each line of the files where the pattern is found, with what was found."""
    return [
        f"{shown(path)}:{number} {found.group()}"
        for path in among
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        for found in pattern.finditer(line)
    ]


def test_no_template_holds_a_script_or_a_style():
    assert places(INLINE, templates()) == []


def test_no_page_names_another_host():
    sources = [path for path in files() if path.parent == ROOT / "frontend"]
    sources = [path for path in sources if path.suffix in {".js", ".css", ".svg"}]
    named = [
        place
        for place in places(ADDRESS, [*templates(), *sources])
        if not place.endswith(GRAMMARS) and "://" in place
    ]

    assert named == []


def test_the_packages_of_the_pages_are_locked_by_digest_without_an_address():
    lock = (ROOT / "frontend" / "package-lock.json").read_text(encoding="utf-8")

    assert '"resolved"' not in lock
    assert lock.count('"integrity"') == lock.count('"node_modules/')


def test_no_file_names_a_folder_of_somebody_s_machine():
    # What is typed on an office's server is its own: docs/install.md names the folders it makes.
    others = [path for path in files() if path != INSTALL and path != Path(__file__)]

    assert places(MACHINE, others) == []


def test_no_file_names_the_host_of_a_registry():
    assert places(REGISTRY, [path for path in files() if path != Path(__file__)]) == []


def test_the_patterns_find_what_they_are_for(tmp_path, monkeypatch):
    # A pattern that finds nothing anywhere would hold nothing.
    assert INLINE.search('<div style="color:red">')
    assert INLINE.search("<script>alert(1)</script>")
    assert INLINE.search('<script src="https://elsewhere/x.js"></script>')
    assert INLINE.search("<button onclick='go()'>")
    assert not INLINE.search('<script src="{% static "kit/luoshi.js" %}" defer></script>')
    assert ADDRESS.search('<img src="https://elsewhere.example/a.png">')
    assert MACHINE.search("see /home/somebody/project")
    assert REGISTRY.search("pip install --index-url x")
