"""The deeds of an assessment: by whose hand, from where to where, with what words (6.8)."""

OFFICE = {"ASSESSOR", "UNIT_HEAD"}
HEAD = {"UNIT_HEAD"}
ASSESSOR = {"ASSESSOR"}
LEADERS = {"LEADER", "MAIN_LEADER"}
STAFF = {"UNIT_HEAD", "UNIT_DEPUTY", "LIAISON", "HANDLER"}
ADMIN = {"SYSTEM_ADMIN"}
HANDS = {
    "scheme.put_in_force": (HEAD, "scorer"),
    "scheme.supersede": (HEAD, "scorer"),
    "scheme.withdraw": (OFFICE, "scorer"),
    "scheme.set_targets": (ASSESSOR, "scorer"),
    "scheme.agree_targets": (HEAD, "scored"),
    "scheme.move": (ADMIN, ""),
    "period.open": (OFFICE, "scorer"),
    "period.compute": (ASSESSOR, "scorer"),
    "period.credit": (OFFICE, "scorer"),
    "period.begin_self_report": (OFFICE, "scorer"),
    "period.begin_check": (OFFICE, "scorer"),
    "period.preview": (HEAD, "scorer"),
    "period.publicise": (HEAD, "scorer"),
    "period.put_up": (HEAD, "scorer"),
    "period.send_back": (LEADERS, ""),
    "period.approve": (LEADERS, ""),
    "period.recall": (HEAD, "scorer"),
    "period.publish": (HEAD, "scorer"),
    "selfreport.make": (HEAD, "scored"),
    "unitcheck.make": (ASSESSOR, "scorer"),
    "adjustment.propose": (OFFICE, "scorer"),
    # Whose word it is goes by what it is: `_its_word`.
    "adjustment.confirm": (OFFICE | LEADERS, ""),
    "adjustment.refuse": (OFFICE | LEADERS, ""),
    "adjustment.revoke": (HEAD | LEADERS, ""),
    "adjustment.overturn": (OFFICE, "scorer"),
    "appeal.lodge": (HEAD, "scored"),
    "appeal.withdraw": (HEAD, "appellant"),
    "appeal.review": (OFFICE, "scorer"),
    "appeal.differ": (OFFICE, "scorer"),
    "appeal.uphold": (OFFICE, "scorer"),
    "appeal.grant": (OFFICE, "scorer"),
    "appeal.refuse": (OFFICE, "scorer"),
    "appeal.settle": (OFFICE, "scorer"),
    "appeal.lapse": (ADMIN, ""),
    "figures.enter": (STAFF, "source"),
    "figures.read_off": (ASSESSOR, "scorer"),
    "figure.certify": (HEAD, "source"),
    "figure.send_back": (HEAD, "source"),
    "figure.enter_again": (STAFF, "source"),
    "figure.correct": (STAFF, "source"),
    "figure.read_off": (ASSESSOR, "scorer"),
    "figure.take_over": (HEAD, "scorer"),
    "appraisal.make_ballots": (ASSESSOR, "scorer"),
    "appraisal.void_unused": (ASSESSOR, "scorer"),
    "appraisal.open": (ASSESSOR, "scorer"),
    "appraisal.count_paper": (ASSESSOR, "scorer"),
    "appraisal.confirm_paper": (ASSESSOR, "scorer"),
    "appraisal.close": (ASSESSOR, "scorer"),
    "appraisal.withdraw": (ASSESSOR, "scorer"),
    "appraisal.take_over": (HEAD, "scorer"),
}
BONDS = {"scorer", "scored", "source", "appellant"}
TO_DECIDE = {"LODGED", "REVIEWING", "SPLIT"}
OPEN_APPEALS = {*TO_DECIDE, "UPHELD"}
EDGES = {
    "scheme.put_in_force": ({"DRAFT"}, "IN_FORCE"),
    "scheme.supersede": ({"IN_FORCE"}, "SUPERSEDED"),
    "scheme.withdraw": ({"DRAFT"}, "WITHDRAWN"),
    "period.begin_self_report": ({"COLLECTING"}, "SELF_REPORTING"),
    "period.begin_check": ({"SELF_REPORTING"}, "CHECKING"),
    "period.preview": ({"CHECKING"}, "PREVIEWING"),
    "period.publicise": ({"PREVIEWING"}, "PUBLICITY"),
    "period.put_up": ({"PUBLICITY"}, "APPROVING"),
    "period.send_back": ({"APPROVING"}, "CHECKING"),
    "period.approve": ({"APPROVING"}, "APPROVED"),
    "period.recall": ({"PREVIEWING", "PUBLICITY", "APPROVED"}, "CHECKING"),
    "period.publish": ({"APPROVED"}, "PUBLISHED"),
    "adjustment.confirm": ({"PROPOSED"}, "CONFIRMED"),
    "adjustment.refuse": ({"PROPOSED"}, "REFUSED"),
    "adjustment.revoke": ({"CONFIRMED"}, "REVOKED"),
    "adjustment.overturn": ({"CONFIRMED"}, "REVOKED"),
    "appeal.withdraw": (TO_DECIDE, "WITHDRAWN"),
    "appeal.review": ({"LODGED"}, "REVIEWING"),
    "appeal.differ": ({"REVIEWING"}, "SPLIT"),
    "appeal.uphold": ({"REVIEWING", "SPLIT"}, "UPHELD"),
    "appeal.grant": ({"REVIEWING", "SPLIT"}, "SETTLED"),
    "appeal.refuse": ({"REVIEWING", "SPLIT"}, "REFUSED"),
    "appeal.settle": ({"UPHELD"}, "SETTLED"),
    "appeal.lapse": (OPEN_APPEALS, "WITHDRAWN"),
    "figure.certify": ({"ENTERED"}, "CERTIFIED"),
    "figure.send_back": ({"ENTERED"}, "RETURNED"),
    "figure.enter_again": ({"RETURNED"}, "ENTERED"),
    "figure.read_off": ({"ENTERED"}, "CERTIFIED"),
    "figure.take_over": ({"ENTERED"}, "CERTIFIED"),
    "appraisal.open": ({"DRAFTING"}, "OPEN"),
    "appraisal.close": ({"OPEN"}, "CLOSED"),
    "appraisal.withdraw": ({"DRAFTING"}, "WITHDRAWN"),
}
BEGINS = {
    "scheme": "DRAFT",
    "period": "COLLECTING",
    "adjustment": "PROPOSED",
    "appeal": "LODGED",
    "figure": "ENTERED",
    "appraisal": "DRAFTING",
}
WORDS = {
    "scheme.put_in_force": ["basis"],
    "figure.send_back": ["reason"],
    "figure.correct": ["reason"],
    **{
        f"{kind}.{name}": ["reason"]
        for kind, names in (
            ("period", ("send_back", "recall")),
            ("adjustment", ("refuse", "revoke", "overturn")),
            ("appeal", ("lodge", "review", "differ", "uphold", "grant", "refuse", "lapse")),
        )
        for name in names
    },
}
