"""What follows a sphere when another leader takes it over: upper rooms say so in ready()."""

from collections.abc import Callable, Sequence

from luoshi.organisation.models import Post, Unit

Follower = Callable[[Post, Post, Sequence[Unit]], int]
_followers: dict[str, Follower] = {}


def register(code: str, follower: Follower) -> None:
    """Add what a room has follow; it returns how many things did.

    :raises ValueError: if another follower goes by this code
    """
    if _followers.get(code, follower) is not follower:
        raise ValueError(f"two followers are called {code}")
    _followers[code] = follower


def follow(old: Post, new: Post, units: Sequence[Unit]) -> dict[str, int]:
    """Let everything that follows a charge go from one leader's post to another; count it."""
    return {code: move(old, new, units) for code, move in _followers.items()}
