"""Languages as the site, its content and HTML name them."""

from django.utils import translation
from wagtail.coreutils import get_supported_content_language_variant

from wagtail_disclosure.core import conf


def active_language() -> str:
    """The content language that the active language stands for."""
    try:
        return get_supported_content_language_variant(translation.get_language())
    except LookupError:
        return conf.default_language()


def language_tag(code: str) -> str:
    """Django's ``zh-hans`` as the tag that HTML wants: ``zh-Hans``."""
    return translation.to_locale(code).replace("_", "-")
