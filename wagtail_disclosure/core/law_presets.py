"""Laws shipped as data: read from TOML, loaded into the tables where they can be edited."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from simple_history.utils import bulk_create_with_history

from wagtail_disclosure.core.audit import Actor, attribute
from wagtail_disclosure.core.models import (
    DisclosureBasis,
    Exemption,
    Law,
    Outcome,
    PauseCause,
    ReceiptRule,
    Remedy,
    TimeLimit,
)

REASON = "law preset"
FOLDER = resources.files("wagtail_disclosure.core.presets")
# In the order in which they are loaded: remedies name outcomes.
SECTIONS: dict[str, Any] = {
    "time_limits": TimeLimit,
    "receipt_rules": ReceiptRule,
    "pause_causes": PauseCause,
    "exemptions": Exemption,
    "disclosure_bases": DisclosureBasis,
    "outcomes": Outcome,
    "remedies": Remedy,
}
LAW_KEYS = ("code", "name", "citation", "clarification")
# Confirming a row is what it is marked for, so it makes no difference to the preset.
NOT_COMPARED = {"is_confirmed"}


class UnknownPreset(LookupError):
    """No law of that code is shipped; the message names those that are."""

    def __init__(self, code: str):
        super().__init__(f"No law preset “{code}”. There are: {', '.join(preset_codes())}.")


class PresetError(ValueError):
    """A preset says something that no law can be made of; the message names row and value."""


@dataclass(frozen=True)
class Difference:
    """A value that the agency keeps although the preset has another."""

    row: str
    field: str
    own: Any
    shipped: Any

    def __str__(self) -> str:
        return _("%(row)s: %(field)s is “%(own)s”; shipped is “%(shipped)s”. Yours is kept.") % {
            "row": self.row,
            "field": self.field,
            "own": _shown(self.own),
            "shipped": _shown(self.shipped),
        }


@dataclass(frozen=True)
class Preset:
    """A law as its file says it: unsaved rows of our own models, valid each for itself."""

    law: Law
    calendar: str
    rows: dict[str, list[Any]]


@dataclass(frozen=True)
class Loaded:
    """What loading a preset did: how many rows are new, and what the agency keeps instead."""

    law: Law
    added: int
    differences: list[Difference]


def preset_codes() -> list[str]:
    """Codes of the laws that are shipped."""
    files = (file.name for file in FOLDER.iterdir())
    return sorted(name.removesuffix(".toml") for name in files if name.endswith(".toml"))


def read_preset(code: str) -> Preset:
    """The preset of that code. Raises UnknownPreset, PresetError."""
    if code not in preset_codes():
        raise UnknownPreset(code)
    return parse_preset((FOLDER / f"{code}.toml").read_text(encoding="utf-8"))


def parse_preset(text: str) -> Preset:
    """The preset that ``text`` (TOML) describes.

    Raises PresetError naming law, row and key for what is unknown, missing or impossible.
    """
    values = tomllib.loads(text)
    place = str(values.get("code", "?"))
    _refuse_unknown(values, {*LAW_KEYS, "calendar", *SECTIONS}, place)
    law = Law(**{key: values[key] for key in LAW_KEYS if key in values})
    _check(law, place, exclude=[])
    rows: dict[str, list[Any]] = {}
    for section, model in SECTIONS.items():
        written = [(row, {}) for row in values.get(section, [])]
        if model is Remedy:
            written = list(_one_for_each_outcome(written, rows["outcomes"], place))
        rows[section] = [
            _row(model, row, f"{place}, {section}", law=law, **related) for row, related in written
        ]
        _refuse_doubles(rows[section], f"{place}, {section}")
    return Preset(law=law, calendar=values.get("calendar", ""), rows=rows)


@transaction.atomic
def load_preset(code: str, *, by: Actor) -> Loaded:
    """Put the law ``code`` with every row of its preset into the tables.

    Rows that exist are left alone: the agency may have confirmed or corrected them. Raises
    UnknownPreset, PresetError.
    """
    preset = read_preset(code)
    law = Law.objects.filter(code=code).first()
    added = law is None
    differences = [] if law is None else list(_differences(law, preset.law))
    if law is None:
        law = preset.law
        attribute(law, by=by, reason=REASON)
        law.save()
    for section, model in SECTIONS.items():
        known = {row.code: row for row in model.objects.filter(law=law)}
        shipped = preset.rows[section]
        missing = [row for row in shipped if row.code not in known]
        _add(model, law, missing, by=by)
        added += len(missing)
        for row in shipped:
            if row.code in known:
                differences += _differences(known[row.code], row)
    return Loaded(law=law, added=added, differences=differences)


def _shown(value: Any) -> str:
    """A text with all its languages: it may be only in one of them that two differ."""
    # Databases keep the languages in an order of their own.
    return (
        " / ".join(value[code] for code in sorted(value)) if isinstance(value, dict) else str(value)
    )


def _add(model: Any, law: Law, rows: list[Any], *, by: Actor) -> None:
    outcomes = {outcome.code: outcome for outcome in law.outcome_set.all()}
    for row in rows:
        row.law = law
        if model is Remedy and row.outcome:
            row.outcome = outcomes[row.outcome.code]
    bulk_create_with_history(rows, model, default_user=by, default_change_reason=REASON)


def _differences(own: Any, shipped: Any) -> Iterator[Difference]:
    for field in own._meta.concrete_fields:
        if field.is_relation or field.primary_key or field.name in NOT_COMPARED:
            continue
        values = getattr(own, field.name), getattr(shipped, field.name)
        if values[0] != values[1]:
            label = f"{own._meta.verbose_name} “{own.code}”"
            yield Difference(label, str(field.verbose_name), *values)


def _row(model: Any, values: dict[str, Any], place: str, **related: Any) -> Any:
    place = f"{place} “{values.get('code', '?')}”"
    known = {field.name for field in model._meta.concrete_fields if not field.is_relation}
    _refuse_unknown(values, known - {"id"}, place)
    row = model(**values, **related)
    _check(row, place, exclude=["law", "outcome"])
    return row


def _one_for_each_outcome(
    written: list[tuple[dict[str, Any], dict[str, Any]]], outcomes: list[Outcome], place: str
) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """One row for each outcome that a remedy names, or a single one that holds for all of them."""
    by_code = {outcome.code: outcome for outcome in outcomes}
    for row, related in written:
        values = {name: value for name, value in row.items() if name != "outcomes"}
        if "outcomes" not in row:
            yield values, related
        for code in row.get("outcomes", ()):
            if code not in by_code:
                raise PresetError(f"{place}, remedies “{row.get('code')}”: no outcome “{code}”.")
            yield {**values, "code": f"{row.get('code')}-{code}"}, {"outcome": by_code[code]}


def _refuse_unknown(values: dict[str, Any], known: set[str], place: str) -> None:
    for key in values:
        if key not in known:
            raise PresetError(f"{place}: unknown key “{key}”. Known: {', '.join(sorted(known))}.")


def _refuse_doubles(rows: list[Any], place: str) -> None:
    codes = [row.code for row in rows]
    for code in codes:
        if codes.count(code) > 1:
            raise PresetError(f"{place}: “{code}” is there more than once.")


def _check(row: Any, place: str, *, exclude: list[str]) -> None:
    try:
        row.clean_fields(exclude=exclude)
    except ValidationError as error:
        problems = "; ".join(
            f"{name}: {' '.join(messages)} ({getattr(row, name)!r})"
            for name, messages in error.message_dict.items()
        )
        raise PresetError(f"{place}: {problems}") from error
