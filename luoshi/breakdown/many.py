"""批量办理: deeds that many matters can wait for at once, with no text or one text for all.

Each is done matter by matter, with an entry of its own. A room above adds its own deeds in
AppConfig.ready().
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from luoshi.breakdown.lifecycle import MATTER
from luoshi.breakdown.models import Matter, Part
from luoshi.breakdown.operations import matters
from luoshi.breakdown.operations.matters import Acceptance
from luoshi.breakdown.terms import PartRole
from luoshi.flow.refusals import NotFromHere, Unmet
from luoshi.organisation.acting import Acting
from luoshi.organisation.models import Unit
from luoshi.organisation.queries import unit_by_name
from luoshi.organisation.terms import Role
from luoshi.timelimits.days import day_of

# What one press does, so that it ends before anybody thinks it hangs.
MOST = 200
Said = Mapping[str, str]


@dataclass(frozen=True)
class Ask:
    """One text for all of them."""

    name: str
    label: str | Promise
    longest: int = 500
    needed: bool = True


@dataclass(frozen=True)
class ManyDeed:
    """A deed offered for many matters.

    :ivar moves: rows of the lifecycle by which it is made; one of them must be open
    :ivar do: does it to one matter, under a once-only key
    :ivar lacks: says what else is missing before it can be done, or nothing
    """

    code: str
    label: str | Promise
    icon: str
    moves: tuple[str, ...]
    roles: frozenset[str]
    do: Callable[[Matter, Acting, datetime, str, Said], object]
    asks: tuple[Ask, ...] = ()
    lacks: Callable[[Matter], str | None] = field(default=lambda matter: None)


@dataclass(frozen=True)
class Outlook:
    """What would become of one matter: done, or refused in a sentence."""

    matter: Matter
    refused: str = ""


DEEDS: dict[str, ManyDeed] = {}


def register(deed: ManyDeed) -> None:
    """Add a deed; for AppConfig.ready().

    :raises ValueError: if another goes by this code
    """
    if DEEDS.setdefault(deed.code, deed).moves != deed.moves:
        raise ValueError(f"two deeds for many called {deed.code}")


def offered(by: Acting) -> list[ManyDeed]:
    """Return the deeds a post of this kind does, in the order of a life."""
    order = list(MATTER.moves)
    deeds = [deed for deed in DEEDS.values() if by.role in deed.roles]
    return sorted(deeds, key=lambda deed: order.index(deed.moves[0]))


def outlook(deed: ManyDeed, given: Sequence[Matter], by: Acting) -> list[Outlook]:
    """Say of each matter whether the deed could be done now, and why not."""
    pks = [one.pk for one in given]
    open_now: set[UUID] = set()
    for name in deed.moves:
        step = MATTER.moves[name]
        here = Matter.objects.filter(step.may(by), pk__in=pks, state__in=step.source)
        open_now |= set(here.values_list("pk", flat=True))
    return [Outlook(one, _refusal(deed, one, open_now)) for one in given]


def _refusal(deed: ManyDeed, matter: Matter, open_now: set[UUID]) -> str:
    if matter.pk in open_now:
        return deed.lacks(matter) or ""
    step = MATTER.moves[deed.moves[0]]
    words = {"move": deed.label, "state": matter.get_state_display(), "who": step.may.says}
    if not any(matter.state in MATTER.moves[name].source for name in deed.moves):
        return _("当前状态为“%(state)s”，不能%(move)s") % words
    return _("%(move)s须由%(who)s办理") % words


def _sign(matter: Matter, by: Acting, at: datetime, key: str, said: Said) -> None:
    parts = Part.objects.filter(
        matter=matter, role=PartRole.LEAD, given_up_at__isnull=True, receipt__isnull=True
    )
    held = parts.filter(round__number=matter.round_number, notice__isnull=False)
    part = held.select_related("notice__unit").first()
    if part is None or part.notice is None:
        raise NotFromHere(_("该通知单已签收"))
    receipt = Acceptance(said["section"], said["handler"], said.get("plan", ""))
    matters.sign(part.notice, by=by, at=at, parts=[part], receipt=receipt, key=key)


def _insist(matter: Matter, by: Acting, at: datetime, key: str, said: Said) -> None:
    matters.insist(matter, by=by, at=at, reason=said["reason"], key=key)


def _reassign(matter: Matter, by: Acting, at: datetime, key: str, said: Said) -> None:
    lead = _unit_called(said["lead"], at)
    matters.reassign(matter, lead, by=by, at=at, reason=said["reason"], key=key)


def _unit_called(words: str, at: datetime) -> Unit:
    named = words.strip()
    found = unit_by_name(named, on=day_of(at))
    if found is None:
        raise Unmet(_("没有唯一的单位叫“%(name)s”，请写单位全称") % {"name": named})
    return found


def _reissue(matter: Matter, by: Acting, at: datetime, key: str, said: Said) -> None:
    matters.reissue(matter, by=by, at=at, key=key)


SIGN = ManyDeed(
    code="sign",
    label=gettext_lazy("签收"),
    icon="file-check",
    moves=("sign",),
    roles=frozenset({Role.LIAISON, Role.UNIT_HEAD}),
    do=_sign,
    asks=(
        Ask("section", gettext_lazy("承办科室"), 60),
        Ask("handler", gettext_lazy("承办人及电话"), 80),
        Ask("plan", gettext_lazy("拟办安排"), 2000, needed=False),
    ),
)
INSIST = ManyDeed(
    code="insist",
    label=gettext_lazy("驳回退回"),
    icon="corner-up-left",
    moves=("insist", "carry_on"),
    roles=frozenset({Role.DIRECTOR}),
    do=_insist,
    asks=(Ask("reason", gettext_lazy("驳回理由")),),
)
REASSIGN = ManyDeed(
    code="reassign",
    label=gettext_lazy("重新交办"),
    icon="arrow-back-up",
    moves=("reassign",),
    roles=frozenset({Role.DIRECTOR}),
    do=_reassign,
    asks=(
        Ask("lead", gettext_lazy("新的牵头单位（全称或简称）"), 60),
        Ask("reason", gettext_lazy("理由")),
    ),
)
REISSUE = ManyDeed(
    code="reissue",
    label=gettext_lazy("再次交办"),
    icon="send",
    moves=("reissue",),
    roles=frozenset({Role.DIRECTOR}),
    do=_reissue,
)
