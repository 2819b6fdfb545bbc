"""Django's own sign-in and password reset, on SQLite, as its documentation configures them."""

import os

SECRET_KEY = "for measurements only"
DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = "urls"
USE_TZ = True
LOGIN_REDIRECT_URL = "/"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
INSTALLED_APPS = [
    f"django.contrib.{name}"
    for name in ("admin", "auth", "contenttypes", "messages", "sessions")
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": "data.sqlite3",
        "CONN_MAX_AGE": 60,
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        },
    }
}
PASSWORD_HASHERS = [
    "hashers.Product"
    if os.environ.get("PEER_HASH") == "product"
    else "django.contrib.auth.hashers.Argon2PasswordHasher"
]
EMAIL_HOST, EMAIL_PORT = "127.0.0.1", int(os.environ["PEER_SMTP_PORT"])
LOGGING = {"version": 1, "disable_existing_loggers": False, "root": {"level": "ERROR"}}
