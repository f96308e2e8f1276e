"""评议 given: an appraisal of two bureaus and a county, its ballots, and who casts them."""

from datetime import date

from luoshi.assessment.appraisal_terms import AppraisalKind, Choice, Scale
from luoshi.assessment.models import Appraisal
from luoshi.assessment.operations import appraisals, ballots
from luoshi.assessment.operations.appraisals import Said
from tests.world import MONDAY_NINE, TUESDAY_NINE, WEDNESDAY_NINE, someone_of, unit_named

OFFICE = "市考核办"
UNITS = ("市住建局", "市发改委", "岚溪县")
UNTIL = date(2026, 6, 30)
# 29 present: the vote of the field that is 满意, because 17 > 14.5.
SATISFIED = {"satisfied": 17, "basically": 11, "dissatisfied": 1}


def assessor(title="考核员"):
    """Return an assessor of the office."""
    return someone_of(OFFICE, title)


def head():
    """Return the head of the office."""
    return someone_of(OFFICE, "主任")


def said(**others):
    """Return what an appraisal of this year asks."""
    told = {
        "title": "2026年度机关民主评议",
        "kind": AppraisalKind.DEMOCRATIC,
        "scale": Scale.SATISFACTION,
        "question": "您对下列单位的工作是否满意？",
        "span": "2026",
        "until": UNTIL,
        "voters": "服务对象和“两代表一委员”",
        "units": [unit_named(name) for name in UNITS],
    }
    return Said(**(told | others))


def a_draft(**others) -> Appraisal:
    """Draw up an appraisal."""
    return appraisals.draft(said(**others), by=assessor(), at=MONDAY_NINE)


def an_appraisal(number=20, **others) -> tuple[Appraisal, list[str]]:
    """Open an appraisal with this many ballots by link; return it and their tokens."""
    made = a_draft(**others)
    tokens = [ballots.new_token() for _one in range(number)]
    if tokens:
        appraisals.make_ballots(made, tokens, by=assessor(), at=MONDAY_NINE)
    appraisals.open_votes(made, by=assessor(), at=MONDAY_NINE)
    return made, tokens


def vote(token, *choices, at=TUESDAY_NINE):
    """Cast a ballot: one answer for each unit in order, or the same for all."""
    held = ballots.token_of(token)
    rows = list(held.appraisal.appraised.order_by("place").values_list("pk", flat=True))
    given = choices if len(choices) == len(rows) else choices * len(rows)
    ballots.cast(held, dict(zip(rows, map(str, given), strict=True)), at=at)


def a_closed(votes, **others) -> Appraisal:
    """Return an appraisal in which all units got these votes: answer → how many."""
    cast = [choice for choice, number in votes.items() for _one in range(number)]
    made, tokens = an_appraisal(len(cast) + 2, **others)
    for token, choice in zip(tokens, cast, strict=False):
        vote(token, choice)
    appraisals.close(made, by=assessor(), at=WEDNESDAY_NINE)
    return made


def counts(appraisal, *numbers):
    """Return the same counts for every unit, in the order of the choices of satisfaction."""
    names = (Choice.SATISFIED, Choice.BASICALLY, Choice.DISSATISFIED, Choice.UNKNOWN)
    each = {str(name): number for name, number in zip(names, numbers, strict=True)}
    return {pk: dict(each) for pk in appraisal.appraised.values_list("pk", flat=True)}
