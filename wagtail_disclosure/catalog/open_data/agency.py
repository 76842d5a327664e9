"""Who publishes, as machines are told."""

from django.conf import settings

from wagtail_disclosure.core.models import PublicBody
from wagtail_disclosure.core.models.bodies import NoPublicBody


def publisher() -> PublicBody | None:
    """The agency that runs the site; None before it is set up."""
    try:
        return PublicBody.objects.select_related("law").own()
    except NoPublicBody:
        return None


def name_of(body: PublicBody | None) -> str:
    """Its name in the active language; before it is set up, that of the Wagtail site."""
    return str(body) if body else getattr(settings, "WAGTAIL_SITE_NAME", "")
