"""通知矩阵 Who hears that a matter's light came to a level, and how: one table (domain/04 4.3).

A message and a daily line both stand in the morning's one digest: the first where something is to
be done, the second to know. What a list says is a number that leads to the ledger. So nobody is
told twice of one change, and nobody more than once a day; only an urging by hand comes at once.
"""

from luoshi.dues.terms import Level
from luoshi.organisation.terms import LEADERS, Role
from luoshi.shell.terms import How, Seat

M, D, W, L = How.MESSAGE, How.DIGEST, How.WEEKLY, How.LIST
_COLUMNS = (
    Seat.HANDLER, Seat.LIAISON, Seat.DEPUTY, Seat.HEAD, Seat.SUPERVISOR, Seat.DIRECTOR, Seat.LEADER,
)  # fmt: skip
_ROWS = {
    #                 承办人  联络员  分管领导  主要负责人  督查员  主任    领导
    Level.ATTENTION: (M,     M,     None,    None,      L,     None,   None),
    Level.WARNING:   (M,     M,     M,       D,         M,     L,      None),
    Level.OVERDUE:   (M,     M,     M,       M,         M,     D,      W),
    Level.SERIOUS:   (M,     M,     M,       M,         M,     M,      M),
}  # fmt: skip
MATRIX: dict[Level, dict[Seat, How]] = {
    level: {seat: how for seat, how in zip(_COLUMNS, row, strict=True) if how is not None}
    for level, row in _ROWS.items()
}
# Whoever assigned a child looks after it in the room's place, and hears what its officers would.
for _cells in MATRIX.values():
    _cells[Seat.ASSIGNER] = _cells[Seat.SUPERVISOR]

ROLES: dict[Seat, tuple[str, ...]] = {
    Seat.HANDLER: (Role.HANDLER,),
    Seat.LIAISON: (Role.LIAISON,),
    Seat.DEPUTY: (Role.UNIT_DEPUTY,),
    Seat.HEAD: (Role.UNIT_HEAD,),
    Seat.SUPERVISOR: (Role.OFFICER,),
    Seat.DIRECTOR: (Role.DIRECTOR,),
    Seat.LEADER: LEADERS,
    Seat.ASSIGNER: (Role.UNIT_HEAD, Role.UNIT_DEPUTY),
}
OF_THE_LEAD = (Seat.HANDLER, Seat.LIAISON, Seat.DEPUTY, Seat.HEAD)
OF_THE_ROOM = (Seat.SUPERVISOR, Seat.DIRECTOR)


def hears(level: int, seat: Seat) -> How | None:
    """Return how a seat hears of a level entered; None where it is not told."""
    return MATRIX.get(Level(level), {}).get(seat)


def urged_roles(level: int) -> tuple[str, ...]:
    """Return the roles of the lead that an urging reaches at once: the messages of its level.

    Below 临期 nobody's light has changed; an urging still reaches those who do the work.
    """
    at = Level(level) if level in MATRIX else Level.ATTENTION
    reached = [seat for seat in OF_THE_LEAD if hears(at, seat) == How.MESSAGE]
    return tuple(role for seat in reached for role in ROLES[seat])
