"""报送频次 By which cadence a kind of work reports here unless its own words say otherwise."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from luoshi.breakdown.models import KindCadence
from luoshi.breakdown.terms import Cadence
from luoshi.intake.kinds import KINDS, Kind, kind


@dataclass(frozen=True)
class Rhythm:
    """A kind with its cadence: the house's own, and the city's where it set one."""

    kind: Kind
    plain: Cadence
    own: KindCadence | None

    @property
    def now(self) -> Cadence:
        """Return the cadence that counts."""
        return Cadence(self.own.cadence) if self.own else self.plain


def cadence_for(code: str) -> str:
    """Return the code of the cadence that a draft of a kind begins with. One query."""
    own = _newest(KindCadence.objects.filter(kind=code))
    return own[code].cadence if own else kind(code).cadence


def rhythms() -> Sequence[Rhythm]:
    """Return every kind with its cadence, in the order in which kinds are known. One query."""
    own = _newest(KindCadence.objects.select_related("set_by"))
    return [Rhythm(one, Cadence(one.cadence), own.get(one.code)) for one in KINDS.values()]


def _newest(rows: QuerySet[KindCadence]) -> dict[str, KindCadence]:
    return {row.kind: row for row in rows.order_by("set_at", "id")}
