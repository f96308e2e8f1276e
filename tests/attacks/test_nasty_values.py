"""恶意内容: script, formulas, quotes, NULs and absurd figures in every field and parameter."""

import re
from io import BytesIO
from random import Random
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.db import models

from luoshi.papers import sheets
from luoshi.papers.cells import Column
from luoshi.papers.tables import write_rows
from tests.attacks.doors import DONE, drawn, fields_by_view, opened, undone
from tests.house.pages import Page
from tests.house.source import modules
from tests.house.visited import a_matter
from tests.house.visitors import everybody
from tests.road import S
from tests.world import MONDAY_NINE

# A journey through pages: one engine is enough.
pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]
SCRIPT = "\"><script>alert(1)</script><img src=x onerror=alert(2)>{{7*7}}{% now 'Y' %}"
RAW = re.compile(r"<script>alert|<img src=x")
FORMULAS = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(1)",
    '=HYPERLINK("http://evil.example","看")',
    "\t=1",
    "=cmd|x!A0",
)
QUERIES = ("' OR 1=1 --;%_\\", "9" * 400, "-1e999", SCRIPT)
POSTED = ("\x00", "9" * 5000, "-1e999", "0000-00-00", SCRIPT)
PARAMETER = re.compile(
    r"GET\.(?:get|getlist)\(\s*[\"'](\w+)|[\"'](\w+)[\"'] (?:not )?in request\.GET"
)
# A word is put where people write words: not into keys, codes, paths, digests or names of states.
# The trail cannot be changed behind its back; rules, jobs and the terms of a score are not written
# by people.
NO_APPS = {"trail", "queue", "timelimits", "dues"}
NO_WORDS = {
    "path",
    "code",
    "username",
    "password",
    "number",
    "digest",
    "key",
    "kind",
    "state",
    "terms",
}


def written_fields() -> list[tuple[type[models.Model], list[str]]]:
    """Return the tables that may be changed, with their columns in which people write."""
    found = []
    for model in apps.get_models():
        if not model.__module__.startswith("luoshi.") or model._meta.app_label in NO_APPS:
            continue
        names = [
            field.name
            for field in model._meta.concrete_fields
            if isinstance(field, models.TextField)
            or (
                isinstance(field, models.CharField)
                and (field.max_length or 0) >= 40
                and not field.choices
                and not field.unique
            )
        ]
        if kept := [name for name in names if name not in NO_WORDS and "code" not in name]:
            found.append((model, kept))
    return found


def put_everywhere(words: str) -> None:
    """Write words behind whatever people have written."""
    for model, names in written_fields():
        for row in model._base_manager.all():
            told = {name: f"{getattr(row, name)}{words}" for name in names if getattr(row, name)}
            if told:
                model._base_manager.filter(pk=row.pk).update(**told)


def test_script_in_whatever_people_write_stays_words_on_every_page(furnished):
    doors = [*opened(furnished, "GET", "29")]
    a_matter(S.ARCHIVED, f"完成{SCRIPT}改造")
    put_everywhere(SCRIPT)
    raw, told = [], 0

    for page, visitor in doors:
        with undone():
            response = visitor.client().get(page.address)
        if "html" in response.headers["Content-Type"]:
            found = RAW.findall(response.text)
            raw += [(page.label, one) for one in found]
            told += "&lt;script&gt;alert(1)" in response.text
            assert "49{% now" not in response.text

    assert raw == []
    assert told > 20


def test_a_formula_in_whatever_people_write_is_words_in_every_workbook(furnished):
    doors, books = [*opened(furnished, "GET", "2")], {}
    for model, names in written_fields():
        for place, row in enumerate(model._base_manager.all()):
            words = f"{FORMULAS[place % len(FORMULAS)]}{str(row.pk)[-6:]}"
            if told := {name: words for name in names if getattr(row, name)}:
                model._base_manager.filter(pk=row.pk).update(**told)

    for page, visitor in doors:
        with undone():
            response = visitor.client().get(page.address)
        if response.content[:2] == b"PK":
            with ZipFile(BytesIO(response.content)) as book:
                parts = [book.read(name) for name in book.namelist() if "worksheets/" in name]
            books[page.label] = sum(part.count(b"<f>") + part.count(b"<f ") for part in parts)

    assert len(books) >= 3
    # The sheet of scores reckons itself (assessment.export): its words are guarded all the same.
    assert {label for label, count in books.items() if count} == {"assessment:scores_excel"}


def test_words_that_look_like_a_formula_come_back_as_they_went():
    columns = [Column("title", "事项")]
    book = write_rows(columns, [{"title": one} for one in FORMULAS], at=MONDAY_NINE)

    assert [row["title"] for row in sheets.read_rows(book, columns).rows] == [
        one.strip() for one in FORMULAS
    ]


def parameters() -> set[str]:
    """Return every parameter that any page reads from its address."""
    found = {"q", "page", "sort"}
    for path in modules("luoshi"):
        found |= {one or other for one, other in PARAMETER.findall(path.read_text())}
    return found


# Two values are drawn for each page, alike on every run; the long run tries them all.
@pytest.mark.parametrize("values", [2, pytest.param(len(QUERIES), marks=pytest.mark.long)])
def test_no_parameter_of_an_address_breaks_a_page(furnished, values):
    asked, broken = parameters(), {}

    for page, visitor in opened(furnished, "GET", "2"):
        for value in Random(page.label).sample(QUERIES, values):
            with undone():
                response = visitor.client().get(page.address, dict.fromkeys(asked, value))
            if response.status_code not in (200, 302, 404, 409, 422) or (
                "html" in response.headers["Content-Type"] and RAW.search(response.text)
            ):
                broken[page.label, value] = response.status_code

    assert broken == {}


@pytest.mark.parametrize("values", [2, pytest.param(len(POSTED), marks=pytest.mark.long)])
def test_no_value_of_a_form_breaks_a_page(furnished, values):
    whole = values == len(POSTED)
    doors = [*drawn(opened(furnished, "POST", DONE), whole=whole)]
    known, broken = fields_by_view(furnished, doors, whole=whole), {}

    for page, visitor in doors:
        for name in page.given:
            left = {key: value for key, value in page.given.items() if key != name}
            with undone():
                status = Page("", page.address, left).ask(visitor.client(), "POST").status_code
            if status not in (200, 204, 302, 400, 404, 409, 422):
                broken[page.label, name] = status
        fields = page.given.keys() | (known.get(page.name, set()) - {"csrfmiddlewaretoken"})
        # Pages are drawn, and two values for each, alike on every run; the long run tries them all.
        for value in Random(page.label).sample(POSTED, values):
            asked = [page.given | {name: value} for name in sorted(fields & page.given.keys())]
            for given in [*asked, page.given | dict.fromkeys(fields, value)]:
                with undone():
                    status = Page("", page.address, given).ask(visitor.client(), "POST").status_code
                if status not in (200, 204, 302, 400, 404, 409, 422):
                    broken[page.label, value[:20]] = status

    assert broken == {}


@pytest.mark.parametrize("fields", [3_000, 200_000])
def test_a_form_of_very_many_fields_is_refused_with_a_page(furnished, fields):
    officer = next(one for one in everybody() if one.name == "市政府督查室督查员")
    many = {f"f{number}": "" for number in range(fields)}

    response = officer.client().post("/docs/new/", many)

    assert response.status_code == 400
    assert "这次请求不能读取，没有提交" in response.text


def test_a_text_of_very_many_characters_is_refused_with_a_page(furnished):
    officer = next(one for one in everybody() if one.name == "市政府督查室督查员")

    response = officer.client().post("/docs/new/", {"text": "x" * (7 * 1024 * 1024)})

    assert response.status_code == 400
    assert "这次请求不能读取，没有提交" in response.text
