"""Cells that name something that must be there already."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from wagtail_disclosure.catalog.importers.cells import Cells
from wagtail_disclosure.catalog.importers.readers import Row
from wagtail_disclosure.catalog.importers.run import Run
from wagtail_disclosure.catalog.models import CategoryPage
from wagtail_disclosure.core.models import Exemption, PublicBody
from wagtail_disclosure.rules.classification import DisclosureClass
from wagtail_disclosure.rules.plain_text import split_keywords

CLASS_BY_WORD = {
    **{kind.value: kind for kind in DisclosureClass},
    "主动公开": DisclosureClass.PROACTIVE,
    "依申请公开": DisclosureClass.ON_REQUEST,
    "免予公开": DisclosureClass.EXEMPT,
}


def read_class(cells: Cells) -> DisclosureClass:
    word = cells.line("class", required=True)
    if word and word not in CLASS_BY_WORD:
        known = ", ".join(CLASS_BY_WORD)
        reason = _("There is no class %(word)s (known: %(known)s).")
        cells.refuse("class", reason % {"word": word, "known": known})
    return CLASS_BY_WORD.get(word, DisclosureClass.EXEMPT)


def find_categories(rows: Iterable[Row], run: Run) -> None:
    """Ask once for the categories of all these rows."""
    codes = {row.cells.get("node", "").strip() for row in rows} - {""}
    run.find_all(CategoryPage, "code", codes, locale=run.locale)


def read_category(cells: Cells, run: Run) -> Any:
    code = cells.line("node", required=True)
    category = run.find(CategoryPage, code=code, locale=run.locale) if code else None
    if code and category is None:
        cells.refuse("node", _("There is no category %(code)s.") % {"code": code})
    return category


def read_body(cells: Cells, run: Run) -> PublicBody | None:
    code = cells.line("body")
    body = run.find(PublicBody, code=code) if code else None
    if code and body is None:
        cells.refuse("body", _("There is no public body %(code)s.") % {"code": code})
    return body


def read_joint_bodies(cells: Cells) -> list[PublicBody]:
    """Bodies that issued a document together with that of ``body``, parted by semicolons."""
    codes = split_keywords(cells.line("joint_bodies"))
    known = {body.code: body for body in PublicBody.objects.filter(code__in=codes)}
    for code in codes:
        if code not in known:
            reason = _("There is no public body %(code)s.")
            cells.refuse("joint_bodies", reason % {"code": code})
    return [known[code] for code in codes if code in known]


def read_term(cells: Cells, run: Run, column: str, model: type[Any], reason: Any) -> Any:
    """The row of ``model`` whose code is in ``column``; ``reason`` says that there is none."""
    code = cells.line(column)
    found = run.find(model, code=code) if code else None
    if code and found is None:
        cells.refuse(column, reason % {"code": code})
    return found


def read_choice(cells: Cells, column: str, choices: Sequence[tuple[str, Any]]) -> str:
    """One of ``choices``, by its value or by its name as the reader sees it."""
    word = cells.line(column)
    by_word = {str(key): value for value, name in choices for key in (value, name)}
    if word and word not in by_word:
        known = ", ".join(str(value) for value, _name in choices)
        reason = _("“%(word)s” is not possible here (known: %(known)s).")
        cells.refuse(column, reason % {"word": word, "known": known})
    return by_word.get(word, "")


def read_unit(cells: Cells, run: Run) -> Any:
    code = cells.line("unit", required=True)
    unit = run.unit(code) if code else None
    if code and unit is None:
        cells.refuse("unit", _("There is no unit %(code)s.") % {"code": code})
    return unit


def read_ground(cells: Cells, run: Run, *, required: bool) -> Exemption | None:
    code = cells.line("ground", required=required)
    ground = run.find(Exemption, code=code) if code else None
    if code and ground is None:
        cells.refuse("ground", _("There is no legal ground %(code)s.") % {"code": code})
    return ground
