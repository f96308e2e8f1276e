"""An office of its own for tests of the command line: its home, its database, its commands."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from django.db import connection

from tests import tables

ROOT = Path(__file__).parents[2]
KEY = "k7Yw2mQ9xT4bV6nZ8rL1pD3sF5gH0jC-aEuIoWqXyBvNtMrKl_97531"
PRODUCTION = {"LUOSHI_SECRET_KEY": KEY, "LUOSHI_HOSTS": "dc.chengchuan.example"}
TRIAL = {"LUOSHI_DEBUG": "1"}


@dataclass
class Office:
    """An installation in a folder: `office("serve")` is `luoshi serve` run there."""

    home: Path
    database: str = ""
    variables: dict[str, str] = field(default_factory=lambda: dict(TRIAL))
    said: subprocess.CompletedProcess[str] | None = None

    def __call__(self, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run a command to its end and return what it said."""
        return subprocess.run(
            [sys.executable, "-m", "luoshi.site.cli", *words],
            cwd=ROOT,
            env=self.environment(variables or self.variables),
            capture_output=True,
            text=True,
            timeout=120,
        )

    def environment(self, variables: dict[str, str]) -> dict[str, str]:
        """Return the variables of this process without ours, and those of this office."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("LUOSHI_")}
        kept.pop("DJANGO_SETTINGS_MODULE", None)
        # What is said is compared with the Chinese, whatever the terminal speaks.
        own = {"LUOSHI_HOME": str(self.home), "LC_ALL": "C.UTF-8"}
        if self.database:
            own["LUOSHI_DATABASE_URL"] = self.database
        return kept | own | variables

    def ask(self, question: str) -> str:
        """Return what a few words of Python print inside the office."""
        done = self("shell", "--no-imports", "-c", question)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def close(self) -> None:
        """Take the office away, database and all."""
        shutil.rmtree(self.home, ignore_errors=True)
        if self.database:
            with connection.cursor() as cursor:
                cursor.execute(f'DROP DATABASE "{self.database.rpartition("/")[2]}" WITH (FORCE)')


def empty_office(home: Path, blocker, like: str = "template1") -> Office:
    """Return an office without tables, on the engine the tests run on.

    :param blocker: pytest-django's; the database is made outside any test's transaction
    :param like: the database on PostgreSQL that it begins as a copy of
    """
    home.mkdir(parents=True, exist_ok=True)
    if connection.vendor == "sqlite":
        return Office(home)
    name = f"office_{os.getpid()}_{abs(hash(str(home))) % 10**8}"
    with blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{like}"')
    return Office(home, tables.address_of(connection, name))


def unmanned_office(home: Path, blocker) -> Office:
    """Return an office with its tables and nothing in them."""
    with blocker.unblock(), tables.one_at_a_time(connection.vendor):
        if connection.vendor == "postgresql":
            return empty_office(home, blocker, tables.laid_on_the_server(connection))
        office = empty_office(home, blocker)
        shutil.copyfile(tables.laid_in_a_file(), home / "luoshi.sqlite3")
        return office


def copied_office(home: Path, blocker, office: Office) -> Office:
    """Return an office that has the files and the rows of another, which nobody is using."""
    shutil.copytree(office.home, home)
    made = empty_office(home, blocker, office.database.rpartition("/")[2] or "template1")
    made.said = office.said
    return made
