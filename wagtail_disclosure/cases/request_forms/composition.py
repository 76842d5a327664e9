"""What is wrong with the fields of a form as an editor put them together."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

# Names that the page itself uses next to the fields.
RESERVED_KEYS = frozenset(
    {"submission_token", "website", "about", "csrfmiddlewaretoken", "go", "draft", "step"}
)

Blocks = Iterable[tuple[str, Any]]


def doubled(keys: Iterable[str]) -> str:
    """The first key that occurs more than once, or nothing."""
    return next((key for key, count in Counter(keys).items() if count > 1), "")


def problem_of(fields: Blocks) -> str:
    """The first thing that is wrong with these blocks together, in words; empty where nothing is.

    Each is the name of its type and its value.
    """
    fields = list(fields)
    keys = [value["key"] for _type, value in fields if "key" in value]
    if not keys:
        return _("Add at least one question.")
    if reserved := sorted(RESERVED_KEYS & set(keys)):
        return _("The key “%(key)s” is used by the page itself.") % {"key": reserved[0]}
    if key := doubled(keys):
        return _("Two fields have the key “%(key)s”.") % {"key": key}
    return next(_problems_of_conditions(fields), "")


def _problems_of_conditions(fields: list[tuple[str, Any]]) -> Iterator[str]:
    """A condition names a question before it and one of the answers to that."""
    answers: dict[str, set[str]] = {}
    for type_name, value in fields:
        key, answer = value.get("shown_when_key"), value.get("shown_when_answer")
        named = {"key": key, "answer": answer, "label": value["label"]}
        if bool(key) != bool(answer):
            yield _("“%(label)s”: a condition needs both a question and an answer.") % named
        elif key and key not in answers:
            yield (
                _(
                    "“%(label)s” depends on “%(key)s”: there is no choice or yes/no with this key "
                    "before it."
                )
                % named
            )
        elif key and answer not in answers[key]:
            yield _("“%(label)s”: “%(answer)s” is no answer to “%(key)s”.") % named
        if type_name == "yes_no":
            answers[value["key"]] = {"yes", "no"}
        elif type_name in ("choice", "choices"):
            answers[value["key"]] = {choice["value"] for choice in value["choices"]}
