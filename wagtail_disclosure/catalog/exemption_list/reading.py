"""Disclosed public lines as rows of a list, a page at a time, by legal ground."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Page as PaginatorPage
from django.db.models import Count
from django.http import HttpRequest
from wagtail.models import Locale

from wagtail_disclosure.catalog.listings import KnownCountPaginator
from wagtail_disclosure.catalog.models import ExemptItem, ExemptPublicLine
from wagtail_disclosure.core import conf, seams
from wagtail_disclosure.core.models import Exemption
from wagtail_disclosure.core.seams import PublicAction
from wagtail_disclosure.review.cleared import cleared_values
from wagtail_disclosure.review.models import GuardedQuerySet


@dataclass(frozen=True)
class GroundChoice:
    """A legal ground that something is withheld on, and how much."""

    ground: Exemption
    lines: int


@dataclass(frozen=True)
class ExemptionRow:
    """What the public may know of something that is withheld."""

    title: str
    explanation: str
    ground: str
    citation: str
    actions: list[PublicAction]


@dataclass(frozen=True)
class ExemptionList:
    """A page of what is withheld; ``unknown_ground`` is what was asked for and is no ground."""

    rows: PaginatorPage
    grounds: list[GroundChoice] = field(default_factory=list)
    chosen: Exemption | None = None
    unknown_ground: str = ""


def disclosed_lines(locale: Locale) -> GuardedQuerySet:
    """The public lines in a language, without those of items that are open by now."""
    lines = ExemptPublicLine.objects.disclosed().filter(locale=locale)
    return lines.filter(item__in=ExemptItem.objects.open())


def read_exemptions(locale: Locale, request: HttpRequest) -> ExemptionList:
    """The asked-for page (``?ground=``, ``?page=``) of what is withheld (three queries)."""
    lines = disclosed_lines(locale)
    grounds = _grounds(lines)
    typed = request.GET.get("ground", "").strip()
    chosen = next((choice for choice in grounds if str(choice.ground.pk) == typed), None)
    count = chosen.lines if chosen else sum(choice.lines for choice in grounds)
    if chosen:
        lines = lines.filter(ground=chosen.ground)
    page = KnownCountPaginator(_for_listing(lines), conf.entries_per_page(), count=count).get_page(
        request.GET.get("page")
    )
    page.object_list = [_row_of(line, request) for line in page.object_list]
    return ExemptionList(
        rows=page,
        grounds=grounds,
        chosen=chosen.ground if chosen else None,
        unknown_ground="" if chosen else typed,
    )


def _grounds(lines: GuardedQuerySet) -> list[GroundChoice]:
    counted = lines.order_by().values_list("ground").annotate(lines=Count("pk"))
    numbers: dict[int, int] = dict(counted)
    grounds = Exemption.objects.filter(pk__in=numbers).order_by("citation", "code")
    return [GroundChoice(ground, numbers[ground.pk]) for ground in grounds]


def _for_listing(lines: GuardedQuerySet) -> GuardedQuerySet:
    cleared = cleared_values("title", "ground", "explanation")
    ordered = lines.order_by("ground__citation", "ground__code", "-pk")
    return ordered.annotate(cleared=cleared).select_related("ground").defer("explanation")


def _row_of(line: Any, request: HttpRequest) -> ExemptionRow:
    """What was cleared is shown, whatever was written past the guard."""
    has_cleared_ground = line.ground_id == line.cleared["ground"]
    return ExemptionRow(
        title=line.cleared["title"],
        explanation=line.cleared["explanation"] or "",
        ground=str(line.ground) if has_cleared_ground else "",
        citation=line.ground.citation if has_cleared_ground else "",
        actions=list(_actions(line, request)),
    )


def _actions(line: Any, request: HttpRequest) -> Iterable[PublicAction]:
    for offer in seams.public_actions:
        yield from offer(line, request)
