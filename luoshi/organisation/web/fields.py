"""Fields that turn a typed name into the unit or the person that is meant."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from luoshi.organisation.models import Person, Post, Unit
from luoshi.organisation.queries import unit_by_name, units_on

SEPARATORS = str.maketrans(dict.fromkeys("，,；;\n\r\t ", "、"))


class UnitField(forms.CharField):
    """A unit by its name, short name, alias or code; the page offers the names."""

    widget = forms.TextInput(attrs={"list": "units", "autocomplete": "off"})
    on: date

    def clean(self, value: Any) -> Unit | None:
        """Return the standing unit that is meant; None for nothing typed."""
        words = str(super().clean(value) or "").strip()
        return meant(words, on=self.on) if words else None


class UnitsField(forms.CharField):
    """Several units, their names separated by 、."""

    widget = forms.Textarea(attrs={"rows": 3})
    on: date

    def clean(self, value: Any) -> list[Unit]:
        """Return the units in the order typed, each once."""
        words = str(super().clean(value) or "").translate(SEPARATORS).split("、")
        units = [meant(one, on=self.on) for one in words if one]
        return list(dict.fromkeys(units))


class PersonField(forms.CharField):
    """A person by log-in name: only administrators know it, and two people may share a name."""

    widget = forms.TextInput(attrs={"autocomplete": "off"})

    def clean(self, value: Any) -> Person:
        """Return the person who signs in by this name."""
        words = str(super().clean(value)).strip()
        person = Person.objects.filter(username=words).first()
        if person is None:
            raise forms.ValidationError(_("没有登录名为“%(name)s”的人员") % {"name": words})
        return person


class PostField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of a few posts."""

    def label_from_instance(self, obj: Any) -> str:
        """Show unit and post."""
        post: Post = obj
        return str(post)


def meant(words: str, *, on: date) -> Unit:
    """Return the standing unit that a name or a code means.

    :raises ValidationError: if it means none, or two
    """
    unit = unit_by_name(words, on=on) or units_on(on).filter(code=words).first()
    if unit is None:
        raise forms.ValidationError(
            _("没有名为“%(name)s”的单位，或有重名；请改填单位代码") % {"name": words}
        )
    return unit
