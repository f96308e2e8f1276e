"""流转: nothing but a lifecycle writes the state of a thing that has one."""

import ast

import pytest
from django.apps import apps

from tests.house.source import modules, shown
from tools.lifecycles import lifecycles

pytestmark = pytest.mark.one_engine

LIVES = lifecycles()
COLUMNS = {life.column for life in LIVES}
# The queue stands below the one hand and has its own (docs/adr/0020). The replay shows a matter as
# it stood on a past day, on a row it never saves.
MAY = {"luoshi/queue/leases.py", "luoshi/breakdown/ledger/replay.py"}
WRITING = {"update", "create", "bulk_create", "get_or_create", "update_or_create"}


def written_in(source: str) -> list[int]:
    """Return the lines of a module that write a state past a lifecycle."""
    return sorted(
        node.lineno for node in ast.walk(ast.parse(source)) if _assigns(node) or _hands_in(node)
    )


def _assigns(node: ast.AST) -> bool:
    targets = (
        node.targets
        if isinstance(node, ast.Assign)
        else [node.target]
        if isinstance(node, ast.AugAssign)
        else []
    )
    return any(isinstance(one, ast.Attribute) and one.attr in COLUMNS for one in targets)


def _hands_in(node: ast.AST) -> bool:
    """Tell whether a call hands a state to the database, to a new row or to setattr."""
    if not isinstance(node, ast.Call):
        return False
    called = node.func.attr if isinstance(node.func, ast.Attribute) else ""
    named = node.func.id if isinstance(node.func, ast.Name) else called
    words = {word.arg for word in node.keywords} & COLUMNS
    texts = {part.value for one in node.args for part in ast.walk(one)
             if isinstance(part, ast.Constant)} & COLUMNS  # fmt: skip
    if named in {"setattr", "bulk_update", "save"}:
        return bool(texts or words or _fields(node) & COLUMNS)
    lives = {life.model.__name__ for life in LIVES}
    return bool(words) and (called in WRITING or named in lives)


def _fields(node: ast.Call) -> set[str]:
    return {
        part.value
        for word in node.keywords
        for part in ast.walk(word.value)
        if isinstance(part, ast.Constant) and isinstance(part.value, str)
    }


def lifecycle_modules() -> set[str]:
    return {shown(path.parent) for path in modules("luoshi") if path.name.endswith("lifecycle.py")}


def test_nothing_but_a_lifecycle_and_the_queue_writes_a_state():
    written = {
        shown(path) for path in modules("luoshi") if written_in(path.read_text(encoding="utf-8"))
    }

    assert written == MAY


def test_every_lifecycle_is_looked_at():
    rooms = {f"luoshi/{life.model._meta.app_label}" for life in LIVES}

    assert lifecycle_modules() - {"luoshi/flow"} == rooms


def test_every_table_with_a_state_has_a_lifecycle_or_is_the_queue():
    stated = {
        model
        for model in apps.get_models()
        if model.__module__.startswith("luoshi.")
        and COLUMNS & {field.name for field in model._meta.concrete_fields}
    }

    assert {model.__name__ for model in stated - {life.model for life in LIVES}} == {"Job"}


@pytest.mark.parametrize(
    "line",
    [
        "matter.state = S.ARCHIVED",
        "Matter.objects.filter(pk=1).update(state=S.ARCHIVED)",
        "Matter.objects.create(title='', state=S.ARCHIVED)",
        "Matter(state=S.ARCHIVED)",
        "setattr(matter, 'state', S.ARCHIVED)",
        "Matter.objects.bulk_update(some, ['state'])",
        "matter.save(update_fields=['state'])",
    ],
)
def test_each_way_past_it_would_be_found(line):
    assert written_in(line) == [1]


@pytest.mark.parametrize(
    "line", ["Matter.objects.filter(state=S.ARCHIVED)", "seen = matter.state", "Q(state='A')"]
)
def test_reading_a_state_is_nobody_s_fault(line):
    assert written_in(line) == []
