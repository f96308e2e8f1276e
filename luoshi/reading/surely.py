"""What each mark of a proposal counts for in saying how sure the reader is: measured.

Written by `bench/reading_sureness.py` from papers the reader's weights never saw; log odds. From
HIGH on a proposal is shown as sure, from MIDDLE on as likely.
"""

# fmt: off
HIGH, MIDDLE = 0.809, 0.6
COUNTS: dict[str, float] = {
    "": -1.12, "COLLECTIVE": -0.03, "INHERITED_DEADLINE": 0.07, "INHERITED_LEAD": -0.03,
    "JOINT_WITHOUT_LEAD": -0.01, "NO_LEAD": -0.15, "RELATIVE_DEADLINE": 0.02, "SOFT_TARGET": 0.0,
    "WORDS_MISSING": 0.02, "after>-1.0": 0.04, "after>-2.0": -0.01, "after>0.0": -0.0,
    "amid": 0.01, "assist": 0.2, "before>-1.0": -0.07, "before>-2.0": -0.15, "before>0.0": -0.16,
    "bodies": 0.14, "bracket-alone": 0.19, "bracket-and-subject": -0.02, "cadence": 0.1,
    "charged": 0.14, "charged-cell": 0.04, "clauses=1": -0.18, "clauses=2": 0.27,
    "clauses=3": 0.06, "clauses=4": -0.01, "clauses=5": -0.17, "closed=。": 0.03, "closed=；": 0.24,
    "column=task": 0.05, "day=BEFORE": -0.02, "day=BRACKET": 0.01, "day=GOALS": 0.08,
    "day=NONE": -0.19, "day=OWN_WORDS": 0.1, "drop>1.0": 0.2, "drop>2.0": 0.13, "drop>3.0": 0.11,
    "drop>5.0": 0.01, "drop>8.0": -0.0, "how=AT_ONCE": -0.02, "how=EVENT": 0.07,
    "how=MONTH_END": 0.22, "how=PERIOD_END": -0.01, "how=TEN_DAYS": 0.01, "how=WRITTEN": 0.02,
    "how=YEARS_ON": -0.03, "how=YEAR_END": -0.09, "kind=PAPER": 0.07, "kind=REPLY": -0.06,
    "kind=SPEECH": -0.03, "lead=ADDRESSEE": 0.01, "lead=BEFORE": 0.0, "lead=BRACKET": 0.21,
    "lead=BY": 0.04, "lead=COLUMN": 0.03, "lead=NONE": -0.15, "lead=OWN_WORDS": 0.02,
    "lead=SPOKEN_TO": -0.04, "lead=SUBJECT": -0.15, "leads=0": -0.15, "leads=1": 0.13,
    "leads=2": -0.08, "leads=3": 0.07, "least>-1.0": -0.0, "least>0.0": 0.08, "least>1.0": 0.2,
    "least>2.0": 0.15, "level=0": -0.04, "level=1": 0.0, "level=2": -0.08, "level=3": 0.19,
    "level=5": -0.1, "mean>-0.5": -0.03, "mean>0.0": 0.01, "mean>0.5": 0.14, "mean>1.0": 0.13,
    "mean>1.5": 0.08, "mean>2.0": 0.29, "mean>2.5": 0.31, "mean>3.0": 0.16, "mean>4.0": 0.08,
    "most>-0.5": -0.03, "most>0.0": -0.0, "most>0.5": 0.13, "most>1.0": 0.07, "most>1.5": 0.09,
    "most>2.0": -0.09, "most>2.5": 0.02, "most>3.0": 0.14, "most>4.0": 0.15, "part": -0.06,
    "says=ATTITUDE": -0.11, "says=BAN": 0.1, "says=BETTER": 0.03, "says=CHECK": 0.34,
    "says=DEFECT": 0.02, "says=DO": 0.11, "says=EACH": -0.05, "says=MAKE": 0.1, "says=MAY": -0.02,
    "says=MUST": 0.11, "says=PAST": -0.19, "says=PUNISH": 0.13, "says=PUSH": -0.02,
    "says=REASON": 0.04, "says=REPORT": -0.2, "says=RESULT": -0.11, "says=SCORE": 0.01,
    "says=SOON": 0.03, "says=SURE": -0.06, "says=WE": -0.04, "says=WILL": -0.06,
    "says=made": -0.02, "says=nothing": -0.25, "sec=SAID": -0.1, "sec=TO_DO": -0.01,
    "size>12": 0.29, "size>25": 0.25, "size>50": -0.25, "size>90": -0.04, "subject": -0.02,
    "subject-modal": 0.05, "targets": 0.07, "whole": 0.03,
}
# fmt: on
