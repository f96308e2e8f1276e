"""页面标记: what a template may write, and what comes of it."""

import re

from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory

from tests.world import MONDAY_NINE


def shown(template, query="", **context):
    request = RequestFactory().get(f"/ledger/{query}")
    return Template("{% load kit %}" + template).render(
        Context({"request": request, "at": MONDAY_NINE, **context})
    )


class Words(forms.Form):
    text = forms.CharField(label="进展", help_text="写结果", max_length=300, widget=forms.Textarea)


def test_a_light_is_a_shape_and_a_word():
    assert shown("{% light 4 '超期' %}") == (
        '<span class="lt lt-r"><svg class="icon f" aria-hidden="true">'
        '<use href="/static/kit/icons.svg#alert-octagon-f"/></svg>超期</span>'
    )


def test_a_clock_carries_the_moment_for_machines_and_the_end_in_words():
    html = shown("{% clock ends %}", ends=MONDAY_NINE.replace(hour=11))

    assert 'datetime="2026-06-01T11:00+08:00" title="2026年6月1日11:00止" data-ticks' in html
    assert "<span>剩2小时0分</span>" in html


def test_what_has_no_limit_shows_no_clock():
    assert shown("{% clock ends %}", ends=None) == ""


def test_bars_are_drawn_without_an_inline_style():
    html = shown("{% bar 47 58 3 %}{% stackbar shares %}", shares=[(4, 1), (1, 3)])

    assert "style" not in html
    assert re.findall(r'<rect class="v" y="3" width="(\d+)%"', html) == ["47"]
    assert re.findall(r'<rect class="(lt-\w)" x="([\d.]+)%" width="([\d.]+)%"', html) == [
        ("lt-r", "0.00", "24.60"),
        ("lt-g", "25.00", "74.60"),
    ]


def test_every_form_gets_a_once_only_key_of_its_own():
    keys = re.findall(r'name="once" value="([0-9a-f-]{36})"', shown("{% once %}{% once %}"))

    assert len(set(keys)) == 2


def test_a_changed_filter_keeps_the_rest_of_the_address_and_goes_back_to_the_first_page():
    assert (
        shown("{% address sort='due' %}", "?q=管网&page=3") == "?q=%E7%AE%A1%E7%BD%91&amp;sort=due"
    )
    assert shown("{% address page=4 %}", "?q=a&page=3") == "?q=a&amp;page=4"
    assert shown("{% address q='' %}", "?q=a&page=3") == "?"


def test_a_light_filter_is_put_on_and_taken_off():
    assert shown("{% toggled 'light' 4 %}", "?light=3") == "?light=3&amp;light=4"
    assert shown("{% toggled 'light' 3 %}", "?light=3") == "?"
    assert shown("{% is_on 'light' 3 %}", "?light=3") == "True"


def test_a_column_sorts_up_then_down_then_not():
    heads = [shown("{% sort 'due' '时限' %}", query) for query in ("", "?sort=due", "?sort=-due")]

    assert [re.search(r'aria-sort="(\w+)"', head)[1] for head in heads] == [
        "none",
        "ascending",
        "descending",
    ]
    assert [re.search(r'href="([^"]*)"', head)[1] for head in heads] == [
        "?sort=due",
        "?sort=-due",
        "?",
    ]


def test_a_field_is_bound_to_its_label_its_hint_and_its_errors():
    html = shown("{% field form.text %}", form=Words({"text": ""}))

    assert '<label class="form-label" for="id_text">进展</label>' in html
    assert 'aria-describedby="id_text_hint id_text_errors"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_text_errors"' in html


def test_a_long_text_shows_how_much_is_written():
    assert "4/300字" in shown("{% field form.text %}", form=Words({"text": "开工四个"}))


def test_pages_are_numbered_and_far_ones_left_out():
    html = shown("{% include 'kit/paging.html' %}", page=Paginator(range(486), 50).page(5))

    assert "第201—250项，共486项" in html
    assert re.findall(r'class="page-link"[^>]*>([^<]+)<', html) == [*"1234567…", "10"]


def test_an_icon_with_a_meaning_of_its_own_has_a_name():
    assert shown("{% icon 'lock' 'sm' '限制查阅' %}").startswith(
        '<svg class="icon sm" role="img" aria-label="限制查阅">'
    )
