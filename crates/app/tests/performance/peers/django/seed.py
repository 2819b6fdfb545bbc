"""Fills the database: `seed.py 500`."""

import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")

import django

django.setup()

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import User
from django.core.management import call_command

call_command("migrate", verbosity=0)
password = make_password("Correct-horse-9")
User.objects.all().delete()
User.objects.bulk_create(
    User(username=f"user{n}", email=f"user{n}@example.com", password=password)
    for n in range(int(sys.argv[1]))
)
