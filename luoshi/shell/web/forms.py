"""What was typed at the door of the house, turned into what was meant."""

from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from luoshi.organisation.models import Person

# Why a password will not do, by the code of Django's validators.
WEAK = {
    "password_too_short": gettext_lazy("新密码至少10个字符。"),
    "password_too_common": gettext_lazy("这是常见密码，容易被猜到。"),
    "password_entirely_numeric": gettext_lazy("新密码不能全是数字。"),
    "password_too_similar": gettext_lazy("新密码与姓名或登录名太相近。"),
}


class SignIn(forms.Form):
    """登录: a name and a password."""

    username = forms.CharField(
        label=gettext_lazy("登录名"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    password = forms.CharField(
        label=gettext_lazy("密码"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class NewPassword(forms.Form):
    """修改密码: the present password once, the new one twice."""

    present = forms.CharField(
        label=gettext_lazy("现在的密码"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    new = forms.CharField(
        label=gettext_lazy("新密码"),
        strip=False,
        help_text=gettext_lazy(
            "至少10个字符，不能全是数字，不能与姓名、登录名相近，不能是常见密码。"
        ),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=gettext_lazy("再输一次新密码"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, person: Person, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_present(self) -> str:
        """Ask that the person at the screen knows the present password."""
        present: str = self.cleaned_data["present"]
        if not self.person.check_password(present):
            raise ValidationError(_("现在的密码不对。"))
        return present

    def clean_new(self) -> str:
        """Ask the rules of the house for passwords, and that it is a new one."""
        new: str = self.cleaned_data["new"]
        if new == self.cleaned_data.get("present"):
            raise ValidationError(_("新密码不能与现在的密码相同。"))
        try:
            password_validation.validate_password(new, self.person)
        except ValidationError as weak:
            # Django's own sentences are not all in Chinese, nor addressed to an official.
            raise ValidationError(
                [str(WEAK[str(error.code)]) for error in weak.error_list]
            ) from weak
        return new

    def clean_again(self) -> str:
        """Ask that both were typed alike."""
        again: str = self.cleaned_data["again"]
        if "new" in self.cleaned_data and again != self.cleaned_data["new"]:
            raise ValidationError(_("两次输入的新密码不一致。"))
        return again
