"""What tests need again and again, made with as little as it takes."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model

from wagtail_disclosure.core.models import PublicBody, Unit
from wagtail_disclosure.review.models import ReviewProfile, ReviewTier


def create_user(username: str, **values: Any) -> Any:
    """A user who can sign in with their user name as the password."""
    return get_user_model().objects.create_user(
        username, f"{username}@agency.example", username, **values
    )


def create_profile(
    body: PublicBody, roles: Iterable[str], *, units: Iterable[Unit] = ()
) -> ReviewProfile:
    """A review profile with one tier per role; the default one unless units are named."""
    units = list(units)
    profile = ReviewProfile(body=body, name={"en": "Review"}, is_default=not units)
    profile.units = units
    profile.tiers = [
        ReviewTier(role=role, sort_order=position) for position, role in enumerate(roles)
    ]
    profile.save()
    return profile
