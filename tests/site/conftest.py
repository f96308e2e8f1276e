"""Offices for the tests of the command line: empty ones, and ones that were set up."""

import pytest

from tests.site.office import Office, copied_office, empty_office, unmanned_office


@pytest.fixture(scope="session")
def offices(tmp_path_factory, django_db_setup, django_db_blocker):
    """Return a function that keeps an office made in a new folder, and takes it away at the end."""
    made: list[Office] = []

    def keep(make, *words) -> Office:
        home = tmp_path_factory.mktemp("office") / "home"
        made.append(make(home, django_db_blocker, *words))
        return made[-1]

    yield keep
    with django_db_blocker.unblock():
        for office in made:
            office.close()


@pytest.fixture(scope="session")
def set_up_office(offices) -> Office:
    """An office that was set up as docs/install.md says; nobody works in it, it is copied."""
    made = offices(unmanned_office)
    made.said = made("setup", "--office", "澄川市人民政府办公室")
    assert made.said.returncode == 0, made.said.stderr
    return made


@pytest.fixture(scope="module")
def new_office(offices):
    """Return a function that makes an office without tables."""
    return lambda: offices(empty_office)


@pytest.fixture(scope="module")
def office(offices, set_up_office) -> Office:
    """An office that was set up, for the tests of one file."""
    return offices(copied_office, set_up_office)


@pytest.fixture
def office_of_its_own(offices, set_up_office) -> Office:
    """An office that was set up, for one test."""
    return offices(copied_office, set_up_office)
