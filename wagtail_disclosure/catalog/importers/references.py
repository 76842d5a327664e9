"""Cells that name something that must be there already."""

from typing import Any

from django.utils.translation import gettext as _

from wagtail_disclosure.catalog.importers.categories import find_category
from wagtail_disclosure.catalog.importers.cells import Cells
from wagtail_disclosure.catalog.importers.run import Run
from wagtail_disclosure.core.models import Exemption, PublicBody
from wagtail_disclosure.rules.classification import DisclosureClass

CLASS_BY_WORD = {
    **{kind.value: kind for kind in DisclosureClass},
    "主动公开": DisclosureClass.PROACTIVE,
    "依申请公开": DisclosureClass.ON_REQUEST,
    "免予公开": DisclosureClass.EXEMPT,
}


def read_class(cells: Cells) -> DisclosureClass:
    word = cells.line("class", required=True)
    if word and word not in CLASS_BY_WORD:
        known = ", ".join(kind.value for kind in DisclosureClass)
        reason = _("There is no class %(word)s (known: %(known)s).")
        cells.refuse("class", reason % {"word": word, "known": known})
    return CLASS_BY_WORD.get(word, DisclosureClass.EXEMPT)


def read_category(cells: Cells, run: Run) -> Any:
    code = cells.line("node", required=True)
    category = find_category(code, run) if code else None
    if code and category is None:
        cells.refuse("node", _("There is no category %(code)s.") % {"code": code})
    return category


def read_body(cells: Cells) -> PublicBody | None:
    code = cells.line("body")
    body = PublicBody.objects.filter(code=code).first() if code else None
    if code and body is None:
        cells.refuse("body", _("There is no public body %(code)s.") % {"code": code})
    return body


def read_unit(cells: Cells, run: Run) -> Any:
    code = cells.line("unit", required=True)
    unit = run.unit(code) if code else None
    if code and unit is None:
        cells.refuse("unit", _("There is no unit %(code)s.") % {"code": code})
    return unit


def read_ground(cells: Cells, *, required: bool) -> Exemption | None:
    code = cells.line("ground", required=required)
    ground = Exemption.objects.filter(code=code).first() if code else None
    if code and ground is None:
        cells.refuse("ground", _("There is no legal ground %(code)s.") % {"code": code})
    return ground
