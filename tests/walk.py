"""A random walk: random people of the town attempt random deeds on random things, through time.

Most attempts are by somebody who may, on a thing that is ready, with all that is asked; the rest
slip: a stranger's hand, a thing in another state, a word left out. Every attempt goes through the
real operations; a refusal must leave no entry, and anything that is not a refusal ends the walk.
"""

from collections import Counter, defaultdict
from datetime import timedelta
from random import Random

from luoshi.breakdown import clocks
from luoshi.breakdown.hearing import parts_unheard
from luoshi.breakdown.lifecycle import LIST, MATTER
from luoshi.breakdown.models import Matter
from luoshi.coordination.lifecycle import REQUEST
from luoshi.flow.refusals import Refused
from luoshi.reporting.lifecycle import REPORT
from luoshi.reporting.lifecycle import SLIP as SLIPS
from luoshi.timelimits.here import day_here
from luoshi.trail.models import Entry
from tests import walk_deeds, walk_moves, walk_requests, walk_signing
from tests.planner import count_anew
from tests.walk_town import Town
from tests.world import nine_on

PARTS = (walk_deeds, walk_signing, walk_moves, walk_requests)
DEEDS = {name: how for part in PARTS for name, how in part.DEEDS.items()}
DO = {name: getattr(part, name) for part in PARTS for name in part.DEEDS}
BEGIN = nine_on(1, 5)
SLIP, FORGETS = 0.17, 0.02
EAGER = 10
OPEN_AT_ONCE = 160
ROWS = {
    f"{table.model._meta.model_name}.{name}"
    for table in (LIST, MATTER, REPORT, SLIPS, REQUEST)
    for name in table.moves
}


class Pool:
    """Keys one may be drawn from in the same time however many there are."""

    def __init__(self):
        self.keys, self.place = [], {}

    def __len__(self):
        return len(self.keys)

    def add(self, key):
        """Put a key in, once."""
        if key not in self.place:
            self.place[key] = len(self.keys)
            self.keys.append(key)

    def drop(self, key):
        """Take a key out, if it is there."""
        at = self.place.pop(key, None)
        if at is not None:
            last = self.keys.pop()
            if last != key:
                self.keys[at], self.place[last] = last, at


class Walk:
    """One walk: its chance, its clock, its town, and where it left every thing.

    :ivar forgets: how often something that is asked for is left out
    :ivar tried: attempts so far; `done` of them were not refused
    :ivar once: the deeds that were done at least once; the others are more likely until they were
    :ivar refused: how often each kind of refusal was met
    """

    def __init__(self, seed, *, deeds_a_day=130, forgets=FORGETS):
        self.rng, self.forgets = Random(seed), forgets
        self.at = BEGIN
        self.pause = timedelta(days=1) / deeds_a_day
        self.town = Town()
        self.pools = defaultdict(Pool)
        self.where = {}
        self.tried = self.done = self.days = 0
        self.once = set()
        self.refused = Counter()
        self.last = _newest()

    def go(self, deeds):
        """Attempt so many deeds more."""
        until = self.tried + deeds
        while self.tried < until:
            self._let_time_pass()
            name, done = self._next(), self.done
            key = self._thing(name)
            if key is not None or not DEEDS[name][0]:
                DO[name](self, key)
            if self.done > done:
                self.once.add(name)
        return self

    def attempt(self, deed, *given, by, **rest):
        """Do one deed; return what it gives back, or None where it was refused."""
        self.tried += 1
        self.at += timedelta(seconds=1)
        try:
            made = deed(*given, by=by, at=self.at, **rest)
        except Refused as refused:
            self.refused[type(refused).__name__] += 1
            assert str(refused).strip(), "a refusal says why"
            assert _newest() == self.last, "a refused deed left an entry"
            return None
        self.done += 1
        self.last = _newest()
        return made if made is not None else True

    def slips(self, chance=SLIP):
        """Tell whether the next thing goes wrong."""
        return self.rng.random() < chance

    def words(self, *said):
        """Return what is said, now and then nothing at all."""
        return "" if self.slips(self.forgets) else self.rng.choice(said)

    def hand(self, *ready):
        """Return one of those who may, now and then just anybody.

        Often one of the same unit, or of the same role elsewhere: strangers that look right.
        """
        if ready and not self.slips():
            return self.rng.choice(ready)
        kind = self.rng.random()
        everybody = self.town.everybody
        if ready and kind < 0.3:
            everybody = [one for one in everybody if one.unit_id == ready[0].unit_id]
        elif ready and kind < 0.6:
            everybody = [one for one in everybody if one.role == ready[0].role]
        elif ready and kind < 0.7:
            everybody = self.town.of_person[self.rng.choice(ready).person_id]
        return self.rng.choice(everybody)

    def stands(self, key, *pools):
        """Note in which pools a thing now lies, and in no others."""
        for name in self.where.get(key, ()):
            self.pools[name].drop(key)
        for name in pools:
            self.pools[name].add(key)
        self.where[key] = pools

    def note(self, matter):
        """Note where a matter stands after a deed; read it again from the database."""
        now = Matter.objects.get(pk=matter.pk)
        state, more = now.state, []
        if now.parent_id and state in ("CLAIMED", "RETURNED"):
            state = f"CHILD_{state}"
        if state == "DECIDING" and now.leader_decides:
            state = "FOR_LEADER"
        if state == "IN_PROGRESS":
            more += ["YOUNG"] if self._young(now) else []
            more += ["TOP"] if now.parent_id is None else []
        if state in ("ASSIGNED", "IN_PROGRESS", "REWORK") and parts_unheard(now).exists():
            more.append("UNHEARD")
        self.stands(matter.pk, state, *more)

    @staticmethod
    def newest():
        """Return the newest entry of the trail."""
        return _newest()

    def open_matters(self):
        """Return how many matters are on their way."""
        states = ("ASSIGNED", "RETURNED", "IN_PROGRESS", "SUSPENDED", "REWORK", "CLAIMED")
        return sum(len(self.pools[state]) for state in states)

    def _young(self, matter):
        issued = matter.issued_date
        return issued is not None and (day_here(self.at) - issued).days <= 5

    def _let_time_pass(self):
        before = day_here(self.at)
        self.at += self.pause
        if day_here(self.at) != before:
            self.days += 1
            clocks.turn_day(at=self.at)
            count_anew()
            self.last = _newest()
            self.at += timedelta(seconds=1)

    def _next(self):
        """Choose a deed: each as likely as things lie ready for it, now and then any at all."""
        if self.slips(0.02):
            return self.rng.choice(list(DEEDS))
        rates = [
            weight
            * (min(len(self.pools[pool]), 400) if pool else 1)
            * (1 if name in self.once else EAGER)
            for name, (pool, weight) in DEEDS.items()
        ]
        if self.open_matters() > OPEN_AT_ONCE:
            rates[0] = 0
        return self.rng.choices(list(DEEDS), rates)[0]

    def _thing(self, name):
        """Return the key of a thing that is ready for a deed, now and then of one that is not."""
        pool, _weight = DEEDS[name]
        alike = walk_deeds.alike(pool)
        if alike and (self.slips(0.02) or not self.pools[pool]):
            filled = [self.pools[one] for one in alike if self.pools[one]]
            return self.rng.choice(self.rng.choice(filled).keys) if filled else None
        return self.rng.choice(self.pools[pool].keys) if self.pools[pool] else None


def _newest():
    return Entry.objects.order_by("-id").values_list("id", flat=True).first()
