"""Catalogs, categories and entries for tests, few or very many."""

from typing import Any

from django.contrib.auth import get_user_model


def create_user(username: str, **values: Any) -> Any:
    """A user who can sign in with their user name as the password."""
    return get_user_model().objects.create_user(
        username, f"{username}@agency.example", username, **values
    )
