"""The tree is the one of RFC 6962: its roots and its proofs, against the plain definition."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.trail import merkle

# The eight leaves of the reference tests of Certificate Transparency, and the roots of their trees.
LEAVES = [
    bytes.fromhex(leaf)
    for leaf in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def plain_root(leaves):
    """MTH, word for word from RFC 6962 section 2.1."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return sha256(b"\x00" + leaves[0]).digest()
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return sha256(b"\x01" + plain_root(leaves[:k]) + plain_root(leaves[k:])).digest()


def plain_path(m, leaves):
    """PATH, word for word from RFC 6962 section 2.1.1."""
    if len(leaves) == 1:
        return []
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    if m < k:
        return [*plain_path(m, leaves[:k]), plain_root(leaves[k:])]
    return [*plain_path(m - k, leaves[k:]), plain_root(leaves[:k])]


def plain_subproof(m, leaves, whole):
    """SUBPROOF, word for word from RFC 6962 section 2.1.2."""
    if m == len(leaves):
        return [] if whole else [plain_root(leaves)]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    if m <= k:
        return [*plain_subproof(m, leaves[:k], whole), plain_root(leaves[k:])]
    return [*plain_subproof(m - k, leaves[k:], False), plain_root(leaves[:k])]


def some_leaves(count):
    return [str(n).encode() for n in range(count)]


def subtrees_of(leaves):
    return lambda level, place: plain_root(leaves[place << level : (place + 1) << level])


def grown(leaves):
    frontier = merkle.Frontier()
    for leaf in leaves:
        frontier.append(merkle.leaf_hash(leaf))
    return frontier


@pytest.mark.parametrize("size", range(9))
def test_the_roots_are_those_of_the_reference_tests(size):
    assert grown(LEAVES[:size]).root().hex() == ROOTS[size]
    assert merkle.root(size, subtrees_of(LEAVES)).hex() == ROOTS[size]


@given(st.integers(0, 200))
def test_a_tree_grown_leaf_by_leaf_has_the_root_of_the_definition(size):
    assert grown(some_leaves(size)).root() == plain_root(some_leaves(size))


@given(st.integers(0, 200), st.integers(0, 60))
def test_a_tree_grows_on_from_its_peaks(size, more):
    leaves = some_leaves(size + more)
    frontier = merkle.Frontier(size, merkle.peaks(size, subtrees_of(leaves)))

    for leaf in leaves[size:]:
        frontier.append(merkle.leaf_hash(leaf))

    assert frontier.root() == plain_root(leaves)


@given(st.integers(1, 200))
def test_every_full_subtree_is_told_once_when_it_closes(size):
    frontier, closed = merkle.Frontier(), []
    leaves = some_leaves(size)

    for leaf in leaves:
        closed += frontier.append(merkle.leaf_hash(leaf))

    assert {(level, place): hashed for level, place, hashed in closed} == {
        (level, place): subtrees_of(leaves)(level, place)
        for level in range(1, 8)
        for place in range(size >> level)
    }


@given(st.data(), st.integers(1, 150))
def test_an_inclusion_proof_is_the_path_of_the_definition_and_proves(data, size):
    index = data.draw(st.integers(0, size - 1))
    leaves = some_leaves(size)

    path = merkle.inclusion(index, size, subtrees_of(leaves))

    assert path == plain_path(index, leaves)
    leaf, root = merkle.leaf_hash(leaves[index]), plain_root(leaves)
    assert merkle.included(leaf, index, size, path, root)
    assert not merkle.included(merkle.leaf_hash(b"another"), index, size, path, root)
    assert not merkle.included(leaf, index, size, [*path, root], root)


@given(st.data(), st.integers(2, 60))
def test_an_inclusion_proof_proves_no_other_place(data, size):
    index, other = data.draw(st.permutations(range(size)))[:2]
    leaves = some_leaves(size)

    path = merkle.inclusion(index, size, subtrees_of(leaves))

    leaf = merkle.leaf_hash(leaves[index])
    assert not merkle.included(leaf, other, size, path, plain_root(leaves))


@given(st.data(), st.integers(1, 150))
def test_a_consistency_proof_is_that_of_the_definition_and_proves(data, second):
    first = data.draw(st.integers(1, second))
    leaves = some_leaves(second)

    path = merkle.consistency(first, second, subtrees_of(leaves))

    assert path == plain_subproof(first, leaves, True)
    old, new = plain_root(leaves[:first]), plain_root(leaves)
    assert merkle.consistent(first, second, path, old, new)


@given(st.data(), st.integers(2, 100))
def test_no_consistency_proof_covers_a_changed_leaf(data, second):
    first = data.draw(st.integers(1, second))
    leaves = some_leaves(second)
    changed = data.draw(st.integers(0, first - 1))
    others = [*leaves[:changed], b"changed", *leaves[changed + 1 :]]

    path = merkle.consistency(first, second, subtrees_of(others))

    assert not merkle.consistent(
        first, second, path, plain_root(leaves[:first]), plain_root(others)
    )


def test_there_is_no_proof_of_what_is_not_there():
    subtrees = subtrees_of(some_leaves(3))

    with pytest.raises(merkle.OutOfTree):
        merkle.inclusion(3, 3, subtrees)
    with pytest.raises(merkle.OutOfTree):
        merkle.consistency(4, 3, subtrees)
    with pytest.raises(merkle.OutOfTree):
        merkle.consistency(0, 3, subtrees)
    assert not merkle.included(b"", 3, 3, [], b"")
    assert not merkle.consistent(4, 3, [], b"", b"")
