"""What must be so of an assessment, from its first figure to the paper that publishes it (6.8)."""

from tests.invariants_deeds import (
    BEGINS,
    BONDS,
    EDGES,
    HANDS,
    HEAD,
    LEADERS,
    OPEN_APPEALS,
    WORDS,
)

__all__ = ["BEGINS", "BONDS", "EDGES", "HANDS", "WORDS"]
HANDS_NEEDED = 2


def bound(story, deed, bond):
    """Tell whether a deed's unit assesses, is assessed, gives the figure, or appeals."""
    scored = story.book.scored
    thing = scored.thing(deed)
    if bond == "appellant":
        return deed.unit == thing.unit_id
    if deed.kind == "appraisal":
        return deed.unit == thing.office_id
    scheme = scored.schemes[scored.scheme_of(deed.kind, thing)]
    if bond == "source":
        lines = scored.lines_of(scheme.id)
        asked = [scored.lines[thing.indicator_id]] if deed.kind == "figure" else lines
        return deed.unit in {one.source_unit_id for one in asked}
    if bond == "scored":
        return any(one.unit_id == deed.unit for one in scored.places_of(scheme.id))
    return deed.unit == scheme.office_id


def asked_of(story, deed):
    """Yield what is false of one deed of an assessment, by what stood then."""
    if deed.deed in MENDS and _period_state(story, deed) in BEFORE_THE_LEADERS:
        yield f"{deed.deed} after the results were put up"
    if deed.deed == "appraisal.make_ballots" and story._state(deed) in {"CLOSED", "WITHDRAWN"}:
        yield "ballots were made for an appraisal that is over"
    for ask in ASKS.get(deed.deed, ()):
        yield from ask(story, deed)


def _period_state(story, deed):
    """Where the period of a deed stood."""
    thing = story.book.scored.thing(deed)
    key = thing.id if deed.kind == "period" else thing.period_id
    return story.state.get(("period", str(key)), "COLLECTING")


def _weighed(story, deed):
    """What stands below an indicator weighs what it weighs itself."""
    lines = story.book.scored.lines_of(deed.key)
    for top in lines:
        below = [one.weight for one in lines if one.parent_id == top.id]
        if below and sum(below) != top.weight:
            yield "a scheme is in force whose weights do not add up"


def _takes_off(story, deed):
    """A tolerance takes off one deduction of the unit that was confirmed before."""
    scored = story.book.scored
    one = scored.adjustments[deed.key]
    if scored.rules[one.rule_id].kind != "TOLERANCE":
        return
    off = scored.adjustments.get(one.about_id)
    if off is None or scored.rules[off.rule_id].kind != "DEDUCTION":
        yield "a tolerance takes nothing off"
    elif off.decided_at is None or off.decided_at > deed.at or off.unit_id != one.unit_id:
        yield "a tolerance takes off what nobody deducted"


def _still_deducted(story, deed):
    """What a tolerance takes off stands while it is confirmed, and as long as it is."""
    scored = story.book.scored
    one = scored.adjustments[deed.key]
    if scored.rules[one.rule_id].kind == "TOLERANCE" and deed.deed == "adjustment.confirm":
        if story.state.get(("adjustment", str(one.about_id))) != "CONFIRMED":
            yield "a tolerance was confirmed for a deduction that is gone"
    elif deed.deed != "adjustment.confirm":
        resting = [each for each in scored.adjustments.values() if each.about_id == one.id]
        stand = {story.state.get(("adjustment", str(each.id))) for each in resting}
        if "CONFIRMED" in stand:
            yield "a deduction was taken back under the tolerance that rests on it"


def _reported(story, deed):
    """Whoever is silent has let the time for it go by."""
    scored = story.book.scored
    period = scored.periods[deed.key]
    said = {
        one.unit_id
        for one in scored.reports.values()
        if one.period_id == period.id and one.reported_at <= deed.at
    }
    owed = [one for one in story.book.dues[deed.about] if one.rule == "ASSESSMENT_SELF_REPORT"]
    in_time = any(one.due_date >= deed.day for one in owed)
    silent = {one.unit_id for one in scored.places_of(period.scheme_id)} - said
    if silent and in_time:
        yield f"the check began with {len(silent)} units that still had time to report"


def _certified(story, deed):
    """Each figure that is asked for is there and was signed by then, in its last revision."""
    scored = story.book.scored
    period = scored.periods[deed.key]
    last = {}
    for one in scored.figures.values():
        if one.period_id == period.id and one.entered_at <= deed.at:
            key = (one.indicator_id, one.unit_id)
            if key not in last or last[key].revision < one.revision:
                last[key] = one
    above = {one.parent_id for one in scored.lines.values()}
    for place in scored.places_of(period.scheme_id):
        for line in scored.lines.values():
            if line.group_id != place.group_id or line.id in above:
                continue
            one = last.get((line.id, place.unit_id))
            if one is None or one.certified_at is None or one.certified_at > deed.at:
                yield f"{deed.deed} with a figure nobody certified"


def _computed(story, deed):
    scored = story.book.scored
    units = {one.unit_id for one in scored.places_of(scored.periods[deed.key].scheme_id)}
    there = {one.unit_id for one in scored.scores.values() if one.period_id == deed.key}
    ran = [one for one in story.book.about[deed.about] if one.deed == "period.compute"]
    if units - there or not any(one.at <= deed.at for one in ran):
        yield "scores were shown before they were reckoned"


def _checked(story, deed):
    scored = story.book.scored
    for place in scored.places_of(scored.periods[deed.key].scheme_id):
        said = [
            one.verdict
            for one in scored.checks.values()
            if (one.period_id, one.unit_id) == (deed.key, place.unit_id)
            and one.checked_at <= deed.at
        ]
        if "OBJECTED" in said or said.count("AGREED") < HANDS_NEEDED:
            yield "a score was shown that two assessors had not agreed to"


def _settled(story, deed):
    for one in story.book.scored.adjustments.values():
        waits = one.decided_at is None or one.decided_at > deed.at
        if one.period_id == deed.key and one.proposed_at <= deed.at and waits:
            yield f"{deed.deed} over points nobody confirmed"


def _windows_over(story, deed):
    period = story.book.scored.periods[deed.key]
    for last in (period.publicity_until, period.appeal_until):
        if last is not None and deed.day <= last:
            yield "results were put up while a window was open"


def _no_appeal(story, deed):
    for one in story.book.scored.appeals.values():
        stood = story.state.get(("appeal", str(one.id)), "LODGED")
        if one.period_id == deed.key and one.lodged_at <= deed.at and stood in OPEN_APPEALS:
            yield f"{deed.deed} over an open appeal"


def _as_shown(story, deed):
    """What was signed or decided since results lay open was put right by an appeal."""
    scored = story.book.scored
    shown = [one.at for one in story.book.about[deed.about]
             if one.deed == "period.publicise" and one.at <= deed.at]  # fmt: skip
    right = [one for one in scored.appeals.values()
             if one.period_id == deed.key and one.state in {"UPHELD", "SETTLED"}]  # fmt: skip
    lines = {(one.indicator_id, one.unit_id) for one in right}
    of_units = {one.unit_id for one in right if one.adjustment_id}
    news = [
        one.certified_at
        for one in scored.figures.values()
        if one.period_id == deed.key and (one.indicator_id, one.unit_id) not in lines
    ] + [
        one.decided_at
        for one in scored.adjustments.values()
        if one.period_id == deed.key and one.unit_id not in of_units and one.state != "REFUSED"
    ]
    if any(at is not None and shown[-1] < at <= deed.at for at in news):
        yield "something was put up that never lay open"


def _its_word(story, deed):
    """A veto is a leader's word, a tolerance the head's; nobody confirms what they proposed."""
    scored = story.book.scored
    one = scored.adjustments[deed.key]
    kind, role = scored.rules[one.rule_id].kind, story.book.posts[deed.post].role
    if (kind == "VETO") != (role in LEADERS):
        yield f"a {kind} was decided by a {role}"
    if kind == "TOLERANCE" and role not in HEAD:
        yield "a tolerance was not the word of the head"
    if role not in LEADERS and not bound(story, deed, "scorer"):
        yield "points were decided by another office"
    if deed.deed != "adjustment.revoke" and deed.person == one.proposed_by_id:
        yield "points were decided by the hand that proposed them"
    if (kind == "VETO" or kind == "TOLERANCE") and not one.document_number.strip():
        yield f"a {kind} rests on no paper"


def _upheld(story, deed):
    """Points are overturned by the appeal against them, upheld in the same moment."""
    appeals = [one for one in story.book.scored.appeals.values() if one.adjustment_id == deed.key]
    granted = {
        (each.at, one.id)
        for one in appeals
        for each in story.book.about[str(one.id)]
        if each.deed == "appeal.grant"
    }
    if not any(at == deed.at for at, _appeal in granted):
        yield "points were overturned and no appeal was upheld"


def _corrected(story, deed):
    appeal = story.book.scored.appeals[deed.key]
    mine = (appeal.period_id, appeal.indicator_id, appeal.unit_id)
    later = [
        one
        for one in story.book.scored.figures.values()
        if (one.period_id, one.indicator_id, one.unit_id) == mine
        and one.revision > (appeal.figure_revision or 0)
        and one.certified_at is not None
        and one.certified_at <= deed.at
    ]
    if not later:
        yield "an appeal was settled and nothing was corrected"


def _asks_somebody(story, deed):
    scored = story.book.scored
    held = scored.appraisals[deed.key]
    if not any(one.appraisal_id == deed.key for one in scored.appraised.values()):
        yield "an appraisal is of nobody"
    handed_out = any(one.appraisal_id == deed.key for one in scored.tokens.values())
    if not held.paper_issued and not handed_out:
        yield "an appraisal has no ballots"


def _counted_twice(story, deed):
    scored = story.book.scored
    counted = [one for one in scored.papers.values() if one.appraisal_id == deed.key]
    twice = any(one.confirmed_by_id not in (None, one.entered_by_id) for one in counted)
    if scored.appraisals[deed.key].paper_issued and not twice:
        yield "paper was not counted by two"


# What could change a result, and when nothing may any more.
MENDS = {
    *("figures.enter", "figures.read_off", "period.compute", "period.credit"),
    *("figure.certify", "figure.send_back", "figure.enter_again", "figure.correct"),
    *("adjustment.propose", "adjustment.confirm", "adjustment.revoke", "adjustment.overturn"),
}
BEFORE_THE_LEADERS = {"APPROVING", "APPROVED", "PUBLISHED"}
ASKS = {
    "scheme.put_in_force": (_weighed,),
    "adjustment.propose": (_takes_off,),
    "period.begin_check": (_reported,),
    "period.preview": (_certified, _computed, _checked, _settled),
    "period.publicise": (_certified, _settled),
    "period.put_up": (_certified, _settled, _windows_over, _no_appeal, _as_shown),
    "period.approve": (_certified, _no_appeal),
    "period.publish": (_certified, _no_appeal),
    "adjustment.confirm": (_its_word, _still_deducted),
    "adjustment.refuse": (_its_word,),
    "adjustment.revoke": (_its_word, _still_deducted),
    "adjustment.overturn": (_upheld, _still_deducted),
    "appeal.settle": (_corrected,),
    "appraisal.open": (_asks_somebody,),
    "appraisal.close": (_counted_twice,),
}


def where_they_stand(story):
    """Yield what stands elsewhere than the trail says; what was laid without a word is left out."""
    if not story.book.kinds & BEGINS.keys():
        return
    for kind, rows in story.book.scored.of_a_life.items():
        for key, row in rows.items():
            if not any(one.deed in EDGES for one in story.book.about[str(key)]):
                continue
            told = story.state.get((kind, str(key)), BEGINS[kind])
            if row.state != told:
                yield f"a {kind} stands at {row.state}, the trail says {told}"


def what_assessments_leave(book):
    """Yield what is false of the tables: who decided on what, and what is owed about appeals."""
    if "period" in book.kinds:
        yield from _once_and_under_one_version(book.scored)
        for one in book.scored.figures.values():
            if book.scored.lines[one.indicator_id].source != "ENTERED" and one.entered_by_id:
                yield "somebody typed what the record says"
    if "appeal" not in book.kinds:
        return
    for opinion in book.scored.opinions.values():
        appeal = book.scored.appeals[opinion.appeal_id]
        if opinion.given_by_id == appeal.lodged_by_id or _had_a_hand(book, opinion, appeal):
            yield f"{opinion.giver_name} decided on what they scored"
    for appeal in book.scored.appeals.values():
        if appeal.decided_at is not None:
            yield from _two_alike(book, appeal)
        against = book.scored.adjustments.get(appeal.adjustment_id)
        if against and (against.decided_at is None or against.decided_at > appeal.lodged_at):
            yield "an appeal is against points that do not count"
        owed = [one for one in book.dues[str(appeal.id)] if not one.met_at and not one.excused_at]
        if len(owed) != (appeal.state in OPEN_APPEALS):
            yield f"an appeal at {appeal.state} has {len(owed)} things owed"


def _once_and_under_one_version(scored):
    """Each span is assessed once, under the version that binds on its last day."""
    seen = set()
    bound_ones = [one for one in scored.schemes.values() if one.in_force_at is not None]
    for period in scored.periods.values():
        scheme = scored.schemes[period.scheme_id]
        if (scheme.office_id, period.label) in seen:
            yield f"{period.label} is assessed under two versions"
        seen.add((scheme.office_id, period.label))
        for other in bound_ones:
            same = (other.office_id, other.year) == (scheme.office_id, scheme.year)
            newer = other.version > scheme.version and other.in_force_at <= period.opened_at
            if same and newer and other.since <= period.until:
                yield f"{period.label} was opened under a version that binds no more"


def _two_alike(book, appeal):
    wanted = "REFUSE" if appeal.state == "REFUSED" else "UPHOLD"
    alike = [
        one
        for one in book.scored.opinions.values()
        if one.appeal_id == appeal.id and one.stance == wanted
    ]
    if len({one.given_by_id for one in alike}) != HANDS_NEEDED:
        yield "an appeal was not decided by two alike"


def _had_a_hand(book, opinion, appeal):
    """Tell whether whoever gave an opinion had entered, signed, adjusted, checked or computed."""
    scored, who, before = book.scored, opinion.given_by_id, opinion.given_at

    def done(rows, *names):
        return any(
            getattr(one, f"{name}_by_id") == who and getattr(one, f"{name}_at") <= before
            for one in rows
            for name in names
            if getattr(one, f"{name}_at") is not None
        )

    own = (appeal.period_id, appeal.indicator_id, appeal.unit_id)
    figures = [
        one
        for one in scored.figures.values()
        if (one.period_id, one.indicator_id, one.unit_id) == own
    ]
    checks = [one for one in scored.checks.values() if (one.period_id, one.unit_id) == own[::2]]
    against = [one for key, one in scored.adjustments.items() if key == appeal.adjustment_id]
    computed = any(
        one.deed == "period.compute" and one.person == who and one.at <= before
        for one in book.about[str(appeal.period_id)]
    )
    adjusted = done(against, "proposed", "decided")
    return done(figures, "entered", "certified") or done(checks, "checked") or adjusted or computed
