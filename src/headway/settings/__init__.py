"""Django's settings, made from `environment`. Nothing here reads the environment by itself."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import Any

from headway.lib.keys import load_keys, refuse_start
from headway.settings.accounts import *  # noqa: F403  settings are read by their names
from headway.settings.accounts import SIGN_IN_APPS, SIGN_IN_ORIGINS
from headway.settings.databases import SQLITE_FILE, database
from headway.settings.environment import environment, make_home
from headway.settings.logs import logging_config
from headway.settings.safety import content_security_policy

# Requests and batches make many objects that live, and hardly any that are rubbish in a circle: by Python's own measure it
# looks for those so often that a sixth of an upload's time goes there.
gc.set_threshold(max(50_000, gc.get_threshold()[0]), 20, 100)
_given = environment()

HEADWAY_HOME: Path = _given.home
refuse_start(HEADWAY_HOME / "keys", HEADWAY_HOME / SQLITE_FILE)
make_home(HEADWAY_HOME)
HEADWAY_KEYS = load_keys(HEADWAY_HOME / "keys", HEADWAY_HOME / SQLITE_FILE)
SECRET_KEY = HEADWAY_KEYS.secret
DEBUG = _given.debug
ALLOWED_HOSTS = list(_given.allowed_hosts)

ROOMS = (
    "audit",
    "movement",
    "plan",
    "engage",
    "listen",
    "collect",
    "verify",
    "assess",
    "learn",
    "report",
)
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "django_cotton.apps.SimpleAppConfig",
    "heroicons",
    "django_tasks",
    "django_tasks_db",
    "headway.pages",
    *(f"headway.{room}" for room in ROOMS),
    "headway.web",
    # Last, so that our templates go before theirs.
    *SIGN_IN_APPS,
]
AUTH_USER_MODEL = "movement.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# In the database, so that what waits to be done survives a restart.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
DATABASES: dict[str, Any] = {"default": database(_given.database_url, HEADWAY_HOME, _given.lock_wait)}

MIDDLEWARE = [
    "headway.web.middleware.RequestId",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "headway.web.middleware.Restraints",
    "headway.web.static_files.PackedFiles",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "headway.web.middleware.Readable",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "headway.web.middleware.ChosenLanguage",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "headway.movement.sign_in.passing.RefusedForms",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "headway.pages.middleware.ListingFaults",
    "headway.report.views.files_of_lists.ListsAsFiles",
]
ROOT_URLCONF = "headway.web.urls"
WSGI_APPLICATION = "headway.web.wsgi.application"
_LOADERS = [
    "django_cotton.cotton_loader.Loader",
    "django.template.loaders.app_directories.Loader",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": _LOADERS if DEBUG else [("django.template.loaders.cached.Loader", _LOADERS)],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "headway.web.context.frame",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "django_cotton.templatetags.cotton",
                "heroicons.templatetags.heroicons",
                "headway.pages.templatetags.pages",
                "headway.web.templatetags.chrome",
            ],
        },
    }
]

LANGUAGE_CODE = _given.language
LANGUAGES = [("en", "English"), ("fr", "Français"), ("es", "Español"), ("ar", "العربية")]
LOCALE_PATHS = [Path(__file__).parents[1] / "locale"]
USE_I18N = True
FORMAT_MODULE_PATH = "headway.web.formats"
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "static/"
# Served from where they lie: nothing is collected, so that nothing can be out of date.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_ALLOW_ALL_ORIGINS = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "headway.web.static_files.MarkedStorage"},
}

CONTENT_SECURITY_POLICY = content_security_policy(SIGN_IN_ORIGINS)
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if _given.https else 0
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _given.https
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
# The choice of somebody who is not signed in.
LANGUAGE_COOKIE_NAME, LANGUAGE_COOKIE_AGE = "language", 31_536_000
LANGUAGE_COOKIE_SECURE, LANGUAGE_COOKIE_HTTPONLY, LANGUAGE_COOKIE_SAMESITE = _given.https, True, "Lax"
CSRF_FAILURE_VIEW = "headway.web.views.form_refused"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 10_000_000
# A form with files: several photos of a telephone.
LARGEST_UPLOAD = 60_000_000
MEDIA_ROOT = HEADWAY_HOME / "files"
HEADWAY_LAKE = _given.lake
HEADWAY_SPARK = _given.spark
HEADWAY_SPARK_PARTITIONS = _given.spark_partitions
FILE_UPLOAD_PERMISSIONS, FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o600, 0o700

LOGGING_CONFIG = "logging.config.dictConfig"
LOGGING = logging_config(_given.log_level)
