"""What each mark of a proposal counts for in saying how sure the reader is: measured.

Written by `bench/reading_sureness.py` from papers the reader's weights never saw; log odds. From
HIGH on a proposal is shown as sure, from MIDDLE on as likely.
"""

# fmt: off
HIGH, MIDDLE = 0.83, 0.6
COUNTS: dict[str, float] = {
    "": -0.57, "COLLECTIVE": -0.1, "INHERITED_DEADLINE": 0.07, "INHERITED_LEAD": -0.08,
    "JOINT_WITHOUT_LEAD": -0.04, "NO_LEAD": -0.12, "RELATIVE_DEADLINE": 0.04, "SOFT_TARGET": 0.01,
    "WORDS_MISSING": 0.02, "after>-1.0": -0.03, "after>-2.0": -0.02, "after>0.0": 0.02,
    "amid": -0.02, "assist": 0.2, "before>-1.0": -0.16, "before>-2.0": -0.13, "before>0.0": -0.07,
    "bodies": 0.09, "bracket-alone": 0.22, "bracket-and-subject": -0.04, "cadence": 0.04,
    "charged": 0.09, "charged-cell": 0.09, "clauses=1": -0.2, "clauses=2": 0.23,
    "clauses=3": 0.08, "clauses=4": 0.05, "clauses=5": -0.19, "closed=。": -0.01, "closed=；": 0.21,
    "column=task": 0.03, "cover=0": 0.01, "cover=1": -0.22, "cover=2": 0.19, "cover=3": -0.01,
    "day=BEFORE": -0.0, "day=BRACKET": 0.01, "day=GOALS": 0.06, "day=NONE": -0.15,
    "day=OWN_WORDS": 0.05, "drop>1.0": 0.17, "drop>2.0": 0.04, "drop>3.0": 0.08, "drop>5.0": 0.03,
    "drop>8.0": 0.06, "ends-in-case": -0.02, "firm+0.5": -0.15, "firm+1.0": -0.05,
    "firm+2.0": -0.06, "firm-0.5": -0.03, "firm-1.0": 0.12, "firm-2.0": 0.26, "form=会议": -0.34,
    "form=函": 0.01, "form=办法": 0.08, "form=意见": -0.23, "form=报告": -0.03, "form=方案": 0.1,
    "form=考核": 0.09, "form=通报": -0.05, "form=通知": 0.04, "gone-0.5": 0.03, "gone-1.0": -0.17,
    "gone-2.0": -0.1, "holds=abstract": 0.05, "holds=earnest": -0.2, "holds=hollow": -0.15,
    "how=AT_ONCE": 0.01, "how=EVENT": 0.05, "how=MONTH_END": 0.16, "how=PERIOD_END": -0.02,
    "how=TEN_DAYS": 0.01, "how=WRITTEN": -0.02, "how=YEARS_ON": -0.03, "how=YEAR_END": -0.05,
    "kind=PAPER": 0.02, "kind=REPLY": 0.0, "kind=SPEECH": -0.05, "lead-as-before": 0.04,
    "lead=ADDRESSEE": 0.01, "lead=BEFORE": -0.05, "lead=BRACKET": 0.15, "lead=BY": -0.01,
    "lead=COLUMN": 0.09, "lead=NONE": -0.12, "lead=OWN_WORDS": 0.04, "lead=SPOKEN_TO": -0.04,
    "lead=SUBJECT": -0.1, "leads=0": -0.12, "leads=1": 0.13, "leads=2": -0.07, "leads=3": 0.04,
    "least>-1.0": -0.01, "least>0.0": 0.06, "least>1.0": 0.2, "least>2.0": 0.29, "level=0": 0.03,
    "level=1": 0.08, "level=2": -0.07, "level=3": 0.06, "level=5": -0.12, "mean>-0.5": -0.02,
    "mean>0.0": -0.03, "mean>0.5": 0.11, "mean>1.0": 0.09, "mean>1.5": 0.15, "mean>2.0": 0.19,
    "mean>2.5": 0.31, "mean>3.0": 0.12, "mean>4.0": 0.16, "most>-0.5": -0.02, "most>0.0": 0.0,
    "most>0.5": 0.12, "most>1.0": 0.17, "most>1.5": 0.03, "most>2.0": -0.1, "most>2.5": -0.16,
    "most>3.0": 0.2, "most>4.0": 0.13, "opens=and": 0.01, "opens=back": -0.08,
    "opens=must": -0.05, "opens=on": 0.22, "orders>0.2": 0.06, "orders>0.4": -0.02,
    "orders>0.6": 0.2, "part": -0.02, "plain>1.5": 0.22, "plain>2.0": -0.1, "plain>2.5": -0.02,
    "plain>3.0": 0.06, "says=ATTITUDE": -0.08, "says=BAN": 0.09, "says=BETTER": 0.03,
    "says=CHECK": 0.38, "says=DEFECT": 0.05, "says=DO": 0.07, "says=EACH": 0.03,
    "says=MAKE": 0.11, "says=MAY": -0.02, "says=MUST": 0.04, "says=PAST": -0.24,
    "says=PUNISH": 0.1, "says=PUSH": -0.06, "says=REASON": 0.09, "says=REPORT": -0.17,
    "says=RESULT": -0.09, "says=SCORE": -0.07, "says=SOON": 0.06, "says=SURE": -0.08,
    "says=WE": -0.03, "says=WILL": -0.09, "says=made": -0.01, "says=nothing": -0.23,
    "sec=SAID": -0.06, "sec=TO_DO": 0.06, "size>12": 0.21, "size>25": 0.18, "size>50": -0.25,
    "size>90": -0.05, "subject": -0.01, "subject-modal": -0.05, "targets": 0.04, "whole": -0.01,
}
# fmt: on
