"""字段 Form fields every room asks alike. They know what can be typed, no word of the field."""

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from luoshi.kit.days import FIRST_DAY, LAST_DAY

OUT_OF_REACH = _("年份不对，日期须在1949年10月1日至2099年12月31日之间")


class DayField(forms.DateField):
    """A day, picked or typed as 2026-06-17."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    default_validators = [
        MinValueValidator(FIRST_DAY, OUT_OF_REACH),
        MaxValueValidator(LAST_DAY, OUT_OF_REACH),
    ]
