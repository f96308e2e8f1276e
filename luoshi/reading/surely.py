"""What each mark of a proposal counts for in saying how sure the reader is: measured.

Written by `bench/reading_sureness.py` from papers the reader's weights never saw; log odds. From
HIGH on a proposal is shown as sure, from MIDDLE on as likely.
"""

# fmt: off
HIGH, MIDDLE = 0.85, 0.6
COUNTS: dict[str, float] = {
    "": -0.05, "COLLECTIVE": -0.17, "INHERITED_DEADLINE": 0.29, "INHERITED_LEAD": -0.23,
    "JOINT_WITHOUT_LEAD": 0.01, "NO_LEAD": -0.33, "RELATIVE_DEADLINE": 0.54, "SOFT_TARGET": 0.2,
    "WORDS_MISSING": 0.53, "after>-1.0": -0.35, "after>-2.0": 0.22, "after>0.0": -0.16,
    "before>-1.0": -0.32, "before>-2.0": -0.21, "before>0.0": -0.56, "charged": 0.04,
    "charged-cell": 0.2, "clauses=1": -0.26, "clauses=2": 0.39, "clauses=3": 0.38,
    "clauses=4": -0.3, "clauses=5": -0.63, "closed=。": 0.05, "closed=；": 0.48,
    "day=BEFORE": -0.39, "day=BRACKET": 0.61, "day=GOALS": 1.05, "day=NONE": -0.11,
    "day=OWN_WORDS": 0.01, "kind=PAPER": 0.04, "kind=REPLY": -0.17, "kind=SPEECH": 0.01,
    "lead=ADDRESSEE": 0.4, "lead=BEFORE": -0.42, "lead=BRACKET": 0.57, "lead=BY": 0.61,
    "lead=COLUMN": 0.18, "lead=NONE": -0.33, "lead=OWN_WORDS": 0.61, "lead=SPOKEN_TO": 0.18,
    "lead=SUBJECT": -0.16, "leads=0": -0.33, "leads=1": 0.18, "leads=2": -0.12, "leads=3": 0.19,
    "least>-1.0": 0.0, "least>0.0": 0.09, "least>1.0": 0.12, "least>2.0": 0.08,
    "mean>-0.5": -0.03, "mean>0.0": 0.05, "mean>0.5": 0.07, "mean>1.0": -0.06, "mean>1.5": 0.15,
    "mean>2.0": 0.39, "mean>2.5": 0.32, "mean>3.0": 0.28, "mean>4.0": 0.17, "most>-0.5": -0.03,
    "most>0.0": 0.02, "most>0.5": 0.28, "most>1.0": 0.1, "most>1.5": 0.06, "most>2.0": -0.36,
    "most>2.5": 0.28, "most>3.0": 0.13, "most>4.0": 0.1, "part": -0.26, "subject": -0.1,
    "targets": 0.1, "whole": 0.2,
}
# fmt: on
