"""A translation next to the original that the public can read, field by field."""

from dataclasses import dataclass
from typing import Any

from wagtail_disclosure.review.content.comparison import Piece, compare
from wagtail_disclosure.review.content.fingerprints import canonical_content, public_names
from wagtail_disclosure.review.content.presentation import label_of, text_of
from wagtail_disclosure.review.models import Clearance
from wagtail_disclosure.review.translations import localize


@dataclass(frozen=True)
class Pair:
    """A field in both languages; ``changes`` is what is new in the original since last time."""

    label: str
    original: str
    translation: str
    changes: tuple[Piece, ...] = ()

    @property
    def is_same(self) -> bool:
        """Whether nothing in it was translated: right for numbers and dates."""
        return self.original == self.translation


@dataclass(frozen=True)
class SideBySide:
    """The whole of it; ``has_changed`` says that the original changed after this was sent."""

    original: Any
    pairs: list[Pair]
    has_changed: bool


def side_by_side(subject: Any, *, sent_at: Any) -> SideBySide | None:
    """The translation ``subject`` and its original as cleared; None where there is none."""
    original = localize.original_of(subject)
    if original is None or original.clearance is None:
        return None
    fields = original.clearance.content["fields"]
    before = _compared_last(subject, original)
    translated = canonical_content(subject)["fields"]
    pairs = [
        _pair(type(subject), name, fields, translated, before)
        for name in public_names(type(subject))
        if name in fields or name in translated
    ]
    return SideBySide(original, pairs, original.clearance.decided_at > sent_at)


def _compared_last(subject: Any, original: Any) -> dict[str, Any] | None:
    """The original as it was when the translation was cleared last."""
    last = Clearance.objects.last_cleared(subject)
    if last is None or not last.source_fingerprint:
        return None
    compared = Clearance.objects.for_object(original).filter(fingerprint=last.source_fingerprint)
    found = compared.first()
    return found.content["fields"] if found else None


def _pair(
    model: type[Any],
    name: str,
    original: dict[str, Any],
    translation: dict[str, Any],
    before: dict[str, Any] | None,
) -> Pair:
    now = text_of(model, name, original.get(name))
    then = now if before is None else text_of(model, name, before.get(name))
    return Pair(
        label=label_of(model, name),
        original=now,
        translation=text_of(model, name, translation.get(name)),
        changes=() if then == now else tuple(compare(then, now)),
    )
