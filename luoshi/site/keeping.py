"""`luoshi backup DIR` and `luoshi restore DIR`: what an office keeps, taken away and brought back.

A backup is one folder: the database, the files by digest, the signing key, the heads, and a
manifest with the digest of each part and the number of rows of each table. Keep it where only the
office can read it: whoever has the key can sign.
"""

import argparse
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime
from hashlib import file_digest
from importlib import import_module
from pathlib import Path
from typing import Any

from luoshi.site import starting
from luoshi.site.saying import said as _

MANIFEST = "manifest.json"
SQLITE_COPY = "luoshi.sqlite3"
POSTGRES_COPY = "luoshi.dump"
KEPT = ("files", "keys", "heads.log")


class NotKept(Exception):
    """The backup could not be taken or brought back; the message says why."""


def add_commands(subparsers: Any) -> None:
    """Add the two commands; each sets `run`, which takes the arguments."""
    backup = subparsers.add_parser("backup", help=_("备份到一个新文件夹"))
    backup.add_argument("folder", type=Path, metavar="DIR")
    backup.set_defaults(run=_run(back_up))
    restore = subparsers.add_parser("restore", help=_("从备份恢复到空的安装，并核对留痕"))
    restore.add_argument("folder", type=Path, metavar="DIR")
    restore.set_defaults(run=_run(restore_from))


def back_up(folder: Path) -> list[str]:
    """Take everything an office keeps into a new folder; return what to tell the person.

    The database is copied as one moment and its rows are counted in that moment. Heads are copied
    before it and files after it, so that nothing the copy names is missing beside it.

    :raises NotKept: if the folder is not new, a part cannot be copied, or no head can be signed
    """
    home, at = _home(), datetime.now(UTC)
    if starting.tables_are_behind():
        raise NotKept(_("数据表与本版程序不一致，请用升级前的版本备份"))
    if folder.exists() and any(folder.iterdir()):
        raise NotKept(_("文件夹不是空的：%(folder)s") % {"folder": folder})
    head = _signed_head(at)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    backups = import_module("luoshi.trail.models").Backup
    backups.objects.create(path=str(folder.resolve()), taken_at=at)
    _copy("heads.log", home, folder)
    counts = _copy_database(folder)
    _copy("files", home, folder)
    _copy("keys", home, folder)
    manifest = {
        "tables": starting.tables_known(),
        "taken_at": at.isoformat(),
        "rows": counts,
        "parts": _digests(folder),
    }
    (folder / MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False, indent=1))
    kept = {"folder": folder, "rows": sum(counts.values()), "files": len(manifest["parts"])}
    return [
        _("已备份到 %(folder)s：%(rows)s 行、%(files)s 个文件") % kept,
        _("树头：%(head)s") % {"head": head.line()},
    ]


def restore_from(folder: Path) -> list[str]:
    """Bring a backup back into an empty installation, then check the trail with its last head.

    :raises NotKept: if the backup is spoilt or of another version, something stands here already,
        or the check fails
    """
    manifest = _sound_manifest(folder)
    if manifest["tables"] != starting.tables_known():
        raise NotKept(_("备份的数据表与本版程序不一致，请用备份时的版本恢复，再升级"))
    home = _home()
    if any((home / name).exists() for name in KEPT) or not _database_is_empty():
        raise NotKept(_("这里已有数据，恢复只能在空的安装上进行"))
    home.mkdir(parents=True, exist_ok=True)
    _bring_database(folder)
    for name in KEPT:
        _copy(name, folder, home)
    counts = row_counts()
    if counts != manifest["rows"]:
        different = [name for name in counts if counts[name] != manifest["rows"].get(name)]
        raise NotKept(_("恢复后的行数与备份不一致：%(names)s") % {"names": ", ".join(different)})
    kept = import_module("luoshi.trail.home").heads_kept()
    sound, said = import_module("luoshi.trail.commands").check(
        kept[-1] if kept else None, with_files=True
    )
    if not sound:
        raise NotKept(_("留痕核对未通过：%(why)s") % {"why": _("；").join(said)})
    return [_("已恢复 %(rows)s 行") % {"rows": sum(counts.values())}, *said]


def row_counts() -> dict[str, int]:
    """Return how many rows each of our tables holds, so that nothing can be lost unseen."""
    apps = import_module("django.apps").apps
    return {
        model._meta.db_table: model._base_manager.count()
        for model in apps.get_models()
        if model.__module__.startswith("luoshi.")
    }


def _run(command: Any) -> Any:
    def run(options: argparse.Namespace) -> int:
        starting.load()
        try:
            for line in command(options.folder):
                print(line)
        except (NotKept, OSError, subprocess.CalledProcessError) as failed:
            print(f"luoshi: {failed}", file=sys.stderr)
            return 1
        return 0

    return run


def _signed_head(at: datetime) -> Any:
    refusals = import_module("luoshi.trail.commands").REFUSALS
    try:
        return import_module("luoshi.trail.operations").sign_head(at=at)
    except refusals as refused:
        raise NotKept(str(refused)) from refused


def _home() -> Path:
    return Path(import_module("django.conf").settings.HOME)


def _database() -> dict[str, Any]:
    found: dict[str, Any] = import_module("django.db").connection.settings_dict
    return found


def _is_sqlite() -> bool:
    return bool(import_module("django.db").connection.vendor == "sqlite")


def _copy(name: str, source: Path, target: Path) -> None:
    if (source / name).is_dir():
        shutil.copytree(source / name, target / name)
    elif (source / name).exists():
        shutil.copy2(source / name, target / name)


def _copy_database(folder: Path) -> dict[str, int]:
    """Copy the database as it stands in one moment; return the rows of that moment."""
    if _is_sqlite():
        copy = folder / SQLITE_COPY
        with sqlite3.connect(_database()["NAME"]) as source:
            source.execute("VACUUM INTO ?", (str(copy),))
        with sqlite3.connect(copy) as held:
            return {name: held.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]
                    for name in row_counts()}  # fmt: skip
    database = import_module("django.db")
    with database.transaction.atomic(), database.connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]
        counts = row_counts()
        target = folder / POSTGRES_COPY
        _postgres("pg_dump", "--format=custom", "--no-owner", f"--snapshot={snapshot}",
                  f"--file={target}")  # fmt: skip
    return counts


def _bring_database(folder: Path) -> None:
    import_module("django.db").connection.close()
    if _is_sqlite():
        if not (folder / SQLITE_COPY).exists():
            raise NotKept(_("备份来自PostgreSQL，不能恢复到SQLite"))
        shutil.copy2(folder / SQLITE_COPY, _database()["NAME"])
        return
    if not (folder / POSTGRES_COPY).exists():
        raise NotKept(_("备份来自SQLite，不能恢复到PostgreSQL"))
    name = _database()["NAME"]
    _postgres("pg_restore", "--no-owner", "--exit-on-error", "--single-transaction",
              f"--dbname={name}", str(folder / POSTGRES_COPY), name_it=False)  # fmt: skip


def _postgres(program: str, *words: str, name_it: bool = True) -> None:
    held = _database()
    if shutil.which(program) is None:
        raise NotKept(_("没有找到 %(program)s，请安装 PostgreSQL 客户端") % {"program": program})
    place = [f"--host={held['HOST']}", f"--port={held['PORT']}", f"--username={held['USER']}"]
    given = [one for one in place if not one.endswith("=")]
    # What else the connection needs (PGSSLMODE and its like) stands in the environment.
    environment = os.environ | {"PGPASSWORD": held["PASSWORD"] or ""}
    last = [held["NAME"]] if name_it else []
    done = subprocess.run(
        [program, *given, *words, *last], env=environment, capture_output=True, text=True
    )
    if done.returncode:
        raise NotKept(f"{program}: {done.stderr.strip()}")


def _database_is_empty() -> bool:
    if _is_sqlite():
        path = Path(_database()["NAME"])
        return not path.exists() or path.stat().st_size == 0
    return not import_module("django.db").connection.introspection.table_names()


def _digests(folder: Path) -> dict[str, str]:
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name != MANIFEST:
            with path.open("rb") as opened:
                digest = file_digest(opened, "sha256").hexdigest()
            found[path.relative_to(folder).as_posix()] = digest
    return found


def _sound_manifest(folder: Path) -> dict[str, Any]:
    try:
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text())
    except (OSError, ValueError):
        raise NotKept(
            _("这不是备份文件夹，或清单已损坏：%(folder)s") % {"folder": folder}
        ) from None
    there = _digests(folder)
    for name, digest in manifest["parts"].items():
        if there.get(name) != digest:
            raise NotKept(_("备份已损坏或缺失：%(name)s") % {"name": name})
    return manifest
