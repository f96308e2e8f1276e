"""离线验证: from the file alone, whoever holds it finds what was changed."""

import json
import subprocess
import sys

import pytest

from bench.trail import lines as made_up
from luoshi.trail import canonical, export, heads, offline, operations, proofs
from tests.trail.town import AN_HOUR, MONDAY_NINE, some_deeds

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("signing_home")]


@pytest.fixture
def taken_out(tmp_path):
    """An export of nine deeds under two heads."""
    some_deeds(5)
    operations.sign_head(at=MONDAY_NINE)
    some_deeds(4)
    operations.sign_head(at=MONDAY_NINE + AN_HOUR)
    export.export(tmp_path / "out.trail")
    return (tmp_path / "out.trail").read_bytes().splitlines(keepends=True)


def found(lines, **rest):
    return [finding.read() for finding in offline.verify(lines, **rest).findings.kept]


def kinds(lines):
    return [line.split(b"\t")[0] for line in lines]


def leaf(line):
    _kind, form, words = line.rstrip(b"\n").split(b"\t")
    return json.loads(form), json.loads(words)


def spelt(form, words):
    return f"leaf\t{canonical.text_of(form)}\t{canonical.text_of(words)}\n".encode()


def test_an_export_is_its_leaves_with_each_head_where_it_was_signed(taken_out):
    assert kinds(taken_out) == [
        b"luoshi-trail",
        *[b"leaf"] * 5,
        b"head",
        *[b"leaf"] * 4,
        b"head",
        b"consistency",
        b"end",
    ]


def test_an_untouched_export_is_sound(taken_out):
    verdict = offline.verify(taken_out)

    assert verdict.sound
    assert (verdict.leaves, verdict.covered, verdict.heads, verdict.erased) == (9, 9, 2, 0)


def test_a_changed_column_is_found(taken_out):
    form, words = leaf(taken_out[3])
    taken_out[3] = spelt(form | {"at": "2026-01-01T00:00:00.000000Z"}, words)

    assert found(taken_out) == [
        "2026-03-02T01:00:00.000000Z 的树头（5 条）与记录不符：序号 0 至 4 之间有改动",
        "2026-03-02T02:00:00.000000Z 的树头（9 条）与记录不符：序号 0 至 8 之间有改动",
        "末尾有 9 条没有签名树头覆盖",
    ]


def test_a_change_after_a_good_head_is_told_to_be_after_it(taken_out):
    form, words = leaf(taken_out[8])
    taken_out[8] = spelt(form | {"deed": "x"}, words)

    assert found(taken_out)[0] == (
        "2026-03-02T02:00:00.000000Z 的树头（9 条）与记录不符：序号 5 至 8 之间有改动"
    )


def test_a_changed_word_is_named(taken_out):
    form, words = leaf(taken_out[4])
    words["facts.statement"][1] = '"没有报告"'
    taken_out[4] = spelt(form, words)

    assert found(taken_out) == ["序号 3：文字“facts.statement”与其承诺不符，已被改动"]


def test_an_added_word_is_named(taken_out):
    form, words = leaf(taken_out[4])
    taken_out[4] = spelt(form, words | {"facts.basis": ["00" * 16, '"有据"']})

    assert found(taken_out) == ["序号 3：文字“facts.basis”没有承诺，是后加的"]


def test_a_word_left_out_is_counted(taken_out):
    form, words = leaf(taken_out[4])
    del words["person_name"]
    taken_out[4] = spelt(form, words)

    verdict = offline.verify(taken_out)
    assert (verdict.sound, verdict.erased) == (True, 1)


def test_a_removed_leaf_is_found(taken_out):
    del taken_out[2]

    assert found(taken_out)[0] == "序号 1：被移动过，规范文本所写序号为 2"
    assert not offline.verify(taken_out).sound


def test_two_leaves_in_each_others_place_are_named(taken_out):
    taken_out[2], taken_out[3] = taken_out[3], taken_out[2]

    assert found(taken_out)[:2] == [
        "序号 1：被移动过，规范文本所写序号为 2",
        "序号 2：被移动过，规范文本所写序号为 1",
    ]


def test_another_spelling_of_the_same_leaf_is_found(taken_out):
    form, words = leaf(taken_out[1])
    taken_out[1] = f"leaf\t{json.dumps(form)}\t{json.dumps(words)}\n".encode()

    assert found(taken_out)[0] == "序号 0：不是规范文本"


def test_a_cut_file_is_found(taken_out):
    assert found(taken_out[:-3]) == ["文件不完整，没有结尾行", "末尾有 4 条没有签名树头覆盖"]


def test_a_file_without_its_last_entries_is_found_by_a_head_kept_elsewhere(taken_out):
    kept = heads.read(taken_out[-3].split(b"\t")[1].decode())
    shortened = [*taken_out[:7], b'end\t{"size":5}\n']

    assert found(shortened) == []
    assert found(shortened, head=kept) == ["所给的树头签了 9 条，文件中没有这么多条"]


def test_a_whole_file_made_anew_is_found_by_a_head_or_a_key_kept_elsewhere(taken_out):
    # given an export of other entries, signed with another key, sound in itself
    kept = heads.read(taken_out[6].split(b"\t")[1].decode())
    forged = list(made_up(9, every=5))

    assert found(forged) == []
    assert found(forged, key=kept.key)[0].endswith("不是用所要求的公钥签的")
    assert found(forged, head=kept)[0] == (
        "2026-03-02T01:00:00.000000Z 的树头（5 条）与记录不符：序号 0 至 4 之间有改动"
    )


def test_a_head_kept_elsewhere_is_found_in_a_longer_export(taken_out):
    kept = heads.read(taken_out[6].split(b"\t")[1].decode())

    assert found(taken_out, head=kept) == []


def test_a_forged_signature_is_found(taken_out):
    taken_out[6] = taken_out[6].replace(b'"signature":"', b'"signature":"00')

    assert found(taken_out)[0] == "2026-03-02T01:00:00.000000Z 的树头（5 条）签名无效"


def test_a_broken_consistency_proof_is_found(taken_out):
    told = json.loads(taken_out[-2].split(b"\t")[1])
    told["path"] = told["path"][1:]
    taken_out[-2] = f"consistency\t{canonical.text_of(told)}\n".encode()

    assert found(taken_out) == ["从 5 条到 9 条的一致性证明不成立"]


def test_lines_nobody_can_read_are_told_by_their_number(taken_out):
    taken_out[2:2] = [b"\xff\n", b"leaf\n", b"head\t{}\n", b"\n"]

    assert found(taken_out) == [f"第 {n} 行读不懂" for n in (3, 4, 5, 6)]


def test_another_file_is_no_export():
    assert found([b"%PDF-1.7\n"]) == ["这不是留痕导出文件"]
    assert found([]) == ["这不是留痕导出文件"]


def test_one_entry_is_proved_without_giving_the_others_away():
    entries = some_deeds(6)
    head = operations.sign_head(at=MONDAY_NINE)
    proof = proofs.inclusion(entries[4]).encode().splitlines(keepends=True)

    verdict = offline.verify(proof, head=head)

    assert verdict.sound
    assert verdict.last == head
    assert kinds(proof) == [b"luoshi-proof", b"leaf", b"inclusion", b"head"]


def test_a_proof_of_a_changed_entry_fails():
    entries = some_deeds(6)
    operations.sign_head(at=MONDAY_NINE)
    proof = proofs.inclusion(entries[4]).encode().splitlines(keepends=True)
    form, words = leaf(proof[1])
    proof[1] = spelt(form | {"after": "DONE"}, words)

    assert found(proof) == ["序号 4：证明不成立，这条记录不在所给的树头之下"]
    assert found(proof[:3]) == ["这不是留痕导出文件"]


def test_an_entry_no_head_covers_has_no_proof_yet():
    [entry] = some_deeds(1)

    with pytest.raises(proofs.NotCovered):
        proofs.inclusion(entry)


def test_verifying_needs_no_django(taken_out, tmp_path):
    run = (
        "import sys\n"
        "from pathlib import Path\n"
        "from luoshi.trail import offline\n"
        f"verdict = offline.verify_file(Path({str(tmp_path / 'out.trail')!r}))\n"
        "assert not [name for name in sys.modules if name.split('.')[0] == 'django']\n"
        "print(verdict.sound, verdict.leaves)\n"
    )
    done = subprocess.run([sys.executable, "-c", run], capture_output=True, text=True, check=True)

    assert done.stdout == "True 9\n"


def test_a_made_up_export_of_some_thousands_is_sound():
    verdict = offline.verify(made_up(3000, every=700))

    assert verdict.sound
    assert (verdict.leaves, verdict.covered, verdict.heads) == (3000, 3000, 5)
