"""What a file would do, row by row, before anything is written."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Fate(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    LEFT = "left"
    REFUSED = "refused"


LABELS: Mapping[Fate, str | Promise] = {
    Fate.NEW: _("新增"),
    Fate.CHANGED: _("变更"),
    Fate.UNCHANGED: _("无变化"),
    Fate.LEFT: _("留待他人"),
    Fate.REFUSED: _("不能导入"),
}


@dataclass(frozen=True)
class Verdict:
    """One row: where it stands, what it is about, what becomes of it and why.

    :ivar why: for a refusal the reason, for a change what was and what will be
    """

    sheet: str
    row: int
    fate: Fate
    title: str = ""
    why: str = ""
    heading: str = ""

    @property
    def label(self) -> str:
        """The fate in words."""
        return str(LABELS[self.fate])


@dataclass
class Writes:
    """The rows to write, table by table in the order of their foreign keys."""

    new: dict[type[models.Model], list[models.Model]] = field(default_factory=dict)
    changed: dict[type[models.Model], dict[models.Model, set[str]]] = field(default_factory=dict)

    def add(self, thing: models.Model) -> None:
        """Note a row to be inserted."""
        self.new.setdefault(type(thing), []).append(thing)

    def change(self, thing: models.Model, *fields: str) -> None:
        """Note columns of a row to be updated; the row holds the new values already."""
        self.changed.setdefault(type(thing), {}).setdefault(thing, set()).update(fields)


@dataclass(frozen=True)
class Plan:
    """Everything a file would do."""

    verdicts: Sequence[Verdict]
    writes: Writes

    @property
    def refused(self) -> list[Verdict]:
        """Every row that cannot be taken in."""
        return [one for one in self.verdicts if one.fate is Fate.REFUSED]

    @property
    def clean(self) -> bool:
        """Whether the file may be taken in."""
        return not self.refused

    @property
    def idle(self) -> bool:
        """Whether taking it in would write nothing."""
        return not self.writes.new and not self.writes.changed

    @property
    def tally(self) -> dict[str, dict[str, int]]:
        """How many rows of each sheet meet each fate; fates that met none are left out."""
        counted: dict[str, Counter[str]] = {}
        for one in self.verdicts:
            counted.setdefault(one.sheet, Counter())[one.fate.value] += 1
        return {sheet: dict(sorted(fates.items())) for sheet, fates in counted.items()}

    @property
    def fingerprint(self) -> str:
        """What differs as soon as the file would do something else than was shown."""
        said = "\n".join(f"{v.sheet}|{v.row}|{v.fate}|{v.why}" for v in self.verdicts)
        return sha256(said.encode()).hexdigest()[:16]
