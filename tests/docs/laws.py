"""Writes the page of the reference that lists every value of the shipped laws with its citation.

DJANGO_SETTINGS_MODULE=tests.settings.full python -m tests.docs.laws
"""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import django
from django.utils import translation

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "laws.md"

INTRODUCTION = """\
# Laws

<!-- Written by `make docs-laws` from core/presets/*.toml: don't edit it here. -->

`disclosure_setup --law CODE` loads a law into the tables, where an agency edits it; running it$
adds what is missing, keeps what the agency changed, and tells what differs. Values marked *to be
confirmed* were not read in the primary text: the admin says so until somebody confirms them.
`disclosure_deadline` counts by any of these laws, loaded or not.
"""


def page() -> str:
    """The whole page."""
    from wagtail_disclosure.core.law_presets import preset_codes

    with translation.override("en"):
        return "\n".join([INTRODUCTION, *(_law(code) for code in preset_codes())])


def _law(code: str) -> str:
    from wagtail_disclosure.core.law_presets import read_preset

    preset = read_preset(code)
    law = preset.law
    parts = [
        f"## {code}\n",
        f"{law.name['en']} ({law.name['zh-hans']}), {law.citation}. Calendar: `{preset.calendar}`. "
        f"Asking for a correction: {_lower(law.get_clarification_display())}.\n",
    ]
    for section, (title, heading, value) in SECTIONS.items():
        if rows := preset.rows[section]:
            parts.append(f"### {title}\n\n{_table(rows, heading, value)}")
    return "\n".join(parts)


def _table(rows: Iterable[Any], heading: str, value: Callable[[Any], str]) -> str:
    lines = [f"| Code | Name | {heading} | Citation |", "|---|---|---|---|"]
    for row in rows:
        doubt = "" if row.is_confirmed else ", *to be confirmed*"
        name = f"{row.name['en']} ({row.name['zh-hans']})"
        lines.append(f"| `{row.code}` | {name} | {value(row)} | {row.citation}{doubt} |")
    return "\n".join(lines) + "\n"


def _time_limit(limit: Any) -> str:
    extension = f" + {limit.extension}" if limit.extension else ""
    parts = [f"{limit.amount}{extension} {_lower(limit.get_unit_display())}"]
    parts.append(f"from: {_lower(limit.get_anchor_display())}")
    if limit.start_day_counts:
        parts.append("the first day counts")
    if limit.rolls:
        parts.append("moves off days off")
    if limit.on_silence:
        parts.append(f"without action in time: {_lower(limit.get_on_silence_display())}")
    if limit.extension_condition:
        parts.append(f"extension: {limit.extension_condition['en']}")
    return "; ".join(parts)


def _remedy(remedy: Any) -> str:
    dates = [f"from {remedy.from_on}"] if remedy.from_on else []
    dates += [f"until {remedy.until_on}"] if remedy.until_on else []
    outcome = f"`{remedy.outcome.code}`" if remedy.outcome else "every outcome"
    return " ".join([f"{outcome}:", *dates, remedy.text["en"]])


def _lower(words: Any) -> str:
    text = str(words)
    return text[:1].lower() + text[1:]


SECTIONS = {
    "time_limits": ("Time limits", "Term", _time_limit),
    "receipt_rules": (
        "Receipt",
        "Counts as received",
        lambda row: _lower(row.get_received_with_display()),
    ),
    "pause_causes": ("What stops the clock", "", lambda row: ""),
    "exemptions": ("Exemptions", "Kind", lambda row: _lower(row.get_kind_display())),
    "disclosure_bases": ("Published proactively", "", lambda row: ""),
    "outcomes": (
        "Outcomes",
        "Kind, row of the annual report",
        lambda row: ", ".join(filter(None, [_lower(row.get_kind_display()), row.report_row])),
    ),
    "remedies": ("Remedies", "Text", _remedy),
}


if __name__ == "__main__":
    django.setup()
    PAGE.write_text(page(), encoding="utf-8")
