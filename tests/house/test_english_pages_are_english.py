"""英文界面: on an English page only what people wrote is Chinese: names, titles, papers."""

import json
import re
from html.parser import HTMLParser
from io import BytesIO
from random import Random
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.db import models, transaction
from django.http import HttpResponse

from tests.house.doors import TABLE
from tests.house.pages import Page, pages_of
from tests.house.visited import furnish
from tests.house.visitors import Visitor, everybody

# A journey through pages: one engine is enough, the rules beneath are tried on both.
pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]
CHINESE = re.compile(r"[\u3400-\u9fff]+")
# What a form sends is no word of the page; a paper is printed in the language it was issued in.
SILENT = {"value", "href", "action", "hx-post", "name", "id", "content", "src"}
# So many look at a page where not everybody is asked.
BY_LOT = 3
VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "use", "wbr"}
OWN_WORDS = {"中文", "落实"}
# What an import reads has the headings that the import knows.
FORMS_OF_THE_IMPORT = {
    "organisation:template", "organisation:written_out",
    "assessment:scheme_excel", "assessment:figure_excel",
}  # fmt: skip
# What stands in one line of text: tags of phrases part no words, all others do.
PHRASE = re.compile(r"</?(?:a|b|em|i|small|span|strong|time)\b[^>]*>")
TAG = re.compile(r"<(?:script|title)\b.*?</(?:script|title)>|<[^>]*>", re.DOTALL)
RUN_TOGETHER = re.compile(r"\w*[a-z][.;:,!?][A-Z]\w*")
SHOWN = re.compile(r"xl/(?:sharedStrings|workbook|worksheets/.*)\.xml").fullmatch


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


def run_together_on(body: str) -> set[str]:
    """Return the sentences that no space parts from the one before: "of it.As of"."""
    return set(RUN_TOGETHER.findall(TAG.sub("\n", PHRASE.sub("", body))))


@pytest.fixture(scope="module")
def furnished(django_db_setup, django_db_blocker):
    """The town, its visitors and everything that was written in it; nothing of it stays."""
    with django_db_blocker.unblock(), transaction.atomic():
        town = furnish()
        yield town, everybody(), written_down()
        transaction.set_rollback(True)


def in_english(page: Page, visitor: Visitor, method: str) -> HttpResponse:
    """Return what a page answers to somebody whose browser asks for English."""
    client = visitor.client()
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    with transaction.atomic():
        response = page.ask(client, method)
        transaction.set_rollback(True)
    return response


def met(page: Page, method: str, wanted: str, visitors: list[Visitor]) -> list[Visitor]:
    """Return one visitor of each group for each of the wanted signs of the table."""
    found, rest = [], iter(visitors)
    for group in TABLE.get((page.label, method), "").split():
        # The group comes first: what ends a zip early must not swallow the next visitor.
        signs = dict(zip(group, rest, strict=False))
        found += [signs[sign] for sign in wanted if sign in signs]
    return found


@pytest.mark.parametrize("whole", [False, pytest.param(True, marks=pytest.mark.long)])
def test_an_english_page_has_no_chinese_but_what_people_wrote_and_sentences_stand_apart(
    furnished, whole
):
    town, visitors, written = furnished
    left = {}
    together = {}

    for page in pages_of(town):
        seeing = met(page, "GET", "29", visitors)
        # Who looks is drawn, the same on every run; the long run leaves no group out.
        drawn = Random(page.label).sample(seeing, min(BY_LOT, len(seeing)))
        for visitor in seeing if whole else drawn:
            response = in_english(page, visitor, "GET")
            if "html" in response.headers.get("Content-Type", ""):
                left[f"{page.label} {visitor.name}"] = left_on(response.text, written)
                together[f"{page.label} {visitor.name}"] = run_together_on(response.text)

    assert {where: words for where, words in left.items() if words} == {}
    assert {where: words for where, words in together.items() if words} == {}


def test_no_chinese_is_left_in_a_refusal_or_a_form_to_be_mended(furnished):
    town, visitors, written = furnished
    left = {}

    for page in pages_of(town):
        first = {
            sign: visitor for sign in "49" for visitor in met(page, "POST", sign, visitors)[:1]
        }
        asked = [(page, visitor) for visitor in first.values()]
        # An empty form is what a person sends who has read nothing.
        asked += [
            (Page(page.name, page.address), one) for one in met(page, "POST", "3", visitors)[:1]
        ]
        for sent, visitor in asked:
            response = in_english(sent, visitor, "POST")
            if "html" in response.headers.get("Content-Type", ""):
                said = written + json.dumps(page.given, ensure_ascii=False, default=str)
                left[f"{page.label} {visitor.name}"] = left_on(response.text, said)

    assert {where: words for where, words in left.items() if words} == {}


def test_no_chinese_is_left_in_an_english_workbook_but_what_people_wrote(furnished):
    town, visitors, written = furnished
    left = {}

    for page in pages_of(town):
        for visitor in met(page, "GET", "2", visitors)[:1]:
            content = in_english(page, visitor, "GET").content
            if content.startswith(b"PK") and page.name not in FORMS_OF_THE_IMPORT:
                with ZipFile(BytesIO(content)) as book:
                    parts = [book.read(name).decode() for name in book.namelist() if SHOWN(name)]
                runs = {run for part in parts for run in CHINESE.findall(part)}
                left[page.label] = {run for run in runs - OWN_WORDS if run not in written}

    assert left
    assert {where: words for where, words in left.items() if words} == {}
