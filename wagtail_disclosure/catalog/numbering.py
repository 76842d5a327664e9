"""Index numbers: each body's own template, and a counter per body and year without gaps."""

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date

from wagtail_disclosure.core.models import NumberSeries, PublicBody
from wagtail_disclosure.rules.references import format_reference

# Which of some numbers belong to documents already.
TakenOf = Callable[[list[str]], Collection[str]]


def next_index_number(body: PublicBody, *, day: date, taken_of: TakenOf) -> str:
    """The next number that ``body`` gives to a document of ``day``; its counter is one of the year.

    Numbers that came with an import are left out. Call it in the transaction that stores the
    number: a rollback then gives it back. Raises BadTemplate.
    """
    return next_index_numbers(body, days=[day], taken_of=taken_of)[0]


def next_index_numbers(body: PublicBody, *, days: Sequence[date], taken_of: TakenOf) -> list[str]:
    """:func:`next_index_number` for several documents of one year, in their order."""
    scope = f"index-{body.code}-{days[0].year}"
    serials = NumberSeries.take(scope, len(days))
    numbers = [_format(body, *pair) for pair in zip(days, serials, strict=True)]
    if not taken_of(numbers):
        return numbers
    left = _without_end(scope, serials)
    return [_first_free(body, day, left, taken_of) for day in days]


def _without_end(scope: str, serials: range) -> Iterator[int]:
    yield from serials
    while True:
        yield NumberSeries.take_next(scope)


def _first_free(body: PublicBody, day: date, serials: Iterator[int], taken_of: TakenOf) -> str:
    numbers = (_format(body, day, serial) for serial in serials)
    return next(number for number in numbers if not taken_of([number]))


def _format(body: PublicBody, day: date, serial: int) -> str:
    return format_reference(
        body.number_template, orgcode=body.code, year=day.year, month=day.month, serial=serial
    )
