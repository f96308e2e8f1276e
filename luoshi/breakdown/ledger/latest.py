"""最近反馈: what a unit said last of a matter. Reports stand above this room and tell it here."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

# The ids of some matters, or the question that finds them.
Keys = Iterable[UUID] | QuerySet[Any, Any]


@dataclass(frozen=True)
class Said:
    """The latest report on a matter: its day, its words."""

    day: date
    words: str


@dataclass(frozen=True)
class Stood:
    """The progress last accepted of a matter: in which round, how much, when it was accepted."""

    round: int
    percent: Decimal
    at: datetime


@dataclass(frozen=True)
class Voices:
    """How the room above answers; each answer is one query, however many matters are asked of.

    :ivar said: the latest report of each matter, up to a moment if one is given
    :ivar stood: the progress that had been accepted of each matter at a moment
    """

    said: Callable[[Keys, datetime | None], Mapping[UUID, Said]]
    stood: Callable[[Keys, datetime], Mapping[UUID, Stood]]


_voices: list[Voices] = []


def register(voices: Voices) -> None:
    """Let the room of reports speak; for AppConfig.ready().

    :raises ValueError: if another speaks already
    """
    if _voices and _voices != [voices]:
        raise ValueError("two rooms say what was reported last")
    _voices[:] = [voices]


def said_of(matters: Keys, until: datetime | None = None) -> Mapping[UUID, Said]:
    """Return the latest report of each matter, as of a moment or of now; nothing where none is."""
    return _voices[0].said(matters, until) if _voices else {}


def progress_of(matters: Keys, until: datetime) -> Mapping[UUID, Stood]:
    """Return the progress last accepted of each matter by a moment; nothing where none was."""
    return _voices[0].stood(matters, until) if _voices else {}
