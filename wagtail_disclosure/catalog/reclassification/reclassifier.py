"""How entries change their class, for the review: a reviewer may find that it is another one."""

from collections.abc import Sequence
from typing import Any

from django import forms

from wagtail_disclosure.catalog.classes import CLASS_NAMES
from wagtail_disclosure.catalog.reclassification.changing import apply_class
from wagtail_disclosure.catalog.reclassification.consequences import CONSEQUENCES
from wagtail_disclosure.catalog.reclassification.forms import class_form
from wagtail_disclosure.catalog.reclassification.restricting import move_to_register
from wagtail_disclosure.review.reclassification import ClassChoice
from wagtail_disclosure.rules.classification import DisclosureClass


class EntryReclassifier:
    """Entries may change to any class that they don't have."""

    def choices(self, instance: Any) -> Sequence[ClassChoice]:
        return [
            ClassChoice(
                value=kind.value,
                name=str(name),
                meaning=str(CONSEQUENCES[kind]),
                needs_ground=kind.needs_ground,
            )
            for kind, name in CLASS_NAMES.items()
            if kind is not instance.kind
        ]

    def form_class(self, instance: Any) -> type[forms.Form]:
        return class_form(self.choices(instance))

    def apply(
        self, instance: Any, *, to: str, ground: Any, reason: str, by: Any, **details: Any
    ) -> None:
        if DisclosureClass(to) is DisclosureClass.EXEMPT:
            move_to_register(instance, ground=ground, reason=reason, by=by, **details)
        else:
            apply_class(instance, to=to, ground=ground, reason=reason, by=by)


entries = EntryReclassifier()
