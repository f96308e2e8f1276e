"""What each mark of a proposal counts for in saying how sure the reader is: measured.

Written by `bench/reading_sureness.py` from papers the reader's weights never saw; log odds. From
HIGH on a proposal is shown as sure, from MIDDLE on as likely.
"""

# fmt: off
HIGH, MIDDLE = 0.89, 0.6
COUNTS: dict[str, float] = {
    "": -0.05, "COLLECTIVE": -0.15, "INHERITED_DEADLINE": 0.29, "INHERITED_LEAD": -0.24,
    "JOINT_WITHOUT_LEAD": -0.04, "NO_LEAD": -0.36, "RELATIVE_DEADLINE": 0.53, "SOFT_TARGET": 0.17,
    "WORDS_MISSING": 0.5, "after>-1.0": -0.37, "after>-2.0": 0.18, "after>0.0": -0.09,
    "before>-1.0": -0.21, "before>-2.0": -0.28, "before>0.0": -0.56, "charged": 0.07,
    "charged-cell": 0.17, "clauses=1": -0.23, "clauses=2": 0.37, "clauses=3": 0.43,
    "clauses=4": -0.41, "clauses=5": -0.55, "closed=。": 0.04, "closed=；": 0.48,
    "day=BEFORE": -0.35, "day=BRACKET": 0.67, "day=GOALS": 0.99, "day=NONE": -0.14,
    "day=OWN_WORDS": 0.05, "kind=PAPER": 0.0, "kind=REPLY": -0.3, "kind=SPEECH": 0.08,
    "lead=ADDRESSEE": 0.42, "lead=BEFORE": -0.42, "lead=BRACKET": 0.64, "lead=BY": 0.59,
    "lead=COLUMN": 0.17, "lead=NONE": -0.36, "lead=OWN_WORDS": 0.64, "lead=SPOKEN_TO": 0.22,
    "lead=SUBJECT": -0.19, "leads=0": -0.36, "leads=1": 0.19, "leads=2": -0.09, "leads=3": 0.02,
    "least>-1.0": -0.0, "least>0.0": 0.08, "least>1.0": 0.12, "least>2.0": 0.07,
    "mean>-0.5": -0.03, "mean>0.0": 0.03, "mean>0.5": 0.14, "mean>1.0": -0.03, "mean>1.5": 0.08,
    "mean>2.0": 0.5, "mean>2.5": 0.24, "mean>3.0": 0.33, "mean>4.0": 0.3, "most>-0.5": -0.03,
    "most>0.0": 0.01, "most>0.5": 0.31, "most>1.0": 0.11, "most>1.5": 0.11, "most>2.0": -0.34,
    "most>2.5": 0.22, "most>3.0": 0.1, "most>4.0": -0.01, "part": -0.27, "subject": -0.09,
    "targets": 0.14, "whole": 0.17,
}
# fmt: on
