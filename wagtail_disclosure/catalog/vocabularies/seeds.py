"""The shipped terms, put into the tables where an agency edits them."""

import tomllib
from collections.abc import Iterator
from importlib import resources
from typing import Any

from simple_history.utils import bulk_create_with_history

from wagtail_disclosure.catalog.models import Genre, SubjectClass
from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.core.translated_text import TranslatedText

FOLDER = resources.files("wagtail_disclosure.catalog.vocabularies")
SECTIONS: dict[str, Any] = {"subject_classes": SubjectClass, "genres": Genre}
REASON = "shipped vocabulary"


def has_vocabulary(country: str) -> bool:
    return FOLDER.joinpath(f"{country}.toml").is_file()


def seed(country: str, *, by: Actor) -> dict[str, int]:
    """Fill each list that is still empty; returns how many terms are new, by list.

    A list with terms is the agency's: what it deleted doesn't come back.
    """
    return {name: _add(model, rows, by=by) for name, model, rows in _sections(country)}


def _sections(country: str) -> Iterator[tuple[str, Any, list[dict[str, str]]]]:
    values = tomllib.loads((FOLDER / f"{country}.toml").read_text(encoding="utf-8"))
    for name, model in SECTIONS.items():
        yield name, model, values[name]


def _add(model: Any, rows: list[dict[str, str]], *, by: Actor) -> int:
    if model.objects.exists():
        return 0
    terms = [
        model(
            code=row["code"],
            name=TranslatedText({key: text for key, text in row.items() if key != "code"}),
            is_confirmed=False,
        )
        for row in rows
    ]
    bulk_create_with_history(terms, model, default_user=by, default_change_reason=REASON)
    return len(terms)
