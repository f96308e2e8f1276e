"""界面文件: built from this source, within their weight, nothing of theirs in it."""

import gzip
import re
from pathlib import Path

import pytest

from hatch_build import BUILT, Assets, AssetsMissing, bring_up_to_date

ROOT = Path(__file__).parents[2]
BUILT_IN = ROOT / "luoshi" / "kit" / "static" / "kit"
SOURCES = [path for path in (ROOT / "frontend").iterdir() if path.is_file()]


def weight(name):
    return len(gzip.compress((BUILT_IN / name).read_bytes(), 9))


def test_pages_stay_light():
    assert weight("luoshi.css") < 80 * 1024
    assert weight("luoshi.js") < 40 * 1024


def test_our_own_script_and_styles_stay_small():
    scripts = (path.read_bytes() for path in SOURCES if path.suffix == ".js")
    own = len(gzip.compress(b"".join(scripts)))
    styles = (ROOT / "frontend" / "app.css").read_text().splitlines()

    assert own < 15 * 1024
    assert len(styles) <= 300


def test_styles_hold_to_what_an_old_browser_knows():
    built = (BUILT_IN / "luoshi.css").read_text()

    assert re.findall(r"color-mix|light-dark\(|oklch|:has\(|@container", built) == []


def test_nothing_is_loaded_from_another_host():
    elsewhere = re.compile(r"(?:url\(|import\s*\(?|fetch\()\s*[\"']?(?:https?:)?//")
    built = [(BUILT_IN / name).read_text() for name in ("luoshi.css", "luoshi.js", "theme.js")]

    assert [elsewhere.findall(text) for text in built] == [[], [], []]


def test_every_icon_a_page_names_is_drawn():
    drawn = set(re.findall(r'<symbol id="([a-z0-9-]+)"', (BUILT_IN / "icons.svg").read_text()))
    named = {name.replace("!", "-f") for name in Assets(ROOT).icon_names()}

    assert named - drawn == set()


def test_notices_name_what_is_built_in():
    notices = (BUILT_IN / "NOTICES.txt").read_text()

    assert re.findall(r"^(@?[\w./-]+ [\d.]+) \(", notices, re.M) == [
        "@tabler/core 1.0.0",
        "@tabler/icons 3.48.0",
        "htmx.org 2.0.10",
        "bootstrap 5.3.3",
    ]


def test_the_lock_holds_digests_and_no_addresses():
    lock = (ROOT / "frontend" / "package-lock.json").read_text()

    assert "://" not in lock
    assert lock.count('"integrity"') > 5


def test_pages_hold_no_inline_style_or_script():
    inline = re.compile(r"\sstyle=|\son[a-z]+=|<style|<script(?![^>]*\ssrc=)|hx-on|javascript:")
    found = {
        str(path.relative_to(ROOT)): inline.findall(path.read_text())
        for path in (ROOT / "luoshi").rglob("templates/**/*.html")
        if inline.search(path.read_text())
    }

    assert found == {}


def test_a_build_told_to_skip_fails_with_a_sentence_where_files_are_missing(tmp_path, monkeypatch):
    (tmp_path / "frontend").mkdir()
    (tmp_path / "frontend" / "icons.txt").write_text("check\n")
    (tmp_path / "luoshi").mkdir()
    monkeypatch.setenv("LUOSHI_SKIP_ASSETS", "1")

    with pytest.raises(AssetsMissing, match=f"界面文件缺失（{'、'.join(BUILT)}）"):
        bring_up_to_date(tmp_path)


def test_a_new_icon_makes_the_built_files_stale(tmp_path):
    (tmp_path / "frontend").mkdir()
    (tmp_path / "frontend" / "icons.txt").write_text("check\n")
    (tmp_path / "luoshi").mkdir()
    before = Assets(tmp_path).wanted()

    (tmp_path / "luoshi" / "page.html").write_text('{% icon "inbox" %}')

    assert Assets(tmp_path).icon_names() == ["check", "inbox"]
    assert Assets(tmp_path).wanted() != before
