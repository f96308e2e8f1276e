"""What each mark of a proposal counts for in saying how sure the reader is: measured.

Written by `bench/reading_sureness.py` from papers the reader's weights never saw; log odds. From
HIGH on a proposal is shown as sure, from MIDDLE on as likely.
"""

# fmt: off
HIGH, MIDDLE = 0.86, 0.6
COUNTS: dict[str, float] = {
    "": -0.05, "COLLECTIVE": -0.16, "INHERITED_DEADLINE": 0.3, "INHERITED_LEAD": -0.22,
    "JOINT_WITHOUT_LEAD": 0.0, "NO_LEAD": -0.33, "RELATIVE_DEADLINE": 0.55, "SOFT_TARGET": 0.2,
    "WORDS_MISSING": 0.53, "after>-1.0": -0.35, "after>-2.0": 0.21, "after>0.0": -0.16,
    "before>-1.0": -0.32, "before>-2.0": -0.2, "before>0.0": -0.56, "charged": 0.02,
    "charged-cell": 0.19, "clauses=1": -0.26, "clauses=2": 0.4, "clauses=3": 0.37,
    "clauses=4": -0.28, "clauses=5": -0.61, "closed=。": 0.06, "closed=；": 0.47,
    "day=BEFORE": -0.37, "day=BRACKET": 0.66, "day=GOALS": 1.06, "day=NONE": -0.08,
    "day=OWN_WORDS": 0.02, "kind=PAPER": 0.04, "kind=REPLY": -0.18, "kind=SPEECH": 0.0,
    "lead=ADDRESSEE": 0.4, "lead=BEFORE": -0.44, "lead=BRACKET": 0.58, "lead=BY": 0.59,
    "lead=COLUMN": 0.17, "lead=NONE": -0.33, "lead=OWN_WORDS": 0.62, "lead=SPOKEN_TO": 0.28,
    "lead=SUBJECT": -0.16, "leads=0": -0.33, "leads=1": 0.18, "leads=2": -0.13, "leads=3": 0.18,
    "least>-1.0": 0.01, "least>0.0": 0.1, "least>1.0": 0.12, "least>2.0": 0.09,
    "mean>-0.5": -0.03, "mean>0.0": 0.05, "mean>0.5": 0.07, "mean>1.0": -0.06, "mean>1.5": 0.16,
    "mean>2.0": 0.39, "mean>2.5": 0.31, "mean>3.0": 0.28, "mean>4.0": 0.19, "most>-0.5": -0.03,
    "most>0.0": 0.02, "most>0.5": 0.28, "most>1.0": 0.1, "most>1.5": 0.07, "most>2.0": -0.36,
    "most>2.5": 0.27, "most>3.0": 0.13, "most>4.0": 0.12, "part": -0.26, "subject": -0.11,
    "targets": 0.09, "whole": 0.2,
}
# fmt: on
