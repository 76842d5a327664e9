"""What the disclosure log offers on other pages: the way into it, and answers before asking."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from wagtail.models import Locale, Page

from wagtail_disclosure.cases.models import DisclosureLogEntry
from wagtail_disclosure.core.seams import PublicAction, Suggestion
from wagtail_disclosure.core.search.likeness import is_alike, telling_terms
from wagtail_disclosure.core.shell import public_places
from wagtail_disclosure.review.cleared import cleared_values

MOST = 5
# Of so many that have any of the words, the ones are offered that have enough of them.
CANDIDATES = 20


def public_actions(subject: Any, request: HttpRequest | None) -> Iterator[PublicAction]:
    """The log where it is public, offered by the site as a whole."""
    place = public_places(request).get("log") if subject is None else None
    if place is not None:
        yield PublicAction(
            name="log",
            label=pgettext("navigation", "Answers"),
            hint=_("What was released to others who asked."),
            url=place.get_url(request),
            is_door=False,
        )


def suggest_answers(text: str, request: HttpRequest) -> Iterator[Suggestion]:
    """Entries, as they were cleared, whose titles share words with ``text``; at most five."""
    terms = telling_terms(text)
    if not terms:
        return
    public = DisclosureLogEntry.objects.disclosed().filter(locale=Locale.get_active())
    # Search backends understand plain conditions only, so the rows come as a set of keys.
    entries = DisclosureLogEntry.objects.filter(pk__in=public.order_by().values("pk"))
    found = entries.search(" ".join(terms), operator="or")[:CANDIDATES]
    keys = [entry.pk for entry in found]
    rows = public.filter(pk__in=keys).annotate(cleared=cleared_values("title", "slug", "asked"))
    # Past the guard a row may have got the clearance of another: that one has another address.
    by_key = {row["pk"]: row for row in rows.values("pk", "slug", "url_path", "cleared")}
    own = [by_key[key] for key in keys if key in by_key]
    own = [row for row in own if row["slug"] == row["cleared"]["slug"]]
    for row in [row for row in own if is_alike(row["cleared"]["title"], terms)][:MOST]:
        yield Suggestion(
            title=row["cleared"]["title"],
            url=Page(url_path=row["url_path"]).get_url(request) or "",
            kind=_("Answer to an earlier request"),
            excerpt=row["cleared"]["asked"] or "",
        )
