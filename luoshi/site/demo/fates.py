"""What becomes of each matter of the demo: who is steady, who is late, who falls silent.

Data only; `story` lets it happen by real deeds.
"""

from dataclasses import dataclass

from luoshi.breakdown.terms import MatterState as S


@dataclass(frozen=True)
class Fate:
    """How a matter's lead and the room behave.

    :param pace: progress against the plan: 1 keeps it
    :param speaks: how likely a due report is given, in percent
    :param claims: when the lead claims, in percent of the span from issue to date; 0 never
    :param claims_before_end: instead, so many days before the story ends
    :param fails: checks that fail the first claim: "review", "verification"
    :param stops: the state after which nobody moves it on
    :param returns: what becomes of a return: "", "again" (re-assigned), "must" (refused), "open"
    :param again: whether a leader's instruction opens a second round
    """

    pace: float = 1.0
    speaks: int = 97
    claims: int = 0
    claims_before_end: int = 0
    fails: tuple[str, ...] = ()
    stops: str = ""
    returns: str = ""
    again: bool = False


STEADY = Fate(claims=85)
# In the order of the matters of each decision, whose dates lie from long past to next year.
OLD = (
    STEADY,
    Fate(pace=0.97),
    Fate(claims=90, stops=S.WRITTEN_OFF),
    Fate(claims=80, fails=("review",)),
    Fate(pace=0.9, speaks=95),
    Fate(claims=95, fails=("verification",), stops=S.WRITTEN_OFF, returns="again"),
    Fate(claims=75, again=True),
    Fate(pace=0.5, speaks=60),
    Fate(claims=88),
    Fate(claims=108),
    Fate(),
    Fate(claims_before_end=6, stops=S.COMPLETED),
    Fate(pace=0.3, speaks=25),
    Fate(claims_before_end=4, stops=S.VERIFYING),
    Fate(claims=92),
)
MIDDLE = (
    Fate(claims=90, returns="must"),
    Fate(claims=85),
    Fate(pace=0.8, speaks=85),
    Fate(claims=70, stops=S.WRITTEN_OFF),
    Fate(claims_before_end=1, stops=S.CLAIMED),
    Fate(claims_before_end=9, fails=("verification",), stops=S.REWORK),
    Fate(claims_before_end=7, stops=S.DECIDING),
    Fate(pace=0.6, speaks=30),
)
NEW = (
    Fate(claims=80, stops=S.WRITTEN_OFF),
    Fate(claims_before_end=3, stops=S.VERIFYING),
    Fate(pace=0.2, speaks=40),
)
UNSIGNED = (Fate(stops=S.ASSIGNED), Fate(returns="open"))
