"""The `by` of every deed: a person, the post spoken from, and perhaps whose stead it is.

Rules ask the acting post and its unit; "not the claimant" asks the person.
"""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Acting:
    """当前身份, read once at the door.

    :param key: the id of the Term or ActingFor it rests on; what a person chooses beside the name
    :param unit_path: the unit's place in the tree; a superior's path begins a subordinate's
    """

    key: UUID
    person_id: UUID
    person_name: str
    post_id: UUID
    post_title: str
    role: str
    unit_id: UUID
    unit_name: str
    unit_path: str
    room: str = ""
    on_behalf_id: UUID | None = None
    on_behalf_name: str = ""

    @property
    def post_name(self) -> str:
        """Unit and post, as words."""
        return f"{self.unit_name}·{self.post_title}"

    @property
    def people(self) -> tuple[UUID, ...]:
        """Whoever speaks, and whose stead it is: what binds one of them binds this capacity."""
        return (self.person_id, self.on_behalf_id) if self.on_behalf_id else (self.person_id,)

    def __str__(self) -> str:
        stead = f"（代{self.on_behalf_name}）" if self.on_behalf_name else ""
        return f"{self.post_name} {self.person_name}{stead}"
