"""What each mark of a proposal counts for when it is said how sure the reader is: measured.

Written by `bench/reading_sureness.py` from papers the reader's weights never saw; log odds. From
HIGH on a proposal is shown as sure, from MIDDLE on as likely.
"""

# fmt: off
HIGH, MIDDLE = 0.89, 0.6
COUNTS: dict[str, float] = {
    "": -0.05, "COLLECTIVE": -0.13, "INHERITED_DEADLINE": 0.32, "INHERITED_LEAD": -0.24,
    "JOINT_WITHOUT_LEAD": -0.04, "NO_LEAD": -0.33, "RELATIVE_DEADLINE": 0.59, "SOFT_TARGET": 0.12,
    "WORDS_MISSING": 0.5, "after>-1.0": -0.24, "after>-2.0": 0.19, "after>0.0": -0.18,
    "before>-1.0": -0.19, "before>-2.0": -0.26, "before>0.0": -0.59, "charged": 0.09,
    "charged-cell": 0.18, "clauses=1": -0.21, "clauses=2": 0.37, "clauses=3": 0.46,
    "clauses=4": -0.5, "clauses=5": -0.55, "closed=。": 0.06, "closed=；": 0.5, "day=BEFORE": -0.36,
    "day=BRACKET": 0.63, "day=GOALS": 1.02, "day=NONE": -0.1, "day=OWN_WORDS": 0.08,
    "kind=PAPER": -0.03, "kind=REPLY": -0.27, "kind=SPEECH": 0.07, "lead=ADDRESSEE": 0.4,
    "lead=BEFORE": -0.45, "lead=BRACKET": 0.65, "lead=BY": 0.64, "lead=COLUMN": 0.18,
    "lead=NONE": -0.33, "lead=OWN_WORDS": 0.63, "lead=SPOKEN_TO": 0.25, "lead=SUBJECT": -0.16,
    "leads=0": -0.33, "leads=1": 0.21, "leads=2": -0.07, "leads=3": -0.0, "least>-1.0": 0.0,
    "least>0.0": 0.1, "least>1.0": 0.14, "least>2.0": 0.05, "mean>-0.5": -0.04, "mean>0.0": 0.05,
    "mean>0.5": 0.13, "mean>1.0": 0.06, "mean>1.5": 0.05, "mean>2.0": 0.45, "mean>2.5": 0.29,
    "mean>3.0": 0.33, "mean>4.0": 0.28, "most>-0.5": -0.04, "most>0.0": 0.02, "most>0.5": 0.25,
    "most>1.0": 0.04, "most>1.5": 0.08, "most>2.0": -0.4, "most>2.5": 0.19, "most>3.0": 0.17,
    "most>4.0": -0.02, "part": -0.31, "subject": -0.1, "targets": 0.09, "whole": 0.22,
}
# fmt: on
