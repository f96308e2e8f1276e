"""流转: the whole list of deeds that change a state, and of the rows each of them makes.

Read from the source: who calls `make`, and with which row. A new way to move something is added
here by hand, so that nobody adds one unseen.
"""

import ast

import pytest

from luoshi.assessment.appeal_lifecycle import ADJUSTMENT, APPEAL
from luoshi.assessment.appraisal_lifecycle import APPRAISAL
from luoshi.assessment.lifecycle import FIGURE, SCHEME
from luoshi.assessment.period_lifecycle import PERIOD
from luoshi.breakdown.lifecycle import LIST, MATTER
from luoshi.coordination.asks_lifecycle import ASK, REPLY
from luoshi.coordination.lifecycle import REQUEST
from luoshi.reporting.lifecycle import REPORT, SLIP
from tests.house.source import modules, shown

pytestmark = pytest.mark.one_engine

DOORS = {
    "luoshi/breakdown/operations/lists.py": {
        "submit": ["LIST.submit"],
        "send_back": ["LIST.send_back"],
        "approve": ["LIST.approve", "MATTER.not_open"],
        "_register": ["MATTER.register"],
        "issue": ["LIST.issue", "MATTER.issue"],
    },
    "luoshi/breakdown/operations/children.py": {"sub_assign": ["MATTER.sub_assign"]},
    "luoshi/breakdown/operations/suspending.py": {
        "prolong": ["MATTER.prolong"],
        "resume": ["MATTER.resume"],
        "_stop": ["MATTER.suspend"],
    },
    "luoshi/breakdown/operations/takeover.py": {
        "take_over": ["LIST.take_over"],
        "_take": ["MATTER.take_over"],
    },
    "luoshi/breakdown/operations/matters.py": {
        "_receive": ["MATTER.sign"],
        "return_": ["MATTER.return"],
        "_hand_over": ["MATTER.change_lead", "MATTER.reassign"],
        "insist": ["MATTER.carry_on", "MATTER.insist"],
        "reopen": ["MATTER.reopen"],
        "reissue": ["MATTER.reissue"],
    },
    "luoshi/reporting/operations/claims.py": {
        "claim": ["MATTER.claim"],
        "pass_review": ["MATTER.pass_review"],
        "fail_review": ["MATTER.fail_review"],
        "verify": ["MATTER.verify"],
        "fail_verification": ["MATTER.fail_verification"],
    },
    "luoshi/reporting/operations/closing.py": {
        "complete": ["MATTER.complete"],
        "write_off": ["MATTER.write_off"],
        "file": ["MATTER.file"],
    },
    "luoshi/reporting/operations/ending.py": {"_end": ["MATTER.terminate"]},
    "luoshi/reporting/operations/inspecting.py": {
        "accept": ["MATTER.accept"],
        "hand_back": ["MATTER.hand_back"],
    },
    "luoshi/reporting/operations/leaders.py": {
        "submit": ["MATTER.submit"],
        "agree": ["MATTER.agree"],
        "instruct": ["MATTER.instruct"],
    },
    "luoshi/reporting/operations/reports.py": {
        "report": ["REPORT.put_up", "REPORT.submit"],
        "accept": ["REPORT.accept"],
        "send_back": ["REPORT.return"],
    },
    "luoshi/reporting/operations/signing.py": {
        "sign": ["REPORT.sign"],
        "hand_back": ["REPORT.hand_back"],
        "withdraw": ["REPORT.withdraw"],
        "sign_slip": ["SLIP.sign"],
        "hand_slip_back": ["SLIP.hand_back"],
        "withdraw_slip": ["SLIP.withdraw"],
    },
    "luoshi/coordination/operations/requests.py": {
        "ask": ["REQUEST.put_up", "REQUEST.send"],
        "sign": ["REQUEST.sign"],
        "hand_back": ["REQUEST.hand_back"],
        "withdraw": ["REQUEST.withdraw"],
        "review": ["REQUEST.review"],
        "consent": ["REQUEST.consent"],
        "grant": ["REQUEST.grant"],
        "refuse": ["REQUEST.refuse"],
        "lapse_all": ["REQUEST.lapse"],
    },
    "luoshi/coordination/operations/asks.py": {
        "submit": ["ASK.submit"],
        "send_back": ["ASK.send_back"],
        "send": ["ASK.send"],
        "close": ["ASK.close"],
        "withdraw": ["ASK.withdraw"],
    },
    "luoshi/coordination/operations/replies.py": {
        "sign": ["REPLY.sign"],
        "answer": ["REPLY.answer"],
        "hand_back": ["REPLY.return"],
        "accept": ["REPLY.accept"],
    },
    "luoshi/assessment/operations/schemes.py": {
        "put_in_force": ["SCHEME.put_in_force", "SCHEME.supersede"],
        "withdraw": ["SCHEME.withdraw"],
    },
    "luoshi/assessment/operations/figures.py": {
        "certify": ["FIGURE.certify"],
        "send_back": ["FIGURE.send_back"],
        "_enter_one": ["FIGURE.enter_again"],
    },
    "luoshi/assessment/operations/reading.py": {"_read_one": ["FIGURE.read_off"]},
    "luoshi/assessment/operations/periods.py": {
        "begin_self_report": ["PERIOD.begin_self_report"],
        "begin_check": ["PERIOD.begin_check"],
        "preview": ["PERIOD.preview"],
        "publicise": ["PERIOD.publicise"],
        "put_up": ["PERIOD.put_up"],
        "send_back": ["PERIOD.send_back"],
        "recall": ["PERIOD.recall"],
        "approve": ["PERIOD.approve"],
        "publish": ["PERIOD.publish"],
    },
    "luoshi/assessment/operations/adjusting.py": {
        "confirm": ["ADJUSTMENT.confirm"],
        "refuse": ["ADJUSTMENT.refuse"],
        "revoke": ["ADJUSTMENT.revoke"],
        "overturn": ["ADJUSTMENT.overturn"],
    },
    "luoshi/assessment/operations/appealing.py": {
        "withdraw": ["APPEAL.withdraw"],
        "_make": [
            "APPEAL.differ",
            "APPEAL.grant",
            "APPEAL.refuse",
            "APPEAL.review",
            "APPEAL.uphold",
        ],
        "settle": ["APPEAL.settle"],
    },
    "luoshi/assessment/operations/appraisals.py": {
        "open_votes": ["APPRAISAL.open"],
        "withdraw": ["APPRAISAL.withdraw"],
        "close": ["APPRAISAL.close"],
    },
    "luoshi/assessment/operations/moving.py": {"_end_appeals": ["APPEAL.lapse"]},
    "luoshi/assessment/operations/taking_over.py": {"_lay": ["FIGURE.take_over"]},
}
LIVES = {
    "LIST": LIST, "MATTER": MATTER, "REPORT": REPORT, "SLIP": SLIP, "REQUEST": REQUEST,
    "ASK": ASK, "REPLY": REPLY, "SCHEME": SCHEME, "FIGURE": FIGURE, "PERIOD": PERIOD,
    "ADJUSTMENT": ADJUSTMENT, "APPEAL": APPEAL, "APPRAISAL": APPRAISAL,
}  # fmt: skip
# A helper of two deeds of claims.py that is handed the row's name.
HANDED_ON = "_send_back"


def doors_of(source):
    """Return for each function of a module the rows it makes, as `TABLE.row`."""
    tree = ast.parse(source)
    functions = [one for one in ast.walk(tree) if isinstance(one, ast.FunctionDef)]
    made = {one.name: sorted({*rows_in(one)}) for one in functions if one.name != HANDED_ON}
    return {name: rows for name, rows in made.items() if rows}


def rows_in(function):
    """Yield the rows that a function makes itself or hands on by name."""
    for call in ast.walk(function):
        if not isinstance(call, ast.Call) or not call.args:
            continue
        if isinstance(call.func, ast.Attribute) and call.func.attr == "make":
            table = call.func.value.id
            yield from (f"{table}.{name}" for name in names_in(call.args[0]))
        elif isinstance(call.func, ast.Name) and call.func.id == HANDED_ON:
            yield from (f"MATTER.{name}" for name in names_in(call.args[0]))


def names_in(argument):
    """Return the row names an argument may be: a text, or one of two."""
    if isinstance(argument, ast.IfExp):
        return [*names_in(argument.body), *names_in(argument.orelse)]
    assert isinstance(argument, ast.Constant), "a row is named, not reckoned"
    return [argument.value]


def test_these_are_all_the_doors_that_change_a_state():
    found = {
        shown(path): doors
        for path in modules("luoshi")
        if (doors := doors_of(path.read_text(encoding="utf-8")))
    }

    assert found == DOORS


def test_every_row_of_every_table_has_its_door():
    opened = {row for doors in DOORS.values() for rows in doors.values() for row in rows}

    assert opened == {f"{table}.{row}" for table, life in LIVES.items() for row in life.moves}


def test_a_new_door_would_be_found():
    source = "def slip(matter):\n    MATTER.make('file' if matter else 'claim', matter)\n"

    assert doors_of(source) == {"slip": ["MATTER.claim", "MATTER.file"]}
