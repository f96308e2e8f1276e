"""Who does a deed, in the few words that the trail and the table of moves need to know."""

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID


class Actor(Protocol):
    """A person in a post, perhaps in somebody's stead; organisation's Acting is one."""

    @property
    def person_id(self) -> UUID | None:
        """The person, or None where the clock itself does the work."""

    @property
    def person_name(self) -> str:
        """The person's name as it is to be read in ten years."""

    @property
    def post_id(self) -> UUID | None:
        """The post the person speaks from."""

    @property
    def post_name(self) -> str:
        """Unit and post, as words."""

    @property
    def unit_id(self) -> UUID | None:
        """The unit in whose name the person speaks."""

    @property
    def on_behalf_name(self) -> str:
        """Whose stead the person stands in, as words; empty for nobody."""


@dataclass(frozen=True)
class Clock:
    """The clock as an actor: work done because a day came, not because somebody pressed."""

    person_id: UUID | None = None
    person_name: str = "系统"
    post_id: UUID | None = None
    post_name: str = ""
    unit_id: UUID | None = None
    on_behalf_name: str = ""


CLOCK = Clock()
