"""规范: docs/trail.md is enough to verify an export; this verifier uses nothing of ours."""

import json
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from luoshi.trail import export, operations
from tests.trail.town import AN_HOUR, MONDAY_NINE, a_deed, some_deeds

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("signing_home")]


def root_of(leaves):
    """MTH, word for word from RFC 6962 section 2.1."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return sha256(b"\x00" + leaves[0]).digest()
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return sha256(b"\x01" + root_of(leaves[:k]) + root_of(leaves[k:])).digest()


def opened_as_committed(leaf, openings):
    return {
        word: sha256(b"\x02" + salt.encode("ascii") + text.encode("utf-8")).hexdigest()
        for word, (salt, text) in openings.items()
    } == leaf["words"]


def signature_holds(head):
    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(head["key"]))
    said = f"luoshi trail head 1\n{head['size']}\n{head['root']}\n{head['at']}\n"
    key.verify(bytes.fromhex(head["signature"]), said.encode("utf-8"))
    return True


def test_the_page_says_all_that_is_needed(tmp_path):
    some_deeds(5)
    operations.sign_head(at=MONDAY_NINE)
    a_deed(facts={'制表\t与引号"': ["换\n行", {"丙": None, "甲": 1.5}], "空": ""}, after="已办")
    operations.sign_head(at=MONDAY_NINE + AN_HOUR)
    export.export(tmp_path / "out.trail")

    leaves, sizes = [], []
    first, *lines = (tmp_path / "out.trail").read_bytes().decode("utf-8").split("\n")
    for line in lines:
        kind, *fields = line.split("\t")
        if kind == "leaf":
            leaf = json.loads(fields[0])
            assert leaf["index"] == len(leaves)
            assert opened_as_committed(leaf, json.loads(fields[1]))
            leaves.append(fields[0].encode("utf-8"))
        elif kind == "head":
            head = json.loads(fields[0])
            assert (head["size"], head["root"]) == (len(leaves), root_of(leaves).hex())
            assert signature_holds(head)
            sizes.append(head["size"])

    assert first == "luoshi-trail\t1"
    assert sizes == [5, 6]
    assert lines[-2:] == ['end\t{"size":6}', ""]
