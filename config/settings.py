"""All settings of an installation, in one file. What may differ between installations comes from `env`."""

from pathlib import Path

from csp.constants import NONE, SELF
from django.core.management.utils import get_random_secret_key
from django.db.models import Field
from django.utils.translation import gettext_lazy as _

from config.environ import Environment, EnvironmentProblem, read_database_url

# For the type checker a field is generic in what it takes and gives; Django's own class takes no parameters. One line
# here spares every start the package that does this for a hundred classes and loads Django's admin for it.
Field.__class_getitem__ = classmethod(lambda cls, *_of: cls)  # type: ignore[attr-defined]
BASE_DIR = Path(__file__).resolve().parent.parent
env = Environment()

# trial: one machine, plain http, sample data. production: behind https. test: the test suite.
MODE = env.choice("LUZHI_MODE", ("trial", "production", "test"), "trial")
DATA_DIR = Path(env.text("LUZHI_DATA_DIR") or BASE_DIR / "var").resolve()
DATA_DIR.mkdir(parents=True, exist_ok=True)
HTTPS = env.boolean("LUZHI_HTTPS", "on" if MODE == "production" else "off")
DEBUG = False


def read_secret_key() -> str:
    """The key given by the operator or, outside production, one made once and kept in the data folder."""
    given = env.text("LUZHI_SECRET_KEY")
    if given:
        if len(given) < 50:
            raise EnvironmentProblem("LUZHI_SECRET_KEY must have at least 50 characters.")
        return given
    if MODE == "production":
        raise EnvironmentProblem("LUZHI_SECRET_KEY must be set in production (at least 50 random characters).")
    kept = DATA_DIR / "secret_key"
    if not kept.exists():
        kept.write_text(get_random_secret_key(), encoding="ascii")
        kept.chmod(0o600)
    return kept.read_text(encoding="ascii")


SECRET_KEY = read_secret_key()
ALLOWED_HOSTS = env.listing("LUZHI_HOSTS", "" if MODE == "production" else "127.0.0.1,localhost,testserver")
if not ALLOWED_HOSTS:
    raise EnvironmentProblem("LUZHI_HOSTS must name the host names this installation answers to, by commas.")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if HTTPS and host != "*"]
# How many proxies in front of us write X-Forwarded-For; 0 trusts the connection only.
TRUSTED_PROXIES = env.whole("LUZHI_TRUSTED_PROXIES", 0, 0, 5)

INSTALLED_APPS = [
    "luzhi.common",
    "luzhi.access",
    "luzhi.workflow",
    "luzhi.records",
    "luzhi.people",
    "luzhi.mandate",
    "luzhi.activities",
    "luzhi.handling",
    "luzhi.proposals",
    "luzhi.projects",
    "luzhi.plans",
    "luzhi.expo",
    "luzhi.matchmaking",
    "luzhi.onsite",
    "luzhi.reports",
    "luzhi.web",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
]
INSTALLED_APPS = [
    name
    for name in INSTALLED_APPS
    if not name.startswith("luzhi.") or (BASE_DIR / name.replace(".", "/") / "apps.py").exists()
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "luzhi.common.addresses.PlainAddressMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "luzhi.web.preferences.PreferencesMiddleware",
    "luzhi.access.middleware.SignInMiddleware",
    "luzhi.access.middleware.ActorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "luzhi.common.problems.ProblemMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "luzhi/web/templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "luzhi.web.navigation.page_frame",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "luzhi.common.templatetags.keeping",
                "luzhi.common.templatetags.ui",
            ],
        },
    }
]

DATABASE_URL = env.text("DATABASE_URL")
if DATABASE_URL:
    DATABASES = {"default": read_database_url(DATABASE_URL)}
    if MODE != "test":
        # A pool saves the connection's set-up on every request; tests open and drop databases, so not there.
        DATABASES["default"]["OPTIONS"] |= {"pool": {"min_size": 1, "max_size": 8}}
else:
    DATABASES = {
        "default": {
            "ENGINE": "luzhi.common.sqlite",
            "NAME": DATA_DIR / "luzhi.sqlite3",
            # Kept open: to open the file is nothing, but to read the schema of so many tables takes SQLite longer than
            # most pages take altogether.
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                # A reader that turns writer in mid-transaction would be refused; so writers say so at BEGIN.
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": (
                    "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;"
                    "PRAGMA cache_size=-2048;PRAGMA temp_store=MEMORY"
                ),
            },
        }
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    # Shared between workers, because the sign-in lock-out counts in it.
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "luzhi_cache"},
}

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True
LOCALE_PATHS: list[str] = []

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "luzhi/static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if MODE == "test"
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
# Files a person brings are kept outside the web root and never served as they came.
MEDIA_ROOT = DATA_DIR / "files"
# Licensed official fonts (仿宋_GB2312, 方正小标宋, …) that the operator has; papers take them before the free ones.
FONTS_DIR = Path(env.text("LUZHI_FONTS")).resolve() if env.text("LUZHI_FONTS") else None
UPLOAD_LIMIT = env.whole("LUZHI_UPLOAD_LIMIT_MB", 20, 1, 200) * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "luzhi.records.uploads.BoundedUploadHandler",
]
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
# djbh: length, classes and change rules that graded protection asks of public bodies. asvs: length and a
# blocklist only. The two standards contradict each other, so the operator chooses (docs/adr).
PASSWORD_POLICY = env.choice("LUZHI_PASSWORD_POLICY", ("djbh", "asvs"), "djbh")
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
if PASSWORD_POLICY == "djbh":
    AUTH_PASSWORD_VALIDATORS += [
        {"NAME": "luzhi.access.passwords.CharacterClassValidator"},
        {"NAME": "luzhi.access.passwords.FormerPasswordValidator"},
    ]
if MODE == "test":
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

ACCOUNT_ADAPTER = "luzhi.access.signin.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
# Five wrong passwords close an account's door for 15 minutes; an address gets 30 tries in that time.
ACCOUNT_RATE_LIMITS = {"login_failed": "5/15m/key,30/15m/ip"}
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# Staff and administrators must prove a second factor; where it is off they are only asked to set one up.
REQUIRE_SECOND_FACTOR = env.boolean("LUZHI_REQUIRE_SECOND_FACTOR", "on" if MODE == "production" else "off")
MFA_ADAPTER = "luzhi.access.signin.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "luzhi"
USERSESSIONS_TRACK_ACTIVITY = False

CSRF_FAILURE_VIEW = "luzhi.web.failures.show_stale_form"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]  # a load balancer asks the machine itself, without TLS
if HTTPS:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 31536000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        # Bootstrap draws its select arrows from data: pictures inside its own stylesheet.
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
        "worker-src": [SELF],
    }
}

EMAIL_HOST = env.text("LUZHI_EMAIL_HOST")
EMAIL_PORT = env.whole("LUZHI_EMAIL_PORT", 25, 1, 65535)
EMAIL_HOST_USER = env.text("LUZHI_EMAIL_USER")
EMAIL_HOST_PASSWORD = env.text("LUZHI_EMAIL_PASSWORD")
EMAIL_USE_TLS = env.boolean("LUZHI_EMAIL_TLS", "off")
DEFAULT_FROM_EMAIL = env.text("LUZHI_EMAIL_FROM", "luzhi@localhost")
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend" if EMAIL_HOST else "django.core.mail.backends.filebased.EmailBackend"
)
PASSWORD_RESET_BY_MAIL = bool(EMAIL_HOST)
EMAIL_FILE_PATH = DATA_DIR / "mail"
if MODE == "test":
    EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

# Given only to the sample accounts of a trial; production refuses to load the sample year.
SAMPLE_PASSWORD = env.text("LUZHI_SAMPLE_PASSWORD", "Luzhi-2024-trial")
WORKERS = env.whole("LUZHI_WORKERS", 2, 1, 64)
SITE_NAME = _("luzhi")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "luzhi.common.problems.OneLineFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
SILENCED_SYSTEM_CHECKS: list[str] = []
env.refuse_unknown("LUZHI_")
