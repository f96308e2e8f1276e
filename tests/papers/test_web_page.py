"""读网页: what a reader sees, block by block; scripts and hidden things are not words."""

import pytest

from luoshi.papers.refusals import Unreadable
from luoshi.papers.text import text_of

PAGE = """<!DOCTYPE html><html><head><title>澄川市人民政府</title><meta charset="%s">
<script>var 任务 = "假的";</script><style>p{color:red}</style></head><body>
<nav><a href="/">首页</a></nav>
<h1>关于做好<b>防汛</b>准备工作的通知</h1>
<p>　　各县区：<br>市水利局   牵头，
6月底前完成。</p><div hidden>看不见</div><div style="DISPLAY : none">也看不见</div>
<table><tr><th>事项</th><th>单位</th></tr><tr><td>水库</td><td>市水利局</td></tr></table>
<ruby>统<rt>tǒng</rt></ruby>一部署&nbsp;&amp;落实<noscript>请开启脚本</noscript>
<pre>第一行
第二行</pre></body></html>"""
LINES = [
    "首页",
    "关于做好防汛准备工作的通知",
    "　　各县区：",
    "市水利局 牵头， 6月底前完成。",
    "事项\t单位",
    "水库\t市水利局",
    "统一部署 &落实",
    "第一行",
    "第二行",
]


@pytest.mark.parametrize(
    ("named", "encoding"),
    [("utf-8", "utf-8"), ("gb2312", "gb18030"), ("GBK", "gb18030"), ("", "gb18030")],
)
def test_the_visible_words_are_read_block_by_block(named, encoding):
    paper = text_of((PAGE % named).encode(encoding), "通知.html")

    assert paper.text.split("\n") == LINES
    assert paper.title == "关于做好防汛准备工作的通知"
    assert paper.kind == "html"


def test_a_page_that_names_the_wrong_encoding_is_still_read():
    assert text_of((PAGE % "utf-8").encode("gb18030"), "通知.html").text.split("\n") == LINES


def test_a_page_of_scripts_alone_holds_no_words():
    with pytest.raises(Unreadable, match="文件里没有文字。"):
        text_of(b"<html><body><script>alert(1)</script></body></html>", "a.html")


def test_a_body_hidden_until_its_script_has_run_is_read():
    page = "<html><body style='display:none'><p>照样要读</p></body></html>"

    assert text_of(page.encode(), "a.html").text == "照样要读"


def test_a_page_nested_beyond_reason_is_refused():
    page = "<html><body>" + "<span>" * 20_000 + "深" + "</span>" * 20_000

    with pytest.raises(Unreadable):
        text_of(page.encode(), "a.html")


def test_the_numbers_a_browser_draws_are_words():
    page = (
        "<html><body><ol><li>修路<li>架桥<ul><li>验收</ul><li value=7>通车</ol>"
        "<ol type=A start=2><li>甲</ol>"
        "<ol style='list-style:none'><li>乙</ol><ol><li>一、丙</ol><ol start=x><li><b>丁</b></ol>"
    )

    assert text_of(page.encode(), "通知.html").text.split("\n") == [
        "1. 修路", "2. 架桥", "验收", "7. 通车", "B. 甲", "乙", "一、丙", "1. 丁",
    ]  # fmt: skip
