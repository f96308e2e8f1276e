"""Where new nodes stand in a tree: their paths are reckoned here, so that one insert plants all.

Treebeard plants one node at a time, each with queries of its own; a roster of thousands of units
would ask the database tens of thousands of times.
"""

from collections.abc import Iterable
from typing import Generic, TypeVar

from treebeard.mp_tree import MP_Node

Node = TypeVar("Node", bound=MP_Node)


class Planter(Generic[Node]):
    """Gives each new node the next free place below its parent."""

    def __init__(self, model: type[Node], standing: Iterable[Node]) -> None:
        self.model = model
        self._last: dict[str, int] = {}
        for node in standing:
            above, own = node.path[: -model.steplen], node.path[-model.steplen :]
            self._last[above] = max(self._last.get(above, 0), int(own, 36))

    def plant(self, node: Node, above: Node | None) -> None:
        """Set the path and depth of a new node, and count it with its parent."""
        stem = above.path if above else ""
        depth = above.depth + 1 if above else 1
        self._last[stem] = self._last.get(stem, 0) + 1
        node.path = self.model._get_path(stem, depth, self._last[stem])
        node.depth = depth
        node.numchild = 0
        if above is not None:
            above.numchild += 1
