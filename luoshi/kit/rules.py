"""A rule says which things somebody may act on, as a condition the database can read.

It has one face only. The list on a page, the button on a row and the refusal of a deed are all the
same condition, so they cannot disagree.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q
from django.utils.functional import Promise, lazystr
from django.utils.translation import gettext_lazy as _

Says = str | Promise
# What covers no thing. Joined with `|` it falls away, with `&` nothing is left: most rules cover
# nothing for most posts, and a database need not be asked what is known.
NOTHING = Q(pk__in=[])


@dataclass(frozen=True)
class Rule:
    """Words a person can read, and the condition they stand for."""

    says: Says
    where: Callable[[Any], Q]

    def __call__(self, by: Any) -> Q:
        return self.where(by)

    def holds(self, by: Any, thing: Model) -> bool:
        """Test the rule for one actor and one thing, by asking the database."""
        return type(thing)._default_manager.filter(self(by), pk=thing.pk).exists()

    def __and__(self, other: "Rule") -> "Rule":
        says = _("%(one)s，且%(other)s")
        return Rule(_filled(says, self, other), lambda by: _both(self(by), other(by)))

    def __or__(self, other: "Rule") -> "Rule":
        says = _("%(one)s或%(other)s")
        return Rule(_filled(says, self, other), lambda by: _either(self(by), other(by)))

    def __invert__(self) -> "Rule":
        says = _("非%(one)s")
        return Rule(_filled(says, self, self), lambda by: ~self(by))

    def named(self, says: Says) -> "Rule":
        """Return the same condition in better words."""
        return Rule(says, self.where)


def rule(says: Says) -> Callable[[Callable[[Any], Q]], Rule]:
    """Turn a function from actor to condition into a rule that can be joined with & | ~."""
    return lambda where: Rule(says, where)


def _both(one: Q, other: Q) -> Q:
    return NOTHING if one is NOTHING or other is NOTHING else one & other


def _either(one: Q, other: Q) -> Q:
    if one is NOTHING:
        return other
    return one if other is NOTHING else one | other


class _Joined:
    """Words put together only when they are read, in the reader's language."""

    def __init__(self, says: Says, one: Rule, other: Rule) -> None:
        self.says, self.one, self.other = says, one, other

    def __str__(self) -> str:
        return str(self.says) % {"one": self.one.says, "other": self.other.says}


def _filled(says: Says, one: Rule, other: Rule) -> Says:
    return lazystr(_Joined(says, one, other))
