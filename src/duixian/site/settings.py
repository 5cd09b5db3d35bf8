"""Django's settings: everything that differs between installations comes from the environment.

DUIXIAN_DATA is the data folder (default ./var); DUIXIAN_DATABASE_URL names a PostgreSQL, and where
it is absent the embedded one in the data folder is used (site/database.py starts it).
"""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

from duixian.site import database, quotes, secret

HERE = Path(__file__).resolve().parent
DATA = Path(os.environ.get("DUIXIAN_DATA", "var")).resolve()

SECRET_KEY = secret.key(DATA)
DEBUG = False
ALLOWED_HOSTS = ["*"]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "axes",
    "pgtrigger",
    "pghistory",
    "procrastinate.contrib.django",
    "duixian.court.people.apps.PeopleConfig",
    "duixian.court.cases.apps.CasesConfig",
    "duixian.court.approvals.apps.ApprovalsConfig",
    "duixian.court.property.apps.PropertyConfig",
    "duixian.court.liaison.apps.LiaisonConfig",
    "duixian.court.coercion.apps.CoercionConfig",
    "duixian.court.settlement.apps.SettlementConfig",
    "duixian.court.standing.apps.StandingConfig",
    "duixian.court.funds.apps.FundsConfig",
    "duixian.court.closing.apps.ClosingConfig",
    "duixian.court.campaigns.apps.CampaignsConfig",
    "duixian.court.agenda.apps.AgendaConfig",
    "duixian.site.apps.SiteConfig",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "duixian.site.middleware.content_security",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "duixian.court.people.middleware.password_first",
    "duixian.site.middleware.Refusals",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "duixian.site.urls"
WSGI_APPLICATION = "duixian.site.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [HERE / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "duixian.site.jinja.environment",
            "context_processors": ["duixian.site.context.frame"],
        },
    },
]
# Kept by each process for itself; see court/people/recent.py.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
DATABASES = {"default": database.connection(DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Staff"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "CommonPasswordValidator", "NumericPasswordValidator")
] + [
    {
        "NAME": "duixian.court.people.passwords.LongEnough",
        "OPTIONS": {"min_length": 10},
    }
]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.5
AXES_LOCKOUT_PARAMETERS = ["username"]
AXES_RESET_ON_SUCCESS = True
# The half hour runs from the fifth mistake; trying on does not prolong it.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_LOCKOUT_CALLABLE = "duixian.court.people.views.locked_out"
AXES_VERBOSE = False
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "desk"
SESSION_COOKIE_AGE = 8 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
CSRF_FAILURE_VIEW = "duixian.site.errors.refused"

# What the court's rooms reckon with: they do not know where an installation keeps its own quotes.
RATE_TABLES = partial(quotes.tables, DATA)

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "duixian.site.static_files.NamedByContent"},
}
STATIC_URL = "/static/"
STATICFILES_DIRS = [HERE / "static"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
