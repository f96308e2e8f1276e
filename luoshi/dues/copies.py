"""Rooms that keep a due's days beside rows of their own say here how to bring them in step again.

A ledger of a million matters sorts by light without a join because each matter has its days copied.
Deeds copy as they go; only when a calendar changes do days move that no upper deed knows of.
"""

from collections.abc import Callable
from datetime import datetime

Follow = Callable[[datetime], int]

_followers: dict[str, Follow] = {}
_planners: dict[str, Follow] = {}


def register(code: str, follow: Follow) -> None:
    """Add a room's way to copy the days of what is open again; for AppConfig.ready().

    :param code: short and lasting, such as "matters"; it names the count on the trail
    :param follow: given the time, copies what differs and returns how many rows changed;
        runs inside the transaction that moved the days
    :raises ValueError: if another goes by this code
    """
    if _followers.setdefault(code, follow) != follow:
        raise ValueError(f"two rooms copy days as {code}")


def withdraw(code: str) -> None:
    """Take a room's way out again (a test that is over)."""
    del _followers[code]


def bring_in_step(at: datetime) -> dict[str, int]:
    """Let every room copy the days again; return how many rows changed, by code."""
    return {code: follow(at) for code, follow in sorted(_followers.items())}


def register_plans(code: str, plan: Follow) -> None:
    """Add a room's way to reckon its plans again when a closed season changes; for ready().

    :raises ValueError: if another goes by this code
    """
    if _planners.setdefault(code, plan) != plan:
        raise ValueError(f"two rooms plan as {code}")


def plan_again(at: datetime) -> dict[str, int]:
    """Let every room reckon its plans again; return how many rows changed, by code."""
    return {code: plan(at) for code, plan in sorted(_planners.items())}
