"""Who may take decisions in, and who may read them."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from luoshi.kit.rules import NOTHING, rule
from luoshi.organisation.acting import Acting
from luoshi.organisation.terms import ROOM_ROLES, OwnerRoom, Role

READERS = (*ROOM_ROLES, Role.VERIFIER, Role.ARCHIVIST)


@rule(_("登记文件的督查室人员"))
def room_staff(by: Acting) -> Q:
    """Be an officer or the director of the room that holds the document, or of a joint one."""
    if by.role not in ROOM_ROLES:
        return NOTHING
    return _of_the_room(by)


@rule(_("督查室"))
def may_see(by: Acting) -> Q:
    """Work in the room that holds the document, or oversee it."""
    if by.role in READERS:
        return _of_the_room(by)
    if by.role == Role.SECRETARY_GENERAL:
        return Q(office__path__startswith=by.unit_path)
    return NOTHING


def _of_the_room(by: Acting) -> Q:
    own = Q(office_id=by.unit_id)
    joint = by.room in (OwnerRoom.PARTY, OwnerRoom.GOVERNMENT)
    return own | Q(owner=OwnerRoom.JOINT) if joint else own
