"""What the review itself verifies, in the order in which it is told."""

from wagtail_disclosure.review.verification import verifiers
from wagtail_disclosure.review.verification.belts import verify_triggers
from wagtail_disclosure.review.verification.configuration import verify_configuration
from wagtail_disclosure.review.verification.objects import verify_objects
from wagtail_disclosure.review.verification.records import verify_clearances
from wagtail_disclosure.review.verification.search import verify_search
from wagtail_disclosure.review.verification.sitemaps import verify_sitemap
from wagtail_disclosure.review.verification.storage import verify_storage


def register_verifiers() -> None:
    """Called once, when all models are there."""
    verifiers.register("configuration", verify_configuration)
    verifiers.register("triggers", verify_triggers)
    verifiers.register("objects", verify_objects)
    verifiers.register("clearances", verify_clearances)
    verifiers.register("search", verify_search)
    verifiers.register("sitemap", verify_sitemap)
    verifiers.register("storage", verify_storage)
