"""The tables, laid by the migrations once: each test process and each office begins with a copy.

To lay them takes ten seconds and more, to copy them less than one. They are kept under the digest
of all they could have been made from, so that any change of the code lays them anew.
"""

import fcntl
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory
from typing import Any

import django

ROOT = Path(__file__).parents[1]
KEPT = ROOT / ".cache" / "tables"
# Pages, translations and what the browser loads lay no table.
NO_TABLES = {".html", ".txt", ".po", ".mo", ".css", ".js", ".svg", ".map", ".pyc"}
# One short life: what dies in it need not be looked for.
MIGRATE = (
    "import gc, django as d; gc.disable(); d.setup(); "
    "from django.core.management import call_command; call_command('migrate', verbosity=0)"
)


def digest() -> str:
    """Return what tells these tables from those of another state of the code."""
    found = sha256(django.__version__.encode())
    for path in sorted((ROOT / "luoshi").rglob("*.*")):
        if path.is_file() and path.suffix not in NO_TABLES and "static" not in path.parts:
            found.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    return found.hexdigest()[:16]


@contextmanager
def one_at_a_time(engine: str) -> Iterator[None]:
    """Let one process lay or copy the tables of an engine, while others wait."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / f"{engine}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def address_of(connection: Any, name: str) -> str:
    """Return the address of a database on the PostgreSQL that the tests run on."""
    held = connection.settings_dict
    secret = f":{held['PASSWORD']}" if held["PASSWORD"] else ""
    return f"postgres://{held['USER']}{secret}@{held['HOST']}:{held['PORT']}/{name}"


def lay(**variables: str) -> None:
    """Let the migrations lay the tables where the variables say."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LUOSHI_")}
    kept |= {"LUOSHI_DEBUG": "1", "DJANGO_SETTINGS_MODULE": "luoshi.site.settings"} | variables
    subprocess.run([sys.executable, "-c", MIGRATE], cwd=ROOT, env=kept, check=True)


def laid_in_a_file() -> Path:
    """Return the file with the tables; to be called one at a time."""
    place = KEPT / f"{digest()}.sqlite3"
    if not place.exists():
        for old in KEPT.glob("*.sqlite3"):
            old.unlink()
        with TemporaryDirectory(dir=KEPT) as home:
            lay(LUOSHI_HOME=home)
            (Path(home) / "luoshi.sqlite3").rename(place)
    return place


def laid_on_the_server(connection: Any) -> str:
    """Return the name of the database with the tables; to be called one at a time."""
    name = f"tables_{digest()}"
    with connection.creation._nodb_cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE 'tables\\_%'")
        found = [row[0] for row in cursor.fetchall()]
        if name not in found:
            for old in found:
                cursor.execute(f'DROP DATABASE "{old}" WITH (FORCE)')
            cursor.execute('CREATE DATABASE "tables_half"')
            with TemporaryDirectory() as home:
                lay(LUOSHI_HOME=home, LUOSHI_DATABASE_URL=address_of(connection, "tables_half"))
            cursor.execute(f'ALTER DATABASE "tables_half" RENAME TO "{name}"')
    return name


def copy(connection: Any, to: str) -> None:
    """Make a database with the tables and nothing in it.

    :param to: a file on SQLite, else the name of a database that is not there
    """
    with one_at_a_time(connection.vendor):
        if connection.vendor == "sqlite":
            copyfile(laid_in_a_file(), to)
            return
        laid = laid_on_the_server(connection)
        with connection.creation._nodb_cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{to}" TEMPLATE "{laid}"')


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "luoshi.site.settings_test")
    from django.db import connection

    django.setup()
    with one_at_a_time(connection.vendor):
        laid_on_the_server(connection) if connection.vendor != "sqlite" else laid_in_a_file()
