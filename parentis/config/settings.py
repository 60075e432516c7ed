"""What an installation decides, read from its environment once, with safe defaults.

docs/install.md lists every name read here; a test holds the two together.
"""

from pathlib import Path
from typing import Any

from pghistory import (
    ContextJSONField,
    ContextUUIDField,
    DeleteEvent,
    InsertEvent,
    UpdateEvent,
)

from parentis.config import environment, logs
from parentis.config.features import FEATURES, PARTS_OF_A_RECORD, WITHOUT_PAGES
from parentis.design.colour import check_brand_colour

PACKAGE = Path(__file__).resolve().parent.parent

# -- where things are kept -------------------------------------------------------------

DATA = environment.data_folder()
MEDIA_ROOT = environment.files_folder()

# An ONS postcode directory, for distances and council boundaries, if there is one.
POSTCODES = Path(environment.text("PARENTIS_POSTCODES", str(DATA / "postcodes.csv")))

# -- who we are ------------------------------------------------------------------------

IS_DEMO = environment.flag("PARENTIS_DEMO")
# The demo's council is the made-up county; a test holds these to `parentis.madeup`,
# which takes half a second to import.
COUNCIL_NAME = environment.text(
    "PARENTIS_COUNCIL_NAME", "Aldermere County Council" if IS_DEMO else "Your council"
)
COUNCIL_CODE = environment.text("PARENTIS_COUNCIL_CODE", "701" if IS_DEMO else "")
# Only where DfE's files do not say it: the ONS code of the region to compare with.
COUNCIL_REGION = environment.text(
    "PARENTIS_COUNCIL_REGION", "E12000002" if IS_DEMO else ""
)
BRAND_COLOUR = check_brand_colour(environment.text("PARENTIS_BRAND_COLOUR", "#2b4c7e"))
CONTACT = environment.text("PARENTIS_CONTACT", "")

# -- safety ----------------------------------------------------------------------------

DEBUG = environment.flag("PARENTIS_DEBUG")
SECRET_KEY = environment.secret_key()
SECRET_KEY_FALLBACKS = environment.words("SECRET_KEY_FALLBACKS")
ALLOWED_HOSTS = environment.hosts()
IS_LOOPBACK = environment.are_loopback(ALLOWED_HOSTS)
CSRF_TRUSTED_ORIGINS = [] if IS_LOOPBACK else [f"https://{h}" for h in ALLOWED_HOSTS]

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not IS_LOOPBACK
SESSION_COOKIE_NAME = "session" if IS_LOOPBACK else "__Host-session"
DEVICE_COOKIE_NAME = "device" if IS_LOOPBACK else "__Host-device"
CSRF_COOKIE_NAME = "csrf" if IS_LOOPBACK else "__Host-csrf"
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
# How long somebody may do nothing, and how long they stay signed in at the most.
IDLE_MINUTES = environment.number("PARENTIS_IDLE_MINUTES", 30)
SESSION_HOURS = environment.number("PARENTIS_SESSION_HOURS", 12)
# Kept a day longer, ended or not: a form that comes back too late is still somebody's.
SESSION_COOKIE_AGE = (SESSION_HOURS + 24) * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_FAILURE_VIEW = "parentis.config.errors.csrf_failure"
SECURE_SSL_REDIRECT = not IS_LOOPBACK
SECURE_REDIRECT_EXEMPT = ["^healthz$", "^readyz$"]
SECURE_HSTS_SECONDS = 0 if IS_LOOPBACK else 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = not IS_LOOPBACK
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
PROXIES = environment.number("PARENTIS_PROXIES", 0)
if PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = PROXIES

# Nothing inline, nothing from another host. A page that needs more needs an ADR.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
        "manifest-src": ["'self'"],
        "object-src": ["'none'"],
        "frame-src": ["'none'"],
        "worker-src": ["'none'"],
        **({} if IS_LOOPBACK else {"upgrade-insecure-requests": True}),
    }
}

# A return is read from disk, never held in memory by the form that brings it.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 1_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# -- the parts -------------------------------------------------------------------------

INSTALLED_APPS = [
    "parentis.config.apps.ParentisConfig",
    *(feature.app for feature in FEATURES),
    *PARTS_OF_A_RECORD,
    *WITHOUT_PAGES,
    "parentis.entrance",
    "parentis.accounts",
    "parentis.audit",
    "parentis.design",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "procrastinate.contrib.django",
    "pghistory",
    "pgtrigger",
    "csp",
    "django_htmx",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
]

# Those before WhiteNoise also see the files it serves.
MIDDLEWARE = [
    "parentis.config.middleware.RequestLog",
    "parentis.config.middleware.SafeHeaders",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "parentis.config.errors.PageForAWrongMethod",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "pghistory.middleware.HistoryMiddleware",
    "parentis.entrance.sessions.SessionLimits",
    "parentis.accounts.permissions.AccessMiddleware",
    "parentis.accounts.second_factor.SecondFactorMiddleware",
]

ROOT_URLCONF = "parentis.config.urls"
WSGI_APPLICATION = "parentis.config.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "parentis.config.navigation.site",
            ],
        },
    }
]
FORM_RENDERER = "parentis.design.forms.GovukRenderer"

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG

# -- the database ----------------------------------------------------------------------

DATABASES = {"default": environment.database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    # Shared by every worker, so that a limit on tries is one limit.
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
    }
}

# Each change keeps before and after, who and when, in the row of its own event. Nobody
# changes an event afterwards.
PGHISTORY_CONTEXT_FIELD = ContextJSONField()
PGHISTORY_CONTEXT_ID_FIELD = ContextUUIDField()
PGHISTORY_APPEND_ONLY = True
PGHISTORY_MIDDLEWARE_METHODS = ("POST", "PUT", "PATCH", "DELETE")
PGHISTORY_DEFAULT_TRACKERS = (InsertEvent(), UpdateEvent(), DeleteEvent())

# -- signing in ------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {
        "NAME": "django.contrib.auth.password_validation."
        "UserAttributeSimilarityValidator",
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "parentis.accounts.passwords.WordsOfThisPlace"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "parentis.accounts.signing_in.SignInAdapter"
ACCOUNT_FORMS = {
    "login": "parentis.accounts.forms.SignInForm",
    "change_password": "parentis.accounts.forms.ChangePasswordForm",
    "reauthenticate": "parentis.accounts.forms.ConfirmPasswordForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_SESSION_REMEMBER = False
# `accounts.rate_limits` counts in their place: by these a stranger locks others out.
ACCOUNT_RATE_LIMITS = {"login": "", "login_failed": ""}
MFA_RATE_LIMITS = {"webauthn_login": ""}

MFA_ADAPTER = "parentis.accounts.signing_in.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "parentis.accounts.forms.CodeForm",
    "reauthenticate": "parentis.accounts.forms.ConfirmCodeForm",
    "activate_totp": "parentis.accounts.forms.SetUpAppForm",
    "add_webauthn": "parentis.accounts.forms.AddPasskeyForm",
}
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 1

# Single sign-on: any OpenID Connect provider. Its address is who it is (the issuer).
SSO_ISSUER = environment.text("PARENTIS_SSO_ISSUER").rstrip("/")
SSO_NAME = environment.text("PARENTIS_SSO_NAME", "your council account")
# Entra ID does not say of an address that it is verified. Its own are.
SSO_TRUSTS_ADDRESSES = environment.flag("PARENTIS_SSO_TRUSTS_ADDRESSES")
SOCIALACCOUNT_ADAPTER = "parentis.entrance.single_sign_on.SingleSignOnAdapter"
SOCIALACCOUNT_PROVIDERS = environment.single_sign_on(
    issuer=SSO_ISSUER,
    name=SSO_NAME,
    client_id=environment.text("PARENTIS_SSO_CLIENT_ID"),
    client_secret=environment.text("PARENTIS_SSO_CLIENT_SECRET"),
)

# -- e-mail ----------------------------------------------------------------------------

EMAIL_HOST = environment.text("PARENTIS_EMAIL_HOST")
EMAIL_PORT = environment.number("PARENTIS_EMAIL_PORT", 587)
EMAIL_HOST_USER = environment.text("PARENTIS_EMAIL_USER")
EMAIL_HOST_PASSWORD = environment.text("PARENTIS_EMAIL_PASSWORD")
EMAIL_USE_SSL = EMAIL_PORT == 465
EMAIL_USE_TLS = EMAIL_PORT == 587
EMAIL_TIMEOUT = 5
DEFAULT_FROM_EMAIL = environment.text("PARENTIS_EMAIL_FROM", "parentis@localhost")
# Without a mail server each message is a file, for whoever looks after Parentis.
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'filebased'}"
EMAIL_BACKEND += ".EmailBackend"
EMAIL_FILE_PATH = DATA / "mail"

# -- words, days and numbers -----------------------------------------------------------

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True
LANGUAGES = [("en-gb", "English")]
DATE_FORMAT = "j F Y"

LOGGING = logs.configuration(environment.log_form())
