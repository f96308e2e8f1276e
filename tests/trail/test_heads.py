"""签树头: the tree is signed as it stands, and each head continues the one before."""

import json
import stat

import pytest
from django.db import transaction

from luoshi.trail import heads, home, operations, proofs
from luoshi.trail.models import Head, Leaf
from tests.trail.town import AN_HOUR, MONDAY_NINE, some_deeds

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("signing_home")]


def sign(at=MONDAY_NINE):
    return operations.sign_head(at=at)


def test_a_head_tells_how_many_what_when_and_under_whose_key():
    some_deeds(3)

    head = sign()

    assert (head.size, head.at) == (3, "2026-03-02T01:00:00.000000Z")
    assert head.key == home.public_key()
    assert head.holds()


def test_no_other_size_root_or_moment_has_this_signature():
    some_deeds(3)
    told = json.loads(sign().line())

    for change in ({"size": 2}, {"root": "00" * 32}, {"at": "2026-03-02T00:00:00.000000Z"}):
        assert not heads.SignedHead(**told | change).holds()


def test_every_head_is_written_down_outside_the_database(signing_home):
    some_deeds(2)
    first = sign()
    some_deeds(1)
    second = sign(MONDAY_NINE + AN_HOUR)

    written = (signing_home / "heads.log").read_text()
    assert written == f"{first.line()}\n{second.line()}\n"
    assert [head.size for head in Head.objects.order_by("size")] == [2, 3]


def test_a_head_that_was_signed_but_not_written_down_is_written_down_next_time(signing_home):
    some_deeds(2)
    first = sign()
    (signing_home / "heads.log").unlink()

    assert sign(MONDAY_NINE + AN_HOUR) == first

    assert home.heads_kept() == [first]


def test_where_nothing_was_added_the_last_head_still_stands():
    some_deeds(2)
    first = sign()

    assert sign(MONDAY_NINE + AN_HOUR) == first
    assert Head.objects.count() == 1


def test_the_empty_trail_can_be_signed():
    head = sign()

    assert (head.size, head.root) == (0, "e3b0c44298fc1c149afbf4c8996fb924"
                                         "27ae41e4649b934ca495991b7852b855")  # fmt: skip


def test_one_head_continues_another():
    some_deeds(5)
    first = sign()
    some_deeds(4)
    second = sign(MONDAY_NINE + AN_HOUR)

    path = [bytes.fromhex(step) for step in proofs.consistency(first, second)]

    roots = bytes.fromhex(first.root), bytes.fromhex(second.root)
    assert operations.merkle.consistent(5, 9, path, *roots)
    assert not operations.merkle.consistent(4, 9, path, *roots)


def test_no_head_is_put_on_a_tree_that_was_changed_under_the_last(unguarded):
    some_deeds(3)
    sign()
    Leaf.objects.filter(index=1).update(hash="00" * 32)
    some_deeds(1)

    with pytest.raises(operations.NotAnExtension, match="拒绝签署新树头"):
        sign(MONDAY_NINE + AN_HOUR)


def test_no_head_is_put_on_a_tree_that_forgot_a_head_kept_outside(unguarded, signing_home):
    # given that somebody put the database back to what it was two entries ago
    some_deeds(3)
    kept = sign()
    forget_all_after(1)
    some_deeds(2)

    with pytest.raises(operations.NotAnExtension) as refused:
        sign(MONDAY_NINE + AN_HOUR)

    assert str(refused.value) == (f"留痕与 {kept.at} 签署的树头（3 条）不一致，拒绝签署新树头")


def forget_all_after(size):
    Head.objects.all().delete()
    Leaf.objects.filter(index__gte=size).delete()
    operations.Sequencer.objects.update(size=size)


def test_a_head_is_not_signed_in_a_transaction_that_may_still_fall(transactional_db):
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        sign()


def test_nothing_is_signed_before_set_up(signing_home):
    (signing_home / "keys" / "trail.key").unlink()
    some_deeds(1)

    with pytest.raises(home.NoKey, match="还没有签名密钥，请先完成初始设置"):
        sign()
    assert not Head.objects.exists()


def test_the_signing_key_is_for_its_owner_alone_and_made_once(signing_home):
    key = signing_home / "keys" / "trail.key"

    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    with pytest.raises(home.KeyStands):
        home.create_key()


@pytest.mark.parametrize("line", ["", "{", "[]", '{"size": 1}', '{"size":"1"}'])
def test_what_is_not_a_head_is_not_read_as_one(line):
    with pytest.raises(heads.NotAHead):
        heads.read(line)
