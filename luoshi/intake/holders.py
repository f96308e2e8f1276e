"""Why a registration is not corrected any more: rooms above that rest on a paper say so here."""

from collections.abc import Callable

from luoshi.intake.models import Document

Holder = Callable[[Document, str], str]
HOLDERS: list[Holder] = []


def register(holder: Holder) -> None:
    """Let a room say of a paper, and of the kind it would become, why it stays as registered."""
    if holder not in HOLDERS:
        HOLDERS.append(holder)


def held_by(document: Document, kind: str) -> str:
    """Return why a paper stays as it is registered; "" if nothing rests on it yet."""
    return next((said for holder in HOLDERS if (said := holder(document, kind))), "")
