"""A rule is a condition: what covers nothing falls away, or leaves nothing, before it is asked."""

from dataclasses import dataclass

from django.db.models import Q

from luoshi.kit.rules import NOTHING, rule


@dataclass(frozen=True)
class Somebody:
    unit: int


@rule("牵头单位")
def leads(by):
    return Q(lead=by.unit)


@rule("无人")
def nobody(by):
    return NOTHING


def test_nothing_falls_away_beside_something():
    assert (leads | nobody)(Somebody(1)) == Q(lead=1)
    assert (nobody | leads)(Somebody(1)) == Q(lead=1)


def test_nothing_and_something_is_nothing():
    assert (leads & nobody)(Somebody(1)) is NOTHING
    assert (nobody & leads)(Somebody(1)) is NOTHING


def test_nothing_twice_is_nothing():
    assert (nobody | nobody)(Somebody(1)) is NOTHING


def test_the_opposite_of_nothing_is_asked():
    assert (leads & ~nobody)(Somebody(1)) == Q(lead=1) & ~NOTHING


def test_two_conditions_stand_side_by_side():
    assert (leads & leads)(Somebody(1)) == Q(lead=1) & Q(lead=1)
