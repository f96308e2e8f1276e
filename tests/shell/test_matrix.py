"""通知矩阵: who hears of a level, row by row as the field's table has it (domain/04 4.3)."""

import pytest

from luoshi.dues.terms import Level
from luoshi.organisation.terms import Role
from luoshi.shell.matrix import MATRIX, hears, urged_roles
from luoshi.shell.terms import How, Seat

pytestmark = pytest.mark.one_engine
SEATS = (
    Seat.HANDLER, Seat.LIAISON, Seat.DEPUTY, Seat.HEAD, Seat.SUPERVISOR, Seat.DIRECTOR, Seat.LEADER,
)  # fmt: skip
# Typed from the table, a word a cell: message, digest, weekly digest, list, nothing.
TABLE = {
    Level.NORMAL: "- - - - - - -",
    Level.ATTENTION: "message message - - list - -",
    Level.WARNING: "message message message digest message list -",
    Level.OVERDUE: "message message message message message digest weekly",
    Level.SERIOUS: "message message message message message message message",
    Level.DONE: "- - - - - - -",
    Level.SUSPENDED: "- - - - - - -",
}


@pytest.mark.parametrize("level", list(Level))
@pytest.mark.parametrize(("place", "seat"), [*enumerate(SEATS)], ids=SEATS)
def test_a_cell_of_the_matrix_is_the_fields(level, place, seat):
    word = TABLE[level].split()[place]

    assert hears(level, seat) == (None if word == "-" else How(word.upper()))


def test_who_assigned_a_child_hears_what_the_supervisor_would():
    assert {cells[Seat.ASSIGNER] == cells[Seat.SUPERVISOR] for cells in MATRIX.values()} == {True}


@pytest.mark.parametrize(
    ("level", "roles"),
    [
        (Level.NORMAL, (Role.HANDLER, Role.LIAISON)),
        (Level.ATTENTION, (Role.HANDLER, Role.LIAISON)),
        (Level.WARNING, (Role.HANDLER, Role.LIAISON, Role.UNIT_DEPUTY)),
        (Level.OVERDUE, (Role.HANDLER, Role.LIAISON, Role.UNIT_DEPUTY, Role.UNIT_HEAD)),
        (Level.SERIOUS, (Role.HANDLER, Role.LIAISON, Role.UNIT_DEPUTY, Role.UNIT_HEAD)),
    ],
)
def test_an_urging_climbs_with_the_level(level, roles):
    assert urged_roles(level) == roles
