"""Methods that add and take away: deductions, base plus and minus, modifiers, awards, spans."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from luoshi.assessment.reckoning.expressions import (
    Expression,
    If,
    Name,
    between,
    greatest,
    least,
    of,
    total,
)
from luoshi.assessment.reckoning.parameters import WrongParameter, number, read, table
from luoshi.assessment.reckoning.single import A, W, rate
from luoshi.assessment.reckoning.spec import Leaf, Measured

NONE = Decimal(0)
# Points of one award by the level that gave it (domain/06 M16): 国家级、省级、市级.
AWARDS = {"national": "2", "provincial": "1", "city": "0.5"}


def deduction(leaf: Leaf) -> Expression:
    """Return max(0, W − Σ d·k) (M8 扣分法): the figure is a number of events of `each` points.

    `items` names several kinds of events and their points; `extra` lets it fall under 0; for units
    with fewer than `few` tasks (part `tasks`) each deduction counts `times` as much.
    """
    items = table(leaf, "items")
    events = [_counted(name, points) for name, points in items.items()]
    taken = total(events) if items else A * number(leaf, "each", "1")
    if "few" in leaf.parameters:
        few, times = number(leaf, "few", ""), number(leaf, "times", "2")
        taken = taken * If(Name("tasks"), few, of(1), times)
    # Fewer than no events would be a bonus.
    left = W - greatest(taken, 0)
    return left if leaf.parameters.get("extra") else greatest(0, left)


def plus_minus(leaf: Leaf) -> Expression:
    """Return W·(100 + Σ bonus − Σ deduct)/100 (M9 基准加减分法), the bonus capped.

    `bonus` and `deduct` name kinds of events and their points, `bonus_most` caps; every task
    carried (part `tasks`) adds `each_task`, at most `tasks_most`. Not under 0.
    """
    bonus = total([_counted(name, points) for name, points in table(leaf, "bonus").items()])
    deduct = total([_counted(name, points) for name, points in table(leaf, "deduct").items()])
    if "bonus_most" in leaf.parameters:
        bonus = least(number(leaf, "bonus_most", ""), bonus)
    points = number(leaf, "base", "100") + bonus - greatest(deduct, 0)
    if "each_task" in leaf.parameters:
        load = _counted("tasks", leaf.parameters["each_task"])
        points = points + least(number(leaf, "tasks_most", "1"), load)
    return W * greatest(0, points) / 100


def modifier(leaf: Leaf) -> Expression:
    """Return W of the figure with ± k·(actual − target) of others, each capped (M12 修正系数).

    Base 62.0 and differences 0.8, 12, −30 by 1.5 (±5), 0.15 (±3), 0.15 (±3): 62.0.
    """
    value: Expression = A
    for name, said in table(leaf, "modifiers").items():
        if not isinstance(said, Mapping) or "k" not in said or "cap" not in said:
            raise WrongParameter("modifiers")
        k, cap = read(said["k"], "modifiers"), read(said["cap"], "modifiers")
        value = value + greatest(of(-cap), least(of(cap), of(k) * Name(name)))
    return rate(leaf, value)


def composition(leaf: Leaf) -> Expression:
    """Return W of Σ share·part (M14 时段合成): 88, 91, 86, 94 by .3, .3, .3, .1 give 88.9."""
    shares = table(leaf, "shares")
    if not shares or sum(read(one, "shares") for one in shares.values()) != 1:
        raise WrongParameter("shares")
    return rate(leaf, total([of(read(one, "shares")) * Name(name) for name, one in shares.items()]))


def innovation(leaf: Leaf) -> Expression:
    """Return the experts' score and the awards, at most W (M16 创新创优).

    Awards by level 2, 1, 0.5; of one matter only the highest counts: see `highest_of_a_matter`.
    """
    worth = table(leaf, "awards") or AWARDS
    awards = total([_counted(name, points) for name, points in worth.items()])
    return between(0, A + awards, W)


def highest_of_a_matter(figure: Measured, leaf: Leaf) -> Measured:
    """Count of each matter its highest award: parts named matter:level become one per level."""
    worth: Mapping[str, Any] = table(leaf, "awards") or AWARDS
    best: dict[str, str] = {}
    parts = {name: count for name, count in figure.parts.items() if ":" not in name}
    for name in figure.parts:
        matter, colon, level = name.partition(":")
        if colon and level in worth:
            before = best.get(matter)
            if before is None or read(worth[level], "awards") > read(worth[before], "awards"):
                best[matter] = level
    for level in best.values():
        parts[level] = parts.get(level, NONE) + 1
    return Measured(figure.actual or NONE, figure.target, parts)


def _counted(name: str, points: Any) -> Expression:
    """Return so many events of so many points; events nobody named did not happen."""
    return Name(name, otherwise=NONE) * of(read(points, name))
