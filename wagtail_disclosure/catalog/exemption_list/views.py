from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Locale

from wagtail_disclosure.catalog.exemption_list.reading import read_exemptions
from wagtail_disclosure.core.page_cache.keeping import kept

LONGEST_GROUND = 40


@kept
@require_safe
def exemptions(request: HttpRequest) -> HttpResponse:
    """What is withheld and why, in the active language, a page at a time."""
    listed = read_exemptions(Locale.get_active(), request)
    notices = []
    if listed.unknown_ground:
        typed = listed.unknown_ground[:LONGEST_GROUND]
        notices.append(
            _("“%(typed)s” is no ground in this list: all grounds are shown.") % {"typed": typed}
        )
    context = {"exemptions": listed, "rows": listed.rows, "notices": notices}
    return render(request, "wagtail_disclosure_catalog/exemptions.html", context)
