"""Misdeeds with schemes, figures and appraisals: by strangers, without a basis, without ballots."""

from luoshi.assessment.lifecycle import FIGURE, SCHEME
from luoshi.assessment.models import Appraisal
from luoshi.assessment.operations import appraisals, figures, periods, schemes
from tests.assessed import SOURCE
from tests.assessment.asked import a_draft, an_appraisal, assessor, head
from tests.assessment.steps import OPENED, SELF_REPORTING, of_the_office
from tests.misdeeds import Attempt, again, shows
from tests.misdeeds.small import a_figure, a_small_scheme
from tests.world import TUESDAY_NINE, someone_of

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
