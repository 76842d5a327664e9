"""The address of the status page, as receipts, mails and letters give it."""

from django.urls import reverse
from django.utils.translation import override

from wagtail_disclosure.core.own_address import own_address


def status_url(language: str) -> str:
    """Where a request can be followed; the host is the site's own, whoever asked by which."""
    with override(language):
        return f"{own_address()}{reverse('wagtail_disclosure_cases:status')}"
