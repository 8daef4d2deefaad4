"""Signing in: who is let in, by what, for how long, and how often one may try. docs/decisions/0006-sign-in.md says why."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote, urlsplit

from headway.settings.environment import environment

_given = environment()

SIGN_IN_APPS = (
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
)
AUTHENTICATION_BACKENDS = ["headway.movement.sign_in.backend.PeopleBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "account_login"

# scrypt needs memory as well as time, and comes with Python; what PBKDF2 hashed can still be checked.
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
_VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {"NAME": "headway.movement.sign_in.passwords.LongEnough", "OPTIONS": {"min_length": 10}},
    {"NAME": f"{_VALIDATION}.UserAttributeSimilarityValidator", "OPTIONS": {"user_attributes": ["name", "email"]}},
    {"NAME": f"{_VALIDATION}.CommonPasswordValidator"},
]  # fmt: skip
PASSWORD_RESET_TIMEOUT = 60 * 60 * 4

ACCOUNT_ADAPTER = "headway.movement.sign_in.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
# An address is known to be somebody's because the invitation went there; allauth's own table of addresses stays empty.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[Headway] "
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if _given.https else "http"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
_FORMS = "headway.movement.sign_in"
ACCOUNT_FORMS = {
    "login": f"{_FORMS}.forms.SignInForm",
    "reauthenticate": f"{_FORMS}.forms.AgainForm",
    "change_password": f"{_FORMS}.forms.NewPasswordForm",
    "set_password": f"{_FORMS}.forms.FirstPasswordForm",
    "reset_password": f"{_FORMS}.forms.ForgottenPasswordForm",
    "reset_password_from_key": f"{_FORMS}.forms.ResetForm",
}
MFA_FORMS = {
    "authenticate": f"{_FORMS}.codes.SecondStepForm",
    "reauthenticate": f"{_FORMS}.codes.CodeAgainForm",
    "activate_totp": f"{_FORMS}.codes.AddAppForm",
    "add_webauthn": f"{_FORMS}.forms.AddPasskeyForm",
    "edit_webauthn": f"{_FORMS}.forms.RenamePasskeyForm",
}
# Whoever has the mail gets in by it (a second factor is asked for all the same): nobody who guesses can keep them out.
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
# Wrong tries are counted by ourselves (movement/sign_in/tries.py): allauth's count would let a stranger lock anybody out.
ACCOUNT_RATE_LIMITS = {"login_failed": ""}
ALLAUTH_TRUSTED_PROXY_COUNT = _given.trusted_proxies

MFA_ADAPTER = "headway.movement.sign_in.adapters.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "Headway"
# A phone whose clock is a little off is still let in.
MFA_TOTP_TOLERANCE = 1
# Browsers allow passkeys without HTTPS on the machine itself only, and there for a name ("localhost"), not a number.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not _given.https

USERSESSIONS_TRACK_ACTIVITY = False
SESSION_COOKIE_NAME = "__Host-session" if _given.https else "sessionid"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14

SOCIALACCOUNT_ADAPTER = "headway.movement.sign_in.adapters.ProviderAdapter"
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_REQUESTS_TIMEOUT = 10
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {}
# Where a form of ours may lead: the browser applies the policy to the redirect to the provider as well.
SIGN_IN_ORIGINS: tuple[str, ...] = ()
if _given.oidc_url:
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "sso",
                "name": _given.oidc_name,
                "client_id": _given.oidc_client,
                "secret": _given.oidc_secret.get_secret_value(),
                "settings": {"server_url": _given.oidc_url.rstrip("/")},
            }
        ],
    }
    _at = urlsplit(_given.oidc_url)
    SIGN_IN_ORIGINS = (f"{_at.scheme}://{_at.netloc}",)
SIGN_IN_TRUSTS_ADDRESSES = _given.oidc_trusts_email

# Shared by all workers and machines, for the limits on how often one may try would otherwise be so many times higher.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "headway_cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

DEFAULT_FROM_EMAIL = SERVER_EMAIL = _given.mail_from
EMAIL_TIMEOUT = 10
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
if _given.mail_url:
    _mail = urlsplit(_given.mail_url)
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_USE_SSL = _mail.scheme == "smtps"
    EMAIL_USE_TLS = _mail.scheme == "smtp"
    EMAIL_HOST = _mail.hostname or "localhost"
    EMAIL_PORT = _mail.port or (465 if EMAIL_USE_SSL else 587)
    EMAIL_HOST_USER = unquote(_mail.username or "")
    EMAIL_HOST_PASSWORD = unquote(_mail.password or "")
    if _mail.scheme == "smtp+plain":
        EMAIL_PORT = _mail.port or 25
# With a proxy before us that tells how it was asked; without one nobody can be believed.
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if _given.https and _given.trusted_proxies else None
)
# A proxy that does not tell how it was asked leaves us to think that it was in the clear: forms come from HTTPS all the same.
CSRF_TRUSTED_ORIGINS = [
    f"https://{'*' if host.startswith('.') else ''}{host}"
    for host in _given.allowed_hosts
    if _given.https and host != "*"
]
SITE_ADDRESS = _given.site_address
SITE_ADDRESS_GIVEN = bool(_given.address)
