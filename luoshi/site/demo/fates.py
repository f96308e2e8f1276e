"""What becomes of each matter of the demo: who is steady, who is late, who falls silent.

Data only; `lives` lets it happen by real deeds.
"""

from dataclasses import dataclass, replace
from random import Random

from luoshi.breakdown.terms import MatterState as S


@dataclass(frozen=True)
class Fate:
    """How a matter's lead and the room behave.

    :param pace: progress against the plan: 1 keeps it
    :param speaks: how likely a due report is given in time, in percent
    :param claims: when the lead claims, in percent of the span from issue to date; 0 never
    :param claims_before_end: instead, so many working days before the story ends
    :param fails: checks that fail the first claim, one after another: "review", "verification"
    :param stops: the state after which nobody moves it on; everybody hurries to bring it there
    :param returns: what becomes of a return: "", "again" (re-assigned), "must" (refused), "open"
    :param again: whether a leader's instruction opens a second round
    :param stands_still: when the matter is suspended, in percent of the span; 0 never
    :param ends: when it is terminated, likewise
    :param extends: when it gets more time, by decision, likewise
    :param silent_for: how many days before the story ends it says nothing any more
    :param orders: whether the leader it goes before orders it again
    """

    pace: float = 1.0
    speaks: int = 97
    claims: int = 0
    claims_before_end: int = 0
    fails: tuple[str, ...] = ()
    stops: str = ""
    returns: str = ""
    again: bool = False
    stands_still: int = 0
    ends: int = 0
    extends: int = 0
    orders: bool = False
    silent_for: int = 0


STEADY = Fate(claims=85)
EARLY = Fate(claims=68)
LATE, SILENT = Fate(pace=0.6, speaks=60), Fate(pace=0.3, speaks=10)
TWICE_SENT_BACK = Fate(claims_before_end=12, fails=("review", "verification"), stops=S.REWORK)
# How often each comes, in a hundred, for the papers whose matters are not told one by one.
_COMMON = (
    (32, STEADY),
    (3, Fate(pace=0.85, claims=95, extends=82)),
    (3, Fate(claims=95, stands_still=45)),
    (2, Fate(pace=0.8, ends=60)),
    (11, Fate(pace=1.2, claims=62)),
    (13, Fate(pace=0.92, speaks=90, claims=112)),
    (7, Fate(claims=90, fails=("review",))),
    (7, Fate(claims=93, fails=("verification",))),
    (2, Fate(pace=0.95, claims=88, fails=("review", "verification"))),
    (3, Fate(claims=94, returns="again")),
    (3, Fate(claims=96, returns="must")),
    (7, Fate(pace=0.7, speaks=72, claims=145)),
    (4, Fate(pace=0.35, speaks=30)),
    (4, Fate(claims=70, again=True)),
)


def draw(hand: Random, *, steady: bool = False) -> Fate:
    """Draw a fate; everybody does a little better or worse than others of the kind."""
    weights, kinds = zip(*_COMMON, strict=True)
    fate = EARLY if steady else hand.choices(kinds, weights)[0]
    claims = fate.claims and fate.claims + hand.randrange(-9, 10)
    return replace(fate, claims=claims, pace=round(fate.pace + hand.uniform(-0.08, 0.08), 2))


def child_fate(hand: Random) -> Fate:
    """Draw what becomes of the piece of a matter that a township took on."""
    kinds = (
        Fate(claims=80),
        Fate(claims=92),
        Fate(pace=0.85, speaks=80, claims=104),
        Fate(claims=88),
    )
    return hand.choices(kinds, (45, 25, 18, 12))[0]


# The papers told one by one: fates in the order of their matters.
OLD_CITY = (
    Fate(pace=0.97),
    Fate(pace=0.99),
    Fate(pace=0.9),
    Fate(claims_before_end=2, stops=S.CLAIMED),
    Fate(claims_before_end=7, fails=("verification",), stops=S.REWORK),
    Fate(claims_before_end=5, stops=S.DECIDING),
    SILENT,
    Fate(claims_before_end=1, stops=S.CLAIMED),
    Fate(pace=1.3, silent_for=24),
    Fate(pace=0.95),
)
SCHOOLS = (
    Fate(claims=90, returns="must"),
    Fate(claims=80),
    Fate(pace=0.8, speaks=85, ends=55),
    Fate(claims=70, stops=S.WRITTEN_OFF),
    Fate(claims_before_end=1, stops=S.CLAIMED),
    TWICE_SENT_BACK,
    Fate(claims_before_end=6, stops=S.DECIDING),
    LATE,
)
# A flood on the roads: one goes before the leader, one is ordered again, the court stops one.
STOPPED = (
    Fate(claims_before_end=6, stops=S.BEFORE_LEADER),
    Fate(claims_before_end=8, orders=True, stops=S.RESUPERVISED),
    Fate(stands_still=60, stops=S.SUSPENDED),
)
# The instructions, by how many days before the story ends they were given.
INSTRUCTED = {
    76: STOPPED,
    47: (
        Fate(claims=80, stops=S.WRITTEN_OFF),
        Fate(claims_before_end=3, stops=S.VERIFYING),
        Fate(pace=0.2, speaks=40),
    ),
    29: (Fate(claims_before_end=4, stops=S.VERIFYING), Fate(), LATE),
    18: (Fate(claims_before_end=1, stops=S.CLAIMED), Fate(pace=0.9)),
}
UNSIGNED = (Fate(stops=S.ASSIGNED), Fate(returns="open"))
