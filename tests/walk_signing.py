"""The walk inside a unit: what staff wrote goes up, is signed, or comes back."""

from luoshi.breakdown.models import Matter
from luoshi.organisation.terms import UNIT_ROLES, Role
from luoshi.reporting.models import Report, Slip
from luoshi.reporting.operations import signing
from luoshi.reporting.terms import SlipKind

STAFF = (Role.LIAISON, Role.HANDLER, Role.UNIT_DEPUTY)
SIGN = (Role.UNIT_HEAD, Role.UNIT_DEPUTY)
LIES = {"SIGNING": "SIGNING", "SUBMITTED": "SAID", "RETURNED": "CORRECT"}


def told(walk, key):
    """Note where a report stands after a deed; read it again from the database."""
    state = Report.objects.values_list("state", flat=True).get(pk=key)
    walk.stands(key, LIES.get(state, "OLD"))


def sign_report(walk, key):
    """The head or the deputy signs what staff wrote."""
    said = Report.objects.select_related("matter").get(pk=key)
    walk.attempt(signing.sign, said, by=walk.hand(*walk.town.of(said.unit_id, *SIGN)))
    told(walk, key)


def hand_back(walk, key):
    """The head or the deputy wants it written again."""
    said = Report.objects.select_related("matter").get(pk=key)
    by = walk.hand(*walk.town.of(said.unit_id, *SIGN))
    walk.attempt(signing.hand_back, said, by=by, reason=walk.words("数字与台账不一致"))
    told(walk, key)


def withdraw(walk, key):
    """Whoever wrote or signed it takes it back."""
    said = Report.objects.select_related("matter").get(pk=key)
    own = (said.reported_by_id, said.signed_by_id)
    ready = [one for one in walk.town.of(said.unit_id, *UNIT_ROLES) if one.person_id in own]
    walk.attempt(signing.withdraw, said, by=walk.hand(*ready))
    told(walk, key)


def put_up_claim(walk, key):
    """Staff prepare the claim for the head."""
    said = walk.words("已全部完成并通过验收")
    _put_up(walk, key, signing.Prepared(SlipKind.CLAIM, said))


def put_up_return(walk, key):
    """Staff prepare the return for the head."""
    other = None if walk.slips(walk.forgets) else walk.rng.choice(walk.town.bureaus)
    said = walk.words("职责已划转")
    _put_up(walk, key, signing.Prepared(SlipKind.RETURN, said, proposed_unit=other))


def _put_up(walk, key, prepared):
    matter = Matter.objects.get(pk=key)
    by = walk.hand(*walk.town.of(matter.lead_id, *STAFF))
    made = walk.attempt(signing.put_up, matter, prepared, by=by)
    if made:
        walk.stands(made.pk, "SLIP")


def sign_slip(walk, key):
    """The head signs a slip, and claims or returns by it."""
    slip = Slip.objects.select_related("matter", "proposed_unit").get(pk=key)
    by = walk.hand(*walk.town.of(slip.unit_id, Role.UNIT_HEAD))
    walk.attempt(signing.sign_slip, slip, by=by)
    _decided(walk, slip)


def hand_slip_back(walk, key):
    """The head wants a slip otherwise."""
    slip = Slip.objects.select_related("matter").get(pk=key)
    by = walk.hand(*walk.town.of(slip.unit_id, Role.UNIT_HEAD))
    walk.attempt(signing.hand_slip_back, slip, by=by, reason=walk.words("还没有验收"))
    _decided(walk, slip)


def withdraw_slip(walk, key):
    """The unit takes a slip back."""
    slip = Slip.objects.select_related("matter").get(pk=key)
    by = walk.hand(*walk.town.of(slip.unit_id, *UNIT_ROLES))
    walk.attempt(signing.withdraw_slip, slip, by=by)
    _decided(walk, slip)


def _decided(walk, slip):
    state = Slip.objects.values_list("state", flat=True).get(pk=slip.pk)
    walk.stands(slip.pk, *(["SLIP"] if state == "WAITING" else []))
    walk.note(slip.matter)


DEEDS = {
    "sign_report": ("SIGNING", 1.5),
    "hand_back": ("SIGNING", 0.3),
    "withdraw": ("SIGNING", 0.2),
    "withdraw_sent": ("SAID", 0.1),
    "put_up_claim": ("IN_PROGRESS", 0.04),
    "put_up_return": ("YOUNG", 0.05),
    "sign_slip": ("SLIP", 0.8),
    "hand_slip_back": ("SLIP", 0.2),
    "withdraw_slip": ("SLIP", 0.2),
}
withdraw_sent = withdraw
