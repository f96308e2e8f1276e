"""The house as its tests see it: a throw-away home, quick passwords, plain static files."""

import os
import tempfile

os.environ.setdefault("LUOSHI_HOME", tempfile.mkdtemp(prefix="luoshi-test-"))
os.environ.setdefault("LUOSHI_DEBUG", "1")

from luoshi.site.settings import *  # noqa: F403
from luoshi.site.settings import DATABASES, STATIC_ROOT, STORAGES

DEBUG = False
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
# The static server warns of a folder that is not there.
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage",
}
if "sqlite" in DATABASES["default"]["ENGINE"]:
    # A file, not memory: threads of the race tests each need their own connection to it.
    DATABASES["default"]["TEST"] = {"NAME": os.path.join(os.environ["LUOSHI_HOME"], "test.sqlite3")}
