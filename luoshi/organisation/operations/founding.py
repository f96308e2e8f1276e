"""The first hour of an installation: one office, three administrators apart (初始设置)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.flow.refusals import NotFromHere
from luoshi.kit.actor import Clock
from luoshi.organisation.initials import initials_of
from luoshi.organisation.models import Person, Post, Term, Unit
from luoshi.organisation.operations.people import Registered
from luoshi.organisation.passwords import temporary_password
from luoshi.organisation.terms import ADMIN_ROLES, Role, UnitKind
from luoshi.timelimits.days import day_of
from luoshi.trail.operations import write

CONSOLE = Clock(person_name="命令行", post_name="初始设置")


def begin(office: str, *, at: datetime) -> list[Registered]:
    """Found the first office with its system, security and audit administrators.

    Their temporary passwords must be changed at the first sign-in; everything else is entered by
    them, from the page or the organisation template.

    :param office: name of the office that runs the installation, such as 澄川市人民政府办公室
    :raises NotFromHere: if a unit stands already
    """
    today = day_of(at)
    made = []
    with transaction.atomic():
        if Unit.objects.exists():
            raise NotFromHere(_("已有单位，不能再做初始设置"))
        unit = Unit.objects.add_root(
            {
                "code": "OFFICE",
                "name": office,
                "initials": initials_of("", office),
                "kind": UnitKind.OFFICE,
                "since": today,
            }
        )
        for role in ADMIN_ROLES:
            label = str(Role(role).label)
            password = temporary_password()
            person = Person(
                username=role.lower().replace("_", "-"), name=label, must_change_password=True
            )
            person.set_password(password)
            person.save(force_insert=True)
            post = Post.objects.create(unit=unit, title=label, role=role, since=today)
            Term.objects.create(person=person, post=post, since=today)
            made.append(Registered(person, password))
        names = [one.person.username for one in made]
        write("unit.begin", about=unit, by=CONSOLE, at=at, facts={"administrators": names})
    return made
