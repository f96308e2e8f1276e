"""Where one installation differs from another: everything comes from a typed environment.

Variables start with LUOSHI_. LUOSHI_HOME is the one folder that holds what must be kept: the
database (unless LUOSHI_DATABASE_URL names another), files by digest, signing key, heads.
"""

from pathlib import Path
from typing import Any

from luoshi.site import environment
from luoshi.site.environment import PACKAGE, ROOT, env, secret_key

HOME: Path = environment.HOME
DEMO = env.bool("LUOSHI_DEMO", default=False)
DEBUG = env.bool("LUOSHI_DEBUG", default=False)
PRODUCTION = not (DEBUG or DEMO)
SECRET_KEY = secret_key(HOME, production=PRODUCTION)
ALLOWED_HOSTS = env.list("LUOSHI_HOSTS", default=[] if PRODUCTION else ["127.0.0.1", "localhost"])
HTTPS = env.bool("LUOSHI_HTTPS", default=PRODUCTION)
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if HTTPS else []

CITY_NAME = env.str("LUOSHI_CITY", default="澄川市")
CITY_MARK = env.str("LUOSHI_MARK", default="澄")

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "django_htmx",
    "django_tasks",
    "treebeard",
    "template_partials.apps.SimpleAppConfig",
    "luoshi.kit",
    "luoshi.timelimits",
    "luoshi.trail",
    "luoshi.queue",
    "luoshi.organisation",
    "luoshi.dues",
    "luoshi.intake",
    "luoshi.breakdown",
    "luoshi.reporting",
    "luoshi.coordination",
    "luoshi.assessment",
    "luoshi.shell",
    "luoshi.site",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "luoshi.kit.requests.HeadMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "luoshi.kit.language.LanguageMiddleware",
    "luoshi.kit.requests.SizeMiddleware",
    "luoshi.kit.requests.WordsMiddleware",
    "luoshi.kit.requests.LightsMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "luoshi.kit.addresses.AddressMiddleware",
    "luoshi.organisation.request.ActingMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "luoshi.kit.landing.LandingMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "luoshi.site.urls"
WSGI_APPLICATION = "luoshi.site.wsgi.application"

AUTH_USER_MODEL = "organisation.Person"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/desk/"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = env.float("LUOSHI_LOCKOUT_HOURS", default=0.5)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_CLIENT_IP_CALLABLE = "luoshi.site.proxy.client_address"
AXES_LOCKOUT_TEMPLATE = "shell/locked_out.html"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
IDLE_MINUTES = env.int("LUOSHI_IDLE_MINUTES", default=60)
SESSION_COOKIE_AGE = IDLE_MINUTES * 60
SESSION_SAVE_EVERY_REQUEST = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "luoshi.shell.context.house",
            ],
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            ["django.template.loaders.app_directories.Loader"],
                        )
                    ],
                )
            ],
        },
    }
]

SQLITE = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": HOME / "luoshi.sqlite3",
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA case_sensitive_like=ON;"
        ),
    },
}
DATABASES: dict[str, dict[str, Any]] = {
    "default": env.db_url("LUOSHI_DATABASE_URL") if env.str("LUOSHI_DATABASE_URL", "") else SQLITE
}
if DATABASES["default"]["ENGINE"].endswith("postgresql"):
    DATABASES["default"]["CONN_MAX_AGE"] = 60
# Fields without files: a pasted text of 500,000 characters, percent-encoded, is 4.5 MB.
DATA_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
# A larger file goes to the disk while it arrives.
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

TASKS = {"default": {"BACKEND": "luoshi.queue.backend.LeaseBackend", "QUEUES": []}}

# Ways out of the house. Without a mail server nothing is mailed; a robot's address is the
# administrator's to give. The three may be reached through a gateway of one's own.
SMTP_HOST = env.str("LUOSHI_SMTP_HOST", default="")
SMTP_PORT = env.int("LUOSHI_SMTP_PORT", default=587)
SMTP_SECURITY = env.str("LUOSHI_SMTP_SECURITY", default="starttls")
SMTP_USER = env.str("LUOSHI_SMTP_USER", default="")
SMTP_PASSWORD = env.str("LUOSHI_SMTP_PASSWORD", default="")
SMTP_FROM = env.str("LUOSHI_SMTP_FROM", default="")
ROBOTS = {
    "DINGTALK": env.str(
        "LUOSHI_DINGTALK_GATEWAY",
        default="https://oapi.dingtalk.com/robot/send?access_token={token}",
    ),
    "WECOM": env.str(
        "LUOSHI_WECOM_GATEWAY",
        default="https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={key}",
    ),
    "FEISHU": env.str(
        "LUOSHI_FEISHU_GATEWAY", default="https://open.feishu.cn/open-apis/bot/v2/hook/{token}"
    ),
}

USE_TZ = True
TIME_ZONE = env.str("LUOSHI_TIME_ZONE", default="Asia/Shanghai")
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "luoshi_language"
LOCALE_PATHS = [PACKAGE / "locale" if (PACKAGE / "locale").is_dir() else ROOT / "locale"]
STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SILENCED_SYSTEM_CHECKS: list[str] = []
