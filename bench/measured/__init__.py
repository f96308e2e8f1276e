"""What the benches of pages share: an empty house of their own, the best of several runs, bare SQL.

Imported before anything of Django: importing it sets the house up, in a folder of its own.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ["LUOSHI_HOME"] = tempfile.mkdtemp(prefix="luoshi-bench-")
os.environ.setdefault("LUOSHI_DEBUG", "1")
os.environ["DJANGO_SETTINGS_MODULE"] = "luoshi.site.settings_test"
sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

import django

django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402


def best(deed: Callable[[], object], runs: int = 9) -> float:
    """Return the best of several runs, in milliseconds of processor time."""
    deed()
    times = []
    for _run in range(runs):
        began = time.process_time()
        deed()
        times.append(1000 * (time.process_time() - began))
    return min(times)


def costs(
    client: Client, address: str, tables: tuple[str, ...] = ("",)
) -> tuple[float, float, int]:
    """Return what a page costs, what its bare statements cost, in ms, and how many these are.

    :param tables: parts of the names of the tables whose statements count as the page's own
    """
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    told = [one["sql"] for one in asked.captured_queries if any(t in one["sql"] for t in tables)]
    selects = [sql.replace("%", "%%") for sql in told if sql.startswith(("SELECT", "WITH"))]

    def bare() -> None:
        with connection.cursor() as cursor:
            for sql in selects:
                cursor.execute(sql)
                cursor.fetchall()

    return best(lambda: client.get(address)), best(bare), len(selects)
