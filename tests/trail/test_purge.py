"""清除: two administrators take out what should never have been entered; the proofs stay."""

from pathlib import Path

import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction

from luoshi.trail import checking, export, files, offline, operations, purge, queries
from luoshi.trail.models import Backup, Entry, Erasure, File, PurgeRequest, ReadLog
from luoshi.trail.operations import About
from tests.trail.town import AN_HOUR, LIN, MATTER, MONDAY_NINE, QIN, a_deed, some_deeds, somebody

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("signing_home", "registered")]
LATER = MONDAY_NINE + AN_HOUR
SECRET = "身份证号码不应录入"
TEXTS = {}


def erase_text(thing_id, at):
    TEXTS.pop(thing_id)
    return purge.Erased(digest="ab" * 32, about=(("sentence", "s-1"),))


@pytest.fixture
def registered(monkeypatch):
    """林岚 and 秦川 are administrators; memos are a kind of another room with texts of its own."""
    monkeypatch.setattr(purge, "_administrators", [])
    monkeypatch.setattr(purge, "_erasers", {})
    purge.register_administrators(lambda by: by in (LIN, QIN))
    purge.register("memo", erase_text)
    TEXTS["m-1"] = SECRET


def a_memo():
    """A memo of the other room, come by a deed as everything does."""
    return a_deed("memo.enter", about=About("memo", "m-1", SECRET), facts={"text": SECRET})


def asked(kind, thing_id, **rest):
    return purge.ask(kind, str(thing_id), by=LIN, at=LATER, reason="误录个人信息", **rest)


def confirmed(request, callbacks):
    with callbacks(execute=True):
        return purge.confirm(request, by=QIN, at=LATER)


def test_a_file_goes_and_its_digest_stays(django_capture_on_commit_callbacks):
    file = files.keep(SECRET.encode(), name="名单.txt", by=LIN, at=MONDAY_NINE)
    some_deeds(2)

    entry = confirmed(asked("file", file.digest), django_capture_on_commit_callbacks)

    file.refresh_from_db()
    assert (file.purged_at, file.name, file.size) == (LATER, "", len(SECRET.encode()))
    assert not files.path_of(file.digest).exists()
    with pytest.raises(files.FilePurged, match=f"该文件已被清除（摘要 {file.digest}）"):
        files.read(file)
    assert (entry.facts["files"], entry.facts["asked_by"]) == ([file.digest], str(LIN.person_id))


def test_a_purged_file_may_not_come_back(django_capture_on_commit_callbacks):
    file = files.keep(b"x", name="x.txt", by=LIN, at=MONDAY_NINE)
    confirmed(asked("file", file.digest), django_capture_on_commit_callbacks)

    with pytest.raises(files.FilePurged, match="不得再次录入"):
        files.keep(b"x", name="x.txt", by=QIN, at=LATER)
    assert not files.path_of(file.digest).exists()


def test_the_one_who_asked_may_not_confirm():
    file = files.keep(b"x", name="x.txt", by=LIN, at=MONDAY_NINE)
    request = asked("file", file.digest)

    with pytest.raises(purge.NotPurged, match="清除须由提出人以外的另一名管理员确认"):
        purge.confirm(request, by=LIN, at=LATER)
    assert files.read(file) == b"x"


def test_the_database_too_wants_two_people():
    a_memo()
    request = asked("memo", "m-1")

    with pytest.raises(IntegrityError), transaction.atomic():
        PurgeRequest.objects.filter(pk=request.pk).update(
            confirmed_by_id=LIN.person_id, confirmed_at=LATER
        )


def test_nobody_else_may_ask_or_confirm():
    file = files.keep(b"x", name="x.txt", by=LIN, at=MONDAY_NINE)
    stranger = somebody("韩枫", 3)

    with pytest.raises(purge.NotPurged, match="只有管理员可以申请或确认清除"):
        purge.ask("file", file.digest, by=stranger, at=LATER, reason="x")
    with pytest.raises(purge.NotPurged, match="只有管理员可以申请或确认清除"):
        purge.confirm(asked("file", file.digest), by=stranger, at=LATER)
    assert files.read(file) == b"x"


def test_a_purge_is_confirmed_once(django_capture_on_commit_callbacks):
    a_memo()
    request = asked("memo", "m-1")
    confirmed(request, django_capture_on_commit_callbacks)

    with pytest.raises(purge.NotPurged, match="该清除申请已确认过"):
        purge.confirm(request, by=QIN, at=LATER)


@pytest.mark.parametrize(
    ("kind", "thing_id", "words"),
    [
        ("file", "ab" * 32, ()),
        ("unknown", "1", ()),
        ("memo", "m-2", ()),
        ("entry", MATTER.id, ("person_name",)),
    ],
)
def test_what_is_not_there_is_not_purged(kind, thing_id, words):
    with pytest.raises(purge.NotPurged, match=f"没有可以清除的内容：{kind} {thing_id}"):
        asked(kind, thing_id, words=words)


def test_a_purge_needs_its_reason():
    with pytest.raises(purge.NotPurged, match="申请清除须写明理由"):
        purge.ask("memo", "m-1", by=LIN, at=LATER, reason=" ")


def test_a_statement_goes_and_every_proof_stays(django_capture_on_commit_callbacks, tmp_path):
    # given a statement under a signed head
    some_deeds(3)
    entry = a_deed(facts={"statement": SECRET, "percent": 40})
    head = operations.sign_head(at=MONDAY_NINE)

    confirmed(
        asked("entry", entry.pk, words=["facts.statement"]), django_capture_on_commit_callbacks
    )

    entry = Entry.objects.get(pk=entry.pk)
    assert entry.facts == {"percent": 40}
    assert list(Erasure.objects.values_list("entry_id", "word")) == [(entry.pk, "facts.statement")]
    report = checking.check(head)
    assert (report.sound, report.covered, report.erased) == (True, 4, 1)
    operations.sign_head(at=LATER)
    export.export(tmp_path / "out.trail")
    verdict = offline.verify_file(tmp_path / "out.trail", head=head)
    assert (verdict.sound, verdict.erased) == (True, 1)
    assert SECRET not in (tmp_path / "out.trail").read_text()


def test_a_text_of_another_room_goes_with_what_quotes_it(django_capture_on_commit_callbacks):
    memo = a_memo()
    quoted = a_deed("sentence.answer", about=About("sentence", "s-1", SECRET))
    other = a_deed("memo.enter", about=About("memo", "m-2", "另一份"), facts={"text": "留下"})

    operations.read_by(LIN, about=About("memo", "m-1", SECRET), at=MONDAY_NINE, what="打开")

    entry = confirmed(asked("memo", "m-1"), django_capture_on_commit_callbacks)

    assert TEXTS == {}
    assert [(row.about_title, row.what) for row in ReadLog.objects.all()] == [("", "打开")]
    assert not Entry.objects.filter(words__contains=SECRET).exists()
    memo, quoted, other = (Entry.objects.get(pk=one.pk) for one in (memo, quoted, other))
    assert (memo.about_title, memo.facts, memo.person_name) == ("", {}, "林岚")
    assert (quoted.about_title, other.facts) == ("", {"text": "留下"})
    assert (entry.facts["digest"], entry.facts["words"]) == ("ab" * 32, 3)
    operations.sign_head(at=LATER)
    assert checking.check().sound


def test_a_kind_has_one_eraser():
    with pytest.raises(ValueError, match="memo"):
        purge.register("memo", erase_text)
    with pytest.raises(ValueError, match="file"):
        purge.register("file", erase_text)


def test_a_name_goes_from_every_entry_and_every_proof_stays(
    django_capture_on_commit_callbacks, tmp_path
):
    # given deeds by 林岚, one in her stead, one about her, one by somebody else
    hers = a_deed()
    for_her = a_deed(by=somebody_for("林岚"))
    about_her = a_deed("person.rename", about=About("person", str(LIN.person_id), "林岚"), by=QIN)
    head = operations.sign_head(at=MONDAY_NINE)

    with django_capture_on_commit_callbacks(execute=True):
        entry = purge.erase_name(LIN.person_id, by=QIN, at=LATER)

    hers, for_her, about_her = (Entry.objects.get(pk=one.pk) for one in (hers, for_her, about_her))
    assert (hers.person_name, hers.person_id, hers.post_name) == (
        "",
        LIN.person_id,
        "市水务局·科员",
    )
    assert (for_her.person_name, for_her.on_behalf_name) == ("秦川", "")
    assert (about_her.about_title, about_her.person_name) == ("", "秦川")
    assert not Entry.objects.filter(words__contains="林岚").exists()
    assert entry.facts["words"] == 3
    report = checking.check(head)
    assert (report.sound, report.erased) == (True, 3)


def somebody_for(name):
    return type(QIN)(person_id=QIN.person_id, person_name=QIN.person_name, on_behalf_name=name)


def test_bytes_left_by_a_power_cut_are_swept_up():
    # given a purge whose row is there and whose bytes did not go any more
    file = files.keep(b"x", name="x.txt", by=LIN, at=MONDAY_NINE)
    File.objects.filter(pk=file.pk).update(purged_at=LATER, name="")

    assert purge.sweep() == 1
    assert purge.sweep() == 0
    assert not files.path_of(file.digest).exists()


def test_backups_that_still_hold_it_are_listed_until_they_are_destroyed(
    django_capture_on_commit_callbacks,
):
    early = purge.backup_taken("/backups/1", at=MONDAY_NINE)
    second = purge.backup_taken("/backups/2", at=MONDAY_NINE + AN_HOUR / 2)
    a_memo()
    request = asked("memo", "m-1")
    confirmed(request, django_capture_on_commit_callbacks)
    purge.backup_taken("/backups/3", at=LATER + AN_HOUR)

    assert list(purge.backups_to_purge(request)) == [early, second]

    purge.backup_destroyed(early, by=QIN, at=LATER)
    assert list(purge.backups_to_purge(request)) == [second]
    assert Backup.objects.get(pk=early.pk).destroyed_at == LATER
    assert queries.entries_about("backup", early.pk).get().deed == "trail.destroy_backup"


@pytest.mark.django_db(transaction=True)
def test_the_bytes_of_a_purged_text_leave_the_database_file():
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL drops freed rows at its next VACUUM (docs/trail.md)")
    entry = a_deed(facts={"statement": SECRET})
    assert SECRET.encode() in database_bytes()

    purge.confirm(asked("entry", entry.pk, words=["facts.statement"]), by=QIN, at=LATER)

    assert SECRET.encode() not in database_bytes()


def database_bytes():
    main = Path(settings.DATABASES["default"]["NAME"])
    return b"".join(path.read_bytes() for path in (main, Path(f"{main}-wal")) if path.exists())
