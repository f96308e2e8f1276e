"""旧版Word: through LibreOffice where it is installed, with a clear sentence where it is not.

A program of this test stands in for LibreOffice; what it is given and how it ends is what matters.
"""

import os
import sys

import pytest

from luoshi.papers import apart, office
from luoshi.papers.refusals import Unreadable
from tests.papers.makers import compound, paragraph, word

OLD = compound("WordDocument")
STARTS = f"#!{sys.executable}\nimport os, resource, sys, time\n"
CONVERTS = """
from pathlib import Path
out = Path(sys.argv[sys.argv.index("--outdir") + 1])
assert Path(sys.argv[-1]).read_bytes()[:4] == bytes.fromhex("d0cf11e0")
assert not any(name.startswith("LUOSHI") for name in os.environ)
assert resource.getrlimit(resource.RLIMIT_AS)[0] < 4 << 30
out.mkdir()
(out / "paper.docx").write_bytes(Path(os.environ["HOME"], "..", "given.docx").read_bytes())
"""


@pytest.fixture
def installed(tmp_path, monkeypatch):
    """Lay down a program that is found as LibreOffice is, with its home beside it."""

    def lay(words):
        program = tmp_path / "soffice"
        program.write_text(STARTS + words)
        program.chmod(0o755)
        (tmp_path / "given.docx").write_bytes(word(paragraph("关于防汛的通知")))
        monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
        monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")

    return lay


@pytest.mark.parametrize("name", ["通知.doc", "通知.wps"])
def test_an_old_word_file_is_read_through_libreoffice(installed, name):
    installed(CONVERTS)

    paper = apart.text_of(OLD, name)

    assert (paper.text, paper.kind, paper.name) == ("关于防汛的通知", "doc", name)
    assert [str(remark) for remark in paper.remarks] == [
        "旧版Word文件由LibreOffice转换后读取，请对照原件核对编号和表格。"
    ]


def test_nothing_of_it_is_left_behind(installed, tmp_path):
    installed(CONVERTS)

    apart.text_of(OLD, "通知.doc")

    assert sorted(one.name for one in tmp_path.iterdir()) == ["given.docx", "soffice"]


def test_without_libreoffice_it_is_refused_in_words(monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")

    with pytest.raises(Unreadable, match="本机没有装LibreOffice，不能读取，请另存为docx后再传。"):
        apart.text_of(OLD, "通知.doc")


def test_one_that_cannot_be_converted_is_refused(installed):
    installed("sys.exit(1)")

    with pytest.raises(Unreadable, match="读取这份文件时出错，已停止"):
        apart.text_of(OLD, "通知.doc")


def test_one_that_never_ends_is_ended_with_all_it_started(installed, tmp_path, monkeypatch):
    installed("open(os.environ['HOME'] + '/../pid', 'w').write(str(os.getpid())); time.sleep(60)")
    monkeypatch.setattr(office, "MOST_SECONDS", 1)

    with pytest.raises(Unreadable, match="读取超过1秒仍未完成，已停止"):
        apart.text_of(OLD, "通知.doc")

    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text()), 0)
