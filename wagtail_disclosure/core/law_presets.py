"""Laws shipped as data: read from TOML, loaded into the tables where they can be edited."""

import tomllib
from importlib import resources
from typing import Any

from django.db import transaction

from wagtail_disclosure.core.audit import Actor, attribute
from wagtail_disclosure.core.models import Exemption, Law, Outcome, Remedy, TimeLimit

FOLDER = resources.files("wagtail_disclosure.core.presets")
ROWS = (("time_limits", TimeLimit), ("exemptions", Exemption), ("outcomes", Outcome))


class UnknownPreset(LookupError):
    """No law of that code is shipped; the message names those that are."""

    def __init__(self, code: str):
        super().__init__(f"No law preset “{code}”. There are: {', '.join(preset_codes())}.")


def preset_codes() -> list[str]:
    """Codes of the laws that are shipped."""
    files = (file.name for file in FOLDER.iterdir())
    return sorted(name.removesuffix(".toml") for name in files if name.endswith(".toml"))


def read_preset(code: str) -> dict[str, Any]:
    """The preset as its file says it. Raises UnknownPreset."""
    if code not in preset_codes():
        raise UnknownPreset(code)
    return tomllib.loads((FOLDER / f"{code}.toml").read_text(encoding="utf-8"))


@transaction.atomic
def load_preset(code: str, *, by: Actor) -> tuple[Law, int]:
    """The law ``code``, with every row of its preset; returns also how many rows are new.

    Rows that exist are left alone: the agency may have confirmed or corrected them. Raises
    UnknownPreset.
    """
    preset = read_preset(code)
    law, added = _ensure(
        Law, {"code": code}, {"name": preset["name"], "citation": preset["citation"]}, by=by
    )
    for section, model in ROWS:
        for row in preset.get(section, []):
            added += _ensure_row(model, law, row, by=by)
    for row in preset.get("remedies", []):
        added += _ensure_remedy(law, row, by=by)
    return law, added


def _ensure_row(model: Any, law: Law, row: dict[str, Any], *, by: Actor) -> int:
    values = {name: value for name, value in row.items() if name != "code"}
    return _ensure(model, {"law": law, "code": row["code"]}, values, by=by)[1]


def _ensure_remedy(law: Law, row: dict[str, Any], *, by: Actor) -> int:
    """One row for each outcome named, or a single one that holds for all of them."""
    outcome_codes = row.get("outcomes")
    if not outcome_codes:
        return _ensure_row(Remedy, law, row, by=by)
    values = {name: value for name, value in row.items() if name != "outcomes"}
    outcomes = {outcome.code: outcome for outcome in law.outcome_set.all()}
    return sum(
        _ensure_row(
            Remedy,
            law,
            {**values, "code": f"{row['code']}-{code}", "outcome": outcomes[code]},
            by=by,
        )
        for code in outcome_codes
    )


def _ensure(
    model: Any, key: dict[str, Any], values: dict[str, Any], *, by: Actor
) -> tuple[Any, int]:
    found = model.objects.filter(**key).first()
    if found is not None:
        return found, 0
    row = model(**key, **values)
    attribute(row, by=by, reason="Law preset")
    row.full_clean()
    row.save()
    return row, 1
