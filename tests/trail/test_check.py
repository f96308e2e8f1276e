"""核对: whatever somebody changes behind our back under a signed head is found and named."""

from datetime import timedelta
from uuid import UUID

import pytest

from luoshi.trail import canonical, checking, files, merkle, operations
from luoshi.trail.models import Entry, Erasure, File, Head, Leaf, Node, Waiting
from tests.trail.town import AN_HOUR, LIN, MONDAY_NINE, a_deed, many_entries, some_deeds

pytestmark = pytest.mark.usefixtures("signing_home")


@pytest.fixture
def signed(unguarded):
    """Five deeds under one head, four more under a second, and somebody with the guards off."""
    some_deeds(5)
    operations.sign_head(at=MONDAY_NINE)
    some_deeds(4)
    return operations.sign_head(at=MONDAY_NINE + AN_HOUR)


def found(head=None):
    return [finding.read() for finding in checking.check(head).findings.kept]


def sql(connection, statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def entry_at(index):
    return Entry.objects.get(leaf__index=index)


@pytest.mark.django_db
def test_an_untouched_trail_is_sound():
    some_deeds(5)
    head = operations.sign_head(at=MONDAY_NINE)

    report = checking.check(head)

    assert report.sound
    assert (report.covered, report.since, report.heads) == (5, 0, 1)


@pytest.mark.django_db
def test_rows_since_the_head_are_counted_as_not_yet_covered():
    some_deeds(5)
    head = operations.sign_head(at=MONDAY_NINE)
    some_deeds(3)
    operations.sequence(at=MONDAY_NINE)
    some_deeds(2)

    report = checking.check(head)

    assert report.sound
    assert (report.covered, report.since) == (5, 5)


@pytest.mark.django_db
def test_without_a_head_everything_is_uncovered():
    some_deeds(3)

    report = checking.check()

    assert (report.sound, report.covered, report.since) == (True, 0, 3)


@pytest.mark.parametrize(
    ("column", "value", "was", "now"),
    [
        ("deed", "matter.close", "matter.sign", "matter.close"),
        ("after", "DONE", "", "DONE"),
        ("about_id", "another", "11111111-1111-7111-8111-111111111111", "another"),
        ("key", "a-key", "", "a-key"),
        ("unit_id", UUID(int=1), str(UUID(int=9000)), str(UUID(int=1))),
        ("person_id", None, str(UUID(int=1)), ""),
    ],
)
def test_an_altered_column_is_named(signed, column, value, was, now):
    Entry.objects.filter(pk=entry_at(3).pk).update(**{column: value})

    assert found(signed) == [f"序号 3：“{column}”被改动，原为“{was}”，现为“{now}”"]


def test_a_back_dated_entry_is_named(signed, unguarded):
    entry = entry_at(6)
    earlier = entry.at - timedelta(days=40)
    sql(unguarded, "UPDATE trail_entry SET at = %s WHERE deed = %s AND at = %s",
        earlier.replace(tzinfo=None) if unguarded.vendor == "sqlite" else earlier,
        entry.deed,
        entry.at.replace(tzinfo=None) if unguarded.vendor == "sqlite" else entry.at,
    )  # fmt: skip

    was, now = canonical.moment(entry.at), canonical.moment(earlier)
    assert f"序号 6：“at”被改动，原为“{was}”，现为“{now}”" in found(signed)


def test_an_altered_word_is_named(signed):
    entry = entry_at(2)
    changed = entry.words.replace("第2次报告", "第9次报告")
    Entry.objects.filter(pk=entry.pk).update(words=changed)

    assert found(signed) == ["序号 2：文字“facts.statement”与其承诺不符，已被改动"]


def test_a_word_that_went_without_being_erased_is_named(signed):
    entry = entry_at(2)
    words = entry.opened
    del words["person_name"]
    Entry.objects.filter(pk=entry.pk).update(words=canonical.text_of(words))

    assert found(signed) == ["序号 2：文字“person_name”缺失，且没有清除记录"]


def test_a_tombstone_without_its_deed_is_named(signed):
    entry = entry_at(2)
    words = entry.opened
    del words["person_name"]
    Entry.objects.filter(pk=entry.pk).update(words=canonical.text_of(words))
    Erasure.objects.create(entry=entry, word="person_name", by_entry=entry_at(7))

    assert found(signed) == [f"清除动作 {entry_at(7).pk} 所记的清单与清除记录不符"]


def test_words_nobody_can_read_are_named(signed):
    Entry.objects.filter(pk=entry_at(2).pk).update(words="[")

    assert found(signed) == ["序号 2：文字读不懂，已被改动"]


@pytest.mark.parametrize("column", ["id", "person_id", "post_id", "unit_id", "at"])
def test_a_row_nobody_can_read_is_found(signed, unguarded, column):
    if unguarded.vendor != "sqlite":
        pytest.skip("PostgreSQL keeps what is no value of a column out of it")
    entry = entry_at(3)
    with unguarded.constraint_checks_disabled():
        sql(unguarded, f"UPDATE trail_entry SET {column} = 'zz' WHERE id = %s", entry.pk.hex)

        report = checking.check(signed)

        assert not report.sound
        sql(unguarded, "DELETE FROM trail_leaf WHERE entry_id = %s", entry.pk.hex)


def test_a_deleted_entry_is_named_though_its_leaf_stands(signed, unguarded):
    if unguarded.vendor != "sqlite":
        pytest.skip("PostgreSQL keeps the foreign key: the leaf must go with it, see below")
    entry = entry_at(3)
    with unguarded.constraint_checks_disabled():
        sql(unguarded, "DELETE FROM trail_entry WHERE id = %s", entry.pk.hex)

    was = f"{canonical.moment(entry.at)}，matter.sign，matter {entry.about_id}"
    assert found(signed) == [f"序号 3：登记已被删除（{was}）"]
    # Put back what the foreign key stands on, for the tidying up.
    entry.save(force_insert=True)


def test_an_entry_deleted_with_its_leaf_is_named(signed):
    entry = entry_at(3)
    Leaf.objects.filter(index=3).delete()
    entry.delete()

    assert found(signed) == ["序号 3 至 3：记录缺失，已被删除"]


def test_entries_deleted_at_the_end_are_found_by_the_head(signed):
    last = [entry_at(index) for index in (7, 8)]
    Leaf.objects.filter(index__gte=7).delete()
    for entry in last:
        entry.delete()
    Head.objects.filter(size=9).delete()

    assert found(signed) == [
        "2026-03-02T02:00:00.000000Z 的树头（9 条）在数据库中缺失或被改动，库外记录里有",
        "2026-03-02T02:00:00.000000Z 的树头签了 9 条，现在只有 7 条，末尾的记录已被删除",
    ]


def test_two_entries_in_each_others_place_are_named(signed):
    Leaf.objects.filter(index=1).update(index=100)
    Leaf.objects.filter(index=6).update(index=1)
    Leaf.objects.filter(index=100).update(index=6)

    assert found(signed) == [
        "序号 1：被移动过，规范文本所写序号为 6",
        "2026-03-02T01:00:00.000000Z 的树头（5 条）与记录不符：序号 0 至 4 之间有改动",
        "序号 6：被移动过，规范文本所写序号为 1",
        "2026-03-02T02:00:00.000000Z 的树头（9 条）与记录不符：序号 0 至 8 之间有改动",
    ]


def test_an_entry_moved_far_away_is_named(signed):
    Leaf.objects.filter(index=4).update(index=10**12)

    assert found(signed) == [
        "序号 4 至 4：记录缺失，已被删除",
        "序号 9 至 999999999999：记录缺失，已被删除",
        "序号 1000000000000：被移动过，规范文本所写序号为 4",
    ]


def test_an_entry_exchanged_with_its_leaf_is_found_between_two_heads(signed):
    # given somebody who changes the row and every copy of it the database holds
    entry = entry_at(6)
    leaf = Leaf.objects.get(index=6)
    form = leaf.form.replace("matter.sign", "matter.undo")
    Entry.objects.filter(pk=entry.pk).update(deed="matter.undo")
    hashed = merkle.leaf_hash(form.encode()).hex()
    Leaf.objects.filter(index=6).update(form=form, hash=hashed)

    assert found(signed) == [
        "2026-03-02T02:00:00.000000Z 的树头（9 条）与记录不符：序号 5 至 8 之间有改动"
    ]


def test_an_altered_leaf_is_named(signed):
    leaf = Leaf.objects.get(index=6)
    Leaf.objects.filter(index=6).update(form=leaf.form.replace("matter.sign", "matter.undo"))

    assert found(signed)[:2] == [
        "序号 6：规范文本与其叶哈希不符",
        "序号 6：“deed”被改动，原为“matter.undo”，现为“matter.sign”",
    ]


def test_an_entry_put_in_behind_the_sequencers_back_is_named(signed):
    stranger = a_deed("matter.forged")
    Waiting.objects.all().delete()

    assert found(signed) == [
        f"登记 {stranger.pk}（matter.forged）既未编号也不在待编号之列，不是由系统写入的"
    ]


def test_a_head_exchanged_in_the_database_is_found(signed):
    Head.objects.filter(size=9).update(root="00" * 32)

    assert found(signed) == [
        "2026-03-02T02:00:00.000000Z 的树头（9 条）在数据库中缺失或被改动，库外记录里有",
        "2026-03-02T02:00:00.000000Z 的树头（9 条）签名无效",
    ]


def test_a_changed_block_is_narrowed_down_by_its_stored_subtree(unguarded):
    many_entries(600)
    head = operations.sign_head(at=MONDAY_NINE)
    entry, leaf = entry_at(300), Leaf.objects.get(index=300)
    form = leaf.form.replace("matter.sign", "matter.undo")
    Entry.objects.filter(pk=entry.pk).update(deed="matter.undo")
    hashed = merkle.leaf_hash(form.encode()).hex()
    Leaf.objects.filter(index=300).update(form=form, hash=hashed)

    assert Node.objects.count() == 3
    assert found(head) == [
        "序号 256 至 511：与当时存下的子树哈希不符",
        "序号 0 至 511：与当时存下的子树哈希不符",
        "2026-03-02T01:00:00.000000Z 的树头（600 条）与记录不符：序号 0 至 599 之间有改动",
    ]


@pytest.mark.django_db
def test_every_file_is_checked_against_its_digest():
    lost, spoilt, whole, gone = (
        files.keep(text.encode(), name="x", by=LIN, at=MONDAY_NINE) for text in "甲乙丙丁"
    )
    files.path_of(lost.digest).unlink()
    files.path_of(spoilt.digest).chmod(0o640)
    files.path_of(spoilt.digest).write_bytes(b"x")
    File.objects.filter(pk=gone.pk).update(purged_at=MONDAY_NINE, name="")

    said = [finding.read() for finding in checking.check_files().kept]

    assert files.read(whole) == "丙".encode()
    assert said == [
        f"附件 {lost.digest}：原件缺失或与摘要不符",
        f"附件 {spoilt.digest}：原件缺失或与摘要不符",
        f"附件 {gone.digest}：已清除，原件仍在",
    ]
