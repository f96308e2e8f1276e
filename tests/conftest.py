"""What every test of the house stands on.

Tests that need real transactions (races, jobs) are tidied up by emptying the tables, which the
guards of the trail refuse: the guards are lifted for the tidying alone and set back after it.
"""

import gc
from contextlib import contextmanager
from pathlib import Path

import hypothesis
import pytest
from django.db import connections
from django.test import TransactionTestCase
from django.utils import timezone

from luoshi.timelimits.models import CalendarStamp, DefaultRule, OfficialDay, OfficialYear
from luoshi.timelimits.operations import load_default_rules, load_official
from tests import clock, tables

# In this order: a day belongs to its year.
REFERENCE = (OfficialYear, OfficialDay, CalendarStamp, DefaultRule)
# The same examples on every run, however slow the machine: what fails, fails for everybody.
hypothesis.settings.register_profile(
    "house",
    deadline=None,
    derandomize=True,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("house")
clock.start()
# Models of migrations, queries and pages are rings that die young: to look for them at every seven
# hundredth takes a fifth of the time. What is there when the tests begin stays until they end.
gc.set_threshold(50_000, 20, 50)
# Those that take long begin first, so that no worker is left alone with one at the end.
LONG_ONES = (
    "tests/house/test_every_url_times_every_role.py",
    "tests/attacks/test_nasty_values.py",
    "tests/attacks/test_forged_posts.py",
    "tests/house/test_lists_cost_the_same.py",
    "tests/site/test_the_town_lives.py",
    "tests/house/test_english_pages_are_english.py",
    "tests/stories/test_random_walk.py",
    "tests/house/test_a_swap_equals_a_reload.py",
    "tests/attacks/test_hostile_files.py",
    "tests/site/test_the_town_is_told_again.py",
    "tests/browser/test_every_page_is_open_to_everybody.py",
    "tests/browser/test_breakdown_by_keys.py",
)
NEEDS_DATABASE = {"db", "transactional_db", "django_db_setup", "live_server", "client"}


@contextmanager
def guards_lifted(connection):
    """Take the triggers of our own tables off, and set them back as they were."""
    with connection.cursor() as cursor:
        lift, set_back = _guards_of(connection.vendor, cursor)
        for statement in lift:
            cursor.execute(statement)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            for statement in set_back:
                cursor.execute(statement)


def _guards_of(vendor, cursor):
    if vendor == "sqlite":
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        guards = cursor.fetchall()
        return [f"DROP TRIGGER {name}" for name, _sql in guards], [sql for _name, sql in guards]
    cursor.execute("SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal")
    tables = [table for [table] in cursor.fetchall()]
    return (
        [f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in tables],
        [f"ALTER TABLE {table} ENABLE TRIGGER USER" for table in tables],
    )


def set_back_reference(kept):
    """Put the calendar and the default time limits back, which migrations laid down once."""
    if not kept:
        load_official(at=timezone.now())
        load_default_rules()
        kept += [list(model.objects.all()) for model in REFERENCE]
        return
    for rows in kept:
        type(rows[0]).objects.bulk_create(rows, batch_size=500)


def pytest_collection_modifyitems(items):
    """Mark what asks nothing of the database, one engine is enough for it; begin with the long."""
    for item in items:
        if not NEEDS_DATABASE & {*item.fixturenames} and "django_db" not in item.keywords:
            item.add_marker("one_engine")
    rank = {file: place for place, file in enumerate(LONG_ONES)}
    items.sort(key=lambda item: rank.get(item.nodeid.partition("::")[0], len(rank)))


def pytest_collection_finish():
    """Look no more for what has died among modules and tests: they live as long as the process."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    request, django_db_modify_db_settings_parallel_suffix, django_db_blocker
):
    """Begin with a copy of the tables; `--reuse-db` goes on with those that are there."""
    asked = request.config.getvalue
    if asked("reuse_db") and not asked("create_db"):
        yield
        return
    connection = connections["default"]
    name = connection.creation._get_test_db_name()
    with django_db_blocker.unblock():
        clear_away(connection, name)
        tables.copy(connection, name)
    yield
    if not asked("reuse_db"):
        with django_db_blocker.unblock():
            connection.close()
            clear_away(connection, name)


def clear_away(connection, name):
    """Take a database of the tests away, if it is there."""
    if connection.vendor == "sqlite":
        for path in (name, f"{name}-wal", f"{name}-shm"):
            Path(path).unlink(missing_ok=True)
        return
    with connection.creation._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@pytest.fixture(scope="session")
def django_db_keepdb():
    """Let Django find the tables where the copy is; they are cleared away above."""
    return True


@pytest.fixture(scope="session")
def django_db_createdb():
    """Let Django make none."""
    return False


@pytest.fixture(autouse=True, scope="session")
def free_flush():
    """Let the emptying of tables after a transactional test pass the guards."""
    tidy_up = TransactionTestCase._fixture_teardown
    kept = []

    def tidy_up_freely(case):
        with guards_lifted(connections["default"]):
            tidy_up(case)
        set_back_reference(kept)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", tidy_up_freely)
        yield


@pytest.fixture
def unguarded(transactional_db):
    """The connection of somebody who can change the database behind our back."""
    with guards_lifted(connections["default"]):
        yield connections["default"]


@pytest.fixture
def home(settings, tmp_path):
    """A home of its own for one test: files, signing key, heads."""
    settings.HOME = tmp_path
    return tmp_path


def pytest_terminal_summary(terminalreporter):
    """Print what tests counted (keys, taps), whichever worker ran them."""
    passed = terminalreporter.stats.get("passed", [])
    told = [f"{one.nodeid}: {words}" for one in passed for name, words in one.user_properties
            if name == "counted"]  # fmt: skip
    if told:
        terminalreporter.section("counted")
        terminalreporter.write_line("\n".join(told))
