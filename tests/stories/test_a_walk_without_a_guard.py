"""The same walk by forgetful people, with one guard out: the record shows it before long.

The long counterpart of test_each_guard_is_needed: random hands, until something false is seen.
"""

import pytest
from django.db import IntegrityError, transaction

from tests.book import Book
from tests.invariants import broken
from tests.misdeeds import MISDEEDS, take_out
from tests.stories.test_each_guard_is_needed import MODULES
from tests.walk import Walk

assert MODULES
PATIENCE, STEP, FORGETS = 6_000, 300, 0.3
# Another guard of the same deed refuses first, or no random hand comes into the situation.
SHADOWED = {
    "LIST.approve.may",
    "LIST.approve.every_draft_settled",
    "LIST.approve.every_sentence_answered",
    "LIST.issue.may",
    "LIST.issue.every_sentence_answered",
    "MATTER.register.may",
    "MATTER.register.a_basis",
    "MATTER.register.exactly_one_lead",
    "MATTER.not_open.may",
    "MATTER.issue.may",
    "MATTER.issue.exactly_one_lead",
    "MATTER.sign.may",
    "MATTER.insist.not_signed_yet",
    "MATTER.carry_on.signed_already",
    "MATTER.reopen.may",
    "MATTER.reopen.an_instruction",
    "MATTER.reissue.may",
    "MATTER.reissue.exactly_one_lead",
    "LIST.take_over.may",
    "LIST.take_over.a_basis",
    "MATTER.take_over.may",
    "MATTER.take_over.a_record_named",
    "MATTER.take_over.exactly_one_lead",
    "MATTER.sub_assign.may",
    "MATTER.sub_assign.exactly_one_lead",
    "MATTER.return.not_taken_over",
    "MATTER.suspend.a_reason",
    "MATTER.terminate.a_reason",
    "MATTER.submit.a_leader",
    "MATTER.instruct.an_instruction",
    "MATTER.complete.no_leader_asked_for",
}
REACHED = [
    name
    for name in MISDEEDS
    if name.split(".")[0] in {"LIST", "MATTER", "REPORT"}
    and ":" not in name
    and name not in SHADOWED
]


def noticed(walk):
    """Walk until something false is seen; return after how many deeds, or None."""
    while walk.tried < PATIENCE:
        try:
            with transaction.atomic():
                walk.go(STEP)
        except (IntegrityError, AssertionError):
            return walk.tried
        if broken(Book()):
            return walk.tried
    return None


@pytest.mark.long
@pytest.mark.one_engine
@pytest.mark.django_db
@pytest.mark.parametrize("guard", REACHED)
def test_a_walk_without_the_guard_goes_wrong(guard, monkeypatch):
    take_out(guard, monkeypatch)

    assert noticed(Walk(seed=3, forgets=FORGETS)) is not None
