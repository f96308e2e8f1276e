"""Take one guard out, and the misdeed it stops is done; the record then shows it, each time.

The misdeeds are in tests/misdeeds; the record is judged by tests/invariants.py or refused by the
database itself. The same deed done rightly shows nothing: it is the misdeed that is seen.
"""

import ast
from importlib import import_module
from inspect import getsource

import pytest
from django.db import IntegrityError, transaction

from luoshi.flow.refusals import Refused
from tests.book import Book
from tests.invariants import broken, moved_on
from tests.misdeeds import (
    MISDEEDS,
    ROOMS,
    TABLES,
    asks,
    checks,
    counted,
    ends,
    guards_of_the_tables,
    lists,
    matters,
    moves,
    papers,
    periods,
    points,
    requests,
    said,
    signing,
    take_out,
)
from tests.misdeeds import again as as_it_stands

MODULES = (papers, lists, matters, said, checks, signing, moves, ends, requests, asks,
           periods, points, counted)  # fmt: skip


def seen(attempt, deed):
    """Do a deed, and return what is false afterwards, by the record or by the database."""
    try:
        with transaction.atomic():
            deed()
    except IntegrityError as refused:
        return [str(refused)]
    false = broken(Book())
    if attempt.moved is not None:
        false += moved_on(as_it_stands(attempt.moved))
    return false


@pytest.mark.django_db
@pytest.mark.parametrize("guard", MISDEEDS)
def test_without_the_guard_the_misdeed_is_done_and_seen(guard, monkeypatch):
    misdeed = MISDEEDS[guard]
    attempt = misdeed.given(*misdeed.arguments)
    assert broken(Book()) == []
    with pytest.raises(Refused), transaction.atomic():
        attempt.wrong()

    take_out(guard, monkeypatch)

    with transaction.atomic():
        assert seen(attempt, attempt.wrong) != []
        transaction.set_rollback(True)
    assert seen(attempt, attempt.right) == []


def test_every_rule_and_every_need_of_every_row_is_shown():
    wanted = set(guards_of_the_tables())

    shown = {name for name in MISDEEDS if name.split(".")[0] in TABLES}
    assert {name for name in shown if ":" not in name} == wanted


# What refuses inside an operation and leaves nothing in the record when it is gone.
NOT_IN_THE_RECORD = {
    "lists.open_list": "asks room_staff, which is shown",
    "lists._check_refused": "a refusal of what is not in the list would be dropped",
    "lists._lay_down": "what the database lets no accepted draft be without",
    "drafts._write": "asks _missing, which is shown",
    "drafts._take_in": "asks _missing, which is shown; loose words are drafts, and leave no entry",
    "drafts.skip": "a draft leaves no entry; the database asks for the reason",
    "drafts.answer": "answers are drafts until the list is submitted",
    "drafts.add": "a draft leaves no entry",
    "intake.correct": "a correction of the register; no matter's road leads through it",
    "intake.answer": "answers are drafts until the list is submitted",
    "matters.sign": "where nothing waits there is nothing to sign",
    "reports._claim_the_pen": "asks may_report, which is shown",
    "signing._claim_the_slip": "asks may_prepare, which is shown",
    "signing.ask_for_signature": "how a unit works; no matter's road leads through it",
    "claims._waiting_claim": "where no claim waits there is none to decide",
    "lists.answer_for": "a draft leaves no entry; the submission names the route",
    "children._check_level": "no unit of the town lies so deep",
    "children._claim_numbers": "asks may_divide, which is shown",
    "children._claim_the_date": "asks opener, which is shown",
    "inputs._check_reason": "the dues ask for a reason as well",
    "inputs.waive": "where nobody waits there is nobody to let off",
    "inputs._claim_the_word": "asks beside_the_lead, which is shown",
    "inputs._claim_the_lead": "asks lead_head, which is shown",
    "changing._claim": "asks opener, which is shown",
    "changing.standing": "no form offers another matter's target",
    "requests._claim_the_asking": "asks may_ask, which is shown; one waits by a constraint",
    "asks.draft": "a draft leaves no entry",
    "asks.rewrite": "a draft leaves no entry",
    "asks._check_days": "a draft leaves no entry; the database holds kind and cadence together",
    "asks.press": "asks asker, which is shown; who is silent is told no more than once a day",
    "replies.plain_value": "what is filled in is the asker's own to judge, and to hand back",
    "granting._wished": "what no wish can be without",
    "closing.write_off": "asks true_verification, which is shown",
    "closing.file": "asks missing_records, which is shown",
}


def test_every_function_of_an_operation_that_refuses_is_shown_or_says_why_not():
    refusing = {
        f"{room}.{one.name}"
        for room, module in ROOMS.items()
        for one in ast.walk(ast.parse(getsource(import_module(module))))
        if isinstance(one, ast.FunctionDef) and any(isinstance(n, ast.Raise) for n in ast.walk(one))
    }

    shown = {name.partition(":")[0] for name in MISDEEDS}
    assert refusing - shown == set(NOT_IN_THE_RECORD)
