"""备份与恢复: the machine is lost, the office is not."""

import json
import shutil
import sqlite3
from hashlib import sha256

import pytest
from django.db import connection

COUNTS = "import json\nfrom luoshi.site.keeping import row_counts\nprint(json.dumps(row_counts()))"
KEEP_A_FILE = """
from django.db import transaction
from django.utils.timezone import now
from luoshi.kit.actor import CLOCK
from luoshi.trail import files
with transaction.atomic():
    files.keep("一份纪要".encode(), name="纪要.txt", by=CLOCK, at=now())
"""


@pytest.fixture(scope="module")
def backup(office, tmp_path_factory):
    """A backup of an office with a file, and how many rows it had."""
    office.ask(KEEP_A_FILE)
    folder = tmp_path_factory.mktemp("backups") / "first"
    done = office("backup", str(folder))
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def copy(backup, tmp_path):
    """A copy of the backup that a test may spoil."""
    return shutil.copytree(backup, tmp_path / "copy")


def test_a_backup_holds_database_files_key_and_heads(backup):
    parts = json.loads((backup / "manifest.json").read_text())["parts"]
    database = "luoshi.sqlite3" if connection.vendor == "sqlite" else "luoshi.dump"
    digest = sha256("一份纪要".encode()).hexdigest()

    assert sorted(parts) == sorted(
        [database, f"files/{digest[:2]}/{digest[2:4]}/{digest}", "heads.log", "keys/trail.key"]
    )


def test_what_was_lost_is_brought_back_with_the_same_rows_and_heads(office, backup, new_office):
    other = new_office()

    done = other("restore", str(backup))

    assert done.returncode == 0, done.stderr
    assert json.loads(other.ask(COUNTS)) == json.loads(office.ask(COUNTS))
    for kept in ("heads.log", "keys/trail.key"):
        assert (other.home / kept).read_text() == (office.home / kept).read_text()


def test_the_trail_of_what_was_brought_back_agrees_with_a_head_kept_elsewhere(
    office, backup, new_office
):
    other = new_office()
    other("restore", str(backup))

    checked = other("trail", "check", "--files", "--head", str(office.home / "heads.log"))
    spoilt = next(path for path in (other.home / "files").rglob("*") if path.is_file())
    spoilt.chmod(0o600)
    spoilt.write_bytes(b"another")
    checked_again = other("trail", "check", "--files")

    assert checked.returncode == 0, checked.stdout
    assert checked_again.returncode == 1


def test_a_spoilt_part_is_refused_by_name_and_nothing_is_written(copy, new_office):
    other = new_office()
    with (copy / "heads.log").open("a") as heads:
        heads.write(" ")

    done = other("restore", str(copy))

    assert (done.returncode, done.stderr) == (1, "luoshi: 备份已损坏或缺失：heads.log\n")
    assert {path.name for path in other.home.iterdir()} <= {"secret_key"}


def test_a_missing_part_is_refused_by_name(copy, new_office):
    (copy / "keys" / "trail.key").unlink()

    done = new_office()("restore", str(copy))

    assert (done.returncode, done.stderr) == (1, "luoshi: 备份已损坏或缺失：keys/trail.key\n")


def test_a_backup_of_another_version_waits_for_that_version(copy, new_office):
    manifest = json.loads((copy / "manifest.json").read_text())
    older = manifest["tables"][:-1]
    (copy / "manifest.json").write_text(json.dumps(manifest | {"tables": older}))

    done = new_office()("restore", str(copy))

    assert done.returncode == 1
    assert done.stderr == ("luoshi: 备份的数据表与本版程序不一致，请用备份时的版本恢复，再升级\n")


def test_a_folder_that_is_no_backup_is_refused(tmp_path, new_office):
    done = new_office()("restore", str(tmp_path))

    assert done.returncode == 1
    assert done.stderr == f"luoshi: 这不是备份文件夹，或清单已损坏：{tmp_path}\n"


def test_nothing_is_restored_over_what_stands(office, backup):
    before = office.ask(COUNTS)

    done = office("restore", str(backup))

    assert done.returncode == 1
    assert done.stderr == "luoshi: 这里已有数据，恢复只能在空的安装上进行\n"
    assert office.ask(COUNTS) == before


def test_nothing_is_backed_up_over_what_stands(office, backup):
    done = office("backup", str(backup))

    assert (done.returncode, done.stderr) == (1, f"luoshi: 文件夹不是空的：{backup}\n")


def test_without_tables_or_a_signing_key_nothing_is_backed_up_and_a_sentence_says_so(
    new_office, office_of_its_own, tmp_path
):
    (office_of_its_own.home / "keys" / "trail.key").unlink()

    unprepared = new_office()("backup", str(tmp_path / "copy"))
    done = office_of_its_own("backup", str(tmp_path / "copy"))

    assert done.returncode == 1
    assert done.stderr == "luoshi: 还没有签名密钥，请先完成初始设置\n"
    assert unprepared.returncode == 1
    assert unprepared.stderr == "luoshi: 数据表与本版程序不一致，请用升级前的版本备份\n"
    assert not (tmp_path / "copy").exists()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the copy is a file SQLite can open")
def test_a_backup_rewritten_by_somebody_is_brought_back_but_not_called_sound(copy, new_office):
    # given a name changed in the copy, and the manifest made to agree with it
    held = sqlite3.connect(copy / "luoshi.sqlite3")
    for [trigger] in held.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
        held.execute(f"DROP TRIGGER {trigger}")
    held.execute("UPDATE trail_entry SET deed = 'unit.other' WHERE deed = 'unit.begin'")
    held.commit()
    held.close()
    manifest = json.loads((copy / "manifest.json").read_text())
    changed = sha256((copy / "luoshi.sqlite3").read_bytes()).hexdigest()
    manifest["parts"]["luoshi.sqlite3"] = changed
    (copy / "manifest.json").write_text(json.dumps(manifest))

    done = new_office()("restore", str(copy))

    assert done.returncode == 1
    assert done.stderr.startswith("luoshi: 留痕核对未通过：")
