"""Who runs this site, as every page names it."""

from dataclasses import dataclass

from django.conf import settings

from wagtail_disclosure.core import conf
from wagtail_disclosure.core.languages import language_tag
from wagtail_disclosure.core.models import IntakeWindow, PublicBody, PublicWindow
from wagtail_disclosure.core.models.bodies import NoPublicBody


@dataclass(frozen=True)
class Agency:
    """Its name in all languages, its law, and where one goes or calls.

    ``other_names`` are those in languages that are not active, each with its tag for HTML.
    """

    name: str
    other_names: tuple[tuple[str, str], ...] = ()
    law: str = ""
    windows: tuple[PublicWindow, ...] = ()


def find_agency() -> Agency:
    """The agency in the active language; before it is set up, the name of the Wagtail site."""
    try:
        body, windows = _body_and_windows()
    except NoPublicBody:
        return Agency(name=site_name())
    codes = (code for code, _name in conf.content_languages())
    names = {language_tag(code): body.name.get(code) for code in codes}
    return Agency(
        name=str(body),
        other_names=tuple((tag, name) for tag, name in names.items() if name and name != str(body)),
        law=str(body.law or ""),
        windows=tuple(window for window in windows if window.is_visited),
    )


def site_name() -> str:
    return getattr(settings, "WAGTAIL_SITE_NAME", "")


def _body_and_windows() -> tuple[PublicBody, list[PublicWindow]]:
    active = IntakeWindow.objects.for_public()
    # One query brings body, law and windows where there are any.
    windows = list(active.filter(body__code=conf.public_body_code()).select_related("body__law"))
    if windows:
        return windows[0].body, [window.as_public() for window in windows]
    body = PublicBody.objects.select_related("law").own()
    return body, list(body.windows.public_rows()) if not conf.public_body_code() else []
