"""What the public templates ask for: the agency, the ways in, the languages, dates."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django import template
from django.core.paginator import Page as PaginatorPage
from django.http import HttpRequest, QueryDict
from django.urls import NoReverseMatch, reverse, translate_url
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from wagtail.models import Page

from wagtail_disclosure.core import conf, days, seams
from wagtail_disclosure.core.agency import Agency
from wagtail_disclosure.core.citations import cited
from wagtail_disclosure.core.languages import language_tag
from wagtail_disclosure.core.restrictions import is_restricted
from wagtail_disclosure.core.search.highlighting import Piece, pieces
from wagtail_disclosure.core.shell import shell_of

register = template.Library()

# The ways in that every site can have come first, in the order in which people need them.
FIRST_ACTIONS = ("find", "ask", "follow")
# Says that something was just done: it was not done in the other language.
NOT_CARRIED_OVER = ("helpful",)


@dataclass(frozen=True)
class LanguageLink:
    """One language of the switch; ``note`` says in that language where a link goes instead."""

    tag: str
    name: str
    url: str
    is_current: bool
    note: str = ""


@register.simple_tag(takes_context=True)
def disclosure_agency(context: template.Context) -> Agency:
    """The agency that runs the site; before it is set up, the name of the Wagtail site."""
    return shell_of(context.get("request")).agency


@register.simple_tag(takes_context=True)
def disclosure_actions(context: template.Context) -> list[seams.PublicAction]:
    """What the site as a whole offers, as the installed parts say: find, ask, follow, others."""
    request = context.get("request")
    known: list[seams.PublicAction] | None = getattr(request, "disclosure_actions", None)
    if known is None:
        known = _site_actions(request)
        if request is not None:
            request.disclosure_actions = known
    return known


@register.inclusion_tag("wagtail_disclosure/includes/navigation.html", takes_context=True)
def disclosure_navigation(context: template.Context) -> dict[str, Any]:
    """Main navigation made of :func:`disclosure_actions`."""
    request = context.get("request")
    return {
        "actions": disclosure_actions(context),
        "current_path": request.path if request else "",
    }


@register.inclusion_tag("wagtail_disclosure/includes/languages.html", takes_context=True)
def disclosure_languages(context: template.Context, page: Any = None) -> dict[str, Any]:
    """Links to the same content in the other languages; nothing on a site in one language.

    A page without a public translation leads to itself with a notice in that language, where its
    type can do that; else to the start page of that language.
    """
    languages = conf.content_languages()
    if len(languages) < 2:
        return {"languages": []}
    # Paginators and other objects are called "page" too.
    addresses = _page_addresses(page, context.get("request")) if isinstance(page, Page) else None
    links = (_language_link(context, code, name, addresses) for code, name in languages)
    return {"languages": [link for link in links if link is not None]}


@register.simple_tag(takes_context=True)
def disclosure_untranslated(context: template.Context) -> Page | None:
    """The page that is shown to readers of another language for want of a translation."""
    return getattr(context.get("request"), "disclosure_untranslated", None)


@register.simple_tag
def disclosure_home_url() -> str:
    """Address of the start page in the active language."""
    try:
        return reverse("wagtail_serve", args=[""])
    except NoReverseMatch:
        return "/"


@register.simple_tag
def disclosure_today() -> date:
    """Today in the zone whose days count for the agency."""
    return timezone.localdate(timezone=conf.time_zone())


@register.simple_tag
def localized_date(value: date | datetime | None, weekday: bool = False) -> SafeString | str:
    """``value`` as a ``time`` element: 2026年12月21日, 21 December 2026.

    A moment shows the agency's local day. ``weekday`` adds its name, for days on which somebody
    must act.
    """
    if not value:
        return ""
    day = _local_day(value)
    return _marked_up(day, weekday, translation.get_language() or "")


@register.filter
def in_words(day: date) -> str:
    """``day`` with its weekday, for plain texts such as mails."""
    return _written(day, weekday=True)


@register.filter
def written_day(value: date | datetime | None) -> str:
    """A day, or that of a moment, as plain text: 2026年12月21日, 21 December 2026."""
    return days.written_day(_local_day(value)) if value else ""


@register.filter
def written_moment(value: datetime | None) -> str:
    """A moment with its time where the agency is: 21 December 2026, 14:05."""
    return days.written_moment(value) if value else ""


@register.filter
def written_out(value: Any) -> Any:
    """Days as :func:`localized_date`, everything else as it is."""
    return localized_date(value) if isinstance(value, date) else value


@register.filter
def in_one_language(citation: str) -> str:
    """A citation in the language of the page, where it is written in both."""
    return cited(citation, language=translation.get_language() or "")


@register.simple_tag
def highlight(text: str, query: str) -> SafeString:
    """``text`` with the words of ``query`` marked."""
    return marked(pieces(text, query)) if query else escape(text)


@register.simple_tag
def marked(found: Iterable[Piece]) -> SafeString:
    """Pieces of a text with the hits among them marked."""
    return format_html_join(
        "", "{}", ((format_html("<mark>{}</mark>", p.text) if p.is_hit else p.text,) for p in found)
    )


@register.filter
def slugify_unicode(text: str) -> str:
    """An anchor for a heading in any script."""
    return slugify(text, allow_unicode=True)


register.filter(language_tag)


@register.simple_tag(takes_context=True)
def disclosure_page_url(context: template.Context, number: int) -> str:
    """This address with another page number; everything else that was asked for is kept."""
    request = context.get("request")
    query = request.GET.copy() if request else QueryDict(mutable=True)
    query["page"] = number
    return f"?{query.urlencode()}"


@register.simple_tag
def disclosure_page_numbers(page_obj: PaginatorPage) -> Iterable[int | str]:
    """Page numbers around the current one, the first and the last."""
    return page_obj.paginator.get_elided_page_range(page_obj.number, on_each_side=1, on_ends=1)


def _site_actions(request: HttpRequest | None) -> list[seams.PublicAction]:
    actions = [action for provider in seams.public_actions for action in provider(None, request)]
    return sorted(actions, key=_rank)


def _rank(action: seams.PublicAction) -> int:
    if action.name in FIRST_ACTIONS:
        return FIRST_ACTIONS.index(action.name)
    return len(FIRST_ACTIONS)


def _page_addresses(page: Page, request: HttpRequest | None) -> dict[str, str]:
    """Addresses of the page's public translations by language."""
    if page.get_url(request) == disclosure_home_url():
        # The start page of each language is known without asking.
        return {code: _home_url_in(code) for code, _name in conf.content_languages()}
    known = page.__dict__.get("public_versions")
    if known is not None:
        # The way to the page has found them along.
        return {code: Page(url_path=path).get_url(request) or "" for code, path in known.items()}
    pages = type(page)._default_manager.filter(translation_key=page.translation_key)
    public = (
        pages.disclosed() if hasattr(pages, "disclosed") else pages.live().filter(~is_restricted())
    )
    return {
        translated.locale.language_code: translated.get_url(request) or ""
        for translated in public.select_related("locale")
    }


def _language_link(
    context: template.Context, code: str, name: str, addresses: dict[str, str] | None
) -> LanguageLink | None:
    tag = language_tag(code)
    if code == translation.get_language():
        return LanguageLink(tag, name, url="", is_current=True)
    request = context.get("request")
    if addresses is not None and addresses.get(code):
        url = _at_the_same_place(addresses[code], request)
        return LanguageLink(tag, name, url=url, is_current=False)
    if addresses is None and request is not None:
        return _view_link(request.get_full_path(), code, name)
    with translation.override(code):
        if url := _untranslated_url(context.get("page"), addresses or {}):
            note = _("(not translated: the original)")
            url = _at_the_same_place(url, request)
            return LanguageLink(tag, name, url=url, is_current=False, note=note)
        note = _("(start page, because this page is not translated)")
        return LanguageLink(tag, name, url=disclosure_home_url(), is_current=False, note=note)


def _untranslated_url(page: Any, addresses: dict[str, str]) -> str:
    """Where ``page`` is shown as it is to readers of the active language; empty if nowhere.

    ``addresses`` are those of its public versions: what is previewed is not among them, nor what
    only some may see.
    """
    is_offered = hasattr(page, "get_untranslated_url")
    is_offered = is_offered and page.locale.language_code in addresses
    return page.get_untranslated_url() if is_offered else ""


def _at_the_same_place(url: str, request: HttpRequest | None) -> str:
    """``url`` with what this page was asked for: a page of a list, words that are looked for."""
    query = request.GET.copy() if request else QueryDict(mutable=True)
    for name in NOT_CARRIED_OVER:
        query.pop(name, None)
    return f"{url}?{query.urlencode()}" if query else url


def _home_url_in(code: str) -> str:
    with translation.override(code):
        return disclosure_home_url()


def _view_link(path: str, code: str, name: str) -> LanguageLink | None:
    url = translate_url(path, code)
    if url == path:
        # The address says nothing about the language, so there is nowhere to switch to.
        return None
    return LanguageLink(language_tag(code), name, url=url, is_current=False)


def _local_day(value: date | datetime) -> date:
    if not isinstance(value, datetime):
        return value
    if timezone.is_naive(value):
        return value.date()
    return timezone.localtime(value, conf.time_zone()).date()


@lru_cache(maxsize=2048)
def _marked_up(day: date, weekday: bool, language: str) -> SafeString:
    """Lists have many days, and the same again and again; ``language`` is the active one."""
    return format_html('<time datetime="{}">{}</time>', day.isoformat(), _written(day, weekday))


def _written(day: date, weekday: bool) -> str:
    written = days.written_day(day)
    if not weekday:
        return written
    names = {"weekday": date_format(day, "l"), "date": written}
    return pgettext("date", "%(weekday)s, %(date)s") % names
