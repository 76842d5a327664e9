"""The site's own address, for what leaves it: mails, receipts on paper, data for machines."""

from wagtail.models import Site


def own_address() -> str:
    """Such as ``https://www.example.gov.cn``, whoever asked by which host; no slash at its end.

    Empty where there is no default site, which serves no page either.
    """
    site = Site.objects.filter(is_default_site=True).first()
    return site.root_url if site else ""
