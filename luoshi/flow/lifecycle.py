"""A lifecycle is a table of moves. Making a move is one UPDATE whose WHERE is the rule.

The state, the permission and the race are settled by that single statement; the entry on the trail
is written in the same transaction. Nothing else in the house may write a state column
(tests/house/test_state_is_written_once.py holds us to it).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import compress
from typing import Any, Generic, TypeVar

from django.db import models, transaction
from django.db.models import Exists, F, OuterRef
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from luoshi.flow.refusals import NotFromHere, NotYours, Refused, Unmet
from luoshi.kit.actor import Actor
from luoshi.kit.rules import NOTHING, Rule
from luoshi.trail.models import Entry
from luoshi.trail.operations import write

Thing = TypeVar("Thing", bound=models.Model)
Need = Callable[[Any, dict[str, Any]], str | None]


def nothing_stamped(by: Actor, at: datetime) -> dict[str, Any]:
    """Leave every column but the state as it was."""
    return {}


@dataclass(frozen=True)
class Move:
    """One row of the table.

    :param code: the row's number in domain/02 section 2.4, such as "T4"
    :param needs: questions asked before the move; each answers a sentence if something is missing
    :param stamps: further columns written by the same UPDATE
    """

    name: str
    label: str | Promise
    source: frozenset[str]
    target: str
    may: Rule
    code: str = ""
    needs: tuple[Need, ...] = ()
    stamps: Callable[[Actor, datetime], dict[str, Any]] = nothing_stamped


@dataclass
class Lifecycle(Generic[Thing]):
    """All the moves of one kind of thing."""

    model: type[Thing]
    column: str
    moves: dict[str, Move] = field(default_factory=dict)

    def row(
        self,
        name: str,
        label: str | Promise,
        source: Iterable[str],
        target: str,
        may: Rule,
        **rest: Any,
    ) -> None:
        """Add a row to the table."""
        self.moves[name] = Move(name, label, frozenset(source), target, may, **rest)

    def make(
        self,
        name: str,
        thing: Thing,
        *,
        by: Actor,
        at: datetime,
        key: str = "",
        columns: Mapping[str, Any] | None = None,
        **facts: Any,
    ) -> Entry:
        """Make the move, or raise Refused saying why not. `thing` is read again afterwards.

        :param key: the once-only key of the confirmed post, stored unique with the entry
        :param columns: what else this one move writes, in the same UPDATE, such as a number
        :raises Unmet: if something the move needs is missing
        :raises NotFromHere: if the thing is not, or no longer, in a state the move starts from
        :raises NotYours: if the rule does not cover this actor and this thing
        """
        step = self.moves[name]
        for need in step.needs:
            if missing := need(thing, facts):
                raise Unmet(missing)
        seen = getattr(thing, self.column)
        written = {self.column: step.target} | step.stamps(by, at) | dict(columns or {})
        with transaction.atomic():
            if seen not in step.source or not self._update(step, thing, seen, by, written):
                raise self._why_not(step, thing, seen)
            thing.refresh_from_db()
            return write(
                f"{self.model._meta.model_name}.{name}",
                about=thing,
                by=by,
                at=at,
                before=seen,
                after=step.target,
                facts=facts,
                key=key,
            )

    def open_to(self, by: Actor, page: Sequence[Thing]) -> Sequence[Thing]:
        """Tell each thing on the page which moves this actor may make: `thing.open` is a set.

        One query answers every button, however many rows there are.
        """
        pks = [thing.pk for thing in page]
        # Only what starts from where the things stand: a table of thirty moves is thirty questions.
        states = {getattr(thing, self.column) for thing in page}
        asked = {
            name: Exists(self._all().filter(where, pk=OuterRef("pk"), **self._starts(step)))
            for name, step in self.moves.items()
            if step.source & states and (where := step.may(by)) is not NOTHING
        }
        rows = self._all().filter(pk__in=pks).values_list("pk", *asked.values())
        answers = {pk: set(compress(asked, held)) for pk, *held in rows}
        for thing in page:
            thing.open = answers[thing.pk]  # type: ignore[attr-defined]
        return page

    def _starts(self, step: Move) -> dict[str, Any]:
        return {f"{self.column}__in": step.source}

    def _all(self) -> models.QuerySet[Thing]:
        return models.QuerySet(self.model)

    def _update(
        self, step: Move, thing: Thing, seen: str, by: Actor, written: Mapping[str, Any]
    ) -> bool:
        # What the person saw must still be so: the WHERE holds `seen`, not every source.
        here = self._all().filter(pk=thing.pk, **{self.column: seen})
        return bool(
            here.filter(pk__in=self._all().filter(step.may(by)).values("pk")).update(**written)
        )

    def _why_not(self, step: Move, thing: Thing, seen: str) -> Refused:
        state = self._all().values_list(F(self.column), flat=True).get(pk=thing.pk)
        if state not in step.source or state != seen:
            words = {"move": step.label, "state": getattr(thing, f"get_{self.column}_display")()}
            if state != seen:
                return NotFromHere(_("已有人先办，当前状态不能%(move)s") % words)
            return NotFromHere(_("当前状态为“%(state)s”，不能%(move)s") % words)
        return NotYours(_("%(move)s须由%(who)s办理") % {"move": step.label, "who": step.may.says})
