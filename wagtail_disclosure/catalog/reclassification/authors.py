"""Who wrote what a release package holds: when it comes back, they don't decide on it."""

from typing import Any

from wagtail.models import Revision

from wagtail_disclosure.review.models import ContentEdit, ReleasePackage
from wagtail_disclosure.review.models.standings import editors_of_draft
from wagtail_disclosure.review.translations.localize import translators_into


def keep_authors(version: Any, package: ReleasePackage) -> None:
    """Remember with ``package`` who may not decide on the latest draft of ``version``."""
    authors = editors_of_draft(version) | translators_into(version)
    ContentEdit.keep(authors, **_place(package, version.locale.language_code))


def authors_come_back(revision: Revision, package: ReleasePackage | None, language: str) -> None:
    """They had a hand in ``revision``, which was made from the package."""
    if package is not None:
        authors = ContentEdit.objects.filter(**_place(package, language))
        ContentEdit.count_in(revision, dict(authors.values_list("user_id", "user_name")))


def _place(package: ReleasePackage, language: str) -> dict[str, str]:
    return {"object_type": package._meta.label_lower, "object_id": f"{package.pk}/{language}"}
