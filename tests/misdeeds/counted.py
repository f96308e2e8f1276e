"""Misdeeds with schemes, figures and appraisals: by strangers, without a basis, without ballots."""

from decimal import Decimal

from luoshi.assessment.lifecycle import FIGURE, SCHEME
from luoshi.assessment.models import Appraisal, Figure, Indicator
from luoshi.assessment.operations import appraisals, figures, periods, schemes
from luoshi.assessment.terms import PeriodState as S
from tests.assessed import SOURCE
from tests.assessment.asked import a_closed, a_draft, an_appraisal, assessor, head
from tests.assessment.steps import APPROVED, OPENED, SELF_REPORTING, of_the_office
from tests.misdeeds import Attempt, again, shows
from tests.misdeeds.small import UNIT, a_figure, a_small_period_at, a_small_scheme, the_line
from tests.world import TUESDAY_NINE, WEDNESDAY_NINE, someone_of, unit_named

TYPIST, SIGNER = (SOURCE, "承办人"), (SOURCE, "局长")
STRANGER = ("市住建局", "局长")
HEAD, ASSESSOR = ("市考核办", "主任"), ("市考核办", "考核员")


@shows("SCHEME.put_in_force.may", "put_in_force", ASSESSOR, HEAD)
@shows("SCHEME.withdraw.may", "withdraw", STRANGER, ASSESSOR)
def binding_others_by_an_assessors_word(move, wrong, right):
    """A draft put in force by an assessor, or withdrawn by a stranger."""
    scheme = a_small_scheme(in_force=False)

    def done(by):
        said = {"basis": "澄考发〔2026〕1号"}
        SCHEME.make(move, again(scheme), by=someone_of(*by), at=OPENED, **said)

    return Attempt(lambda: done(wrong), lambda: done(right))


@shows("SCHEME.put_in_force.a_basis")
def in_force_without_a_basis():
    """A scheme in force that rests on no paper."""
    scheme = a_small_scheme(in_force=False)

    def put_in_force(basis):
        type(scheme).objects.filter(pk=scheme.pk).update(basis=basis)
        by = of_the_office("主任")
        SCHEME.make("put_in_force", again(scheme), by=by, at=OPENED, basis=basis)

    return Attempt(lambda: put_in_force(""), lambda: put_in_force("澄考发〔2026〕1号"))


@shows("SCHEME.supersede.may")
def superseded_by_an_assessor():
    """A scheme in force set aside by an assessor."""
    scheme = a_small_scheme(in_force=False)
    schemes.put_in_force(scheme, by=of_the_office("主任"), at=OPENED)

    def supersede(title):
        SCHEME.make("supersede", again(scheme), by=of_the_office(title), at=SELF_REPORTING)

    return Attempt(lambda: supersede("考核员"), lambda: supersede("主任"))


@shows("schemes._check_whole")
def in_force_with_weights_that_do_not_add_up():
    """A scheme in force whose lines weigh less than what they stand under."""
    scheme = a_small_scheme(in_force=False)

    def put_in_force(weight):
        Indicator.objects.filter(code="1.1").update(weight=weight)
        schemes.put_in_force(again(scheme), by=of_the_office("主任"), at=OPENED)

    return Attempt(lambda: put_in_force(90), lambda: put_in_force(100))


@shows("figures.hold_open")
def correcting_what_was_put_up():
    """A figure corrected while the results lie before the leaders."""
    put_up, hand = a_small_period_at(S.APPROVING), someone_of(*TYPIST)
    mended = periods.open_period(put_up.scheme, "2026-06", by=of_the_office("考核员"), at=OPENED)
    a_figure(mended)

    def correct(period):
        figure = Figure.objects.get(period=period)
        said = figures.Typed(figure.indicator, figure.unit, Decimal(95))
        figures.correct(figure, said, by=hand, at=APPROVED, reason="漏计一处")

    return Attempt(lambda: correct(put_up), lambda: correct(mended))


@shows("figures._check_typed")
def typing_anothers_figure():
    """A figure entered by a unit that is not its source."""
    scheme = a_small_scheme()
    period = periods.open_period(scheme, "2026-Q2", by=of_the_office("考核员"), at=OPENED)

    def enter(by):
        typed = [figures.Typed(the_line(period), unit_named(UNIT), Decimal(95))]
        figures.enter(period, typed, by=someone_of(*by), at=SELF_REPORTING)

    return Attempt(lambda: enter(STRANGER), lambda: enter(TYPIST))


@shows("figures._demand_typed")
def typing_what_the_record_says():
    """A figure typed by hand that is read off the record."""
    scheme, hand = a_small_scheme(), someone_of(*TYPIST)
    period = periods.open_period(scheme, "2026-Q2", by=of_the_office("考核员"), at=OPENED)

    def enter(source):
        Indicator.objects.filter(code="1.1").update(source=source)
        typed = [figures.Typed(the_line(period), unit_named(UNIT), Decimal(95))]
        figures.enter(period, typed, by=hand, at=SELF_REPORTING)

    return Attempt(lambda: enter("RECORD"), lambda: enter("ENTERED"))


def an_entered_figure():
    """A figure that waits for its signature."""
    scheme = a_small_scheme()
    period = periods.open_period(scheme, "2026-Q2", by=of_the_office("考核员"), at=OPENED)
    return a_figure(period, state="ENTERED")


def signed(figure, by):
    figures.certify(figure.period, [again(figure)], by=someone_of(*by), at=SELF_REPORTING)


@shows("FIGURE.certify.may")
def signing_what_one_typed():
    """A figure signed by staff."""
    figure = an_entered_figure()
    return Attempt(lambda: signed(figure, TYPIST), lambda: signed(figure, SIGNER))


@shows("FIGURE.send_back.may", {"by": TYPIST})
@shows("FIGURE.send_back.why_back", {"reason": " "})
def sending_a_figure_back_wrongly(wrong):
    """A figure returned by staff, or without a word."""
    figure = an_entered_figure()

    def send_back(by=SIGNER, reason="口径不符"):
        hand = someone_of(*by)
        figures.send_back(again(figure), by=hand, at=SELF_REPORTING, reason=reason)

    return Attempt(lambda: send_back(**wrong), send_back)


@shows("FIGURE.enter_again.may", "enter_again", STRANGER, TYPIST)
@shows("FIGURE.read_off.may", "read_off", TYPIST, ASSESSOR)
@shows("FIGURE.take_over.may", "take_over", ASSESSOR, HEAD)
def a_figure_by_a_strangers_hand(move, wrong, right):
    """A figure entered again by another unit, read off by its source, taken over by an assessor."""
    figure = an_entered_figure()
    if move == "enter_again":
        hand = someone_of(*SIGNER)
        figures.send_back(figure, by=hand, at=SELF_REPORTING, reason="口径不符")

    def done(by):
        FIGURE.make(move, again(figure), by=someone_of(*by), at=SELF_REPORTING)

    return Attempt(lambda: done(wrong), lambda: done(right))


def drawn_up():
    """A draft with its ballots."""
    held = a_draft()
    appraisals.make_ballots(held, ["7kq2-m9xp-4tza-w3nd"], by=assessor(), at=TUESDAY_NINE)
    return held


@shows("APPRAISAL.open.may", "open_votes", drawn_up)
@shows("APPRAISAL.withdraw.may", "withdraw", drawn_up)
@shows("APPRAISAL.close.may", "close", lambda: an_appraisal(1)[0])
def an_appraisal_by_the_heads_word(move, given):
    """An appraisal opened, closed or given up by the head, whose part the result is."""
    held = given()

    def done(by):
        getattr(appraisals, move)(again(held), by=by, at=TUESDAY_NINE)

    return Attempt(lambda: done(head()), lambda: done(assessor()))


@shows("appraisals._before_the_end")
def making_ballots_for_what_is_over():
    """Ballots made for an appraisal that was closed."""
    over, open_one = a_closed({}), an_appraisal(1)[0]

    def make(held, token):
        appraisals.make_ballots(again(held), [token], by=assessor(), at=WEDNESDAY_NINE)

    return Attempt(
        lambda: make(over, "7kq2-m9xp-4tza-w3nd"), lambda: make(open_one, "7kq2-m9xp-4tza-w3ne")
    )


@shows("APPRAISAL.open.some_units", lambda held: held.appraised.all().delete())
@shows("APPRAISAL.open.some_ballots", lambda held: held.tokens.all().delete())
def asking_nobody(spoil):
    """An appraisal opened of no unit, or without a ballot."""
    held = drawn_up()

    def wrong():
        spoil(held)
        appraisals.open_votes(again(held), by=assessor(), at=TUESDAY_NINE)

    return Attempt(
        wrong, lambda: appraisals.open_votes(again(held), by=assessor(), at=TUESDAY_NINE)
    )


@shows("APPRAISAL.close.paper_counted")
def closing_over_paper_nobody_counted():
    """An appraisal closed while its ballots on paper lie uncounted."""
    held, _tokens = an_appraisal(1)

    def wrong():
        Appraisal.objects.update(paper_issued=10)
        appraisals.close(again(held), by=assessor(), at=TUESDAY_NINE)

    return Attempt(wrong, lambda: appraisals.close(again(held), by=assessor(), at=TUESDAY_NINE))
