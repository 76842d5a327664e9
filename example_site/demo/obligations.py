"""What the demonstration agency has to publish regularly: in time, late, missing, due."""

from collections.abc import Mapping
from datetime import date

from django.contrib.auth.models import AbstractUser

from wagtail_disclosure.catalog.models import CategoryPage, EntryPage, PublicationObligation
from wagtail_disclosure.catalog.obligations import actions
from wagtail_disclosure.core import days
from wagtail_disclosure.core.models import DisclosureBasis, Unit
from wagtail_disclosure.core.translated_text import TranslatedText
from wagtail_disclosure.rules.deadlines import add_months

# Title, unit, category, item of the law, how often.
OWED = (
    (
        {"zh-hans": "供水水质月报", "en": "Monthly report on water quality"},
        "supply",
        "060202",
        "13",
        "monthly",
    ),
    (
        {"zh-hans": "供水服务季报", "en": "Quarterly report on supply service"},
        "supply",
        "0602",
        "04",
        "quarterly",
    ),
    (
        {"zh-hans": "防汛应急预案", "en": "Emergency plan for floods"},
        "defence",
        "0901",
        "12",
        "once",
    ),
    (
        {"zh-hans": "行政执法年报", "en": "Yearly report on enforcement"},
        "enforcement",
        "0501",
        "06",
        "yearly",
    ),
)
NOTHING = "系统检修，本月未出月报"
# A real document that was public a working day later than the law allows.
LATE = "E023"
LATE_TITLE = {
    "zh-hans": "饮用水水源保护区划",
    "en": "Protection areas of drinking-water sources",
}
MONTHS = 5


def owe(cast: Mapping[str, AbstractUser]) -> None:
    """Obligations of several units, and what the officer of one stated about its months."""
    begin = add_months(days.today().replace(day=1), -MONTHS)
    for title, unit, category, item, frequency in OWED:
        PublicationObligation.objects.create(
            title=TranslatedText(title),
            unit=Unit.objects.get(code=unit),
            category=CategoryPage.objects.get(code=category, locale__language_code="zh-hans"),
            basis=DisclosureBasis.objects.get(code=f"cn-ogi-20-{item}"),
            frequency=frequency,
            valid_from=begin,
        )
    state(PublicationObligation.objects.get(frequency="monthly"), begin, by=cast["drafter"])
    owe_what_was_late(by=cast["office-head"])


def state(monthly: PublicationObligation, begin: date, *, by: AbstractUser) -> None:
    """The first month had a report, for the second there was nothing; the others are open."""
    first, second, *_open = monthly.periods(days.today())
    report = EntryPage.objects.filter(
        live=True, responsible_unit=monthly.unit, locale__language_code="zh-hans"
    )
    actions.fulfill(monthly, first, report.order_by("-created_on").first(), by=by)
    actions.state_nothing(monthly, second, reason=NOTHING, by=by)


def owe_what_was_late(*, by: AbstractUser) -> None:
    """Something to publish once, due from the day of the document that fulfills it."""
    entry = EntryPage.objects.get(import_key=LATE, locale__language_code="zh-hans")
    obligation = PublicationObligation.objects.create(
        title=TranslatedText(LATE_TITLE),
        unit=entry.responsible_unit,
        category=entry.get_parent().specific,
        basis=DisclosureBasis.objects.get(code="cn-ogi-20-03"),
        frequency="once",
        valid_from=entry.created_on,
    )
    [once] = obligation.periods(days.today())
    actions.fulfill(obligation, once, entry, by=by)
