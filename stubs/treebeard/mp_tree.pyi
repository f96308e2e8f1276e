"""The part of treebeard's materialised path that this house uses; treebeard ships no types."""

from typing import Any, ClassVar, Self, TypeVar

from django.db import models

_Node = TypeVar("_Node", bound=models.Model)

class MP_NodeQuerySet(models.QuerySet[_Node]): ...

class MP_NodeManager(models.Manager[_Node]):
    def add_root(
        self, create_kwargs: dict[str, Any] | None = ..., *, instance: _Node | None = ...
    ) -> _Node: ...
    def add_child(
        self,
        target: _Node,
        create_kwargs: dict[str, Any] | None = ...,
        *,
        instance: _Node | None = ...,
    ) -> _Node: ...
    def move(self, node: _Node, target: _Node | None, pos: str | None = ...) -> None: ...
    def get_last_root_node(self) -> _Node | None: ...
    def get_parent(self, node: _Node, update: bool = ...) -> _Node | None: ...
    def get_children(self, node: _Node) -> models.QuerySet[_Node]: ...
    def get_ancestors(self, node: _Node) -> models.QuerySet[_Node]: ...
    def get_descendants(self, node: _Node, include_self: bool = ...) -> models.QuerySet[_Node]: ...
    def find_problems(
        self,
    ) -> tuple[list[Any], list[Any], list[Any], list[Any], list[Any]]: ...

class MP_Node(models.Model):
    objects: ClassVar[MP_NodeManager[Self]]
    steplen: int
    path: models.CharField[str, str]
    depth: models.PositiveIntegerField[int, int]
    numchild: models.PositiveIntegerField[int, int]
    class Meta:
        abstract = True

    @classmethod
    def _get_path(cls, path: str, depth: int, newstep: int) -> str: ...
