"""隔离读取: what is read apart is read the same, and whatever ends there ends there alone."""

import os
import re
import signal
import subprocess
import sys
from decimal import Decimal
from threading import BoundedSemaphore

import pytest

from luoshi.papers import apart, sheets, text
from luoshi.papers.apart import Reader
from luoshi.papers.cells import Column, Kind
from luoshi.papers.refusals import Unreadable
from luoshi.papers.tables import Page, write_book
from tests.house.source import modules, shown
from tests.papers.makers import paragraph, pdf, word, zipped
from tests.papers.test_write_a_workbook import NINE

COLUMNS = [
    Column("name", "单位名称", required=True, longest=4),
    Column("level", "层级", Kind.CHOICE, choices={"市级": "CITY", "县级": "COUNTY"}),
    Column("since", "成立日期", Kind.DATE),
    Column("posts", "编制数", Kind.NUMBER, whole=True, least=Decimal(0), also=("编制",)),
]
ROWS = [
    {"name": "甲局", "level": "CITY", "since": NINE.date(), "posts": Decimal("12")},
    {"name": "乙局", "level": None, "since": None, "posts": None},
    {"name": "名称过长的局", "level": "COUNTY", "since": None, "posts": Decimal("-1")},
]
BOOK = write_book([Page("单位", COLUMNS, ROWS)], at=NINE)
PAPERS = [
    (word(paragraph("关于测绘的通知"), footnotes=""), "通知.docx"),
    (pdf([(85, 700, "市住建局牵头抓好老旧小区改造")], []), "改造.pdf"),
    ("通知\r\n会议要求".encode("gb18030"), "通知.txt"),
    ("<p>通知<script>alert(1)</script>".encode(), "通知.html"),
]
CONFINED = """
import os, socket
from luoshi.papers import reader
reader.confine()
for attempt in (lambda: open("/etc/hostname"), lambda: socket.socket(), os.pipe):
    try:
        attempt()
    except OSError as refused:
        print(refused.errno)
try:
    bytearray(reader.MOST_MEMORY + (1 << 24))
except MemoryError:
    print("memory")
"""


@pytest.mark.parametrize(("content", "name"), PAPERS, ids=["docx", "pdf", "txt", "html"])
def test_a_paper_is_the_same_paper(content, name):
    assert apart.text_of(content, name) == text.text_of(content, name)


def test_a_sheet_is_the_same_sheet_with_the_same_faults():
    here, there = sheets.read_rows(BOOK, COLUMNS), apart.read_rows(BOOK, COLUMNS)

    assert (there.name, there.rows, there.remarks) == (here.name, here.rows, here.remarks)
    assert [str(fault) for fault in there.faults] == [str(fault) for fault in here.faults]
    assert (len(there.rows), len(there.faults)) == (2, 2)
    assert apart.read_book(BOOK, {"单位": COLUMNS})["单位"].rows == here.rows


def test_a_refusal_is_the_same_sentence():
    with pytest.raises(Unreadable, match=r"工作簿里没有名为“岗位”的工作表。"):
        apart.read_book(BOOK, {"岗位": COLUMNS})
    with pytest.raises(Unreadable, match=r"文件名的扩展名是\.docx，内容却是pdf"):
        apart.text_of(PAPERS[1][0], "改造.docx")


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"MZ\x90\0" + b"\0" * 80, "报告.docx", "program"),
        (b"\x7fELF" + b"\0" * 80, "报告", "program"),
        ("内容".encode(), "报告.vbs", "program"),
        ("内容".encode(), "报告.txt.exe ", "program"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "现场.pdf", "misnamed"),
        (zipped({"word/document.xml": "<x/>", "word/vbaProject.bin": "x"}), "表.docm", "macro"),
        (zipped({"a.txt": "x"})[:40], "资料.zip", "broken"),
        (b"", "现场.jpg", "empty"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_what_is_only_kept_is_looked_at_too(content, name, code):
    with pytest.raises(Unreadable) as refused:
        apart.kind_of(content, name)

    assert refused.value.code == code


def test_a_picture_may_bear_the_name_of_another_kind_of_picture():
    assert apart.kind_of(b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "现场.jpg") == "png"
    assert apart.kind_of(b"RIFF\x10\0\0\0WEBPVP8 ", "现场.jpeg") == "webp"


def test_whoever_reads_can_open_neither_a_file_nor_a_connection():
    done = subprocess.run([sys.executable, "-c", CONFINED], capture_output=True, text=True)

    assert done.stdout.split() == ["24", "24", "24", "memory"]


def test_a_reading_process_that_was_killed_is_started_again():
    apart.text_of(*PAPERS[0])
    killed = apart.READER._process
    os.kill(killed.pid, signal.SIGKILL)
    killed.wait()

    assert apart.text_of(*PAPERS[0]).kind == "docx"
    assert apart.READER._process is not killed


def test_a_file_that_takes_too_long_is_given_up(monkeypatch):
    apart.text_of(*PAPERS[0])
    monkeypatch.setattr(apart, "MOST_SECONDS", 0.2)

    with pytest.raises(Unreadable, match=r"读取超过0\.2秒仍未完成，已停止"):
        apart.text_of(b"<html><body>" + b"<div>" * 40_000, "深.html")


def test_who_comes_while_too_many_read_is_asked_to_come_later(monkeypatch):
    monkeypatch.setattr(apart, "PATIENCE", 0.01)
    busy = Reader()
    monkeypatch.setattr(busy, "_places", BoundedSemaphore(1))
    monkeypatch.setattr(apart, "READER", busy)

    with busy._places, pytest.raises(Unreadable, match="正在读取的文件较多，请稍后再传。"):
        apart.text_of(*PAPERS[0])


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b'{"told": {"te',
        b"[]",
        b'{"told": 7}',
        b'{"refused": ["empty"]}',
        b'{"refused": ["no such sentence", {}]}',
        b'{"refused": ["too_big", {}]}',
        b'{"told": {"text": "x", "kind": "txt", "title": "x", "name": "x", "remarks": 5}}',
    ],
)
def test_an_answer_that_is_none_is_a_file_that_could_not_be_read(monkeypatch, answer):
    monkeypatch.setattr(Reader, "ask", lambda *_: answer)

    with pytest.raises(Unreadable) as refused:
        apart.text_of(*PAPERS[0])

    assert refused.value.code == "stopped"


def test_no_room_reads_what_comes_from_outside_in_its_own_process():
    # The command line reads what whoever keeps the server has laid there.
    free = {"luoshi/site/reading_command.py", "luoshi/site/years.py"}
    readers = re.compile(
        r"^from luoshi\.papers\.(?:sheets|text) import .*\b(?:read_rows|read_book|text_of)\b", re.M
    )
    found = {
        shown(path)
        for path in modules("luoshi")
        if "luoshi/papers/" not in shown(path) and readers.search(path.read_text())
    }

    assert found - free == set()
