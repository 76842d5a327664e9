"""The letters that the package ships, put into the table where an agency edits them."""

import tomllib
from importlib import resources
from typing import Any

from wagtail.models import Locale

from wagtail_disclosure.cases.letters.kinds import LetterKind, Series
from wagtail_disclosure.cases.models import LetterTemplate
from wagtail_disclosure.cases.request_forms.shipped import language_for

FOLDER = resources.files("wagtail_disclosure.cases.letters.shipped")
# The law whose articles the shipped texts cite.
CITED_LAW = "cn-ogi-2019"
OTHER_LAW = "{{ law }}"


def ensure_templates(locales: list[Locale], *, law_code: str) -> int:
    """Create what is missing of the shipped letters; returns how many are new.

    A template that exists is the agency's own, whatever it says. ``locales`` has the default
    language first: numbers are the same in every language, so they are those of the first.
    """
    numbers = _texts(locales[0].language_code)["numbers"]
    return sum(
        _ensure(kind, locale, numbers=numbers, cites=law_code == CITED_LAW)
        for locale in locales
        for kind in LetterKind
    )


def _ensure(kind: LetterKind, locale: Locale, *, numbers: dict[str, str], cites: bool) -> bool:
    of_kind = LetterTemplate.objects.filter(kind=kind)
    if of_kind.filter(locale=locale).exists():
        return False
    first = of_kind.order_by("pk").first()
    text = _texts(locale.language_code)[kind.value]
    template = LetterTemplate(
        kind=kind,
        locale=locale,
        heading=text["heading"],
        # Other laws have other articles: their agencies add them.
        legal_basis=text["legal_basis"] if cites or kind.facts.is_answer else OTHER_LAW,
        body=text["body"].strip(),
        has_remedies=text.get("has_remedies", kind.facts.has_remedies),
        number_template="" if kind.facts.series == Series.NONE else numbers[kind.facts.series],
    )
    if first is not None:
        template.translation_key = first.translation_key
        template.number_template = first.number_template
        template.has_remedies = first.has_remedies
    template.save()
    template.save_revision().publish()
    return True


def _texts(language_code: str) -> dict[str, Any]:
    file = FOLDER / f"{language_for(language_code)}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))
