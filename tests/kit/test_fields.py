"""What can be typed into a field: a day has to be one that somebody may have meant."""

from datetime import date

import pytest
from django import forms

from luoshi.kit.fields import DayField


class Asked(forms.Form):
    day = DayField()


@pytest.mark.parametrize("typed", ["0001-01-01", "1949-09-30", "2100-01-01", "9999-12-31"])
def test_a_day_beyond_every_calendar_is_said_to_be_a_slip(typed):
    form = Asked({"day": typed})

    assert form.errors == {"day": ["年份不对，日期须在1949年10月1日至2099年12月31日之间"]}


@pytest.mark.parametrize("typed", ["1949-10-01", "2028-02-29", "2099-12-31"])
def test_a_day_somebody_may_have_meant_is_taken(typed):
    form = Asked({"day": typed})

    assert form.is_valid()
    assert form.cleaned_data["day"] == date.fromisoformat(typed)
