"""英文界面: on an English page only what people wrote is Chinese: names, titles, papers."""

import re
from html.parser import HTMLParser

import pytest
from django.apps import apps
from django.db import models, transaction

from tests.house.doors import TABLE
from tests.house.pages import pages_of
from tests.house.visited import furnish
from tests.house.visitors import everybody

# A journey through pages: one engine is enough, the rules beneath are tried on both.
pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]
CHINESE = re.compile(r"[\u3400-\u9fff]+")
# What a form sends is no word of the page; a paper is printed in the language it was issued in.
SILENT = {"value", "href", "action", "hx-post", "name", "id", "content", "src"}
VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "use", "wbr"}
OWN_WORDS = {"中文", "落实"}


class Words(HTMLParser):
    """Gathers what a page says, leaving out every part that names its own language."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.open: list[bool] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        foreign = any(self.open[-1:]) or (dict(attrs).get("lang") or "").startswith("zh")
        if not foreign and tag != "script":
            self.said += [value or "" for name, value in attrs if name not in SILENT]
        if tag not in VOID:
            self.open.append(foreign)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID and self.open:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if not any(self.open[-1:]):
            self.said.append(data)


def written_down() -> str:
    """Return everything that people wrote, from every table of the house."""
    texts: list[str] = []
    for model in apps.get_models():
        named = [
            field.attname
            for field in model._meta.concrete_fields
            if isinstance(field, models.CharField | models.TextField | models.JSONField)
        ]
        if model.__module__.startswith("luoshi.") and named:
            texts += [
                str(value) for row in model._base_manager.values_list(*named) for value in row
            ]
    return "\n".join(texts)


def left_on(body: str, written: str) -> set[str]:
    """Return the Chinese words of a page that nobody wrote."""
    page = Words()
    page.feed(body)
    runs = {run for said in page.said for run in CHINESE.findall(said)}
    return {run for run in runs - OWN_WORDS if run not in written}


def test_no_chinese_is_left_on_an_english_page_but_what_people_wrote():
    town, left = furnish(), {}
    visitors = everybody()
    written = written_down()

    for page in pages_of(town):
        signs = TABLE.get((page.label, "GET"), "").replace(" ", "")
        for visitor in {
            sign: visitors[signs.index(sign)] for sign in "29" if sign in signs
        }.values():
            client = visitor.client()
            with transaction.atomic():
                response = client.get(page.address, headers={"Accept-Language": "en"})
                transaction.set_rollback(True)
            if "html" in response.headers.get("Content-Type", ""):
                left[f"{page.label} {visitor.name}"] = left_on(response.text, written)

    assert {where: words for where, words in left.items() if words} == {}
