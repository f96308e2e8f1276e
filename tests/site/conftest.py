"""Offices for the tests of the command line: empty ones, and one that is set up."""

import pytest

from tests.site.office import Office, empty_office


@pytest.fixture(scope="module")
def new_office(tmp_path_factory, django_db_setup, django_db_blocker):
    """Return a function that makes an office without tables."""
    made: list[Office] = []

    def make() -> Office:
        home = tmp_path_factory.mktemp("office") / "home"
        made.append(empty_office(home, django_db_blocker))
        return made[-1]

    yield make
    with django_db_blocker.unblock():
        for office in made:
            office.close()


@pytest.fixture(scope="module")
def office(new_office) -> Office:
    """An office that was set up as docs/install.md says."""
    made = new_office()
    made.said = made("setup", "--office", "澄川市人民政府办公室")
    assert made.said.returncode == 0, made.said.stderr
    return made
