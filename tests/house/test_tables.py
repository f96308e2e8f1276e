"""表 What every table of ours keeps to, so that one city can stand on any engine and alone."""

import re
from collections import Counter

import pytest
from django.apps import apps
from django.db.models import UniqueConstraint, UUIDField

pytestmark = pytest.mark.one_engine

# Reference data that every city shares; all other rooms hold a city's own.
SHARED = {"timelimits"}
SENTENCE = re.compile(r"[a-z]+(_[a-z]+){2,}")


def our_tables():
    """Return every model of ours."""
    return [model for model in apps.get_models() if model.__module__.startswith("luoshi.")]


def constraints():
    """Return every constraint of ours with its model."""
    return [(model, one) for model in our_tables() for one in model._meta.constraints]


def test_every_table_is_keyed_by_a_uuid():
    others = [model.__name__ for model in our_tables() if not isinstance(model._meta.pk, UUIDField)]

    assert others == []


def test_no_shared_table_points_into_a_city():
    pointing = [
        f"{model.__name__}.{field.name}"
        for model in our_tables()
        if model._meta.app_label in SHARED
        for field in model._meta.concrete_fields
        if field.is_relation and field.related_model._meta.app_label not in SHARED
    ]

    assert pointing == []


def test_no_table_points_at_a_table_by_content_type():
    pointing = [
        f"{model.__name__}.{field.name}"
        for model in our_tables()
        for field in model._meta.concrete_fields
        if field.is_relation and field.related_model._meta.app_label == "contenttypes"
    ]

    assert pointing == []


def test_no_unique_waits_for_the_end_of_the_transaction():
    waiting = [
        one.name
        for _model, one in constraints()
        if isinstance(one, UniqueConstraint) and one.deferrable is not None
    ]

    assert waiting == []


def test_every_constraint_has_a_name_of_its_own():
    names = Counter(one.name for _model, one in constraints())

    assert [name for name, times in names.items() if times > 1] == []


def test_the_name_of_a_constraint_reads_as_a_sentence():
    assert [one.name for _model, one in constraints() if not SENTENCE.fullmatch(one.name)] == []


def test_no_table_has_an_order_of_its_own():
    # An order belongs to the page that asks for it; a default one is paid for by every query.
    assert [model.__name__ for model in our_tables() if model._meta.ordering] == []


def test_no_table_saves_itself_in_a_way_of_its_own():
    assert [model.__name__ for model in our_tables() if "save" in vars(model)] == []
