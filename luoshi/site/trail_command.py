"""`luoshi trail`: the trail's own door, in the language of this run of the command line."""

from importlib import import_module
from typing import Any

from luoshi.site.saying import said
from luoshi.trail import cli


def add_commands(subparsers: Any) -> None:
    """Add the commands of the trail; each sets `run`, which takes the arguments."""
    cli.add_commands(subparsers, say=said, load=_load)


def _load() -> None:
    # By name: `verify` runs where there are no settings.
    import_module("luoshi.site.starting").load()
