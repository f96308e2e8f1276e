"""The environment of an installation, read once and typed."""

import os
import secrets
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

from luoshi.site.saying import said as _

PACKAGE = Path(__file__).resolve().parent.parent
ROOT = PACKAGE.parent
env = environ.Env()
HOME = Path(env.str("LUOSHI_HOME", default=str(ROOT / "var"))).resolve()


def secret_key(home: Path, *, production: bool) -> str:
    """Return the secret key: the environment's, or one kept in the home of a demo or a trial.

    :raises ImproperlyConfigured: in production without LUOSHI_SECRET_KEY of its own
    """
    if given := os.environ.get("LUOSHI_SECRET_KEY", ""):
        return given
    if production:
        raise ImproperlyConfigured(
            _("正式运行须设置自己的 LUOSHI_SECRET_KEY（至少50个字符），演示请设 LUOSHI_DEMO=1。")
        )
    kept = home / "secret_key"
    if not kept.exists():
        home.mkdir(parents=True, exist_ok=True)
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(64))
    return kept.read_text()
