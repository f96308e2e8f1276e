"""The default rules as the reference file has them, for whoever has no database to ask."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from luoshi.timelimits.rules import Limit, Rule, Start, Unit

FILE = Path(__file__).parent / "reference" / "default_rules.json"


@dataclass(frozen=True)
class NamedRule:
    """A rule with the words an office knows it by.

    :param subject: the kind of work, such as 部门征求意见
    :param step: what is asked, such as 书面答复
    :param own: whether the city set it, in place of the default
    """

    rule: Rule
    subject: str
    step: str
    own: bool = False


def rows() -> list[dict[str, Any]]:
    """Return the rows of the reference file, each with the columns of a rule."""
    given: list[dict[str, Any]] = json.loads(FILE.read_text("utf-8"))
    return given


def named_rules() -> list[NamedRule]:
    """Return the default rules of the reference file in its order."""
    return [NamedRule(_rule(row), row["subject"], row["step"]) for row in rows()]


def _rule(row: Mapping[str, Any]) -> Rule:
    since = row.get("since")
    return Rule(
        code=row["code"],
        limit=Limit(row["length"], Unit(row["unit"]), row["roll"]),
        start=Start(row["start"]),
        basis=row["basis"],
        pausable=row["pausable"],
        since=date.fromisoformat(since) if since else None,
    )
