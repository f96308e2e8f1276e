"""伪造提交: without a token, by other methods, with smuggled fields, about things of others."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from uuid import UUID, uuid4

import pytest
from django.apps import apps
from django.db import models

from luoshi.breakdown.models import Matter
from luoshi.intake.models import Document
from luoshi.trail.models import Entry
from tests.attacks.doors import DONE, careful, drawn, fields_by_view, opened, undone
from tests.house.pages import Page
from tests.house.visited import PARTY

# A journey through pages: one engine is enough.
pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]
UUIDS = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
SMUGGLED = {
    models.UUIDField: "5a5a5a5a-5a5a-4a5a-8a5a-5a5a5a5a5a5a",
    models.DateTimeField: "2031-07-07 07:07:07+00:00",
    models.DateField: "2031-07-07",
    models.BooleanField: "on",
    models.IntegerField: "707707",
    models.DecimalField: "70.77",
    models.CharField: "SMUGGLED",
    models.TextField: "SMUGGLED",
    models.ForeignKey: "5a5a5a5a-5a5a-4a5a-8a5a-5a5a5a5a5a5a",
}
TRACES = (
    "SMUGGLED", UUID(SMUGGLED[models.UUIDField]), 707707, date(2031, 7, 7),
)  # fmt: skip
METHODS = ("PUT", "PATCH", "DELETE", "TRACE")
GRANTS = {"is_superuser": "1", "is_staff": "1", "is_active": "1", "permissions": "all", "by": "1",
          "acting": "1", "at": "2031-07-07", "role": "DIRECTOR"}  # fmt: skip


def ours() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("luoshi.")]


def smuggled() -> dict[str, str]:
    """Return a value for every column of every table of the house, and for some there are not."""
    found = dict(GRANTS)
    for model in ours():
        for field in model._meta.concrete_fields:
            kind = next((one for one in SMUGGLED if isinstance(field, one)), None)
            if kind is None:
                continue
            value = str(field.choices[-1][0]) if field.choices else SMUGGLED[kind]
            found.setdefault(field.name, value)
            found.setdefault(field.attname, value)
    return found


def settled() -> Counter[tuple[object, ...]]:
    """Return how many rows of each table stand in which state, with which flags, by whom."""
    found: Counter[tuple[object, ...]] = Counter()
    for model in ours():
        told = [
            field.attname
            for field in model._meta.concrete_fields
            if field.choices
            or isinstance(field, models.BooleanField)
            # A thing's own key is new in each run; whose it is, is not.
            or (isinstance(field, models.ForeignKey) and field.related_model in SHARED)
        ]
        for row in model._base_manager.values_list(*(told or ["pk"])):
            row = row if told else ()
            found[model._meta.label, *map(str, row)] += 1
    return found


SHARED = {apps.get_model("organisation", name) for name in ("Unit", "Person", "Post")}


def traces() -> set[str]:
    """Return the columns in which something smuggled has come to lie."""
    found = set()
    for model in ours():
        names = [field.attname for field in model._meta.concrete_fields]
        for row in model._base_manager.values_list(*names):
            found |= {
                f"{model._meta.label}.{name}"
                for name, value in zip(names, row, strict=True)
                if (value.date() if isinstance(value, datetime) else value) in TRACES
                or (isinstance(value, str) and "SMUGGLED" in value)
            }
    return found


def test_every_post_without_its_token_is_refused_and_leaves_nothing(furnished):
    laid, answers = Entry.objects.count(), {}

    for page, visitor in opened(furnished, "POST", DONE + "9s"):
        with undone():
            answers[page.label] = page.ask(careful(visitor), "POST").status_code

    assert {label: status for label, status in answers.items() if status != 403} == {}
    assert Entry.objects.count() == laid


def test_no_page_knows_another_method_by_any_name(furnished):
    wrong = {}

    for at, (page, visitor) in enumerate(opened(furnished, "GET", "2")):
        client = visitor.client()
        for method in METHODS:
            with undone():
                if (bare := client.generic(method, page.address).status_code) != 405:
                    wrong[page.label, method] = bare
        # Whatever took a method by another name would take it on every page: one each in turn.
        method = METHODS[at % len(METHODS)]
        with undone():
            headed = client.get(page.address, headers={"X-HTTP-Method-Override": method})
            named = client.post(page.address, {"_method": method, "once": str(uuid4())})
        told = (headed.status_code, named.status_code >= 500)
        if told != (200, False):
            wrong[page.label, f"named {method}"] = told

    assert wrong == {}


def test_head_answers_as_get_does_without_the_words(furnished):
    wrong = {}

    for page, visitor in opened(furnished, "GET", "23"):
        client = visitor.client()
        with undone():
            shown, head = client.get(page.address), client.head(page.address)
        told = (head.status_code, head.headers.get("Content-Type"), head.content)
        if told != (shown.status_code, shown.headers.get("Content-Type"), b""):
            wrong[page.label] = told

    assert wrong == {}


@pytest.mark.parametrize("whole", [False, pytest.param(True, marks=pytest.mark.long)])
def test_no_field_that_a_form_does_not_have_changes_anything(furnished, monkeypatch, whole):
    # The lot that decides on a visit falls alike in both runs.
    monkeypatch.setattr("luoshi.reporting.web.deeds.secrets.token_hex", lambda _bytes: "5a")
    doors = [*drawn(opened(furnished, "POST", "30"), whole=whole)]
    known, wrong = fields_by_view(furnished, doors, whole=whole), {}

    for page, visitor in doors:
        own = known.get(page.name, set()) | page.given.keys()
        more = {name: value for name, value in smuggled().items() if name not in own}
        with undone():
            page.ask(visitor.client(), "POST")
            plain = settled()
        with undone():
            Page(page.name, page.address, more | page.given).ask(visitor.client(), "POST")
            changed, found = settled() - plain, traces()
        if changed or found:
            wrong[page.label] = (dict(changed), found)

    assert wrong == {}


def foreign() -> Iterator[str]:
    """Yield the keys of everything that belongs to the matter of another room."""
    matter = Matter.objects.get(title__contains=PARTY)
    paper = Document.objects.get(pk=matter.list.document_id)
    for thing in (matter, paper, matter.list):
        yield str(thing.pk)
        for relation in thing._meta.related_objects:
            name = relation.get_accessor_name()
            if name and (relation.one_to_many or relation.many_to_many):
                yield from map(str, getattr(thing, name).values_list("pk", flat=True))


def test_no_key_in_a_form_reaches_a_thing_of_another_room(furnished):
    keys, reached = {*foreign()}, {}
    before = Entry.objects.count()

    for page, visitor in opened(furnished, "POST", "3"):
        for name, value in page.given.items():
            if not UUIDS.search(str(value)):
                continue
            for key in keys:
                put = [key] if isinstance(value, list) else UUIDS.sub(key, str(value))
                with undone():
                    laid = Entry.objects.count()
                    asked = Page(page.name, page.address, page.given | {name: put})
                    status = asked.ask(visitor.client(), "POST").status_code
                    about = [*Entry.objects.values_list("about_id", flat=True)[laid:]]
                if status not in (302, 404, 409, 422) or keys & {*about}:
                    reached[page.label, name] = (status, key)

    assert reached == {}
    assert Entry.objects.count() == before
