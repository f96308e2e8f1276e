"""What an installation must have of its own before it opens to the public (系统检查)."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.utils.translation import gettext as _

from luoshi.site import starting

LONG_ENOUGH = 50
PLACEHOLDERS = ("change", "secret", "example", "django-insecure")


@register(Tags.security, deploy=True)
def production_is_its_own(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Refuse a production start with a weak key, without hosts, or without https."""
    if not settings.PRODUCTION:
        return []
    found: list[CheckMessage] = []
    key = settings.SECRET_KEY
    if len(key) < LONG_ENOUGH or any(word in key.lower() for word in PLACEHOLDERS):
        says = _("LUOSHI_SECRET_KEY 须为自己生成的随机字符，至少%(n)s个") % {"n": LONG_ENOUGH}
        found.append(Error(says, id="luoshi.E001"))
    if not settings.ALLOWED_HOSTS or "*" in settings.ALLOWED_HOSTS:
        says = _("LUOSHI_HOSTS 须写明本站的域名，不能为空，也不能是 *")
        found.append(Error(says, id="luoshi.E002"))
    if not settings.HTTPS:
        says = _("正式运行须使用 https：请去掉 LUOSHI_HTTPS=0，并按 docs/install.md 配置反向代理")
        found.append(Error(says, id="luoshi.E003"))
    return found


@register(Tags.security, deploy=True)
def demo_accounts_stay_in_a_demo(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Refuse to open a database with demo accounts as production."""
    # Tables can be asked only when the apps are loaded; checks are imported before that.
    from luoshi.organisation.models import Person  # noqa: PLC0415

    # Without its tables a database holds no accounts; `serve` says that they are missing.
    if not settings.PRODUCTION or starting.tables_are_behind():
        return []
    if Person.objects.filter(is_demo=True).exists():
        says = _("数据库中有演示账号，不能用于正式运行；请使用新的数据库")
        return [Error(says, id="luoshi.E004")]
    return []
