"""Names for the people of the demo, put together from rare surnames by a seeded hand."""

from collections.abc import Iterator
from random import Random

SURNAMES = "岑许段凌韩卫秦柏连鲍闵隋亓佟仲庄尚芮娄冉靳宗荀郗卓古乔阮祁"
FIRST = "望青知远一承书云景若清怀明思以子沐言其南"
SECOND = "舒岑行川苇宁和安澜舟白石松禾章原微野亭林"


def names(seed: int) -> Iterator[str]:
    """Yield invented names without end, none of them twice."""
    hand, given = Random(seed), set()
    while True:
        length = hand.choice((1, 2, 2, 2))
        name = hand.choice(SURNAMES) + hand.choice(FIRST)
        name += hand.choice(SECOND) if length == 2 else ""
        if name not in given:
            given.add(name)
            yield name
