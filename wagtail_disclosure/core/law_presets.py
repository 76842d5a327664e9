"""Laws shipped as data: read from TOML, loaded into the tables where they can be edited."""

import tomllib
from collections.abc import Iterable, Iterator
from importlib import resources
from typing import Any

from django.db import transaction
from simple_history.utils import bulk_create_with_history

from wagtail_disclosure.core.audit import Actor, attribute
from wagtail_disclosure.core.models import Exemption, Law, Outcome, Remedy, TimeLimit

REASON = "law preset"
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
    UnknownPreset, or ValidationError for a preset that contradicts the models.
    """
    preset = read_preset(code)
    law = Law.objects.filter(code=code).first()
    added = law is None
    if law is None:
        law = Law(code=code, name=preset["name"], citation=preset["citation"])
        law.full_clean()
        attribute(law, by=by, reason=REASON)
        law.save()
    for section, model in ROWS:
        added += _add_missing(model, law, preset.get(section, []), by=by)
    return law, added + _add_missing(Remedy, law, _remedy_rows(law, preset), by=by)


def _remedy_rows(law: Law, preset: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """One row for each outcome that a remedy names, or a single one that holds for all of them."""
    outcomes = {outcome.code: outcome for outcome in law.outcome_set.all()}
    for row in preset.get("remedies", []):
        values = {name: value for name, value in row.items() if name != "outcomes"}
        if "outcomes" not in row:
            yield values
        for code in row.get("outcomes", ()):
            yield {**values, "code": f"{row['code']}-{code}", "outcome": outcomes[code]}


def _add_missing(model: Any, law: Law, rows: Iterable[dict[str, Any]], *, by: Actor) -> int:
    known = set(model.objects.filter(law=law).values_list("code", flat=True))
    missing = [model(law=law, **row) for row in rows if row["code"] not in known]
    for row in missing:
        row.clean_fields()
    bulk_create_with_history(missing, model, default_user=by, default_change_reason=REASON)
    return len(missing)
