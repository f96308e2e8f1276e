"""锁定 Every dependency is pinned by digest, and the lock names no place to fetch it from."""

import re
import tomllib

import pytest

from tests.house.source import ROOT

pytestmark = pytest.mark.one_engine

NAME = re.compile(r"[A-Za-z0-9._-]+")
PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;\\]+)", re.MULTILINE)


def plain(name):
    """Return a distribution's name as registries compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.fixture(scope="module")
def lock():
    return (ROOT / "requirements.lock").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def server_lock():
    return (ROOT / "requirements-server.lock").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def ocr_lock():
    return (ROOT / "requirements-ocr.lock").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def project():
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def asked_for(project):
    """Return every requirement the project names: its own, those of its extras, the workshop's."""
    return [
        *project["project"]["dependencies"],
        *(one for extra in project["project"]["optional-dependencies"].values() for one in extra),
        *project["dependency-groups"]["dev"],
    ]


def named(requirements):
    """Return the names of requirements as registries compare them."""
    return {plain(NAME.match(one).group()) for one in requirements}


def test_every_dependency_named_is_pinned(project, lock):
    pinned = {plain(name) for name, _version in PIN.findall(lock)}

    assert {plain(NAME.match(one).group()) for one in asked_for(project)} - pinned == set()


def test_the_pin_is_what_the_project_asks_for(project, lock):
    requirements = pytest.importorskip("packaging.requirements")
    pins = {plain(name): version for name, version in PIN.findall(lock)}
    outside = [
        one
        for one in map(requirements.Requirement, asked_for(project))
        if not one.specifier.contains(pins[plain(one.name)])
    ]

    assert outside == []


def test_the_lock_says_which_requirement_is_the_project_s_own(project, lock):
    # What was dropped from the project must go from the lock too: `via luoshi` names the rest.
    via = set()
    for block in re.split(r"\n(?=\S)", lock):
        if "luoshi (pyproject.toml" in block:
            via.add(plain(PIN.match(block).group(1)))

    assert via == {plain(NAME.match(one).group()) for one in asked_for(project)}


def test_a_server_gets_what_was_tested_without_the_tools(project, lock, server_lock):
    pins, server = dict(PIN.findall(lock)), dict(PIN.findall(server_lock))
    tools = named(project["dependency-groups"]["dev"])
    seeing = named(project["project"]["optional-dependencies"]["ocr"])
    own = named(asked_for(project)) - tools - seeing

    assert server.items() - pins.items() == set()
    assert own - {plain(name) for name in server} == set()
    assert {"pytest", "playwright", "ruff"} & server.keys() == set()


def test_a_server_that_recognises_pictures_gets_the_same_and_more(project, lock, ocr_lock):
    more = set(PIN.findall(ocr_lock))

    assert more - set(PIN.findall(lock)) == set()
    assert named(project["project"]["optional-dependencies"]["ocr"]) - dict(more).keys() == set()
    assert {"pytest", "playwright", "ruff"} & dict(more).keys() == set()


def test_every_pin_carries_a_digest(lock, server_lock, ocr_lock):
    whole = "\n".join(one.strip() for one in (lock, server_lock, ocr_lock))
    blocks = re.split(r"\n(?=\S)", whole)

    assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == []


def test_the_locks_name_no_address(lock, server_lock, ocr_lock):
    whole = lock + server_lock + ocr_lock

    assert re.findall(r"\S*(?://|index-url|find-links|@ file)\S*", whole) == []
