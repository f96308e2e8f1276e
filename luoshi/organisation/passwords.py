"""Temporary passwords: read out once, typed once, then changed."""

import secrets

# No 0 o 1 l i: it is copied by hand or read out over the telephone.
SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"
GROUPS, IN_A_GROUP = 4, 4


def temporary_password() -> str:
    """Return four groups of four signs, some 79 bits of chance."""
    groups = ("".join(secrets.choice(SIGNS) for _sign in range(IN_A_GROUP)) for _g in range(GROUPS))
    return "-".join(groups)
