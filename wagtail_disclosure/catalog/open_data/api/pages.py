"""A page of a list, and where the next one starts: by key, so that each costs the same."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Q
from django.http import HttpRequest

from wagtail_disclosure.catalog.open_data.api.schemas import Question

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


def page_by_key(
    rows: Any, question: Question, request: HttpRequest, show: Callable[[list[Any]], list[Any]]
) -> dict[str, Any]:
    """The rows after the key ``question.after``, as ``show`` makes them."""
    after = question.after.partition("_")[0]
    ordered = rows.filter(pk__gt=int(after)) if after else rows
    found = list(ordered.order_by("pk")[: question.limit + 1])
    return part(found, question, request, show, lambda row: str(row.pk))


def page_by_moment(
    rows: Any,
    moment: str,
    question: Question,
    request: HttpRequest,
    show: Callable[[list[Any]], list[Any]],
) -> dict[str, Any]:
    """By the column ``moment`` and the key, the earliest first."""
    after, _underscore, key = question.after.partition("_")
    if after:
        last = EPOCH + int(after) * MICROSECOND
        later = Q(**{f"{moment}__gt": last})
        rows = rows.filter(later | Q(**{moment: last}, pk__gt=int(key or 0)))
    found = list(rows.order_by(moment, "pk")[: question.limit + 1])

    def place(row: Any) -> str:
        return f"{(getattr(row, moment) - EPOCH) // MICROSECOND}_{row.pk}"

    return part(found, question, request, show, place)


def part(
    found: list[Any],
    question: Question,
    request: HttpRequest,
    show: Callable[[list[Any]], list[Any]],
    place: Callable[[Any], str],
) -> dict[str, Any]:
    """``found`` has one row more than asked for, if there is one."""
    shown = found[: question.limit]
    has_more = len(found) > question.limit
    return {
        "next": address_after(request, place(shown[-1])) if has_more else None,
        "items": show(shown),
    }


def address_after(request: HttpRequest, after: str) -> str:
    """The address that was asked for, from another place on."""
    query = request.GET.copy()
    query["after"] = after
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")
