"""Numbers of receipts: by template, without gaps, never given twice."""

from wagtail_disclosure.core import conf
from wagtail_disclosure.core.models import NumberSeries, PublicBody
from wagtail_disclosure.rules.references import format_receipt


def take_number(body: PublicBody, *, year: int) -> str:
    """The next number of the year.

    Last of all that a transaction does: others who take a number wait until it ends.
    """
    serial = NumberSeries.take_next(f"receipt-{year}")
    template = conf.receipt_number_template()
    return format_receipt(template, year=year, serial=serial, orgcode=body.code)
