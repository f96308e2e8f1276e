"""Units are picked from the register: by name, short name, alias or pinyin initials, never freely.

A picker is a text field with a list beside it, so that it works without script; what was typed is
looked up again when it comes back.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from luoshi.flow.refusals import Unmet
from luoshi.organisation.models import Unit, UnitGroup
from luoshi.organisation.queries import names_of_units

BETWEEN = re.compile(r"[、，,；;\s]+")
LIST = "register"


@dataclass(frozen=True)
class Register:
    """The units standing on a day, by every name they may be typed by."""

    names: Mapping[str, Unit]
    initials: Mapping[str, tuple[Unit, ...]]
    groups: Mapping[str, tuple[Unit, ...]]

    @property
    def units(self) -> list[Unit]:
        """Return each unit once, in official order."""
        found = {unit.pk: unit for unit in self.names.values()}
        return sorted(found.values(), key=lambda unit: (unit.place, unit.code))

    def one(self, typed: str) -> Unit:
        """Return the unit that is meant.

        :raises forms.ValidationError: if none is, or several are
        """
        if unit := self.names.get(typed):
            return unit
        meant = self.initials.get(typed.lower(), ())
        if len(meant) == 1:
            return meant[0]
        if meant:
            units = "、".join(short(unit) for unit in meant[:5])
            words = {"typed": typed, "units": units}
            raise forms.ValidationError(_("“%(typed)s”可能是%(units)s，请写明是哪一家") % words)
        raise forms.ValidationError(_("名录中没有“%(typed)s”") % {"typed": typed})

    def several(self, typed: str) -> list[Unit]:
        """Return the units named one after another; the name of a group stands for all of it."""
        found: dict[Any, Unit] = {}
        for name in BETWEEN.split(typed.strip()):
            meant = self.groups.get(name) or (self.one(name),) if name else ()
            found |= {unit.pk: unit for unit in meant}
        return list(found.values())

    def meant(self, typed: str, says: str) -> list[Unit]:
        """Return the units an answer names: typed, or one of the choices of a question.

        :raises Unmet: if what was typed is not in the register, or nothing is named
        """
        try:
            found = self.several(typed) if typed else self._chosen(says)
        except forms.ValidationError as unknown:
            raise Unmet("；".join(unknown.messages)) from unknown
        if not found:
            raise Unmet(_("请选择，或从名录中填写"))
        return found

    def _chosen(self, says: str) -> list[Unit]:
        what, _colon, name = says.partition(":")
        if what == "group":
            return list(self.groups.get(name, ()))
        return [unit for unit in self.units if what == "unit" and str(unit.pk) == name]


def register_on(day: date) -> Register:
    """Read the register. Four queries, whatever its size."""
    names = names_of_units(day)
    standing = {unit.pk: unit for unit in names.values()}
    initials: dict[str, tuple[Unit, ...]] = {}
    for unit in standing.values():
        for typed in unit.initials.split():
            initials[typed] = (*initials.get(typed, ()), unit)
    groups = {
        group.name: tuple(unit for unit in group.units.all() if unit.pk in standing)
        for group in UnitGroup.objects.prefetch_related("units")
    }
    return Register(names, initials, {name: units for name, units in groups.items() if units})


def short(unit: Unit) -> str:
    """Return the name a unit goes by on a card."""
    return unit.short_name or unit.name


class UnitField(forms.CharField):
    """One unit of the register."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"list": LIST, "autocomplete": "off"}
        super().__init__(required=False, widget=forms.TextInput(attrs=attrs), **kwargs)
        self.register: Register | None = None

    def clean(self, value: Any) -> Unit | None:
        """Look up what was typed."""
        typed = super().clean(value)
        return self.register.one(typed) if typed and self.register else None


class UnitsField(UnitField):
    """Several units of the register, one after another."""

    def clean(self, value: Any) -> list[Unit]:  # type: ignore[override]
        """Look up each of what was typed."""
        typed = forms.CharField.clean(self, value)
        return self.register.several(typed) if typed and self.register else []


def joined(units: Sequence[Unit]) -> str:
    """Return units as they are typed into `UnitsField`."""
    return "、".join(short(unit) for unit in units)
