"""呈批 A verified result goes before a leader: closed as it is, or ordered again (T18).

What came of a leader's instruction must go before one; the director may submit others. Whoever
stands in for the leader enters the decision in that name.
"""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.breakdown import clocks
from luoshi.breakdown.lifecycle import MATTER
from luoshi.breakdown.models import Matter
from luoshi.breakdown.operations.matters import lay_round, round_columns
from luoshi.flow.refusals import Unmet
from luoshi.intake.models import Instruction
from luoshi.intake.operations import register_instruction
from luoshi.organisation.acting import Acting
from luoshi.organisation.models import Post
from luoshi.organisation.queries import holds_on
from luoshi.organisation.terms import LEADERS, Role
from luoshi.timelimits.days import day_of


def submit(
    matter: Matter, leader: Post, *, by: Acting, at: datetime, opinion: str, key: str = ""
) -> None:
    """Submit a verified matter to a leader for decision (呈批); again to another if need be.

    :raises NotYours: if `by` does not direct the room
    :raises Unmet: if nothing is said, or the post is no leader's or has ended
    """
    _check_leader(leader, at)
    facts = {"leader": str(leader), "submission": opinion}
    columns = {"decider": leader}
    MATTER.make("submit", matter, by=by, at=at, key=key, columns=columns, **facts)


def agree(matter: Matter, *, by: Acting, at: datetime, opinion: str = "", key: str = "") -> None:
    """Decide that nothing more is asked: the matter is closed (同意办结).

    :raises NotYours: if `by` is not the leader it was submitted to, nor stands in for that leader
    """
    with transaction.atomic():
        entry = MATTER.make("agree", matter, by=by, at=at, key=key, opinion=opinion)
        clocks.completed(matter, at=at, entry=entry)


def instruct(
    matter: Matter, *, by: Acting, at: datetime, words: str, due_date: date, key: str = ""
) -> Instruction:
    """Give new instructions instead (批示再办): they open the next round, which the room issues.

    The work that was verified counts as done in its time.

    :raises NotYours: if `by` is not the leader it was submitted to, nor stands in for that leader
    :raises Unmet: if nothing is said, or the date is past
    """
    columns = round_columns(matter, due_date, at)
    with transaction.atomic():
        facts = {"instruction": words, "leader": by.on_behalf_name or by.person_name}
        entry = MATTER.make("instruct", matter, by=by, at=at, key=key, columns=columns, **facts)
        said = register_instruction(
            leader=Post.objects.get(pk=by.post_id),
            words=words,
            given_date=day_of(at),
            office_id=matter.office_id,
            matter=(matter.pk, matter.number),
            by=by,
            at=at,
        )
        clocks.ordered_again(matter, at=at, entry=entry)
        lay_round(matter, said, words, at=at, entry=entry)
    return said


def _check_leader(leader: Post, at: datetime) -> None:
    if leader.role not in (*LEADERS, Role.SECRETARY_GENERAL):
        raise Unmet(_("请选择呈批的领导"))
    if not Post.objects.filter(holds_on(day_of(at)), pk=leader.pk).exists():
        raise Unmet(_("“%(post)s”已撤销，请另选领导") % {"post": leader})
