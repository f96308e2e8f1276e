"""The life of each matter of the demo: its lead and its room act as its fate says.

A life does what it has to and puts its next act down on the agenda; between the two it costs
nothing.
"""

from datetime import datetime

from luoshi.breakdown.terms import MatterState as S
from luoshi.site.demo.room_side import RoomSide
from luoshi.site.demo.unit_side import UnitSide


class Life(RoomSide, UnitSide):
    """One matter on its way; `live` does what is next."""

    def live(self, at: datetime) -> None:
        """Do what the matter's state asks for."""
        self.matter.refresh_from_db()
        if self.matter.state == self.fate.stops and not self.fails:
            return
        step = {
            S.ASSIGNED: self.assigned,
            S.RETURNED: self.returned_to_room,
            S.IN_PROGRESS: self.in_progress,
            S.SUSPENDED: self.suspended,
            S.REWORK: self.claim,
            S.CLAIMED: self.claimed,
            S.VERIFYING: self.verifying,
            S.DECIDING: self.deciding,
            S.BEFORE_LEADER: self.before_leader,
            S.RESUPERVISED: self.resupervised,
            S.COMPLETED: self.completed,
            S.WRITTEN_OFF: self.written_off,
            S.ARCHIVED: self.archived,
        }.get(S(self.matter.state))
        if step:
            step(at)
