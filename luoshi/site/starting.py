"""Loading the house for a command: Django set up, or one clear sentence why it cannot be."""

import gc
import sys
from importlib import import_module
from pathlib import Path

import django
from django.conf import settings
from django.core.checks import ERROR, run_checks
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import translation

from luoshi.site import saying
from luoshi.site.saying import said as _


def load() -> None:
    """Set Django up, or end with the sentence that says what the environment lacks."""
    try:
        django.setup()
        translation.activate(saying.language())
    except ImproperlyConfigured as lacking:
        sys.exit(f"luoshi: {lacking}")


def settle() -> None:
    """Load every page's code, and set all that is loaded aside from the collector of garbage.

    What stands now stays for good. Looked through again amid a person's request, as the collector
    does now and then, it costs a fifth of a second.
    """
    import_module(settings.ROOT_URLCONF)
    gc.collect()
    gc.freeze()


def refuse_without_a_home() -> None:
    """End with a sentence if the folder of what must be kept is not there (docs/install.md 2)."""
    if settings.PRODUCTION and not Path(settings.HOME).is_dir():
        says = _("没有数据文件夹 %(home)s（LUOSHI_HOME），请先建立并交给运行用户")
        sys.exit("luoshi: " + says % {"home": settings.HOME})


def refuse_a_wrong_start() -> None:
    """End with sentences if the house may not be opened to the public as it is set."""
    wrong = [one for one in run_checks(include_deployment_checks=True) if one.level >= ERROR]
    for one in wrong:
        print(f"luoshi: {one.msg}", file=sys.stderr)
    if wrong:
        sys.exit(1)


def refuse_tables_behind() -> None:
    """End with a sentence if migrations wait to be made."""
    if tables_are_behind():
        sys.exit("luoshi: " + _("数据表不是最新的，请先备份，再运行 luoshi migrate"))


def tables_known() -> list[str]:
    """Return the last migration of each app that this version of the house knows."""
    nodes = MigrationExecutor(None).loader.graph.leaf_nodes()
    return [f"{app}.{name}" for app, name in nodes]


def tables_are_behind() -> bool:
    """Tell whether migrations wait to be made."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
