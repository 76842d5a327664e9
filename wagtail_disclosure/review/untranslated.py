"""A page for readers of a language that nobody has translated it into yet."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail import hooks
from wagtail.models import Locale, Page
from wagtail.url_routing import RouteResult


class OfferedUntranslatedMixin:
    """For guarded page types whose pages readers of other languages get as they are.

    At the address that the translation will have, too: the original is there until then. A type
    adds ``get_untranslated_url()``, the address of a view that calls :func:`serve_untranslated`.
    """

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        try:
            return super().route(request, path_components)  # type: ignore[misc]
        except Http404:
            original = _original_at(self, path_components)
            if original is None:
                raise
            request.disclosure_untranslated = original
            return RouteResult(original)


def serve_untranslated(page_id: int, request: HttpRequest, type_: type[Any]) -> HttpResponse:
    """The page as it is, framed in the active language, with a notice.

    Whatever the site asks before it serves a page at its own address is asked here as well. Once
    the page is translated, this leads to the translation; what was typed into a form is taken
    first. Raises Http404 alike for pages that are unknown, not disclosed, of other types than
    ``type_``, or outside every site.
    """
    page = _disclosed(page_id, type_)
    if page.get_url(request) is None:
        raise Http404
    translated = _version_in(page, Locale.get_active())
    if translated is not None and request.method != "POST":
        return redirect(_with_query(translated.get_url(request), request))
    for before in hooks.get_hooks("before_serve_page"):
        answer = before(page, request, [], {})
        if isinstance(answer, HttpResponse):
            return answer
    request.disclosure_untranslated = page
    return page.serve(request)


def _with_query(address: str, request: HttpRequest) -> str:
    return f"{address}?{request.GET.urlencode()}" if request.GET else address


def _version_in(page: Any, locale: Locale) -> Any | None:
    translations = type(page)._default_manager.disclosed().select_related("locale")
    return translations.filter(translation_key=page.translation_key, locale=locale).first()


def _original_at(page: Any, path_components: list[str]) -> Any | None:
    """What is at the same place below a version of ``page`` in another language."""
    versions = type(page)._base_manager.filter(translation_key=page.translation_key, alias_of=None)
    below = "".join(f"{component}/" for component in path_components)
    others = versions.exclude(locale_id=page.locale_id).values_list("url_path", flat=True)
    places = [f"{url_path}{below}" for url_path in others]
    for key in Page.objects.filter(url_path__in=places).order_by("pk").values_list("pk", flat=True):
        try:
            found = _disclosed(key, OfferedUntranslatedMixin)
        except Http404:
            continue
        if _version_in(found, page.locale) is None:
            return found
    return None


def _disclosed(page_id: int, type_: type[Any]) -> Any:
    found = Page.objects.filter(pk=page_id).first()
    model = found.specific_class if found else None
    if model is None or not issubclass(model, type_):
        raise Http404
    page = model._default_manager.disclosed().select_related("locale", "clearance")
    page = page.filter(pk=page_id).first()
    if page is None:
        raise Http404
    return page
