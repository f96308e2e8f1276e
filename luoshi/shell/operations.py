"""What a person does upon their own account: the password (修改密码), the settings (个人设置)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from luoshi.organisation.models import Person
from luoshi.shell.models import PersonalSettings
from luoshi.trail.operations import write


@dataclass(frozen=True)
class Oneself:
    """A person as an actor before any post is chosen: only the account is touched."""

    person_id: UUID
    person_name: str
    post_id: UUID | None = None
    post_name: str = ""
    unit_id: UUID | None = None
    on_behalf_name: str = ""


@transaction.atomic
def change_password(person: Person, *, to: str, at: datetime) -> None:
    """Set a new password and lift the demand of a first sign-in (修改密码).

    The trail says that it was changed, and never what it was or is.
    """
    person.set_password(to)
    person.must_change_password = False
    person.save(update_fields=["password", "must_change_password"])
    write("person.change_password", about=person, by=Oneself(person.pk, person.name), at=at)


@transaction.atomic
def keep_settings(person: Person, asked: Mapping[str, str]) -> None:
    """Keep how a person wants the pages, beside what they chose before. No deed: no entry."""
    PersonalSettings.objects.bulk_create([PersonalSettings(person=person)], ignore_conflicts=True)
    held = PersonalSettings.objects.select_for_update(of=("self",)).get(person=person)
    held.chosen = {**held.chosen, **asked}
    held.save(update_fields=["chosen"])


def settings_of(person: Person) -> dict[str, str]:
    """Return how a person wants the pages; empty where nothing was ever chosen."""
    held = PersonalSettings.objects.filter(person=person).values_list("chosen", flat=True).first()
    return dict(held or {})
