"""The product's Argon2 parameters, to compare at equal cost."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Product(Argon2PasswordHasher):
    memory_cost, time_cost, parallelism = 19_456, 2, 1
