"""Where other parts say which of their guarded objects may change their class, and how.

The review knows no classes. Whoever has types with classes registers a reclassifier for them; the
review screen then offers *change class* by a link to ``disclosure_review:change_class``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django import forms


@dataclass(frozen=True)
class ClassChoice:
    """A class that something may change to; ``meaning`` says what then happens to it."""

    value: str
    name: str
    meaning: str = ""
    needs_ground: bool = False
    needs_reason: bool = True


class Reclassifier(Protocol):
    """What a part does when the class of one of its objects changes."""

    def choices(self, instance: Any) -> Sequence[ClassChoice]:
        """The classes that ``instance`` may change to; none where it may not change at all."""

    def form_class(self, instance: Any) -> type[forms.Form]:
        """A form with ``to``, ``ground`` and ``reason``; other fields reach ``apply`` by name."""

    def apply(
        self, instance: Any, *, to: str, ground: Any, reason: str, by: Any, **details: Any
    ) -> None:
        """Change all languages and aliases of ``instance`` at once.

        Whether ``by`` may do so is for the caller to check: the review's tier, or a right.
        """


class Reclassifiers:
    """Reclassifiers by the class that they are for; subclasses inherit theirs."""

    def __init__(self) -> None:
        self._by_model: dict[type[Any], Reclassifier] = {}

    def register(self, model: type[Any], reclassifier: Reclassifier) -> None:
        """Raises ValueError where ``model`` has another reclassifier already."""
        if self._by_model.get(model, reclassifier) is not reclassifier:
            raise ValueError(f"{model.__name__} has a reclassifier already.")
        self._by_model[model] = reclassifier

    def of(self, instance: Any) -> Reclassifier | None:
        """The reclassifier for ``instance``; None where its type has no classes."""
        found = (self._by_model.get(model) for model in type(instance).__mro__)
        return next((reclassifier for reclassifier in found if reclassifier is not None), None)

    def choices(self, instance: Any) -> Sequence[ClassChoice]:
        """The classes that ``instance`` may change to; none where its type has no classes."""
        reclassifier = self.of(instance)
        return reclassifier.choices(instance) if reclassifier is not None else ()


reclassifiers = Reclassifiers()
